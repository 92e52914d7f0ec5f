"""Dates of a column or a row of headers: where their order or year is not written, all of them decide together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from staffplan.read.faults import shown
from staffplan.read.tables.moments import FIRST_YEAR, LAST_YEAR
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from staffplan.read.layouts.context import Context
    from staffplan.read.tables.times import Day

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
DENSE = 2
"""Days that follow one another span at most so many times their number; days taken for months span far more."""


@dataclass(frozen=True)
class DayCell:
    """A date with its place."""

    day: Day
    """As it is written."""
    weekday: int | None
    """The weekday that stands beside it; 0 for Monday."""
    cell: object
    """What stands in the file."""
    row: int | None
    """As Excel counts."""
    column: str | None
    """Its header."""


def resolve_days(found: Sequence[DayCell], titles: Iterable[object], context: Context) -> list[date | None]:
    """The date of each cell; None, with a fault, where there is none.

    ``titles`` are texts that may name the year.
    """
    if not found:
        return []
    if _mixes_orders(found, context):
        return [None] * len(found)
    years = _years(found, titles, context)
    readings = {
        (reverse, year): dates
        for reverse in ((False, True) if any(not each.day.sure for each in found) else (False,))
        for year in years
        if (dates := _dates(found, year, reverse=reverse)) is not None
    }
    if not readings:
        return _each_alone(found, years, context)
    reading, dates = _best(readings, context)
    rival = _rival(readings, dates)
    if rival is not None:
        _refuse_both(found, dates, rival, context)
        return [None] * len(found)
    if any(each.day.year is None for each in found) and len(years) > 1:
        context.messages.append(Message.of("year_assumed", year=reading[1], first=dates[0].isoformat()))
    return list(dates)


def _years(found: Sequence[DayCell], titles: Iterable[object], context: Context) -> list[int]:
    """The years that may be meant: one where the titles or the file's name say it, else those around today."""
    if all(each.day.year is not None for each in found):
        return [0]
    for texts in (titles, (context.file,)):
        said = {int(year) for text in texts if isinstance(text, str) for year in _YEAR.findall(text)}
        said |= {text.year for text in texts if isinstance(text, date)}
        if said:
            return sorted(said)
    return [context.today.year + change for change in (0, 1, -1)]


def _dates(found: Sequence[DayCell], year: int, *, reverse: bool) -> list[date] | None:
    """All dates by one reading; None where one of them does not exist or is another weekday than stands beside it.

    A year ends where January follows December.
    """
    dates: list[date] = []
    added = 0
    for each in found:
        day = each.day.on(year + added, reverse=reverse)
        if day is not None and each.day.year is None and dates and (dates[-1] - day).days > 300:
            added += 1
            day = each.day.on(year + added, reverse=reverse)
        if day is None or (each.weekday is not None and each.weekday != day.weekday()):
            return None
        if not FIRST_YEAR <= day.year < LAST_YEAR:
            return None
        dates.append(day)
    return dates


def _best(readings: dict[tuple[bool, int], list[date]], context: Context) -> tuple[tuple[bool, int], list[date]]:
    """Days that follow one another, then those nearest to today."""

    def merit(item: tuple[tuple[bool, int], list[date]]) -> tuple[bool, int]:
        return not _is_dense(item[1]), abs((item[1][0] - context.today).days)

    return min(readings.items(), key=merit)


def _rival(readings: dict[tuple[bool, int], list[date]], best: list[date]) -> list[date] | None:
    """Other dates in the same year by the other order, as good as ``best``; None where there are none."""
    others = [dates for dates in readings.values() if dates != best and dates[0].year == best[0].year]
    rivals = [dates for dates in others if _is_dense(dates) or not _is_dense(best)]
    return rivals[0] if rivals else None


def _is_dense(dates: list[date]) -> bool:
    distinct = sorted(set(dates))
    return (distinct[-1] - distinct[0]).days < DENSE * len(distinct)


def _refuse_both(found: Sequence[DayCell], one: list[date], other: list[date], context: Context) -> None:
    place = next(k for k, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    each = found[place]
    first, second = sorted((one[place], other[place]))
    text = _("{text}, which may be {one} or {other}")
    context.faults.add(
        text.format(text=shown(each.cell), one=first, other=second),
        _("dates with the year first, such as 2026-11-01"),
        each.row,
        each.column,
        "ambiguous",
    )


def _mixes_orders(found: Sequence[DayCell], context: Context) -> bool:
    """Whether dates such as 13/11/2026 stand beside others that are sure, as where Excel took days for months."""
    unsure = [each for each in found if not each.day.sure and each.day.year is not None]
    if len(unsure) in {0, len(found)}:
        return False
    for each in unsure:
        text = _("{text} beside dates in another form; day and month may be exchanged").format(text=shown(each.cell))
        context.faults.add(text, _("dates with the year first, such as 2026-11-01"), each.row, each.column, "ambiguous")
    return True


def _each_alone(found: Sequence[DayCell], years: Sequence[int], context: Context) -> list[date | None]:
    """No reading fits all dates: a fault for each that fits none."""
    result: list[date | None] = []
    for each in found:
        options = [each.day.on(year, reverse=reverse) for year in years for reverse in (False, True)]
        dates = [day for day in options if day is not None and FIRST_YEAR <= day.year < LAST_YEAR]
        right = [day for day in dates if each.weekday in {None, day.weekday()}]
        result.append(right[0] if right else None)
        if not dates:
            accepted = _("a date and time, year first, such as 2026-11-01 09:00")
            context.faults.add(shown(each.cell), accepted, each.row, each.column)
        elif not right:
            days = ", ".join(str(day) for day in dict.fromkeys(dates))
            text = _("{text}, a weekday that {days} is not").format(text=shown(each.cell), days=days)
            context.faults.add(text, _("a date and its weekday, or the date alone"), each.row, each.column)
    if not context.faults.list:
        each = found[0]
        text = _("{text} and others, which are dates by no order of day and month, nor in one year")
        accepted = _("dates with the year first, such as 2026-11-01")
        context.faults.add(text.format(text=shown(each.cell)), accepted, each.row, each.column)
    return result
