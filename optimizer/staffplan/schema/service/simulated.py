"""Service of given numbers of agents on duty by simulation: means with their confidence intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid


@dataclass(frozen=True)
class Randomness:
    """What the simulation may vary that the formulas may not."""

    handling_variation: float | None = None
    """Standard deviation ÷ mean of the handling time, then log-normal; None: exponential, as in the formulas."""
    volume_variation: float = 0.0
    """Standard deviation ÷ mean of a factor on each local day's volume (gamma); 0: the forecast is right."""
    patience_shape: float = 1.0
    """Shape of the patience's Weibull distribution: 1 is exponential, less has more who leave soon, more fewer."""
    balking: float = 0.0
    """Share of customers who leave at once if they have to wait."""


@dataclass(frozen=True)
class Estimate:
    """A mean over replications and its confidence interval; nan where nobody asked in any."""

    mean: float
    """The estimate: total ÷ total over all replications."""
    half_width: float
    """The true mean lies within ± this, with the confidence that was asked for; nan with one replication."""

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        return self.mean - self.half_width

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        return self.mean + self.half_width


@dataclass(frozen=True, eq=False)
class SimulatedAverage:
    """Estimates over the scored slots of a group."""

    label: str
    """The day, the first day of the week, or ``period``; a slot's start at scope ``slot``."""
    service_level: Estimate
    """Share answered within the threshold."""
    average_wait_s: Estimate
    """Mean wait in seconds, by the target's rule."""
    abandonment: Estimate
    """Share who leave before a response, those who leave at once included."""
    left_in_time: Estimate
    """Share who leave within the threshold."""
    offered_wait_s: Estimate
    """Mean wait in seconds that customers would have who never leave (virtual wait)."""
    early_leavers_met: Estimate
    """Share answered or gone within the threshold, of all."""
    without_early_leavers: Estimate
    """Share answered within the threshold, of those who did not leave within it."""
    served: Estimate
    """Share answered within the threshold, of those who were answered."""
    occupancy: Estimate
    """Share of their available time that agents are busy."""


@dataclass(frozen=True, eq=False)
class SimulatedService:
    """The period simulated several times over; arrays have shape (n_slots,), nan where nobody asked."""

    grid: Grid
    """The slots."""
    replications: int
    """How often the period was simulated."""
    customers: int
    """Customers simulated in all."""
    confidence: float
    """Probability with which each interval holds the true mean."""
    service_level: NDArray[np.float64]
    """Share of the inquiries that arrive in the slot which are answered within the threshold."""
    service_level_half_width: NDArray[np.float64]
    """Half the width of its confidence interval."""
    average_wait_s: NDArray[np.float64]
    """Mean wait of those who arrive in the slot, in seconds, by the target's rule."""
    abandonment: NDArray[np.float64]
    """Share of those who arrive in the slot that leaves."""
    occupancy: NDArray[np.float64]
    """Share of their available time that agents are busy; nan where nobody is on duty."""
    by_group: tuple[SimulatedAverage, ...]
    """Estimates for the groups of the target's scope."""
    by_day: tuple[SimulatedAverage, ...]
    """Estimates for the local days of the period."""
    period: SimulatedAverage
    """Estimates for the period."""
