"""When humans answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from staffplan.schema.base import MINUTES_PER_DAY, ClockRange, Frozen

if TYPE_CHECKING:
    from datetime import datetime

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Opening(Frozen):
    """When humans answer."""

    hours: ClockRange = (0, 1440)
    """Opening hours of each day, local time; the same time twice (08:00 to 08:00) is the whole day, like 00:00 to
    24:00."""
    by_weekday: dict[Weekday, ClockRange] = Field(default_factory=dict)
    """Other hours on some weekdays: ``saturday = ["10:00", "18:00"]``."""
    closed: tuple[Weekday, ...] = ()
    """Weekdays on which nobody answers."""

    def of(self, weekday: Weekday) -> tuple[int, int] | None:
        """Minutes after local midnight from opening to closing (past 1440 over midnight); None: closed all day."""
        if weekday in self.closed:
            return None
        first, last = self.by_weekday.get(weekday, self.hours)
        return first, last if last > first else last + MINUTES_PER_DAY

    def holds(self, moment: datetime) -> bool:
        """Whether the local ``moment`` lies in the hours of its day, or in those of the day before past midnight."""
        minute = moment.hour * 60 + moment.minute
        for days_before in (0, 1):
            hours = self.of(WEEKDAYS[(moment.weekday() - days_before) % 7])
            if hours is not None and hours[0] <= minute + days_before * MINUTES_PER_DAY < hours[1]:
                return True
        return False
