"""What the demand stage hands on: the inquiries of each slot that humans must answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid


@dataclass(frozen=True, eq=False)
class Demand:
    """Volume of each slot of the planning grid; all arrays have shape (n_slots,)."""

    grid: Grid
    """The slots."""
    inquiries: NDArray[np.float64]
    """Expected inquiries in the slot, before the bot."""
    human_inquiries: NDArray[np.float64]
    """Expected inquiries offered to humans in the slot, live ones only."""
    aht_s: NDArray[np.float64]
    """Average handling time of the slot in seconds."""
    open: NDArray[np.bool_]
    """Whether the slot lies in the opening hours."""
    scored: NDArray[np.bool_]
    """Whether the slot's inquiries count for the target (open and inside the scoring window)."""
    required: NDArray[np.int64] | None = None
    """Agents needed by the forecast, whatever the target takes; −1 where it says nothing; None: nothing at all."""
    left_messages: NDArray[np.float64] | None = None
    """Expected inquiries that reach humans while nobody answers: messages, due later. None: there are none."""
