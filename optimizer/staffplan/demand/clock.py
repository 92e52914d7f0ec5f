"""Which slots lie in the hours that a scenario names by the local clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.scenario.keys import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

    from staffplan.schema.base import ClockRange
    from staffplan.schema.scenario.keys import Opening


@dataclass(frozen=True, eq=False)
class LocalClock:
    """What the wall clock shows at the start of each step; arrays have shape (k,)."""

    minute: NDArray[np.int64]
    """Minutes after local midnight."""
    weekday: NDArray[np.int64]
    """0 for Monday to 6 for Sunday."""


def clock_of(moments: Iterable[datetime]) -> LocalClock:
    """The wall clock at local ``moments``."""
    read = [(moment.hour * 60 + moment.minute, moment.weekday()) for moment in moments]
    minute, weekday = np.array(read, dtype=np.int64).T
    return LocalClock(minute, weekday)


def local_steps(start: datetime, minutes: int, count: int, zone: ZoneInfo) -> list[datetime]:
    """Local starts of ``count`` steps of ``minutes`` elapsed time from ``start`` on."""
    first = start.astimezone(UTC)
    return [(first + timedelta(minutes=minutes * k)).astimezone(zone) for k in range(count)]


def in_hours(minute: NDArray[np.int64], hours: ClockRange) -> NDArray[np.bool_]:
    """Whether the clock shows a time in ``hours`` of any day, which may last over midnight."""
    first, last = hours
    if first < last:
        return (first <= minute) & (minute < last)
    return (first <= minute) | (minute < last)


def in_opening(clock: LocalClock, opening: Opening) -> NDArray[np.bool_]:
    """Whether each step starts in the opening hours of its day, or of the day before that last past midnight."""
    result = np.zeros(clock.minute.shape, dtype=np.bool_)
    for day, name in enumerate(WEEKDAYS):
        if name in opening.closed:
            continue
        first, last = opening.by_weekday.get(name, opening.hours)
        if last <= first:
            last += MINUTES_PER_DAY
        result |= (clock.weekday == day) & (first <= clock.minute) & (clock.minute < last)
        result |= (clock.weekday == (day + 1) % 7) & (clock.minute < last - MINUTES_PER_DAY)
    return result
