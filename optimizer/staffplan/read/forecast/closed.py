"""Intervals that a file leaves out: nothing outside the opening hours, a fault inside."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.read.tables.cells import number_accepted
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from staffplan.read.faults import Faults
    from staffplan.read.intervals import Interval
    from staffplan.read.layouts.context import Laid
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.scenario.opening import OpeningCalendar

STEP = 15
"""Minutes: opening hours begin and end on a multiple of the finest grid."""


def is_closed(start: datetime, minutes: int, opening: OpeningCalendar, zone: ZoneInfo) -> bool:
    """Whether no moment of the interval lies in the opening hours."""
    pieces = range(0, minutes, STEP)
    return not any(opening.holds((start + timedelta(minutes=after)).astimezone(zone)) for after in pieces)


def refuse_missing(
    rows: Sequence[Interval], minutes: int | None, scenario: Scenario, laid: Laid, faults: Faults
) -> int:
    """A row without a number is a fault in the opening hours; how many others there are, which count as 0."""
    closed = 0
    zone = ZoneInfo(scenario.timezone)
    column = laid.taken[laid.measures[0]]
    for row in rows:
        if row.missing is None:
            continue
        if is_closed(row.start, minutes or STEP, scenario.calendar, zone):
            closed += 1
        else:
            faults.add(row.missing, number_accepted(), row.row, row.column or column)
    return closed


def fill_closed(
    rows: Sequence[Interval], minutes: int, opening: OpeningCalendar, zone: ZoneInfo
) -> tuple[list[Interval], int]:
    """``rows`` with one of nothing for each interval between them that lies outside the opening hours, and how many.

    Where there are any, the first and the last day are filled as well: such files have the opening hours of each day.
    """
    step = timedelta(minutes=minutes)
    filled: list[Interval] = []
    for before, after in pairwise(rows):
        filled.append(before)
        count, rest = divmod(after.start - before.start, step)
        missing = [] if rest else [before.start + step * k for k in range(1, count)]
        filled += [_nothing(after, start) for start in missing if is_closed(start, minutes, opening, zone)]
    filled.append(rows[-1])
    if len(filled) > len(rows):
        filled = [*_edge(rows[0], -step, opening, zone), *filled, *_edge(rows[-1], step, opening, zone)]
    return filled, len(filled) - len(rows)


def told(count: int, messages: list[Message]) -> None:
    """Say how many intervals outside the opening hours were taken for nothing."""
    if count:
        messages.append(Message.of("closed_hours_filled", count=count))


def _edge(row: Interval, step: timedelta, opening: OpeningCalendar, zone: ZoneInfo) -> list[Interval]:
    """From ``row`` to the beginning or the end of its day; nothing where some of that is in the opening hours."""
    minutes = abs(int(step.total_seconds())) // 60
    day = row.start.astimezone(zone).date()
    found = []
    start = row.start + step
    while start.astimezone(zone).date() == day:
        if not is_closed(start, minutes, opening, zone):
            return []
        found.append(_nothing(row, start))
        start += step
    whole = found[-1].start.astimezone(zone) if found else None
    if whole is None or (step < timedelta() and (whole.hour, whole.minute) != (0, 0)):
        return []
    return found if step > timedelta() else found[::-1]


def _nothing(near: Interval, start: datetime) -> Interval:
    return replace(
        near,
        start=start,
        inquiries=0.0,
        deflection=None,
        aht_s=None,
        required=None,
        band=None,
        missing=None,
        shown_twice=False,
    )
