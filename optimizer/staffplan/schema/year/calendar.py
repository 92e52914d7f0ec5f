"""Dates of the seasons, and how they lie in calendar months, by which suppliers charge."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days from the first to the last, both included."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    def holds(self, day: dt.date) -> bool:
        """Whether ``day`` is one of them."""
        return self.first <= day <= self.last

    @property
    def months(self) -> Fraction:
        """Months: a whole calendar month is 1, a part of one its days ÷ the month's days."""
        return sum((days_in_month(self, month) / Fraction(length_of(month)) for month in months_of(self)), Fraction(0))


Month = tuple[int, int]
"""Year and month."""


def months_of(stretch: Stretch) -> list[Month]:
    """The calendar months that ``stretch`` touches, in order."""
    first = stretch.first.year * 12 + stretch.first.month - 1
    last = stretch.last.year * 12 + stretch.last.month - 1
    return [(k // 12, k % 12 + 1) for k in range(first, last + 1)]


def length_of(month: Month) -> int:
    """Days of a calendar month."""
    return monthrange(*month)[1]


def days_in_month(stretch: Stretch, month: Month) -> int:
    """How many days of ``stretch`` lie in ``month``."""
    begin, end = dt.date(*month, 1), dt.date(*month, length_of(month))
    return max(0, (min(stretch.last, end) - max(stretch.first, begin)).days + 1)


@dataclass(frozen=True)
class Calendar:
    """The seasons' dates, one behind the other without a gap."""

    seasons: tuple[Stretch, ...]

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """All calendar months touched."""
        return tuple(months_of(Stretch(self.seasons[0].first, self.seasons[-1].last)))

    @property
    def days(self) -> int:
        """Days of all seasons."""
        return sum(season.days for season in self.seasons)

    def span(self, first: int, last: int) -> Stretch:
        """The dates of the seasons ``first`` to ``last``."""
        return Stretch(self.seasons[first].first, self.seasons[last].last)

    def share(self, month: Month, season: int) -> Fraction:
        """Which part of ``month`` lies in ``season``."""
        return Fraction(days_in_month(self.seasons[season], month), length_of(month))
