"""The simplest forecasts: earlier days of the same weekday, as they were or their mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from staffplan.forecasting.days import Dates, Days, Floats

FEW = 5
"""Days that stand for a weekday that nobody has seen."""


def seasonal_naive(past: Days, future: Dates) -> Floats:
    """The latest day of the same weekday, shape (days, slots): the measure of every other method."""
    return _mean_of_latest(past, future, 1)


def mean_of_four(past: Days, future: Dates) -> Floats:
    """The mean of the four latest days of the same weekday, shape (days, slots)."""
    return _mean_of_latest(past, future, 4)


def _mean_of_latest(past: Days, future: Dates, count: int) -> Floats:
    by_weekday = {int(day): _latest(past, int(day), count).mean(axis=0) for day in np.unique(future.weekdays)}
    return np.array([by_weekday[int(day)] for day in future.weekdays])


def _latest(past: Days, weekday: int, count: int) -> Floats:
    same = past.counts[past.dates.weekdays == weekday]
    return same[-count:] if len(same) else past.counts[-FEW:]
