"""The steps of a gain curve: what each further agent of a slot adds, with few columns for large teams.

Small teams get a column for every further agent. For large ones, only the chords around the numbers that matter are
kept, and a few elsewhere: each chord of a concave curve, drawn on, lies nowhere under the curve, so the lower envelope
of any of them never promises too little. A bound proved with it is valid, and where the solution lies on kept chords it
is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CONCAVE_WITHIN = 1e-9
"""Rises of the slope up to this share of the largest slope are rounding."""
ALL_UP_TO = 40
"""Curves with up to this many steps are kept whole."""
RATIO = 0.5
"""Chords kept everywhere: each with about this share of the slope of the one before."""
NEAR = 4
"""Chords kept on either side of a number that matters, at least."""


@dataclass(frozen=True, eq=False)
class Steps:
    """Steps of one curve; arrays have shape (steps,)."""

    width: NDArray[np.float64]
    """Agents that each step takes."""
    slope: NDArray[np.float64]
    """Gain of each agent of the step."""
    whole: int
    """So many of the first must be taken whole and in order: the curve is not concave there."""


def steps_of(gain: NDArray[np.float64], near: Sequence[float] | None = None) -> Steps:
    """The steps of ``gain`` (shape (k + 1,), from the least agents on), exact around each of the numbers ``near``.

    ``near`` counts agents above the least. Steps without any gain at the end are left out.
    """
    slopes = np.diff(gain)
    last = np.flatnonzero(slopes > 0)
    if not len(last):
        return Steps(np.zeros(0), np.zeros(0), 0)
    slopes = slopes[: int(last[-1]) + 1]
    rises = np.flatnonzero(np.diff(slopes) > CONCAVE_WITHIN * slopes.max())
    whole = int(rises[-1]) + 1 if len(rises) else 0
    kept = _kept(slopes, whole, near)
    if len(kept) == len(slopes):
        return Steps(np.ones(len(slopes)), slopes, whole)
    return _envelope(gain, slopes, kept, whole)


def is_whole(gain: NDArray[np.float64]) -> bool:
    """Whether every step of ``gain`` is kept, whatever matters."""
    return len(gain) - 1 <= ALL_UP_TO


def zone(agents: float, n_steps: int) -> tuple[int, int]:
    """First and last step that is kept around ``agents``: further for wider curves."""
    reach = max(NEAR, n_steps // 25)
    return max(0, int(np.floor(agents)) - reach), min(n_steps - 1, int(np.ceil(agents)) + reach)


def _kept(slopes: NDArray[np.float64], whole: int, near: Sequence[float] | None) -> NDArray[np.intp]:
    """Indices of the chords that are kept."""
    if len(slopes) <= ALL_UP_TO:
        return np.arange(len(slopes))
    kept = set(range(min(whole + 1, len(slopes)))) | {0, len(slopes) - 1}
    limit = slopes[whole] * RATIO if whole < len(slopes) else 0.0
    for index in range(whole, len(slopes)):
        if slopes[index] <= limit:
            kept.add(index)
            limit = slopes[index] * RATIO
    for agents in near or ():
        first, end = zone(agents, len(slopes))
        kept.update(range(first, end + 1))
    return np.array(sorted(kept))


def _envelope(gain: NDArray[np.float64], slopes: NDArray[np.float64], kept: NDArray[np.intp], whole: int) -> Steps:
    """The lower envelope of the kept chords; the first ``whole`` steps stay as they are."""
    height = gain[kept] - slopes[kept] * kept  # of each chord at 0
    slope = slopes[kept]
    fall = slope[:-1] - slope[1:]
    rise = height[1:] - height[:-1]
    meet = np.where(fall > 0, rise / np.where(fall > 0, fall, 1.0), kept[1:])
    meet = np.clip(meet, kept[:-1] + 1.0, kept[1:])
    meet[:whole] = kept[1 : whole + 1]
    ends = np.concatenate([[0.0], meet, [float(len(slopes))]])
    return Steps(np.diff(ends), slope, whole)
