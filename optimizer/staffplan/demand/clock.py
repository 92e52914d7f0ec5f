"""Which slots lie in the hours that a scenario names by the local clock."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

    from staffplan.schema.base import ClockRange
    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.opening import OpeningCalendar


def minutes_of_day(moments: Iterable[datetime]) -> NDArray[np.int64]:
    """What the wall clock shows at local ``moments``, in minutes after midnight, shape (k,)."""
    return np.array([moment.hour * 60 + moment.minute for moment in moments], dtype=np.int64)


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


def in_opening(grid: Grid, opening: OpeningCalendar) -> NDArray[np.bool_]:
    """Whether each slot starts in the opening hours of some day, on the real clock; shape (n_slots,).

    Hours that begin or end at a time that the clock shows twice begin or end at the first of the two; at a time that it
    skips, when it is put forward.
    """
    result = np.zeros(grid.n_slots, dtype=np.bool_)
    for day in (grid.days[0] - timedelta(days=1), *grid.days):
        hours = opening.of(day)
        if hours is not None:
            first, last = (_first_slot_from(grid, day, minutes) for minutes in hours)
            result[max(first, 0) : max(last, 0)] = True
    return result


def _first_slot_from(grid: Grid, day: date, minutes: int) -> int:
    """The first slot that starts when the clock shows ``minutes`` after midnight of ``day``, or later."""
    slot, into = grid.place(grid.first_at(day, minutes))
    return slot + bool(into)
