"""Starts of intervals from what cells say: the column as a whole decides what a cell alone leaves open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from staffplan.read.faults import shown
from staffplan.read.layouts.days import DayCell, resolve_days
from staffplan.read.tables.moments import FIRST_YEAR, LAST_YEAR, of_these_years
from staffplan.read.tables.times import DAY
from staffplan.schema.grid import knows_offset
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from staffplan.read.layouts.context import Context
    from staffplan.read.tables.times import Written


@dataclass(frozen=True)
class StartCell:
    """What is said of one interval's start, and where."""

    said: Written
    """Date and time of day, from one cell or from two."""
    cell: object
    """What stands in the file."""
    row: int
    """As Excel counts."""
    column: str
    """The header of ``cell``."""
    day_cell: object = None
    """What stands for the date, where it is another cell."""
    day_column: str | None = None
    """Its header."""


@dataclass(frozen=True)
class Start:
    """The start of one interval."""

    moment: datetime
    """Naive where it is local time, aware where the file has an offset."""
    seconds: int | None = None
    """The length that a range gives."""


def resolve_starts(
    found: Sequence[StartCell], titles: Iterable[object], context: Context, *, split: bool = False
) -> list[Start | None]:
    """The start of each; None, with a fault, where there is none. ``split``: the time of day is a column of its own."""
    told = _without_offsets_of_ranges(found, context)
    if told is None:
        return [None] * len(found)
    _refuse_numbers_of_two_kinds(told, context)
    if split and not hours_begin(told, context):
        return [None] * len(found)
    days = _days(told, titles, context)
    return [_start(each, day, context) for each, day in zip(told, days, strict=True)]


def _without_offsets_of_ranges(found: Sequence[StartCell], context: Context) -> Sequence[StartCell] | None:
    """``2026-11-02 09:00-09:30`` is a range where all are of one length, an offset where the zone knows them all."""
    both = [each for each in found if each.said.end is not None and each.said.offset is not None]
    if not both:
        return found
    lengths = {length_of(each.said) for each in found if each.said.end is not None}
    are_ranges = len(lengths) == 1 and all(each.said.end is not None for each in found)
    are_offsets = all(_knows(each, context) for each in both)
    if are_ranges == are_offsets:
        for each in both if not are_ranges else both[:1]:
            text = _("{text}, which may be a range of times or a time with an offset from UTC")
            accepted = _("a range such as 09:00~09:30, or the offset of the time zone, such as +08:00")
            context.faults.add(text.format(text=shown(each.cell)), accepted, each.row, each.column, "ambiguous")
        return None
    if are_ranges:
        return [replace(each, said=replace(each.said, offset=None)) for each in found]
    return [replace(each, said=replace(each.said, end=None) if each in both else each.said) for each in found]


def _knows(each: StartCell, context: Context) -> bool:
    day = each.said.day.on(context.today.year) if each.said.day else None
    return each.said.offset is not None and day is not None and knows_offset(context.zone, each.said.offset, day.year)


def _refuse_numbers_of_two_kinds(found: Sequence[StartCell], context: Context) -> None:
    for each in found:
        if each.said.instant is not None and each.said.day is not None:
            day, second = each.said.day.on(0), each.said.second or 0
            text = _("{text}, which may be {one} in digits or {other} UTC in seconds since 1970").format(
                text=shown(each.cell),
                one=f"{day} {second // 3600:02d}:{second % 3600 // 60:02d}",
                other=f"{each.said.instant:%Y-%m-%d %H:%M:%S}",
            )
            accepted = _("a date and time such as 2026-11-01 09:00")
            context.faults.add(text, accepted, each.row, each.column, "ambiguous")


def hours_begin(found: Sequence[StartCell], context: Context) -> bool:
    """Hours from 1 to 24 may be numbers of hours, or their ends; only those from 0 to 23 are surely beginnings."""
    last = next((each for each in found if each.said.second == DAY), None)
    if last is None or any(each.said.second == 0 for each in found):
        return True
    text = _("{text} and no 0: the hour may begin there or end there").format(text=shown(last.cell))
    accepted = _("hours from 0 to 23, or ranges such as 23:00~24:00")
    context.faults.add(text, accepted, last.row, last.column, "ambiguous")
    return False


def _days(found: Sequence[StartCell], titles: Iterable[object], context: Context) -> list[date | None]:
    """The dates; where each cell has a whole one of its own, at once."""
    if all(each.said.day and each.said.day.sure and each.said.day.year and each.said.weekday is None for each in found):
        return [_whole_day(each, context) for each in found]
    return _together(found, titles, context)


def _together(found: Sequence[StartCell], titles: Iterable[object], context: Context) -> list[date | None]:
    """The dates where they decide together; a cell without any is a fault, but for an instant."""
    with_day = [k for k, each in enumerate(found) if each.said.day is not None and each.said.instant is None]
    cells = [
        DayCell(said, each.said.weekday, each.day_cell or each.cell, each.row, each.day_column or each.column)
        for each in (found[k] for k in with_day)
        if (said := each.said.day) is not None
    ]
    dates: list[date | None] = [None] * len(found)
    for k, day in zip(with_day, resolve_days(cells, titles, context), strict=True):
        dates[k] = day
    for each in found:
        if each.said.day is None and each.said.instant is None:
            _no_moment(each, context)
    return dates


def _whole_day(each: StartCell, context: Context) -> date | None:
    """The date of a cell that has a whole one; None, with a fault, where there is no such date."""
    day = each.said.day.on(0) if each.said.day else None
    if day is None:
        _no_moment(each, context)
        return None
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        context.faults.add(shown(each.cell), of_these_years(), each.row, each.column)
        return None
    return day


def _start(each: StartCell, day: date | None, context: Context) -> Start | None:
    said = each.said
    if said.instant is not None:
        return Start(said.instant) if said.day is None else None
    if day is None:
        return None
    second = said.second or 0
    if second % 60:
        accepted = _("a date and time of whole minutes, such as 2026-11-01 09:00")
        context.faults.add(shown(each.cell), accepted, each.row, each.column)
        return None
    moment = datetime.combine(day, time()) + timedelta(seconds=second)
    if said.offset is not None:
        return _with_offset(each, moment, said.offset, context)
    if said.end_day is not None and _ends_elsewhere(said, day):
        context.faults.add(shown(each.cell), _("a range within a day"), each.row, each.column)
        return None
    return Start(moment, length_of(said))


def _ends_elsewhere(said: Written, day: date) -> bool:
    """Whether the range's own end is not where its length by the clock leads."""
    ends = day if said.end_day is None else said.end_day.on(day.year)
    over_midnight = (said.end or 0) <= (said.second or 0)
    return ends != day + timedelta(days=over_midnight)


def _with_offset(each: StartCell, moment: datetime, offset: timedelta, context: Context) -> Start | None:
    """UTC, and what a program gives as an instant, is no slip; any other offset must be one of the zone's."""
    zone = UTC if not offset else timezone(offset)
    is_typed = isinstance(each.cell, datetime)
    if offset and not is_typed and not knows_offset(context.zone, offset, moment.year):
        text = _("{text}: the offset {offset} is none of {zone}")
        shown_offset = f"{moment.replace(tzinfo=zone):%z}"
        context.faults.add(
            text.format(text=shown(each.cell), offset=shown_offset, zone=context.zone.key),
            _("local times, times with the zone's offset, or UTC; scenario.timezone names the zone"),
            each.row,
            each.column,
        )
        return None
    return Start(moment.replace(tzinfo=zone))


def _no_moment(each: StartCell, context: Context) -> None:
    accepted = _("a date and time, year first, such as 2026-11-01 09:00")
    context.faults.add(shown(each.cell), accepted, each.row, each.column)


def length_of(said: Written) -> int | None:
    """Seconds that a range lasts; one that ends a minute or a second before the next begins lasts up to it."""
    if said.end is None or said.second is None:
        return None
    length = (said.end - said.second) % DAY or DAY
    if length % 60 == 59:
        return length + 1
    return length + 60 if length % 300 == 240 else length


def one_length(lengths: Sequence[int | None], found: Sequence[StartCell], context: Context) -> int | None:
    """The minutes that all ranges last, of these seconds each; None where there are none. Others are faults."""
    ranges = Counter(length for length in lengths if length is not None)
    if not ranges:
        return None
    seconds = ranges.most_common(1)[0][0]
    for length, each in zip(lengths, found, strict=True):
        if length != seconds:
            accepted = _("ranges of {minutes:g} minutes, as most are").format(minutes=seconds / 60)
            context.faults.add(shown(each.cell), accepted, each.row, each.column)
    return seconds // 60
