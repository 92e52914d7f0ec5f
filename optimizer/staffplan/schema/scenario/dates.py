"""Hours, weekdays and dates of the calendar that a part of the scenario is for."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from staffplan.schema.base import ClockRange, Frozen
from staffplan.schema.limits import MOST_DAYS
from staffplan.words.language import _

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Days(Frozen):
    """A date, or the dates from one to another."""

    date: dt.date | None = None
    """The date, such as 2026-11-11."""
    from_: dt.date | None = Field(default=None, alias="from")
    """The first of several dates, in place of ``date``."""
    to: dt.date | None = None
    """The last of them, included."""

    @model_validator(mode="after")
    def _one_date_or_a_range(self) -> Days:
        one, several = self.date is not None, self.from_ is not None and self.to is not None
        if one == several or (one and (self.from_ is not None or self.to is not None)):
            raise ValueError(_("a date, or both from and to"))
        if self.from_ is not None and self.to is not None and not 0 <= (self.to - self.from_).days < MOST_DAYS:
            raise ValueError(_("to on the day of from or later, {most} days at most").format(most=MOST_DAYS))
        return self

    def days(self) -> list[dt.date]:
        """The dates, in order."""
        if self.date is not None:
            return [self.date]
        assert self.from_ is not None
        assert self.to is not None
        return [self.from_ + dt.timedelta(days=k) for k in range((self.to - self.from_).days + 1)]


class When(Frozen):
    """Some slots of the period; what is absent leaves nothing out."""

    hours: ClockRange | None = None
    """Hours of the day, local time, which may last over midnight: they belong to the day that they begin on. Absent:
    the whole day."""
    weekdays: tuple[Weekday, ...] = ()
    """These weekdays alone."""
    dates: Annotated[tuple[dt.date, ...], Field(max_length=MOST_DAYS)] = ()
    """These dates alone, such as ``[2026-11-10, 2026-11-11]``; beside ``weekdays``, these as well."""

    @property
    def is_always(self) -> bool:
        """Whether it leaves no slot out."""
        return self.hours is None and not self.weekdays and not self.dates

    def holds(self, moment: dt.datetime) -> bool:
        """Whether it is for the slot that starts at the local ``moment``."""
        day = moment.date()
        if self.hours is not None:
            minute, (first, last) = moment.hour * 60 + moment.minute, self.hours
            if last > first and not first <= minute < last:
                return False
            if last <= first and minute < first:
                if minute >= last:
                    return False
                day -= dt.timedelta(days=1)
        if not self.weekdays and not self.dates:
            return True
        return day in self.dates or WEEKDAYS[day.weekday()] in self.weekdays
