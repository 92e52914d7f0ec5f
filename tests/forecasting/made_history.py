"""Histories that a shop might have, by a process that the forecasting code knows nothing of.

Day totals are a level with a slow random walk, weekdays, and gamma noise; hours are shares of three bumps that wander.
"""

from datetime import date

import numpy as np

from staffplan.schema.forecasting.history import QueueHistory

MONDAY = date(2025, 1, 6)
WEEKDAYS = np.array([1.15, 1.05, 1.0, 1.0, 1.1, 0.75, 0.6])


def shape(slots, shift=0.0):
    hour = (np.arange(slots) + 0.5) * 24 / slots
    bumps = [(10.5, 1.6, 1.0), (15.0, 2.2, 0.8), (20.5, 1.5, 0.9)]
    share = sum(height * np.exp(-(((hour - at - shift) / wide) ** 2)) for at, wide, height in bumps)
    share[(hour < 7) | (hour > 23)] = 0
    return share / share.sum()


def made(days=120, level=1500.0, noise=0.06, seed=1, slots=24, closed=(), factors=None):
    """Counts of shape (days, slots) that begin on a Monday; ``factors`` multiply days by their number."""
    random = np.random.default_rng(seed)
    walk = np.cumsum(random.normal(0, 0.006, days))
    totals = level * WEEKDAYS[np.arange(days) % 7] * np.exp(walk) * random.gamma(1 / noise**2, noise**2, days)
    for day, factor in (factors or {}).items():
        totals[day] *= factor
    counts = np.array([random.poisson(total * shape(slots, random.normal(0, 0.15))) for total in totals], dtype=float)
    for weekday in closed:
        counts[np.arange(days) % 7 == weekday] = 0
    return counts


def queue(counts, **others):
    return QueueHistory("", counts, **others)


def error(expected, actual):
    return float(np.abs(expected - actual).sum() / actual.sum())
