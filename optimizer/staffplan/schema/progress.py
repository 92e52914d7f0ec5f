"""Progress of a long computation, told to whoever watches it, and the wish to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Progress:
    """Where the work stands."""

    stage: str
    """What is being done, as a short phrase in the reader's language."""
    headcount: int | None = None
    """Headcount of the best plan so far; None: none yet."""
    bound: int | None = None
    """Proved bound so far; None: none yet."""
    on_duty: NDArray[np.int64] | None = None
    """Agents on duty in each slot, once a search has settled them and only names who works; shape (n_slots,)."""


Watcher = Callable[[Progress], None]
"""Called from the working thread whenever something changed."""


def nobody_watches(progress: Progress) -> None:
    """The watcher that ignores everything."""


class Stop(threading.Event):
    """Set by the user's Ctrl-C; long work looks at it and returns the best it has."""
