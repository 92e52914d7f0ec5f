"""One queue's forecast, from its history to its bands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from staffplan.forecasting import backtest
from staffplan.forecasting.bands import day_sigma, quantiles, totals_between
from staffplan.forecasting.calendar import SpecialDays
from staffplan.forecasting.chain import learn
from staffplan.forecasting.closing import closed_ahead, reopenings
from staffplan.forecasting.columns import HOLIDAY, columns_of, matrix
from staffplan.forecasting.days import Dates, weekdays_of
from staffplan.forecasting.handling import mean_by_slot, spread_of_days
from staffplan.forecasting.methods.ensemble import method_for
from staffplan.forecasting.tidy import tidied
from staffplan.schema.forecasting.outlook import Effect, Outlier, QueueOutlook

if TYPE_CHECKING:
    from staffplan.forecasting.columns import Column
    from staffplan.forecasting.days import Bools, Days, Floats, Ints
    from staffplan.forecasting.tidy import Tidied
    from staffplan.schema.forecasting.history import Edition, QueueHistory
    from staffplan.schema.forecasting.outlook import Method

LEVELS = (0.1, 0.5, 0.9)
EDITION_SPREAD = 0.15
"""Editions of an event differ by so much (standard deviation of the logarithm)."""
FIGURE_SPREAD = 0.25
"""A planner's figure for what nobody has seen, or none at all, is off by so much."""
CALENDAR_SPREAD = 0.1
"""A holiday's effect is off by so much where it was seen once."""
FRIDAY = 4
SURE_OF_CLOSED = 3.0
"""Where so many inquiries would be usual and none came, a slot is closed."""
WEEKS_SEEN = 1
"""After more weeks, a weekday that never came is closed."""


@dataclass(frozen=True)
class Wanted:
    """What is asked for."""

    first: date
    """The first day of the forecast, after the history's last."""
    n_days: int
    editions: tuple[Edition, ...] = ()
    special: SpecialDays = field(default_factory=lambda: SpecialDays({}, frozenset()))
    growth: float = 0.0
    """Growth a year, as a share."""
    closed: frozenset[date] = frozenset()
    """Days that the scenario closes."""


def forecast_queue(queue: QueueHistory, begins: date, wanted: Wanted) -> QueueOutlook | None:
    """Forecast ``queue``, whose history begins on the day ``begins``; None where nothing can be learnt from it."""
    dates = _dates(begins.toordinal() + np.arange(len(queue.inquiries)), queue.inquiries, wanted.special)
    known = tidied(queue.inquiries, dates)
    if not len(known.days):
        return None
    future = _like(wanted.first.toordinal() + np.arange(wanted.n_days), dates, wanted.special)
    columns, closed = _columns(known, dates, future, wanted)
    return _Forecast(queue, known, future, columns, closed, wanted).made()


class _Forecast:
    """What is known of one queue, and the forecast made of it."""

    def __init__(
        self,
        queue: QueueHistory,
        known: Tidied,
        future: Dates,
        columns: list[Column],
        closed: frozenset[int],
        wanted: Wanted,
    ) -> None:
        self.queue, self.days, self.future = queue, known.days, future
        self.columns, self.closed, self.wanted = columns, closed, wanted
        self.filled, self.partial = known.filled, known.partial
        self.learnt = learn(self.days, columns)

    def made(self) -> QueueOutlook:
        """The whole forecast."""
        usual = method_for(self.days)
        plain = ~self.learnt.special & (self.learnt.ratios == 1)
        methods = tuple(dict.fromkeys((usual, "mean_of_four", "seasonal_naive")))
        made = backtest.tries(self.days, self.columns, plain, methods)
        method = backtest.best_of(made, usual)
        spread = backtest.sigmas(made, method)
        mean = self._mean(method)
        day = np.hypot(day_sigma(spread, self._ahead()), self._event_sigma())
        low, middle, high = quantiles(mean, day, spread.slot, LEVELS)
        day_low, day_high = totals_between(mean, day, spread.slot)
        deflection, deflection_sigma = self._deflection()
        return QueueOutlook(
            name=self.queue.name,
            mean=mean,
            low=np.where(mean > 0, low, 0),
            middle=np.where(mean > 0, middle, 0),
            high=np.where(mean > 0, high, 0),
            day_low=day_low,
            day_high=day_high,
            day_sigma=day,
            sigmas=spread,
            deflection=deflection,
            deflection_sigma=deflection_sigma,
            aht_s=self._aht(deflection),
            method=method,
            simpler=method != usual,
            backtest=backtest.summary(made, method, spread),
            outliers=tuple(self._outliers()),
            effects=tuple(self._effects()),
            closed=tuple(date.fromordinal(day) for day in sorted(self.closed)),
            learnt_days=len(self.days),
            filled_days=self.filled,
            partial_days=self.partial,
        )

    def _ahead(self) -> Ints:
        return self.future.ordinals - self.days.last

    def _mean(self, method: Method) -> Floats:
        """Expected inquiries, 0 on closed days and in hours in which nobody ever asked."""
        mean = self.learnt.expected(self.future, [method])[method]
        mean = mean * (1 + self.wanted.growth) ** (self._ahead() / 365.25)[:, None]
        mean = np.where(_open_slots(self.days)[self.future.weekdays], mean, 0)
        mean[np.isin(self.future.ordinals, list(self.closed))] = 0
        return np.asarray(np.maximum(mean, 0))

    def _event_sigma(self) -> Floats:
        """What the effects of events add to each day's spread, shape (days,)."""
        seen = self._seen()
        own = [
            CALENDAR_SPREAD if not column.is_event else EDITION_SPREAD if count else FIGURE_SPREAD
            for column, count in zip(self.columns, seen, strict=True)
        ]
        square = np.array(own) ** 2 * (1 + 1 / np.maximum(seen, 1)) / 2 if own else np.zeros(0)
        return np.asarray(np.sqrt(matrix(self.columns, self.future) @ square))

    def _seen(self) -> Floats:
        return np.asarray(matrix(self.columns, self.days.dates).sum(axis=0))

    def _outliers(self) -> list[Outlier]:
        far = np.flatnonzero(self.learnt.ratios != 1)
        return [Outlier(date.fromordinal(int(self.days.dates.ordinals[k])), float(self.learnt.ratios[k])) for k in far]

    def _effects(self) -> list[Effect]:
        factors, seen = np.exp(self.learnt.effects), self._seen()
        common = next((k for k, column in enumerate(self.columns) if column.name == HOLIDAY), None)
        for k, column in enumerate(self.columns):
            if common is not None and column.name.startswith(f"{HOLIDAY}: "):
                factors[k] *= factors[common]
        return [
            Effect(column.name, column.offset, float(factors[k]), int(seen[k]), column.figure)
            for k, column in enumerate(self.columns)
        ]

    def _deflection(self) -> tuple[Floats | None, float | None]:
        if self.queue.deflection is None:
            return None, None
        counts = self.queue.inquiries
        by_slot = mean_by_slot(self.queue.deflection, counts)
        if by_slot is None:
            return None, None
        shape = (len(self.future), 1)
        return np.tile(by_slot, shape), spread_of_days(self.queue.deflection, counts, by_slot)

    def _aht(self, deflection: Floats | None) -> Floats | None:
        if self.queue.aht_s is None:
            return None
        counts = self.queue.inquiries
        if self.queue.deflection is not None and deflection is not None:
            counts = counts * (1 - np.where(np.isfinite(self.queue.deflection), self.queue.deflection, deflection[0]))
        by_slot = mean_by_slot(self.queue.aht_s, counts, variance=1.0)
        return None if by_slot is None else np.tile(by_slot, (len(self.future), 1))


def _dates(ordinals: Ints, counts: Floats, special: SpecialDays) -> Dates:
    """The history's days; make-up workdays are like a Friday where their own weekday is closed otherwise."""
    weekdays = weekdays_of(ordinals)
    worked = np.isin(ordinals, [day.toordinal() for day in special.workdays])
    if not worked.any():
        return Dates(ordinals, weekdays)
    came = np.nansum(counts, axis=1) > 0
    is_closed = np.array([not (came & ~worked & (weekdays == day)).any() for day in range(7)])
    return Dates(ordinals, np.where(worked & is_closed[weekdays], FRIDAY, weekdays))


def _like(ordinals: Ints, past: Dates, special: SpecialDays) -> Dates:
    """The forecast's days, make-up workdays as in the past."""
    weekdays = weekdays_of(ordinals)
    worked = np.isin(ordinals, [day.toordinal() for day in special.workdays])
    moved = set(weekdays_of(past.ordinals)[weekdays_of(past.ordinals) != past.weekdays].tolist())
    as_friday = worked & np.isin(weekdays, sorted(moved))
    return Dates(ordinals, np.where(as_friday, FRIDAY, weekdays))


def _columns(known: Tidied, dates: Dates, future: Dates, wanted: Wanted) -> tuple[list[Column], frozenset[int]]:
    """The kinds of special days, and the closed days of the forecast."""
    holidays = {day.toordinal(): name for day, name in wanted.special.holidays.items()}
    closed = closed_ahead(known, dates, future, holidays, {day.toordinal() for day in wanted.closed})
    after = reopenings(known, dates, future, holidays, closed)
    inside = set(dates.ordinals.tolist()) | set(future.ordinals.tolist())
    open_holidays = {
        day: name for day, name in holidays.items() if day in inside and day not in closed | set(known.closed.tolist())
    }
    return columns_of(open_holidays, sorted(after), wanted.editions), closed


def _open_slots(days: Days) -> Bools:
    """Slots of each weekday in which somebody may ask, shape (7, slots).

    A slot is closed where nobody ever asked on this weekday, though by the other weekdays more than a few would have.
    """
    slots = days.counts.shape[1]
    pooled = days.counts.mean(axis=0)
    found = np.tile(pooled > 0, (7, 1))
    for day in range(7):
        own = days.counts[days.dates.weekdays == day]
        if len(own):
            found[day] = (own.sum(axis=0) > 0) | ((pooled > 0) & (pooled * len(own) < SURE_OF_CLOSED))
        elif days.last - int(days.dates.ordinals[0]) >= 7 * WEEKS_SEEN:
            found[day] = np.zeros(slots, dtype=bool)
    return found
