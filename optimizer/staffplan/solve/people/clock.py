"""The time there is, and the wish to stop."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from staffplan.schema.progress import Stop


@dataclass(frozen=True)
class Clock:
    """Until when something may go on."""

    until: float
    """By the monotonic clock."""
    stop: Stop

    def left(self) -> float:
        """Seconds that are left."""
        return max(self.until - time.monotonic(), 0.0)

    def over(self) -> bool:
        """Whether time is up, or somebody wants it to stop."""
        return self.stop.is_set() or self.left() <= 0

    def part(self, share: float) -> Clock:
        """A share of the time that is left."""
        return Clock(time.monotonic() + share * self.left(), self.stop)
