"""When humans answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from staffplan.schema.base import MINUTES_PER_DAY, ClockRange, Frozen
from staffplan.schema.limits import MOST_DAYS
from staffplan.schema.scenario.dates import WEEKDAYS, Days, Weekday
from staffplan.schema.scenario.holidays import statutory_days
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator


class OpeningDate(Days):
    """A date, or the dates from one to another, with opening hours of their own."""

    hours: ClockRange | None = None
    """Opening hours of these dates, in place of those of their weekdays; ``["00:00", "24:00"]`` is the whole day."""
    closed: bool = False
    """true: nobody answers on these dates."""

    @model_validator(mode="after")
    def _hours_or_closed(self) -> OpeningDate:
        if self.closed == (self.hours is not None):
            raise ValueError(_("hours, or closed = true: one of the two"))
        return self


class Opening(Frozen):
    """When humans answer."""

    hours: ClockRange = (0, 1440)
    """Opening hours of each day, local time; the same time twice (08:00 to 08:00) is the whole day, like 00:00 to
    24:00."""
    by_weekday: dict[Weekday, ClockRange] = Field(default_factory=dict)
    """Other hours on some weekdays: ``saturday = ["10:00", "18:00"]``."""
    closed: tuple[Weekday, ...] = ()
    """Weekdays on which nobody answers."""
    holidays: Literal["closed"] | None = None
    """closed: nobody answers on the statutory holidays of ``payroll.country`` (days of your own go into ``date``).
    Absent: holidays are like other days."""
    date: Annotated[tuple[OpeningDate, ...], Field(max_length=MOST_DAYS)] = ()
    """Dates with hours of their own, which count before holidays and weekdays: ``[[opening.date]]`` with ``date`` (or
    ``from`` and ``to``), and ``hours`` or ``closed = true``. Hours belong to the day that they begin on: what lasts
    over midnight into a closed date stays open."""

    def on(self, weekday: Weekday) -> tuple[int, int] | None:
        """Minutes after local midnight from opening to closing of an ordinary day; None: closed all day."""
        return None if weekday in self.closed else _to_closing(self.by_weekday.get(weekday, self.hours))

    def of_any_day(self) -> Iterator[tuple[int, int] | None]:
        """The hours that some day may have, as :meth:`on` gives them: of weekdays, of holidays and of dates."""
        yield from (self.on(weekday) for weekday in WEEKDAYS)
        if self.holidays == "closed":
            yield None
        yield from (None if entry.hours is None else _to_closing(entry.hours) for entry in self.date)


@dataclass(frozen=True)
class OpeningCalendar:
    """The opening hours of each date: those of the date itself, else none on a holiday, else those of its weekday."""

    opening: Opening
    country: str = ""
    """Whose holidays count where they are closed."""
    subdivision: str | None = None

    @cached_property
    def _dates(self) -> dict[dt.date, ClockRange | None]:
        return {day: entry.hours for entry in self.opening.date for day in entry.days()}

    def of(self, day: dt.date) -> tuple[int, int] | None:
        """Minutes after local midnight from opening to closing (past 1440 over midnight); None: closed all day."""
        if day in self._dates:
            hours = self._dates[day]
            return None if hours is None else _to_closing(hours)
        if self.opening.holidays == "closed" and day in statutory_days(self.country, self.subdivision, day.year):
            return None
        return self.opening.on(WEEKDAYS[day.weekday()])

    def holds(self, moment: dt.datetime) -> bool:
        """Whether the local ``moment`` lies in the hours of its day, or in those of the day before past midnight."""
        minute = moment.hour * 60 + moment.minute
        for days_before in (0, 1):
            hours = self.of(moment.date() - dt.timedelta(days=days_before))
            if hours is not None and hours[0] <= minute + days_before * MINUTES_PER_DAY < hours[1]:
                return True
        return False


def _to_closing(hours: ClockRange) -> tuple[int, int]:
    first, last = hours
    return first, last if last > first else last + MINUTES_PER_DAY
