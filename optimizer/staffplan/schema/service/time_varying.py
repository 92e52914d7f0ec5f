"""Service of given numbers of agents on duty when the queue carries over from slot to slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.service.steady import GroupAverage


@dataclass(frozen=True, eq=False)
class TimeVaryingService:
    """The period as one queue whose rates change from slot to slot; arrays have shape (n_slots,).

    Shares and waits are nan where nobody asks; ``occupancy`` is 0 there, and nan where nobody is on duty.
    """

    grid: Grid
    """The slots."""
    on_duty: NDArray[np.int64]
    """Agents on duty, as given."""
    service_level: NDArray[np.float64]
    """Share of the inquiries that arrive in the slot which are answered within the threshold."""
    average_wait_s: NDArray[np.float64]
    """Time spent waiting in the slot per inquiry that arrives in it, in seconds; by the target's rule where capped."""
    abandonment: NDArray[np.float64]
    """Customers who leave in the slot per inquiry that arrives in it."""
    occupancy: NDArray[np.float64]
    """Share of their available time that agents are busy."""
    slot_occupancy: NDArray[np.float64]
    """Share of the chats that agents could hold which they hold; ``occupancy`` where they hold one at a time."""
    probability_of_wait: NDArray[np.float64]
    """Share of customers who find every place taken."""
    queue_length: NDArray[np.float64]
    """Mean number of customers who wait."""
    customers: NDArray[np.float64]
    """Mean number of customers in system, over the slot; chats that agents finish after their shift included."""
    customers_at_end: NDArray[np.float64]
    """The same at the end of the slot."""
    served: NDArray[np.float64]
    """Expected inquiries whose handling ends in the slot."""
    left: NDArray[np.float64]
    """Expected customers who leave in the slot without a response."""
    settled: bool
    """False where a cyclic period has no periodic state, as its queue grows from round to round; else True."""
    by_group: tuple[GroupAverage, ...]
    """Averages over the groups of the target's scope."""
    by_day: tuple[GroupAverage, ...]
    """Averages over the local days of the period."""
    period: GroupAverage
    """Average over the period."""
