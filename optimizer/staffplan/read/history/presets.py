"""Events whose dates the package knows: the promotions of Chinese e-commerce, and Spring Festival."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from staffplan.read.year.dates import promotion_calendar
from staffplan.schema.forecasting.history import Edition
from staffplan.schema.scenario.holidays import CHINA

if TYPE_CHECKING:
    from collections.abc import Iterable

SPRING_FESTIVAL = "spring-festival"
BEFORE, AFTER = 10, 15
"""Days of Spring Festival before New Year's Day by the moon, and from it on: parcels rest, then questions come."""


def preset_names() -> tuple[str, ...]:
    """All presets."""
    return (*dict.fromkeys(window.preset for window in promotion_calendar()), SPRING_FESTIVAL)


def preset_editions(name: str, first: date, last: date, uplift: tuple[float, ...] = ()) -> list[Edition]:
    """The editions of a preset that have days from ``first`` to ``last``."""
    if name == SPRING_FESTIVAL:
        days = [day - timedelta(days=BEFORE) for day in new_year_days(range(first.year, last.year + 1))]
        windows = [(day, day + timedelta(days=BEFORE + AFTER - 1)) for day in days]
    else:
        windows = [(one.dates.first, one.dates.last) for one in promotion_calendar() if one.preset == name]
    return [
        Edition(name, begins, (ends - begins).days + 1, uplift)
        for begins, ends in windows
        if begins <= last and ends >= first
    ]


def new_year_days(years: Iterable[int]) -> list[date]:
    """New Year's Day by the moon in each year: editions of Spring Festival are compared by their distance from it."""
    return [_new_year(year) for year in years]


@cache
def _new_year(year: int) -> date:
    from holidays import country_holidays

    named = country_holidays(CHINA, years=year, observed=False, language="en_US")
    return min(day for day, name in named.items() if name.startswith("Chinese") and "Eve" not in name)
