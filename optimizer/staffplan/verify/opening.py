"""Opening hours and scoring window on the real clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.scenario.keys import WEEKDAYS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Opening
    from staffplan.verify.roster import Roster


def hours_of(opening: Opening, ordinal: int) -> tuple[int, int] | None:
    """Minutes after local midnight at which a day opens and closes (past 1440: over midnight); None: closed."""
    weekday = WEEKDAYS[date.fromordinal(ordinal).weekday()]
    if weekday in opening.closed:
        return None
    first, last = opening.by_weekday.get(weekday, opening.hours)
    return first, last if last > first else last + MINUTES_PER_DAY


def instant_at(ordinal: int, minutes: int, zone: ZoneInfo) -> int:
    """The instant (seconds since 1970 UTC) at which the wall clock shows ``minutes`` after midnight of a day."""
    days, minutes = divmod(minutes, MINUTES_PER_DAY)
    local = datetime.combine(date.fromordinal(ordinal + days), time(minutes // 60, minutes % 60), tzinfo=zone)
    return int((local.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1))


def open_slots(roster: Roster) -> NDArray[np.bool_]:
    """Whether each slot starts in the opening hours of its day, or of the day before where they last past midnight."""
    opening, clock = roster.scenario.opening, roster.slot_clock
    is_open = np.zeros(roster.n_slots, dtype=np.bool_)
    for ordinal in range(int(clock.ordinal[0]) - 1, int(clock.ordinal[-1]) + 1):
        hours = hours_of(opening, ordinal)
        if hours is not None:
            minute = clock.minute + MINUTES_PER_DAY * (clock.ordinal - ordinal)
            is_open |= (hours[0] <= minute) & (minute < hours[1])
    return is_open


def scored_slots(roster: Roster) -> NDArray[np.bool_]:
    """Whether each slot's inquiries count for the target: open, and inside the scoring window."""
    window = roster.scenario.target.scoring_window
    if window is None:
        return open_slots(roster)
    first, last = window
    minute = roster.slot_clock.minute
    inside = (first <= minute) & (minute < last) if first < last else (first <= minute) | (minute < last)
    return open_slots(roster) & inside
