"""Forecasts of the last weeks of the history, each made from what came before it alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.forecasting.bands import Tried, day_sigma, quantiles, sigmas_of
from staffplan.forecasting.chain import learn
from staffplan.forecasting.methods.simple import seasonal_naive
from staffplan.schema.forecasting.outlook import Backtest, Sigmas

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from staffplan.forecasting.columns import Column
    from staffplan.forecasting.days import Bools, Days, Floats
    from staffplan.schema.forecasting.outlook import Method

ORIGINS = 8
STEP = 7
AHEAD = 28
"""Days that each try forecasts, as far as the history has them."""
LEAST_DAYS = 10
"""A try needs so many days before it."""


@dataclass(frozen=True, eq=False)
class Try:
    """One origin: what each method expected, and what came."""

    expected: Mapping[Method, Floats]
    naive: Floats
    actual: Floats
    ahead: np.ndarray
    plain: Bools


def tries(days: Days, columns: Sequence[Column], plain: Bools, methods: Sequence[Method]) -> list[Try]:
    """The tries that the history allows, the latest first; ``plain`` marks days to judge the spread by."""
    found = []
    for back in range(1, ORIGINS + 1):
        origin = days.last + 1 - STEP * back
        past = days.until(origin)
        ahead = days.dates.ordinals - origin + 1
        later = (ahead >= 1) & (ahead <= AHEAD)
        if len(past) < LEAST_DAYS or not later.any():
            break
        future = days.where(later)
        expected = learn(past, columns).expected(future.dates, methods)
        naive = seasonal_naive(past, future.dates)
        found.append(Try(expected, naive, future.counts, ahead[later], plain[later]))
    return found


def best_of(made: Sequence[Try], wanted: Method) -> Method:
    """``wanted``, unless it is no better than seasonal naive: then the better of the two simple methods."""
    if not made or error_of(made, wanted) < naive_error(made):
        return wanted
    simple: tuple[Method, Method] = ("mean_of_four", "seasonal_naive")
    return min(simple, key=lambda name: error_of(made, name))


def error_of(made: Sequence[Try], method: Method) -> float:
    """Σ|forecast − actual| / Σ actual."""
    return _error([each.expected[method] for each in made], made)


def naive_error(made: Sequence[Try]) -> float:
    """The same of the day a week ago, as it was."""
    return _error([each.naive for each in made], made)


def sigmas(made: Sequence[Try], method: Method) -> Sigmas:
    """The spread of plain days."""
    return sigmas_of([Tried(each.ahead, each.expected[method], each.actual, each.plain) for each in made])


def summary(made: Sequence[Try], method: Method, spread: Sigmas) -> Backtest | None:
    """All figures; None where there is no try."""
    if not made:
        return None
    actual = sum(float(each.actual.sum()) for each in made)
    bias = sum(float((each.expected[method] - each.actual).sum()) for each in made) / max(actual, 1e-9)
    return Backtest(
        origins=len(made),
        days=sum(len(each.actual) for each in made),
        error=error_of(made, method),
        naive=naive_error(made),
        mean_of_four=error_of(made, "mean_of_four"),
        bias=bias,
        covered=_covered(made, method, spread),
    )


def _error(expected: Sequence[Floats], made: Sequence[Try]) -> float:
    wrong = sum(float(np.abs(one - each.actual).sum()) for one, each in zip(expected, made, strict=True))
    return wrong / max(sum(float(each.actual.sum()) for each in made), 1e-9)


def _covered(made: Sequence[Try], method: Method, spread: Sigmas) -> float:
    """Share of intervals in which anything is expected that lie between p10 and p90."""
    inside = count = 0
    for each in made:
        mean = each.expected[method]
        low, high = quantiles(mean, day_sigma(spread, each.ahead), spread.slot, (0.1, 0.9))
        busy = mean > 0
        inside += int(((each.actual >= low) & (each.actual <= high) & busy).sum())
        count += int(busy.sum())
    return inside / max(count, 1)
