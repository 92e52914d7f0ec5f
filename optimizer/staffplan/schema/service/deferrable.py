"""Replies to messages that may wait, for given numbers of agents on duty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid


@dataclass(frozen=True, eq=False)
class DeferrableService:
    """Replies to messages in the time that live inquiries leave; arrays have shape (n_slots,)."""

    grid: Grid
    """The slots."""
    messages: NDArray[np.float64]
    """Expected messages that come in during the slot."""
    due_slot: NDArray[np.int64]
    """Last slot in which a message of each slot is in time; −1: none comes, or it is due after the period."""
    in_time: NDArray[np.float64]
    """Share of these replied to by their deadline; nan where none come or their deadline lies after the period."""
    done: NDArray[np.float64]
    """Expected messages replied to in the slot."""
    open_at_end: NDArray[np.float64]
    """Expected messages that wait at the end of the slot."""
    share: float
    """Share of all messages replied to by their deadline; nan where no deadline lies in the period."""
