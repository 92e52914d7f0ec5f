"""Sheet Roster: agents × days, shift times in cells coloured by their start; it is edited and read back."""

from __future__ import annotations

import re
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from staffplan.report.roster_cells import roster_cells, roster_days
from staffplan.report.sheets.book import A3, A4, DARK, HOLIDAY, REST, Book, cell_name, cell_range, fit
from staffplan.report.sheets.quick import Formula, open_cell
from staffplan.report.wording.text import weekday_names
from staffplan.words.language import _
from staffplan.words.text_width import width_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from staffplan.report.payroll.pay_calendar import DayKind
    from staffplan.report.sheets.quick import Cells, QuickSheet

WIDE_DAYS = 16
"""Up to here a shift stands on one line and the roster prints on A4; a longer one takes two lines and A3."""
COLOURS = ((4, 8, "#FFF0C2"), (8, 12, "#D5EFDA"), (12, 18, "#D3E4FA"), (18, 28, "#E2D8F4"))
"""From and to which hour a shift starts (past 24: the next morning), and the colour of its cell."""
SHADES: dict[DayKind, str] = {"workday": "#FFFFFF", "rest_day": REST, "statutory_holiday": HOLIDAY}
HEADS: dict[DayKind, str] = {"workday": DARK, "rest_day": "#7A8699", "statutory_holiday": "#B42318"}
LEGEND, NAMES, WEEKDAYS, DATES, FIRST = 2, 3, 4, 5, 6
"""Rows, counted from 0."""
MOST_WIDTH = 24
"""Of a column of shifts with names."""
TIMES = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d) ?")
"""The times of a shift in its cell."""
SHIFTS = '"*:*"'
"""COUNTIF's pattern of a cell that holds a shift."""


def roster_sheet(book: Book) -> QuickSheet:
    """Write the sheet; returns it."""
    days = roster_days(book.plan)
    cells = roster_cells(book.plan)
    wide = len(days) > WIDE_DAYS
    sheet = book.sheet(_("Roster"), _("Roster"), paper=A3 if wide else A4)
    left = _left(book, list(cells))
    first, last = len(left), FIRST + len(cells) - 1
    _head(book, sheet, [title for title, _texts in left], days)
    _legend(book, sheet, first)
    who = []
    for column, (title, texts) in enumerate(left):
        sheet.set_column(column, column, fit([title, *texts], most=24))
        shape = book.cell(bold=column == 0, num_format="@")
        once = {text: sheet.cells(column, [(text, shape)]) for text in dict.fromkeys(texts)}
        who.append([once[text] for text in texts])
    _agents(book, sheet, who, list(cells.values()), days)
    _day_totals(book, sheet, last, first, list(cells.values()), days)
    if cells:
        _recolour(book, sheet, (FIRST, last), first, days)
    sheet.set_column(first, first + len(days) - 1, max(6.7 if wide else 11.5, _name_width(book, wide=wide)))
    sheet.set_column(first + len(days), first + len(days), 7)
    sheet.freeze_panes(FIRST, first)
    sheet.repeat_rows(NAMES, DATES)
    sheet.repeat_columns(0, first - 1)
    return sheet


def _name_width(book: Book, *, wide: bool) -> float:
    """What the longest name of a shift takes, behind its times or on a line of its own; 0 without names."""
    names = {shift.shift_name for shift in book.plan.shifts} - {""}
    return min(max((width_of(name) for name in names), default=0) + (0 if wide or not names else 12), MOST_WIDTH)


def _left(book: Book, agents: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The columns before the days: title and text of each row."""
    contracts = {shift.agent_id: shift.contract for shift in book.plan.shifts}
    columns = [(_("Agent id"), list(agents))]
    if book.named:
        people = [book.identity(agent, contracts[agent]) for agent in agents]
        columns.append((_("Employee id"), [person.employee_id for person in people]))
        columns.append((_("Name"), [person.name for person in people]))
    return [*columns, (_("Contract"), [contracts[agent] for agent in agents])]


def _head(book: Book, sheet: QuickSheet, titles: Sequence[str], days: Sequence[date]) -> None:
    """Three rows: the day's name, its weekday, its date."""
    calendar = book.table.calendar
    for column, title in enumerate(titles):
        for row in (NAMES, WEEKDAYS):
            sheet.write_blank(row, column, None, book.header())
        sheet.write_string(DATES, column, title, book.header(align="left", indent=1))
    for column, day in enumerate(days, start=len(titles)):
        colour = HEADS[calendar.kind(day)]
        small = book.header(bg_color=colour, font_size=8, bold=False)
        sheet.write_string(NAMES, column, calendar.names.get(day, ""), small)
        sheet.write_string(WEEKDAYS, column, weekday_names()[day.weekday()], book.header(bg_color=colour, bold=False))
        sheet.write_datetime(DATES, column, day, book.header(bg_color=colour, num_format="mm-dd"))
    last = len(titles) + len(days)
    for row in (NAMES, WEEKDAYS):
        sheet.write_blank(row, last, None, book.header())
    sheet.write_string(DATES, last, _("Days"), book.header())
    names = [calendar.names.get(day, "") for day in days]
    lines = max((-(-width_of(name) // (7 if len(days) > WIDE_DAYS else 12)) for name in names), default=0)
    sheet.set_row(NAMES, 12 * min(lines, 6) or 3)


def _legend(book: Book, sheet: QuickSheet, first: int) -> None:
    sheet.write_string(LEGEND, first - 1, _("Start of the shift"), book.style(align="right", font_color="#5B6675"))
    for column, (since, until, colour) in enumerate(COLOURS, start=first):
        label = f"{since:02d}–{until % 24:02d}"
        sheet.write_string(LEGEND, column, label, book.cell(bg_color=colour, align="center", font_size=9))
    sheet.set_row(LEGEND, 18)


def _agents(
    book: Book,
    sheet: QuickSheet,
    who: Sequence[Sequence[Cells]],
    cells: Sequence[Sequence[str]],
    days: Sequence[date],
) -> None:
    """Who every agent is (a list of cells for each column before the days), the days, and how many are worked."""
    wide, first = len(days) > WIDE_DAYS, len(who)
    named = any(shift.shift_name for shift in book.plan.shifts)
    kinds = [book.table.calendar.kind(day) for day in days]
    counts = book.cell(align="center")
    counted = f"COUNTIF({open_cell(first)}:{open_cell(first + len(days) - 1)},{SHIFTS})"

    @cache
    def shape(colour: str) -> Any:  # noqa: ANN401
        return book.cell(bg_color=colour, align="center", text_wrap=True, num_format="@", font_size=9)

    @cache
    def day(place: int, text: str) -> Cells:
        """The cell of a day; a line breaks after the hyphen, where LibreOffice would break it in the time."""
        shown = TIMES.sub(r"\1-\n\2\n", text).strip() if wide else text
        return sheet.cells(first + place, [(shown, shape(_colour(text) or SHADES[kinds[place]]))])

    @cache
    def worked(shifts: int) -> Cells:
        return sheet.cells(first + len(days), [(Formula(counted, shifts), counts)])

    for row, (own, shifts) in enumerate(zip(zip(*who, strict=True), cells, strict=True), start=FIRST):
        sheet.write_cells(row, *own, *map(day, count(), shifts), worked(sum(map(bool, shifts))))
        if wide:
            sheet.set_row(row, 40 if named else 27)


def _day_totals(
    book: Book,
    sheet: QuickSheet,
    last: int,
    first: int,
    cells: Sequence[Sequence[str]],
    days: Sequence[date],
) -> None:
    """The row below the agents: how many work on each day."""
    row = last + 1
    shape = book.cell(bold=True, align="center", bg_color="#F3F5F8", top=2)
    for column in range(first):
        sheet.write_string(row, column, _("Agents at work") if column == 0 else "", book.cell(bold=True, top=2))
    at_work = [sum(bool(shifts[place]) for shifts in cells) for place in range(len(days))]
    for column, agents in enumerate(at_work, start=first):
        formula = f"=COUNTIF({cell_range(FIRST, column, max(last, FIRST), column)},{SHIFTS})" if cells else "=0"
        sheet.write_formula(row, column, formula, shape, agents)
    end = first + len(days)
    sheet.write_formula(row, end, f"=SUM({cell_range(row, first, row, end - 1)})", shape, sum(at_work))


def _recolour(book: Book, sheet: QuickSheet, rows: tuple[int, int], first: int, days: Sequence[date]) -> None:
    """Cells take their colour again when a planner edits them."""
    top, bottom = rows
    corner = cell_name(top, first)
    hour = f'VALUE(LEFT({corner},FIND(":",{corner})-1))'
    whole = (top, first, bottom, first + len(days) - 1)
    for since, until, colour in COLOURS:
        test = f"AND({hour}>={since},{hour}<{until})" if until <= 24 else f"OR({hour}>={since},{hour}<{until - 24})"
        rule = {"type": "formula", "criteria": f"={test}", "format": book.file.add_format({"bg_color": colour})}
        sheet.conditional_format(*whole, rule)
    for kind, shade in SHADES.items():
        columns = [first + k for k, day in enumerate(days) if book.table.calendar.kind(day) == kind]
        if columns:
            sheet.conditional_format(
                top,
                columns[0],
                bottom,
                columns[0],
                {
                    "type": "formula",
                    "criteria": f'=ISERROR(FIND(":",{cell_name(top, columns[0])}))',
                    "format": book.file.add_format({"bg_color": shade}),
                    "multi_range": " ".join(cell_range(top, column, bottom, column) for column in columns),
                },
            )


def _colour(text: str) -> str | None:
    """The colour of a shift's cell; None for a day off."""
    if not text:
        return None
    return colour_of_hour(int(text[:2]))


def colour_of_hour(hour: int) -> str:
    """The colour of a shift that starts in ``hour``."""
    return next(colour for since, until, colour in COLOURS if since <= hour < until or since <= hour + 24 < until)
