"""A Gaussian mixed model of square roots: weekday and slot fixed, the day random with memory.

Brown et al. 2005, "Statistical analysis of a telephone call center"; Aldor-Noiman, Feigin & Mandelbaum 2009, "Workload
forecasting for a call center".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from staffplan.forecasting.days import Dates, Days, Floats, Ints

HALF_LIFE = 12.0
"""Weeks after which a day counts half in its weekday's means."""
LEVEL_HALF_LIFE = 1.0
"""Weeks after which a day counts half in the level of day effects."""
FADING = 0.9
"""What remains of that level a week ahead."""
MOST_MEMORY = 0.97
EDGE = 0.02
"""Day effects beyond these quantiles are drawn in."""


def mixed_model(past: Days, future: Dates) -> Floats:
    """Expected volumes, shape (days, slots)."""
    roots = np.sqrt(past.counts + 0.25)
    weight = 0.5 ** (past.dates.weeks_before(past.last) / HALF_LIFE)
    means = means_by_weekday(roots, past.dates.weekdays, weight)
    effects = (roots - means[past.dates.weekdays]).mean(axis=1)
    effects = np.clip(effects, *np.quantile(effects, [EDGE, 1 - EDGE]))
    level = float(np.average(effects, weights=0.5 ** (past.dates.weeks_before(past.last) / LEVEL_HALF_LIFE)))
    ahead = (future.ordinals - past.last).astype(float)
    day = level * FADING ** (ahead / 7) + _memory(effects) ** ahead * (effects[-1] - level)
    return np.asarray(np.maximum(means[future.weekdays] + day[:, None], 0) ** 2 - 0.25)


def means_by_weekday(values: Floats, weekdays: Ints, weight: Floats) -> Floats:
    """Weighted means, shape (7, …); the mean of all for a weekday that is not there."""
    overall = np.average(values, axis=0, weights=weight)
    found = np.tile(overall, (7,) + (1,) * overall.ndim)
    for day in np.unique(weekdays):
        same = weekdays == day
        found[day] = np.average(values[same], axis=0, weights=weight[same])
    return found


def _memory(effects: Floats) -> float:
    """Lag-one autocorrelation of day effects, from 0 to ``MOST_MEMORY``."""
    before, after = effects[:-1], effects[1:]
    return float(np.clip((before @ after) / max(float(before @ before), 1e-9), 0, MOST_MEMORY))
