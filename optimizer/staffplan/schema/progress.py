"""Signals between a long computation and whoever watches it: what it has so far, and a wish to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Where the work stands."""

    stage: str
    """What is being done, as a short phrase in the reader's language."""
    headcount: int | None = None
    """Headcount of the best plan so far; None: none yet."""
    bound: int | None = None
    """Proved bound so far; None: none yet."""


Watcher = Callable[[Progress], None]
"""Called from the working thread whenever something changed."""


def nobody_watches(progress: Progress) -> None:
    """The watcher that ignores everything."""


class Stop(threading.Event):
    """Set by the user's Ctrl-C; long work looks at it and returns the best it has."""
