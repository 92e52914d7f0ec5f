"""The shape of a day: the share of its total that each slot has, by weekday."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from staffplan.forecasting.days import Bools, Dates, Days, Floats

HALF_LIFE = 8.0
"""Weeks after which a day counts half."""
SHRINKAGE = 2.0
"""A weekday's own shape counts as many days as there were, the shape of all days as so many."""
ALIKE = 0.9
"""A weekday that is busy in so many of the slots of all days is open like them."""


def profiles(past: Days, future: Dates) -> Floats:
    """Shares of each day's total, shape (days, slots): the weekday's, shrunk to that of all days open alike."""
    weight = 0.5 ** (past.dates.weeks_before(past.last) / HALF_LIFE)
    pooled = _share(past, weight)
    found = {int(day): _of_weekday(past, weight, past.dates.weekdays == day, pooled) for day in range(7)}
    return np.array([found[int(day)] for day in future.weekdays])


def _share(past: Days, weight: Floats) -> Floats:
    sums = weight @ past.counts
    total = sums.sum()
    return sums / total if total > 0 else np.full(len(sums), 1.0 / len(sums))


def _of_weekday(past: Days, weight: Floats, same: Bools, pooled: Floats) -> Floats:
    if not same.any():
        return pooled
    own = _share(past.where(same), weight[same])
    if (own > 0).mean() <= ALIKE * (pooled > 0).mean() and same.sum() > 1:
        return own
    count = weight[same].sum()
    shrunk = (count * own + SHRINKAGE * pooled) / (count + SHRINKAGE)
    return np.asarray(shrunk / shrunk.sum())
