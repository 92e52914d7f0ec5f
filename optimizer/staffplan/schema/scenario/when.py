"""Hours, weekdays and dates that a part of the scenario is for."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from staffplan.schema.base import ClockRange, Frozen
from staffplan.schema.limits import MOST_DAYS
from staffplan.schema.scenario.opening import WEEKDAYS, Weekday


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
