"""Days far off what their weekday explains, scaled back before anything is learnt from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from staffplan.forecasting.days import Bools, Days, Floats, Ints

LEAST_DAYS = 15
"""Fewer days say nothing of what is usual."""
WITHIN = 28
"""Days before and after whose weekdays are compared."""
FAR = 3.5
"""Robust standard deviations."""
LEAST_LOG = 0.2
"""About 20%: less is never called far off."""


def cleaned(days: Days, special: Bools) -> tuple[Days, Floats]:
    """The days with outliers scaled back to their weekday, and each day's ratio to it: 1 where it was kept.

    Days that are ``special`` are kept, and no measure for others.
    """
    ratio = np.ones(len(days))
    plain = np.flatnonzero(~special)
    if len(plain) < LEAST_DAYS:
        return days, ratio
    logs = np.log(np.maximum(days.totals[plain], 0.5))
    residual = logs - _usual(logs, days.dates.ordinals[plain], days.dates.weekdays[plain])
    spread = 1.4826 * float(np.median(np.abs(residual - np.median(residual)))) + 0.02
    far = (np.abs(residual) > FAR * spread) & (np.abs(residual) > LEAST_LOG)
    ratio[plain[far]] = np.exp(residual[far])
    return days.scaled(1 / ratio), ratio


def _usual(logs: Floats, ordinals: Ints, weekdays: Ints) -> Floats:
    """The median of each day's weekday within ``WITHIN`` days."""
    near = (weekdays[:, None] == weekdays) & (np.abs(ordinals[:, None] - ordinals) <= WITHIN)
    return np.array([np.median(logs[same]) for same in near])
