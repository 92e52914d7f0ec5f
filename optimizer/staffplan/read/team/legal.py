"""Which shifts a contract has, so far as that is seen without its rules of sequences."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock, format_duration
from staffplan.schema.scenario.dates import WEEKDAYS
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from staffplan.schema.grid import Grid
    from staffplan.schema.people.team import Person
    from staffplan.schema.scenario.keys import Contract, Scenario

Span = tuple[int, int]
"""Start and end of a shift in minutes after midnight of its day."""


def span_of(start: int, end: int) -> Span:
    """From one time of day to another, which is on the next day where it is not later."""
    return start, end if end > start else end + MINUTES_PER_DAY


def is_legal(scenario: Scenario, contract: Contract, grid: Grid, day: date, span: Span) -> bool:
    """Whether a shift of the contract starts and ends so on ``day``."""
    if any((each.parts[0][0], each.parts[-1][1]) == span for each in scenario.shifts_of(contract) if each.parts):
        return True
    length = grid.first_at(day, span[1]) - grid.first_at(day, span[0])
    if length not in contract.shift_lengths or span[0] % grid.slot_minutes:
        return False
    step = int((contract.start_step or scenario.grid).total_seconds()) // 60
    if contract.starts is None:
        return any(span[0] in starts for starts in _opened(scenario, day, span[1] - span[0], step))
    earliest, latest = contract.starts
    latest += MINUTES_PER_DAY if latest < earliest else 0
    return span[0] in {minutes % MINUTES_PER_DAY for minutes in range(earliest, latest + 1, step)}


def _opened(scenario: Scenario, day: date, length: int, step: int) -> Iterator[range]:
    """The starts whose shift lies in the opening hours of ``day``, or of the day before past midnight."""
    for before in (0, 1):
        hours = scenario.calendar.of(day - timedelta(days=before))
        if hours is None:
            continue
        if hours[1] - hours[0] >= MINUTES_PER_DAY:
            yield range(0, MINUTES_PER_DAY if before == 0 else 0, step)
        else:
            first, last = (minutes - before * MINUTES_PER_DAY for minutes in hours)
            yield range(first, last - length + 1, step)


def shifts_shown(scenario: Scenario, contract: Contract) -> str:
    """The shifts of a contract in words."""
    named = [
        f"{each.name} {format_clock(each.parts[0][0])}-{format_clock(each.parts[-1][1] % MINUTES_PER_DAY)}"
        for each in scenario.shifts_of(contract)
        if each.parts
    ]
    lengths = ", ".join(format_duration(each) for each in contract.shift_lengths)
    if lengths and contract.starts is not None:
        first, last = map(format_clock, contract.starts)
        named.insert(
            0, _("{lengths} that start from {first} to {last}").format(lengths=lengths, first=first, last=last)
        )
    elif lengths:
        named.insert(0, _("{lengths} in the opening hours").format(lengths=lengths))
    return "; ".join(named)


def is_available(person: Person, day: date, span: Span) -> bool:
    """Whether the person's own hours of the weekday hold a shift."""
    weekday = WEEKDAYS[day.weekday()]
    for each in person.available:
        if weekday in each.weekdays:
            if each.start == each.end:
                return False
            first, last = span_of(each.start, each.end)
            return first <= span[0] and span[1] <= last
    return True
