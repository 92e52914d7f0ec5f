"""Sheet Roster of a team by name: people down, dates across, codes of shifts in the cells; edited and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from staffplan.report.people.away import away_text
from staffplan.report.people.codes import Codes
from staffplan.report.people.records import records_of
from staffplan.report.roster_cells import SHIFTS_OF_A_DAY, plan_days, roster_days
from staffplan.report.sheets.book import A3, A4, PALE, Book, cell_range, fit
from staffplan.report.sheets.roster import HEADS, SHADES, WIDE_DAYS, colour_of_hour
from staffplan.report.wording.text import weekday_names
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from staffplan.report.people.records import Record
    from staffplan.report.sheets.quick import QuickSheet
    from staffplan.schema.people.team import Away

NAMES, DATES, WEEKDAYS, FIRST = 3, 4, 5, 6
"""Rows, counted from 0."""
HIRE = "#FFD9A8"
"""Agents who are to be hired."""
AWAY: dict[Away, str] = {"leave": "#CDEBE4", "sick": "#F6D5E5"}
LEFT = 3
"""Columns before the days."""
RIGHT = 3
"""Columns behind them: hours, nights, rest days."""
LEGEND_CELLS = 4
"""Columns that an entry of the legend takes."""


def people_roster_sheet(book: Book) -> QuickSheet:
    """Write the sheet; returns it."""
    days, records = roster_days(book.plan), records_of(book.plan)
    wide = len(days) > WIDE_DAYS
    sheet = book.sheet(_("Roster"), _("Roster"), paper=A3 if wide else A4)
    _head(book, sheet, days)
    codes = Codes(book.plan)
    for row, record in enumerate(records, start=FIRST):
        _person(book, sheet, row, record, days, codes)
    last = FIRST + len(records) - 1
    _totals(book, sheet, last, days, records)
    across = max(1, (len(days) + RIGHT) // LEGEND_CELLS)
    _legend(book, sheet, last + 3, codes, across=across, hires=any(record.role == "hire" for record in records))
    _widths(sheet, records, days, codes)
    sheet.freeze_panes(FIRST, LEFT)
    sheet.repeat_rows(NAMES, WEEKDAYS)
    return sheet


def _widths(sheet: QuickSheet, records: Sequence[Record], days: Sequence[date], codes: Codes) -> None:
    titles = (_("Name"), _("Agent id"), _("Contract"))
    texts = ([each.name for each in records], [each.id for each in records], [each.contract for each in records])
    for column, (title, own) in enumerate(zip(titles, texts, strict=True)):
        sheet.set_column(column, column, fit([title, *own], most=20))
    cells = [*(each.code for each in codes.legend()), away_text("leave"), away_text("sick"), away_text("off")]
    sheet.set_column(LEFT, LEFT + len(days) - 1, fit(cells, least=5, most=14))
    sheet.set_column(LEFT + len(days), LEFT + len(days) + RIGHT - 1, 8)


def _head(book: Book, sheet: QuickSheet, days: Sequence[date]) -> None:
    """Three rows: a holiday's name, the date, and the weekday under it."""
    calendar = book.table.calendar
    titles = {
        **dict(enumerate((_("Name"), _("Agent id"), _("Contract")))),
        **dict(enumerate((_("Paid hours"), _("Nights"), _("Rest days")), start=LEFT + len(days))),
    }
    for column, title in titles.items():
        for row in (NAMES, WEEKDAYS):
            sheet.write_blank(row, column, None, book.header())
        sheet.write_string(DATES, column, title, book.header())
    for column, day in enumerate(days, start=LEFT):
        colour = HEADS[calendar.kind(day)]
        small = book.header(bg_color=colour, font_size=8, bold=False)
        sheet.write_string(NAMES, column, calendar.names.get(day, ""), small)
        sheet.write_datetime(DATES, column, day, book.header(bg_color=colour, num_format="m-d"))
        weekday = weekday_names()[day.weekday()]
        sheet.write_string(WEEKDAYS, column, weekday, book.header(bg_color=colour, bold=False, font_size=9))
    sheet.set_row(NAMES, 24 if any(calendar.names.get(day) for day in days) else 3)


def _person(book: Book, sheet: QuickSheet, row: int, record: Record, days: Sequence[date], codes: Codes) -> None:
    """One person's row: who it is, each day, hours and nights as planned, rest days as the cells say."""
    own = {"bg_color": HIRE} if record.role == "hire" else {}
    name = record.name or (_("to be hired") if record.role == "hire" else "")
    for column, text in enumerate((name, record.id, record.contract)):
        sheet.write_string(row, column, text, book.cell(bold=column == 0, num_format="@", **own))
    inside = set(plan_days(book.plan))
    for column, day in enumerate(days, start=LEFT):
        text, colour = _day(book, record, day, codes)
        shape = book.cell(bg_color=colour, align="center", num_format="@")
        if day in record.shifts or day in inside:
            sheet.write_string(row, column, text, shape)
        else:  # the eve: whether it is a rest day is not this plan's to say
            sheet.write_blank(row, column, None, shape)
    end = LEFT + len(days)
    sheet.write_number(row, end, record.hours, book.cell(align="center", num_format="0.0#"))
    sheet.write_number(row, end + 1, record.nights, book.cell(align="center", num_format="0"))
    formula = f'=COUNTIF({cell_range(row, LEFT, row, end - 1)},"{away_text("off")}")'
    sheet.write_formula(row, end + 2, formula, book.cell(align="center"), record.rest_days)


def _day(book: Book, record: Record, day: date, codes: Codes) -> tuple[str, str]:
    """Text and colour of a person's day."""
    shifts = record.shifts.get(day, ())
    if shifts:
        hour = shifts[0].start.astimezone(book.zone).hour
        return SHIFTS_OF_A_DAY.join(codes.of(shift) for shift in shifts), colour_of_hour(hour)
    away = record.away.get(day)
    if away is None:
        return away_text("off"), SHADES[book.table.calendar.kind(day)]
    return away_text(away), AWAY[away]


def _totals(book: Book, sheet: QuickSheet, last: int, days: Sequence[date], records: Sequence[Record]) -> None:
    """The row below the people: how many work on each day."""
    row = last + 1
    shape = book.cell(bold=True, align="center", bg_color=PALE, top=2)
    for column in range(LEFT):
        sheet.write_string(row, column, _("Agents at work") if column == 0 else "", book.cell(bold=True, top=2))
    idle = [away_text(kind) for kind in ("off", "leave", "sick")]
    for column, day in enumerate(days, start=LEFT):
        cells = cell_range(FIRST, column, max(last, FIRST), column)
        formula = "=COUNTA(" + cells + ")" + "".join(f'-COUNTIF({cells},"{text}")' for text in idle)
        sheet.write_formula(row, column, formula, shape, sum(day in record.shifts for record in records))
    end = LEFT + len(days)
    for column, value in ((end, sum(each.hours for each in records)), (end + 1, sum(each.nights for each in records))):
        formula = f"=SUM({cell_range(FIRST, column, max(last, FIRST), column)})"
        sheet.write_formula(row, column, formula, shape, value)
    sheet.write_string(row, end + 2, "", shape)


def _legend(book: Book, sheet: QuickSheet, row: int, codes: Codes, *, across: int, hires: bool) -> None:
    """What the codes stand for, and what may be typed."""
    soft: Any = book.style(font_color="#5B6675")
    sheet.write_string(row, 0, _("Codes"), book.style(bold=True))
    entries = [
        (each.code, f"{each.times} {each.name}".rstrip(), colour_of_hour(int(each.start[:2])))
        for each in codes.legend()
    ]
    away: tuple[Away, ...] = ("leave", "sick")
    entries += [(away_text(kind), "", AWAY[kind]) for kind in away]
    if hires:
        entries.append(("", _("to be hired"), HIRE))
    for place, (code, text, colour) in enumerate(entries):
        at, column = row + place // across, LEFT + place % across * LEGEND_CELLS
        sheet.write_string(at, column, code, book.cell(bg_color=colour, align="center", num_format="@"))
        sheet.write_string(at, column + 1, text, soft)
    typed = _(
        "To change a day, type a code, times such as 9-18 or 9:00-18:00, or the words for off, leave or sick; "
        "then: staffplan import-edits. Hours and nights are as planned."
    )
    sheet.write_string(row + 1 + (len(entries) - 1) // across, 0, typed, soft)
