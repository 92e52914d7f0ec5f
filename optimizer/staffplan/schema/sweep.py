"""What a sweep varies, and what each of its points came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from staffplan.schema.reading import Reading

Outcome = Literal["optimal", "feasible", "infeasible", "no_plan", "failed"]


@dataclass(frozen=True)
class Parameter:
    """One thing that a sweep varies."""

    name: str
    """As the planner wrote it: ``deflection``."""
    key: str | None
    """The scenario's key, dotted: ``bot.deflection``; None: the forecast's volume."""
    texts: tuple[str, ...]
    """Its values as they are shown, in their order: ``0.55``, ``30s``."""
    values: tuple[float | str, ...]
    """The same as the scenario's file would have them."""


@dataclass(frozen=True)
class SweepPoint:
    """One point of a sweep; figures are None where there is no plan."""

    place: int
    """Its place among all points, from 0; the last parameter varies fastest."""
    values: tuple[str, ...]
    """Its value of each parameter, as shown."""
    outcome: Outcome
    """optimal: proved; feasible: the time limit came before the proof; infeasible: no legal plan exists; no_plan: none
    was found in time; failed: the point could not be computed."""
    headcount: int | None = None
    """Agents."""
    headcount_bound: int | None = None
    """Proved: no legal plan has fewer."""
    headcount_by_contract: dict[str, int] = field(default_factory=dict)
    """Agents of each contract."""
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
    problem: str = ""
    """Why there is no plan, in a sentence; empty where there is one."""
    remedies: tuple[str, ...] = ()
    """What would help where no legal plan exists, the cheapest first."""
    seconds: float = 0.0
    """Time that the point took."""

    @property
    def cost_per_inquiry(self) -> float | None:
        """Cost of an inquiry that agents answer; None where there is no cost, or nobody asks."""
        return self.cost / self.human_inquiries if self.cost is not None and self.human_inquiries else None


@dataclass(frozen=True)
class SweepResult:
    """The finished points of a sweep."""

    parameters: tuple[Parameter, ...]
    """What was varied, one or two."""
    points: tuple[SweepPoint, ...]
    """The points that are done, in their order, whatever order they were done in."""
    contracts: tuple[str, ...]
    """Names of the contracts, in the scenario's order."""
    jobs: int
    """Points that were computed at the same time."""
    seconds: float
    """Time from the first point to the last."""
    interrupted: bool = False
    """Whether the user stopped before all points were done."""
    reading: Reading | None = None
    """What was read of the forecast."""

    @property
    def count(self) -> int:
        """How many points there are, done or not."""
        product = 1
        for parameter in self.parameters:
            product *= len(parameter.values)
        return product
