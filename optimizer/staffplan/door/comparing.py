"""``staffplan.compare``: plans side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.door.plan import Plan
from staffplan.words.language import _

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from staffplan.report.compare.figures import Comparison as Found


@dataclass(frozen=True, eq=False, repr=False)
class Comparison:
    """Two plans or more; the others are held against the first.

    Attributes:
        data: ``names``, ``measures``, means by hour of the day, differences by weekday and hour, whose days differ.
    """

    data: Found

    @property
    def frame(self) -> pd.DataFrame:
        """A row a figure, a column a plan, by the figure's key (``headcount``, ``cost``, …); shares 0-1."""
        import pandas as pd

        rows = [measure.values for measure in self.data.measures]  # noqa: PD011 - no DataFrame
        keys = pd.Index([measure.key for measure in self.data.measures], name="figure")
        return pd.DataFrame(rows, columns=list(self.data.names), index=keys, dtype=object)

    def __repr__(self) -> str:
        """The names, in one line."""
        return f"<Comparison: {', '.join(self.data.names)}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the figures of all plans."""
        from staffplan.report.notebook.blocks import comparison_block

        return comparison_block(self.data)


def compare(*plans: Plan | str | Path, **named: Plan | str | Path) -> Comparison:
    """Set plans side by side: agents, cost, service, cover by hour, whose days differ.

    Args:
        *plans: Plans, or folders of plans; the first is what the others are held against.
        **named: The same, each under the name that it shall have: ``compare(before=plan, after="edited-plan")``.

    Raises:
        InputError: there are not two plans, or a folder cannot be read; all faults.
    """
    from staffplan.pipeline.comparing import compare_named, names_of

    names = names_of([_called(plan, number) for number, plan in enumerate(plans, start=1)])
    every = dict(zip(names, plans, strict=True)) | named
    return Comparison(compare_named({name: p.data if isinstance(p, Plan) else p for name, p in every.items()}))


def _called(plan: Plan | str | Path, number: int) -> str | Path:
    """The folder, where there is one, else a number."""
    folder = plan.folder if isinstance(plan, Plan) else plan
    return folder or _("plan {number}").format(number=number)
