"""Service of given numbers of agents on duty, each slot as a queue of its own in its steady state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid


@dataclass(frozen=True)
class GroupAverage:
    """Averages over the scored slots of a group, weighted by volume; nan where nobody asks."""

    label: str
    """The day, the first day of the week, or ``period``; a slot's start at scope ``slot``."""
    human_inquiries: float
    """Inquiries that count."""
    service_level: float
    """Share answered within the threshold."""
    average_wait_s: float
    """Mean wait in seconds."""
    abandonment: float
    """Share who leave before a response."""
    occupancy: float
    """Share of their time that agents are busy, each slot weighted by its volume."""


@dataclass(frozen=True, eq=False)
class SteadyService:
    """Each slot as a queue of its own in its steady state; arrays have shape (n_slots,).

    nan where nobody asks (``occupancy`` is 0 there, and nan where nobody is on duty).
    """

    grid: Grid
    """The slots."""
    on_duty: NDArray[np.int64]
    """Agents on duty, as given."""
    service_level: NDArray[np.float64]
    """Share of the offered inquiries answered within the threshold."""
    average_wait_s: NDArray[np.float64]
    """Mean wait of all customers in seconds, by the target's rule; infinite where the queue only grows."""
    abandonment: NDArray[np.float64]
    """Share of customers who leave before a response."""
    occupancy: NDArray[np.float64]
    """Share of their available time that agents are busy."""
    slot_occupancy: NDArray[np.float64]
    """Share of the chats that agents could hold which they hold; ``occupancy`` where they hold one at a time."""
    probability_of_wait: NDArray[np.float64]
    """Share of customers who find every place taken."""
    queue_length: NDArray[np.float64]
    """Mean number of customers who wait."""
    by_group: tuple[GroupAverage, ...]
    """Averages over the groups of the target's scope."""
    by_day: tuple[GroupAverage, ...]
    """Averages over the local days of the period."""
    period: GroupAverage
    """Average over the period."""
