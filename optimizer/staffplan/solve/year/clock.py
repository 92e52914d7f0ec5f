"""The time that a year's search has: when looking for a better plan ends, and when the plan must be ready."""

from __future__ import annotations

import math
import threading
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.solve.engine.process import Engine

SEARCH = 0.85
"""Share of the time for the search; the rest is for tours and checks."""
FINISH_LEAST, FINISH_A_COLUMN = 1.5, 1e-3
"""Seconds that tours and checks of a small year take at most: so many, and for each column of its seasons."""
CUT = 0.9
"""Share of the time at which a search that overruns is ended at once."""
LEAST_SECONDS = 1.0
"""Time for turning what was found into a plan, even where the time is over."""


@dataclass(frozen=True)
class YearClock:
    """Moments of ``time.monotonic``, in seconds."""

    until: float
    """When the plan should be ready."""
    last: float
    """When it must be: as long as there is no plan, the time of all that comes behind it is used as well."""
    began: float = field(default_factory=time.monotonic)
    columns: float = math.inf
    """Of all seasons, once that is known: of a small year less time is kept for tours and checks."""

    @property
    def seconds(self) -> float:
        """Since the search began."""
        return time.monotonic() - self.began

    def left(self, *, found: bool) -> float:
        """Seconds for the search, by whether there is a plan; 0 where it is over."""
        until = self.until if found else self.last
        kept = min((1 - SEARCH) * (until - self.began), FINISH_LEAST + FINISH_A_COLUMN * self.columns)
        return max(until - kept - time.monotonic(), 0.0)

    @property
    def to_finish(self) -> float:
        """Seconds until the plan must be ready; a little even where the time is over."""
        return max(self.last - time.monotonic(), LEAST_SECONDS)

    @contextmanager
    def kept_by(self, engines: Sequence[Engine]) -> Iterator[None]:
        """Inside, no search of ``engines`` goes on much longer than it may, whatever its solver does."""
        over = threading.Event()
        timer = threading.Timer(max(CUT * (self.last - self.began) - self.seconds, 0.0), over.set)
        timer.daemon = True
        timer.start()
        try:
            with ExitStack() as stack:
                for engine in engines:
                    stack.enter_context(engine.ended_by(over))
                yield
        finally:
            timer.cancel()
