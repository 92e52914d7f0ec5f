"""A plan in a program's hands: figures, tables with real datetimes, a picture, and its folder."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.words.language import _

if TYPE_CHECKING:
    from typing import Any

    import pandas as pd

    from staffplan.schema.plan import Plan as PlanData
    from staffplan.schema.plan import PlanSummary, Service
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.words.messages import Message


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """A plan: the same whether it was just solved or opened from its folder. A notebook shows it as table and picture.

    Attributes:
        data: The plan as its folder holds it: ``summary`` (plan.json), ``shifts``, ``coverage``; frozen objects.
        folder: The folder that it was opened from; None for one that was just solved.
    """

    data: PlanData
    folder: Path | None = None

    @property
    def summary(self) -> PlanSummary:
        """All that plan.json holds."""
        return self.data.summary

    @property
    def headcount(self) -> int:
        """Agents with at least one shift."""
        return self.summary.headcount

    @property
    def bound(self) -> int:
        """Proved: no legal plan has fewer agents (where the need has prices, none that fits it as well)."""
        return self.summary.headcount_bound

    @property
    def proved(self) -> bool:
        """Whether what was minimised (headcount, or cost) equals its proved bound."""
        return self.summary.status == "optimal"

    @property
    def service(self) -> Service:
        """What was promised, predicted and certified: over the period, by day, by the target's groups; shares 0-1."""
        return self.summary.service

    @property
    def cost(self) -> float | None:
        """Cost of the paid hours in the scenario's currency; None where a contract in use has no hourly cost."""
        return self.summary.cost

    @property
    def paid_hours(self) -> float:
        """Paid hours of all shifts."""
        return self.summary.paid_hours

    @property
    def scenario(self) -> Scenario:
        """All values in force, defaults included."""
        return self.summary.scenario

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What a planner should know before using the plan; ``str(message)`` is the sentence."""
        return self.summary.warnings

    @property
    def explanation(self) -> dict[str, Any] | None:
        """Why not one fewer; None unless ``solve(..., explain=True)`` asked for it."""
        return self.summary.explanation

    @cached_property
    def schedule(self) -> pd.DataFrame:
        """A row a shift, by agent and start, shape (shifts, 7).

        Columns: ``agent_id`` (text, with its zeros), ``contract``, ``date`` (midnight of the local day that the shift
        counts for), ``start`` and ``end`` (datetimes with the scenario's zone), ``breaks`` (text, ``12:00-13:00``),
        ``paid_hours``.
        """
        from staffplan.door.frames import schedule_frame

        return schedule_frame(self.data.shifts, self._zone)

    @cached_property
    def breaks(self) -> pd.DataFrame:
        """A row a break, shape (breaks, 3): ``agent_id``, ``start`` and ``end`` (datetimes with the zone)."""
        from staffplan.door.frames import breaks_frame

        return breaks_frame(self.data.shifts, self._zone)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """A row a slot of the planning grid, shape (slots, 7).

        Columns: ``start`` (datetime with the scenario's zone), ``inquiries`` and ``human_inquiries`` (expected, before
        and after the bot), ``required`` and ``on_duty`` (agents), ``service_level`` and ``occupancy`` (shares 0-1 by
        the steady curves; NaN where nobody asks, or nobody is on duty).
        """
        from staffplan.door.frames import coverage_frame

        return coverage_frame(self.data.coverage, self._zone)

    def write(self, folder: str | Path) -> list[Path]:
        """Write plan.json, schedule.csv, coverage.csv, payroll.xlsx and report.html into ``folder``; all or none.

        Returns:
            The paths written.

        Raises:
            InputError: a file that the scenario's payroll names (agents, holidays) is missing or at fault.
            OutputError: the folder cannot be written; what was there before is untouched.
        """
        from staffplan.pipeline.plan.documents import write

        return write(self.data, Path(folder), () if self.folder is None else (self.folder,))

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.scenario.timezone)

    def __repr__(self) -> str:
        """One line: agents, what is proved, paid hours, service."""
        from staffplan.report.wording.text import agents, number, percent

        proof = _("proved") if self.proved else _("proved at least {bound}").format(bound=self.bound)
        share = self.service.predicted if self.service.certified is None else self.service.certified
        hours = _("{hours} paid hours").format(hours=number(self.paid_hours))
        in_time = _("{share} in time").format(share=percent(share))
        return f"<Plan: {agents(self.headcount)}, {proof}, {hours}, {in_time}>"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from staffplan.report.notebook.blocks import plan_block

        return plan_block(self.data)


def open(folder: str | Path) -> Plan:
    """Read a plan again from the folder that ``staffplan solve`` or ``Plan.write`` wrote, also after hand edits.

    Its figures are those of plan.json; ``staffplan.check`` recomputes them from the schedule.

    Args:
        folder: The plan's folder.

    Raises:
        InputError: a file is missing or has faults; all of them, each with file, row and column.
    """
    from staffplan.read import read_plan

    return Plan(read_plan(folder), Path(folder))
