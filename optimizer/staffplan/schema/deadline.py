"""The time limit of a whole command: when it began, what is left, and what a stage keeps back for those behind it."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

OVERRUN_SHARE, OVERRUN_SECONDS = 0.1, 2.0
"""How far a command may be over its limit: by this share or so many seconds, whichever is more."""


@dataclass(frozen=True)
class Deadline:
    """The end of a command; every stage is asked to keep to it."""

    limit: float = math.inf
    """Seconds that the command may take; endless: no limit."""
    began: float = field(default_factory=time.monotonic)
    """When it began, by ``now``."""
    now: Callable[[], float] = time.monotonic
    """The clock, in seconds; a test brings its own."""
    kept: float = 0.0
    """Seconds at the end in which no search runs: an explanation is made in them."""

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return self.now() - self.began

    @property
    def left(self) -> float:
        """Seconds up to the limit, 0 at least."""
        return max(self.limit - self.spent, 0.0)

    @property
    def overrun(self) -> float:
        """Seconds that it may be over the limit."""
        return max(OVERRUN_SHARE * self.limit, OVERRUN_SECONDS)

    def left_but(self, later: float, most: float = 0.5) -> float:
        """Seconds for a stage that keeps ``later`` seconds for those behind it, at most a share of what is left."""
        left = max(self.left - self.kept, 0.0)
        return left - min(later, most * left)

    def keeping(self, seconds: float) -> Deadline:
        """The same, whose searches keep so many seconds for something behind all that follows them."""
        return replace(self, kept=seconds)

    def left_over(self, later: float, least: float = 1.0) -> float:
        """Seconds for what may be left out: up to the end of the overrun less ``later``, at least so many."""
        return max(self.limit - self.spent + self.overrun - later, least)

    def allows(self, seconds: float) -> bool:
        """Whether so many seconds more end within what it may be over."""
        return seconds <= self.limit - self.spent + self.overrun
