"""Sheet Shifts: a row each, with real times and the hours of every pay code."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from staffplan.language import _
from staffplan.report.files import format_breaks
from staffplan.report.page_text import weekday_names
from staffplan.report.paid_time import minute_of
from staffplan.report.pay_codes import PAY_CODES
from staffplan.report.sheets.book import CLOCK, DATE, HOURS, Book, cell_range, fit, serial_date, serial_times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.report.payroll_inputs import Agent

HEADER, FIRST = 3, 4
"""Rows, counted from 0."""


def pay_code_titles() -> list[str]:
    """Titles of the pay codes, in their order."""
    return [_("Regular"), _("Overtime"), _("Rest day"), _("Statutory holiday")]


def shifts_sheet(book: Book) -> None:
    """Write the sheet."""
    sheet = book.sheet(_("Shifts"), _("Shifts"))
    rows = _texts(book)
    titles = [_("Agent id"), _("Employee id"), _("Name"), _("Contract"), _("Date"), _("Weekday"), _("Start"), _("End")]
    titles += [_("Breaks"), _("Hours on site"), *pay_code_titles(), _("Paid hours"), _("of which at night")]
    for column, title in enumerate(titles):
        sheet.write_string(HEADER, column, title, book.header())
    _shifts(book, sheet, rows)
    _totals(book, sheet, FIRST + len(rows), len(titles))
    for column in range(4):
        sheet.set_column(column, column, fit([titles[column], *(texts[column] for texts in rows)], most=24))
    sheet.set_column(4, 4, 12)
    sheet.set_column(5, 5, 7)
    sheet.set_column(6, 7, 17)
    sheet.set_column(8, 8, fit([titles[8], *(texts[4] for texts in rows)]))
    sheet.set_column(9, len(titles) - 1, 11)
    sheet.set_row(HEADER, 30)
    sheet.freeze_panes(FIRST, 1)
    sheet.repeat_rows(HEADER)
    if rows:
        sheet.autofilter(HEADER, 0, FIRST + len(rows) - 1, len(titles) - 1)


def _texts(book: Book) -> list[tuple[str, str, str, str, str]]:
    """Of every shift: agent, employee, name, contract, breaks."""

    @cache
    def person(agent_id: str, contract: str) -> Agent:
        return book.identity(agent_id, contract)

    zone, rows = book.zone, []
    for paid in book.table.shifts:
        shift = paid.shift
        known = person(shift.agent_id, shift.contract)
        breaks = format_breaks(shift, zone).replace(";", "; ")
        rows.append((shift.agent_id, known.employee_id, known.name, shift.contract, breaks))
    return rows


def _shifts(book: Book, sheet: Any, rows: Sequence[tuple[str, str, str, str, str]]) -> None:  # noqa: ANN401
    """The rows of the table."""
    text, day = book.cell(num_format="@"), book.cell(num_format=DATE, align="center")
    weekday, clock = book.cell(align="center"), book.cell(num_format=CLOCK, align="center")
    hours, bold = book.cell(num_format=HOURS), book.cell(num_format=HOURS, bold=True)
    serial, days, names = serial_times(book.zone), cache(serial_date), weekday_names()
    for row, (paid, (agent, employee, name, contract, breaks)) in enumerate(
        zip(book.table.shifts, rows, strict=True), start=FIRST
    ):
        shift = paid.shift
        for column, own in ((0, agent), (1, employee), (2, name), (3, contract), (8, breaks)):
            sheet.write_string(row, column, own, text)
        sheet.write_number(row, 4, days(shift.date), day)
        sheet.write_string(row, 5, names[shift.date.weekday()], weekday)
        sheet.write_number(row, 6, serial(shift.start), clock)
        sheet.write_number(row, 7, serial(shift.end), clock)
        # Not end − start: on the night that the clock changes they differ.
        sheet.write_number(row, 9, (minute_of(shift.end) - minute_of(shift.start)) / 60, hours)
        for column, minutes in enumerate(paid.minutes.values(), start=10):
            sheet.write_number(row, column, minutes / 60, hours)
        sheet.write_formula(row, 14, f"=SUM(K{row + 1}:N{row + 1})", bold, paid.paid_minutes / 60)
        sheet.write_number(row, 15, paid.night_minutes / 60, hours)


def _totals(book: Book, sheet: Any, row: int, columns: int) -> None:  # noqa: ANN401
    """Totals of the rows that the filter shows."""
    shifts = book.table.shifts
    on_site = sum(minute_of(paid.shift.end) - minute_of(paid.shift.start) for paid in shifts)
    minutes = [on_site, *(sum(paid.minutes[code] for paid in shifts) for code in PAY_CODES)]
    minutes += [sum(paid.paid_minutes for paid in shifts), sum(paid.night_minutes for paid in shifts)]
    shape = book.cell(bold=True, top=2, num_format=HOURS)
    for column in range(9):
        sheet.write_string(row, column, _("Total") if column == 0 else "", shape)
    for column, total in zip(range(9, columns), minutes, strict=True):
        formula = f"=SUBTOTAL(109,{cell_range(FIRST, column, row - 1, column)})" if shifts else "=0"
        sheet.write_formula(row, column, formula, shape, total / 60)
