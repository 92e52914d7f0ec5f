"""The contact log: when each contact came, was answered and ended, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class ContactLog:
    """Contacts in the order of arrival; arrays have shape (contacts,), times are seconds after ``begins``."""

    file: str
    """As the user named it."""
    timezone: str
    """IANA time zone of local days and hours."""
    begins: datetime
    """Local midnight of the first contact's day."""
    arrived: NDArray[np.float64]
    answered: NDArray[np.float64]
    """NaN where nobody answered."""
    ended: NDArray[np.float64]
    """When an answered contact ended, or one who left did so."""
    agent: NDArray[np.int64]
    """Number of the agent in ``agents``; −1 where none is named."""
    agents: tuple[str, ...]
    """Names of the agents."""
    by_bot: NDArray[np.bool_]
    """Whether the bot closed the contact, so that no human was asked."""
    has_bot: bool
    """Whether the log says which contacts the bot closed."""

    @property
    def was_answered(self) -> NDArray[np.bool_]:
        """Contacts that a human answered."""
        answered: NDArray[np.bool_] = self.answered == self.answered
        return answered
