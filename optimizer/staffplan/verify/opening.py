"""Opening hours and scoring window on the real clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.scenario.keys import WEEKDAYS

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

    from staffplan.schema.scenario.dates import When
    from staffplan.schema.scenario.keys import Payroll, Scenario
    from staffplan.verify.roster import Roster


def hours_of(scenario: Scenario, ordinal: int) -> tuple[int, int] | None:
    """Minutes after local midnight at which a day opens and closes (past 1440: over midnight); None: closed."""
    opening, day = scenario.opening, date.fromordinal(ordinal)
    weekday = WEEKDAYS[day.weekday()]
    closed, hours = weekday in opening.closed, opening.by_weekday.get(weekday, opening.hours)
    closed |= opening.holidays == "closed" and _is_holiday(scenario.payroll, day)
    for entry in opening.date:
        first, last = (entry.date, entry.date) if entry.date is not None else (entry.from_, entry.to)
        if first is not None and last is not None and first <= day <= last:
            closed, hours = entry.closed, entry.hours or hours
    opens, closes = hours
    return None if closed else (opens, closes if closes > opens else closes + MINUTES_PER_DAY)


def _is_holiday(payroll: Payroll, day: date) -> bool:
    """Whether the calendar of the payroll's country has ``day`` as a holiday; swapped rest days of China are none."""
    if not payroll.country:
        return False
    country, part = payroll.country, payroll.subdivision
    name = _holidays_of(country, part, day.year).get(day, "")
    return bool(name) and not (country == "CN" and "substituted" in name)


@cache
def _holidays_of(country: str, part: str | None, year: int) -> dict[date, str]:
    from holidays import country_holidays

    if country == "CN":
        return dict(country_holidays(country, years=year, observed=False, language="en_US"))
    return dict(country_holidays(country, subdiv=part, years=year))


def instant_at(ordinal: int, minutes: int, zone: ZoneInfo) -> int:
    """The first instant (seconds since 1970 UTC) at which the wall clock shows ``minutes`` after midnight of a day.

    Where the clock skips that time, the instant at which it is put forward past it.
    """
    wanted = datetime.combine(date.fromordinal(ordinal), time()) + timedelta(minutes=minutes)
    instant = int(wanted.replace(tzinfo=zone).timestamp())
    if datetime.fromtimestamp(instant, zone).replace(tzinfo=None) == wanted:
        return instant
    while datetime.fromtimestamp(instant - 60, zone).replace(tzinfo=None) > wanted:
        instant -= 60
    return instant


def open_slots(roster: Roster) -> NDArray[np.bool_]:
    """Whether each slot starts in the opening hours of its day, or of the day before where they last past midnight."""
    is_open = np.zeros(roster.n_slots, dtype=np.bool_)
    for ordinal in range(int(roster.slot_clock.ordinal[0]) - 1, int(roster.slot_clock.ordinal[-1]) + 1):
        hours = hours_of(roster.scenario, ordinal)
        if hours is not None:
            first, last = (instant_at(ordinal, minutes, roster.zone) for minutes in hours)
            is_open |= (first <= roster.slot_starts) & (roster.slot_starts < last)
    return is_open


def named_slots(roster: Roster, when: When) -> NDArray[np.bool_]:
    """The slots that an entry's hours, weekdays and dates name; hours past midnight are those of the day before."""
    minute, ordinal = roster.slot_clock.minute, roster.slot_clock.ordinal
    named = np.ones(roster.n_slots, dtype=np.bool_)
    if when.hours is not None:
        first, last = when.hours
        since = (minute - first) % MINUTES_PER_DAY
        named = since < ((last - first) % MINUTES_PER_DAY or MINUTES_PER_DAY)
        ordinal = np.where(minute < first, ordinal - 1, ordinal)
    if when.weekdays or when.dates:
        days = {day.toordinal() for day in when.dates}
        weekdays = [WEEKDAYS.index(weekday) for weekday in when.weekdays]
        named = named & (np.isin(ordinal, list(days)) | np.isin((ordinal - 1) % 7, weekdays))
    return named


def of_target(roster: Roster, key: str) -> NDArray[np.float64]:
    """A key of the target in each slot, of the last entry of its hours that names the slot; nan where it is absent."""
    target = roster.scenario.target
    always = getattr(target, key)
    values = np.full(roster.n_slots, np.nan if always is None else float(always))
    for entry in target.hours:
        own = getattr(entry, key)
        if own is not None:
            values[named_slots(roster, entry)] = own
    return values


def scored_slots(roster: Roster) -> NDArray[np.bool_]:
    """Whether each slot's inquiries count for the target: open, and inside the scoring window."""
    window = roster.scenario.target.scoring_window
    if window is None:
        return open_slots(roster)
    first, last = window
    minute = roster.slot_clock.minute
    inside = (first <= minute) & (minute < last) if first < last else (first <= minute) | (minute < last)
    return open_slots(roster) & inside
