"""Many shops planned at once: what each is, and what each came to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Outcome = Literal["optimal", "feasible", "infeasible", "no_plan", "failed", "faulty"]
OUTCOMES: tuple[Outcome, ...] = ("optimal", "feasible", "infeasible", "no_plan", "failed", "faulty")
LASTING = ("optimal", "feasible", "infeasible")
"""Outcomes that the same inputs would give again; the others may have had another reason."""


@dataclass(frozen=True)
class Shop:
    """One shop as the planner named it."""

    name: str
    """Its name, which is that of its plan's folder too."""
    forecast: str
    """The forecast's file."""
    scenario: str | None = None
    """Its own scenario's file; None: it has none beside the base."""
    keys: Mapping[str, tuple[str, object]] = field(default_factory=dict)
    """Keys of the scenario that its row sets: where that stands, and the value."""


@dataclass(frozen=True)
class ShopRow:
    """What a shop came to: a row of the summary; figures are None where there is no plan."""

    shop: str
    """Its name."""
    outcome: Outcome
    """optimal: proved; feasible: the time limit came before the proof; infeasible: no legal plan exists; no_plan: none
    was found in time; failed: it could not be computed or written; faulty: its input has faults."""
    headcount: int | None = None
    """Agents."""
    headcount_bound: int | None = None
    """Proved: no legal plan has fewer."""
    paid_hours: float | None = None
    """Paid hours of all shifts."""
    cost: float | None = None
    """Cost of the paid hours; None also where a contract in use has no hourly cost."""
    human_inquiries: float | None = None
    """Expected inquiries offered to agents."""
    predicted: float | None = None
    """Share answered in time by the steady curves."""
    certified: float | None = None
    """The same by the time-varying queue over the finished schedule."""
    target_met: bool | None = None
    """Whether the certified service meets the target in every group."""
    seconds: float | None = None
    """Time that its plan took."""
    problem: str = ""
    """Why there is no plan; empty where there is one."""
    folder: str = ""
    """Folder of its plan inside that of the whole; empty where there is none."""
    digest: str = ""
    """sha256 of all that decides its plan: forecast, scenario, files that it names, version; empty: not known."""

    @property
    def has_plan(self) -> bool:
        """Whether there is a plan."""
        return self.headcount is not None

    def data(self) -> dict[str, Any]:
        """The row for files and programs."""
        return asdict(self)


@dataclass(frozen=True)
class Pool:
    """Shops of the same rules and hours, and what sharing their agents could save at most."""

    shops: tuple[str, ...]
    """Their names."""
    headcount: int
    """Agents of their plans together."""
    bound: int
    """Sum of their proved bounds: no legal plans of separate teams have fewer together."""
    pooled_bound: int | None = None
    """Proved: the sum of their inquiries takes as many agents, even if all serve every shop; None: not known."""
    pooled_headcount: int | None = None
    """Agents of a legal plan for the sum of their inquiries; None: there is none."""
    problem: str = ""
    """Why there is no plan for the sum."""

    @property
    def saved_at_most(self) -> int | None:
        """Agents by which pooling could be better than the plans at hand, at most; None: not known."""
        return None if self.pooled_bound is None else max(self.headcount - self.pooled_bound, 0)


@dataclass(frozen=True)
class BatchResult:
    """What became of all shops."""

    rows: tuple[ShopRow, ...]
    """A row a shop that is done, in the order of the shops."""
    count: int
    """Shops that there are, done or not."""
    kept: int
    """Rows that were there before, of the same inputs."""
    seconds: float
    """Time that the rest took."""
    interrupted: bool = False
    """Whether the user stopped before all were done."""
    pools: tuple[Pool, ...] = ()
    """What sharing agents could save, where that was asked."""

    @property
    def planned(self) -> tuple[ShopRow, ...]:
        """The rows with a plan."""
        return tuple(row for row in self.rows if row.has_plan)

    def total(self) -> dict[str, float]:
        """Sums over the shops with a plan: agents, bounds, hours, cost (of those that have one), inquiries."""
        return {name: sum(getattr(row, name) or 0 for row in self.planned) for name in SUMMED}


SUMMED = ("headcount", "headcount_bound", "paid_hours", "cost", "human_inquiries")
"""Figures that add up over shops."""
