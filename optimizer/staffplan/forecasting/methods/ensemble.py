"""The method that is taken: the median of four, or a simpler one where the past is short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from staffplan.forecasting.methods.components import principal_days
from staffplan.forecasting.methods.mixed import mixed_model
from staffplan.forecasting.methods.profile import profiles
from staffplan.forecasting.methods.ridge import totals_by_profile
from staffplan.forecasting.methods.simple import mean_of_four, seasonal_naive

if TYPE_CHECKING:
    from collections.abc import Callable

    from staffplan.forecasting.days import Dates, Days, Floats

    Method = Callable[[Days, Dates], Floats]

Name = Literal["ensemble", "regression", "pooled", "mean_of_four", "seasonal_naive"]
SHORT = 14
"""A past of fewer days has no weekdays of its own."""
MEDIUM = 56
"""A past of fewer days has too few for day effects with memory."""


def median_of_four(past: Days, future: Dates) -> Floats:
    """The median of regression, mixed model, principal days and mean of four weekdays, shape (days, slots)."""
    each = [method(past, future) for method in (totals_by_profile, mixed_model, principal_days, mean_of_four)]
    return np.asarray(np.maximum(np.median(each, axis=0), 0))


def pooled_profile(past: Days, future: Dates) -> Floats:
    """One level for all days, in the shape of all days: what is left where the past has hardly a week."""
    return np.asarray(np.maximum(past.totals.mean() * profiles(past, future), 0))


METHODS: dict[Name, Method] = {
    "ensemble": median_of_four,
    "regression": totals_by_profile,
    "pooled": pooled_profile,
    "mean_of_four": mean_of_four,
    "seasonal_naive": seasonal_naive,
}


def method_for(past: Days) -> Name:
    """The most that the length of the past allows."""
    span = past.last - int(past.dates.ordinals[0]) + 1
    return "pooled" if span < SHORT else "regression" if span < MEDIUM else "ensemble"
