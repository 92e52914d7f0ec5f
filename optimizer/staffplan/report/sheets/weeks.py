"""Sheet Weeks: need and agents on duty by time of day, a column for each day and a printed page for each week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from staffplan.report.sheets.book import BAD, HOLIDAY, PALE, Book
from staffplan.report.wording.text import day_label
from staffplan.schema.scenario.keys import WEEKDAYS
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.report.sheets.quick import QuickSheet
    from staffplan.schema.plan import CoverageSlot

FIRST = 3
"""Row of the first week, counted from 0."""
DAYS = 7
PAGE_POINTS = 690
"""Height of a week on A4 in portrait, less the margins and its headings."""
LEAST_HEIGHT, MOST_HEIGHT = 7.0, 15.0
"""Of a row, in points: a day of quarter hours is still read."""

Clock = tuple[str, int]
"""A time of day, and 1 for the second of two that the clock shows when it is set back."""


@dataclass(frozen=True)
class Week:
    """One page."""

    days: tuple[date, ...]
    """Its days, from the first day of the calendar week on."""
    times: tuple[Clock, ...]
    """The times of day at which anybody is needed or there on some day."""
    slots: dict[tuple[date, Clock], CoverageSlot]
    """The slots of these days."""


def weeks_sheet(book: Book) -> QuickSheet:
    """Write the sheet; returns it."""
    sheet = book.sheet(_("Weeks"), _("Need and agents on duty, week by week"))
    sheet.set_portrait()
    sheet.set_column(0, 0, 7)
    sheet.set_column(1, 2 * DAYS, 4.7)
    weeks = weeks_of(book)
    most = max((len(week.times) for week in weeks), default=1)
    height = min(MOST_HEIGHT, max(LEAST_HEIGHT, PAGE_POINTS / max(most, 1)))
    row, breaks = FIRST, []
    for week in weeks:
        row = _week(book, sheet, row, week, height)
        breaks.append(row)
    sheet.set_h_pagebreaks(breaks[:-1])
    return sheet


def weeks_of(book: Book) -> list[Week]:
    """The plan's slots by calendar week; a week in which nobody is ever needed or there has one row of nothing."""
    start = WEEKDAYS.index(book.plan.summary.scenario.week_start)
    weeks: dict[date, dict[tuple[date, Clock], CoverageSlot]] = {}
    for slot in book.plan.coverage:
        local = slot.start.astimezone(book.zone)
        monday = local.date() - timedelta(days=(local.weekday() - start) % DAYS)
        weeks.setdefault(monday, {})[local.date(), (f"{local:%H:%M}", local.fold)] = slot
    return [
        Week(
            tuple(first + timedelta(days=k) for k in range(DAYS)),
            tuple(sorted({clock for (_day, clock), slot in slots.items() if slot.required or slot.on_duty})),
            slots,
        )
        for first, slots in sorted(weeks.items())
    ]


def _week(book: Book, sheet: Any, row: int, week: Week, height: float) -> int:  # noqa: ANN401
    """One page of the sheet; returns the row behind it."""
    heading = book.style(bold=True, font_size=11)
    sheet.write_string(row, 0, _("Week from {day}").format(day=week.days[0].isoformat()), heading)
    _heads(book, sheet, row + 1, week.days)
    for at, clock in enumerate(week.times, start=row + 3):
        sheet.set_row(at, height)
        label = clock[0] if not clock[1] else _("{time} again").format(time=clock[0])
        sheet.write_string(at, 0, label, book.cell(font_size=8, align="center", bold=clock[0].endswith(":00")))
        for k, day in enumerate(week.days):
            _pair(book, sheet, at, 1 + 2 * k, week.slots.get((day, clock)))
    return row + 3 + len(week.times) + 1


def _heads(book: Book, sheet: Any, row: int, days: Sequence[date]) -> None:  # noqa: ANN401
    small = book.header(font_size=8)
    sheet.write_blank(row, 0, None, small)
    sheet.write_string(row + 1, 0, _("Time"), small)
    for k, day in enumerate(days):
        sheet.merge_range(row, 1 + 2 * k, row, 2 + 2 * k, "", small)
        sheet.write_string(row, 1 + 2 * k, day_label(day), small)
        sheet.write_string(row + 1, 1 + 2 * k, _("Need"), small)
        sheet.write_string(row + 1, 2 + 2 * k, _("On duty"), small)
    sheet.set_row(row + 1, 22)


def _pair(book: Book, sheet: Any, row: int, column: int, slot: CoverageSlot | None) -> None:  # noqa: ANN401
    """Need and agents on duty of a slot; red where there are fewer, nothing where the day has no such slot."""
    need, duty = book.cell(font_size=8, align="center"), book.cell(font_size=8, align="center", bg_color=PALE)
    if slot is None or not (slot.required or slot.on_duty):
        sheet.write_blank(row, column, None, need)
        sheet.write_blank(row, column + 1, None, duty)
        return
    if slot.on_duty < slot.required:
        duty = book.cell(font_size=8, align="center", bg_color=HOLIDAY, font_color=BAD, bold=True)
    sheet.write_number(row, column, slot.required, need)
    sheet.write_number(row, column + 1, slot.on_duty, duty)
