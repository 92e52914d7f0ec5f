"""Closed days: which of the forecast's are, by what the history had on such days, and which open after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from staffplan.forecasting.days import Dates
    from staffplan.forecasting.tidy import Tidied

LONGEST_CLOSURE = 10
"""Days behind a closed day within which the next open one opens after it."""


def closed_ahead(
    known: Tidied, past: Dates, future: Dates, holidays: Mapping[int, str], by_scenario: AbstractSet[int]
) -> frozenset[int]:
    """Days of the forecast that had no inquiries wherever the history had such a day.

    A holiday is closed where those of its name were, or, if there was none, where all holidays were; a day that the
    scenario closes, unless the history had inquiries on such days.
    """
    open_days = set(known.days.dates.ordinals.tolist())
    shut = set(known.closed.tolist())
    by_name = {name: [day for day in holidays if holidays[day] == name] for name in set(holidays.values())}

    def all_shut(days: list[int]) -> bool | None:
        seen = [day in shut for day in days if day in shut or day in open_days]
        return all(seen) if seen else None

    any_holiday = all_shut(list(holidays))
    of_name = {name: all_shut(days) for name, days in by_name.items()}
    scenario_shut = all_shut([day for day in by_scenario if day in set(past.ordinals.tolist())])
    found = set()
    for day in future.ordinals.tolist():
        own = of_name.get(holidays.get(day, ""))
        is_holiday_shut = day in holidays and (own if own is not None else any_holiday)
        if is_holiday_shut or (day in by_scenario and scenario_shut is not False):
            found.add(day)
    return frozenset(found)


def reopenings(
    known: Tidied, past: Dates, future: Dates, holidays: Mapping[int, str], closed: frozenset[int]
) -> set[int]:
    """The first open day after each closed one, in the history and in the forecast."""
    shut = set(known.closed.tolist()) | closed
    usual = set(known.days.dates.weekdays.tolist())
    weekday = dict(zip(past.ordinals.tolist(), past.weekdays.tolist(), strict=True))
    weekday |= dict(zip(future.ordinals.tolist(), future.weekdays.tolist(), strict=True))
    found = set()
    for day in shut:
        later = range(day + 1, day + 1 + LONGEST_CLOSURE)
        opens = next((d for d in later if weekday.get(d) in usual and d not in shut), None)
        if opens is not None and opens not in holidays:
            found.add(opens)
    return found
