"""Sheet Shifts: a row each, with real times and the hours of every pay code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from staffplan.report.files import format_breaks
from staffplan.report.payroll.paid_time import minute_of
from staffplan.report.payroll.pay_codes import PAY_CODES
from staffplan.report.sheets.book import CLOCK, DATE, HOURS, Book, cell_range, fit, serial_date, serial_time
from staffplan.report.sheets.quick import Formula, open_cell
from staffplan.report.wording.text import weekday_names
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from staffplan.report.payroll.settlement import PaidShift
    from staffplan.report.sheets.quick import Cells, QuickSheet
    from staffplan.schema.plan import Shift

HEADER, FIRST = 3, 4
"""Rows, counted from 0."""
AT_NIGHT = 15
"""The last column of hours, counted from 0; names of shifts stand behind it."""


def pay_code_titles() -> list[str]:
    """Titles of the pay codes, in their order."""
    return [_("Regular"), _("Overtime"), _("Rest day"), _("Statutory holiday")]


def shifts_sheet(book: Book) -> QuickSheet:
    """Write the sheet; returns it."""
    sheet = book.sheet(_("Shifts"), _("Shifts"))
    shifts = book.table.shifts
    titles = [_("Agent id"), _("Employee id"), _("Name"), _("Contract"), _("Date"), _("Weekday"), _("Start"), _("End")]
    titles += [_("Breaks"), _("Hours on site"), *pay_code_titles(), _("Paid hours"), _("of which at night")]
    names = [paid.shift.shift_name for paid in shifts]
    if any(names):
        titles.append(_("Shift"))
    for column, title in enumerate(titles):
        sheet.write_string(HEADER, column, title, book.header())
    people = _people(book)
    text = book.cell(num_format="@")
    who = {key: sheet.cells(0, [(own, text) for own in texts]) for key, texts in people.items()}
    work = _work(book, sheet, named=any(names))
    for row, paid in enumerate(shifts, start=FIRST):
        sheet.write_cells(row, who[paid.shift.agent_id, paid.shift.contract], work(paid))
    _totals(book, sheet, FIRST + len(shifts), AT_NIGHT + 1)
    for column in range(4):
        sheet.set_column(column, column, fit([titles[column], *(texts[column] for texts in people.values())], most=24))
    sheet.set_column(4, 4, 12)
    sheet.set_column(5, 5, 7)
    sheet.set_column(6, 7, 17)
    sheet.set_column(8, 8, fit([titles[8], *(_breaks(shift, book) for shift in _one_of_each(book).values())]))
    sheet.set_column(9, AT_NIGHT, 11)
    if any(names):
        sheet.set_column(AT_NIGHT + 1, AT_NIGHT + 1, fit([_("Shift"), *dict.fromkeys(names)], most=24))
    sheet.set_row(HEADER, 30)
    sheet.freeze_panes(FIRST, 1)
    sheet.repeat_rows(HEADER)
    if shifts:
        sheet.autofilter(HEADER, 0, FIRST + len(shifts) - 1, len(titles) - 1)
    return sheet


def _people(book: Book) -> dict[tuple[str, str], tuple[str, str, str, str]]:
    """Agent, employee, name and contract of everyone, by agent and contract in the order of the shifts."""
    people = {}
    for agent_id, contract in dict.fromkeys((paid.shift.agent_id, paid.shift.contract) for paid in book.table.shifts):
        known = book.identity(agent_id, contract)
        people[agent_id, contract] = (agent_id, known.employee_id, known.name, contract)
    return people


def _one_of_each(book: Book) -> dict[int, Shift]:
    """A shift of every kind."""
    return {paid.kind: paid.shift for paid in book.table.shifts}


def _breaks(shift: Shift, book: Book) -> str:
    return format_breaks(shift, book.zone).replace(";", "; ")


def _on_site(shift: Shift) -> int:
    """Minutes; not end − start: on the night that the clock changes they differ."""
    return minute_of(shift.end) - minute_of(shift.start)


def _work(book: Book, sheet: QuickSheet, *, named: bool) -> Callable[[PaidShift], Cells]:
    """What gives the cells of a shift from its date on; shifts that differ by their agent alone share them."""
    text, day = book.cell(num_format="@"), book.cell(num_format=DATE, align="center")
    weekday, clock = book.cell(align="center"), book.cell(num_format=CLOCK, align="center")
    hours, bold = book.cell(num_format=HOURS), book.cell(num_format=HOURS, bold=True)
    zone, names = book.zone, weekday_names()
    known: dict[tuple[int, object], Cells] = {}

    def cells(paid: PaidShift) -> Cells:
        shift, time = paid.shift, paid.time
        return sheet.cells(
            4,
            [
                (serial_date(shift.date), day),
                (names[shift.date.weekday()], weekday),
                (serial_time(shift.start, zone), clock),
                (serial_time(shift.end, zone), clock),
                (_breaks(shift, book), text),
                (_on_site(shift) / 60, hours),
                *((minutes / 60, hours) for minutes in time.minutes.values()),
                (Formula(f"SUM({open_cell(10)}:{open_cell(13)})", time.paid_minutes / 60), bold),
                (time.night_minutes / 60, hours),
                *([(shift.shift_name, text)] if named else []),
            ],
        )

    def shared(paid: PaidShift) -> Cells:
        key = paid.kind, paid.time
        return known.get(key) or known.setdefault(key, cells(paid))

    return shared


def _totals(book: Book, sheet: QuickSheet, row: int, columns: int) -> None:
    """Totals of the rows that the filter shows."""
    shifts = book.table.shifts
    on_site = {kind: _on_site(shift) for kind, shift in _one_of_each(book).items()}
    alike = Counter((paid.kind, paid.time) for paid in shifts).items()
    minutes = [sum(on_site[kind] * count for (kind, _time), count in alike)]
    minutes += [sum(time.minutes[code] * count for (_kind, time), count in alike) for code in PAY_CODES]
    minutes.append(sum(time.paid_minutes * count for (_kind, time), count in alike))
    minutes.append(sum(time.night_minutes * count for (_kind, time), count in alike))
    shape = book.cell(bold=True, top=2, num_format=HOURS)
    for column in range(9):
        sheet.write_string(row, column, _("Total") if column == 0 else "", shape)
    for column, total in zip(range(9, columns), minutes, strict=True):
        formula = f"=SUBTOTAL(109,{cell_range(FIRST, column, row - 1, column)})" if shifts else "=0"
        sheet.write_formula(row, column, formula, shape, total / 60)
