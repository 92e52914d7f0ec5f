"""Day shapes by singular value decomposition, their scores by weekday and recent level.

Shen & Huang 2008, "Interday forecasting and intraday updating of call center arrivals".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.forecasting.methods.mixed import means_by_weekday

if TYPE_CHECKING:
    from staffplan.forecasting.days import Dates, Days, Floats

COMPONENTS = 3
HALF_LIFE = 8.0
"""Weeks after which a day's scores count half."""
SMOOTHING = 0.3
FADING = 0.75
"""What remains of the scores' recent level a week ahead."""


def principal_days(past: Days, future: Dates) -> Floats:
    """Expected volumes, shape (days, slots)."""
    left, strength, shapes = np.linalg.svd(np.sqrt(past.counts + 0.25), full_matrices=False)
    scores = left[:, :COMPONENTS] * strength[:COMPONENTS]
    weight = 0.5 ** (past.dates.weeks_before(past.last) / HALF_LIFE)
    means = means_by_weekday(scores, past.dates.weekdays, weight)
    level = np.zeros(scores.shape[1])
    for residual in scores - means[past.dates.weekdays]:
        level += SMOOTHING * (residual - level)
    ahead = (future.ordinals - past.last) / 7.0
    expected = means[future.weekdays] + level * FADING ** ahead[:, None]
    return np.asarray(np.maximum(expected @ shapes[:COMPONENTS], 0) ** 2 - 0.25)
