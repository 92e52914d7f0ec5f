"""``staffplan.seasons``: a year of seasons as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.door.given import duration_of
from staffplan.door.plan import Plan
from staffplan.schema.progress import nobody_watches

if TYPE_CHECKING:
    from decimal import Decimal

    import pandas as pd

    from staffplan.pipeline.year.seasons import YearResult
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.year.result import YearSummary


@dataclass(frozen=True, eq=False, repr=False)
class YearPlan:
    """A year's plan: whom to employ, whom to hire out, which bot; a plan for each season, and the bill.

    Attributes:
        data: ``summary`` (year.json), ``plans``, ``bill``; frozen objects.
    """

    data: YearResult

    @property
    def summary(self) -> YearSummary:
        """All that year.json holds."""
        return self.data.summary

    @property
    def cost(self) -> Decimal:
        """What the year costs, in the file's currency."""
        return self.summary.cost

    @property
    def bound(self) -> float:
        """Proved: no plan within the rules has a smaller objective (cost, or average headcount)."""
        return self.summary.bound

    @property
    def proved(self) -> bool:
        """Whether the objective equals its proved bound."""
        return self.summary.status == "optimal"

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """The plan of each season, by its folder's name (``01-spring``)."""
        return {season.folder: Plan(plan) for season, plan in zip(self.summary.seasons, self.data.plans, strict=True)}

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row a season: dates, inquiries and who answers them, paid hours, cost, shares in time (0-1)."""
        from staffplan.door.frames import seasons_frame

        return seasons_frame(self.summary)

    @cached_property
    def bill(self) -> pd.DataFrame:
        """A row a line of the bill: ``supplier``, ``item``, ``month`` (its first day), ``quantity``, ``amount``."""
        from staffplan.door.frames import bill_frame

        return bill_frame(self.data.bill)

    def write(self, folder: str | Path) -> list[Path]:
        """Write year.json, bill.csv and a folder for each season's plan into ``folder``, all or none.

        Returns:
            The paths written.

        Raises:
            OutputError: the folder cannot be written; what was there before is untouched.
        """
        from staffplan.report.year_files import write_year

        return write_year(self.summary, self.data.plans, self.data.bill, Path(folder))

    def __repr__(self) -> str:
        """Cost, agents and proof, in a sentence."""
        from staffplan.report.wording.year import year_headline

        return f"<YearPlan: {year_headline(self.summary)}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the sentence, and a row for each season."""
        from staffplan.report.notebook.blocks import year_block
        from staffplan.report.wording.year import year_headline

        return year_block(year_headline(self.summary), self.summary)


def seasons(
    year: str | Path,
    *,
    time_limit: object = None,
    watcher: Watcher | None = None,
    stop: Stop | None = None,
) -> YearPlan:
    """Plan a year of promotion seasons and off-season as a whole. Nothing is written.

    Args:
        year: The name of the year's TOML file (docs/seasons.md), which names the forecasts.
        time_limit: Time for the search, such as ``"5min"`` or a timedelta; None: the file's.
        watcher: Called with a ``Progress`` whenever something changed.
        stop: Setting it ends the search; the best year so far comes back.

    Raises:
        InputError: the year's file, a forecast or the time limit has faults; all of them.
        InfeasibleError: no legal plan of the year exists; ``remedies`` say what would help.
        NoPlanError: the time limit came first.
    """
    from staffplan.pipeline.year.seasons import seasons as plan_seasons

    limit = None if time_limit is None else duration_of("time_limit", time_limit)
    return YearPlan(plan_seasons(year, watcher=watcher or nobody_watches, stop=stop, time_limit=limit))
