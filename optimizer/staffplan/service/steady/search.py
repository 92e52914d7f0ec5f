"""The fewest agents that are enough, for many queues at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Enough = Callable[["NDArray[np.intp]", "Ints"], "NDArray[np.bool_]"]
"""Whether queues (by number) have enough agents with so many; never enough with more agents and then not enough."""


def fewest(enough: Enough, guess: Ints) -> Ints:
    """The fewest agents of each queue that are enough, from ``guess`` by growing steps and bisection; shape (k,)."""
    low, high = np.full(guess.size, -1, dtype=np.int64), guess.copy()
    step = np.ceil(np.sqrt(guess)).astype(np.int64) + 1
    short = np.arange(guess.size)
    while (short := short[~enough(short, high[short])]).size:
        low[short], high[short], step[short] = high[short], high[short] + step[short], 2 * step[short]
    while (wide := np.flatnonzero(high - low > 1)).size:
        middle = (low[wide] + high[wide]) // 2
        done = enough(wide, middle)
        high[wide], low[wide] = np.where(done, middle, high[wide]), np.where(done, low[wide], middle)
    return high
