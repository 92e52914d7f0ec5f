"""Sheet Shifts: a row each, with real times and the hours of every pay code."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from staffplan.language import _
from staffplan.report.files import format_breaks
from staffplan.report.page_text import weekday_names
from staffplan.report.paid_time import minute_of
from staffplan.report.pay_codes import PAY_CODES
from staffplan.report.sheets.book import CLOCK, DATE, HOURS, Book, cell_range, clock_of, fit

if TYPE_CHECKING:
    from staffplan.report.payroll import PaidShift

HEADER, FIRST = 3, 4
"""Rows, counted from 0."""


def pay_code_titles() -> list[str]:
    """Titles of the pay codes, in their order."""
    return [_("Regular"), _("Overtime"), _("Rest day"), _("Statutory holiday")]


def shifts_sheet(book: Book) -> None:
    """Write the sheet."""
    sheet = book.sheet(_("Shifts"), _("Shifts"))
    rows = [_texts(book, paid) for paid in book.table.shifts]
    titles = [_("Agent id"), _("Employee id"), _("Name"), _("Contract"), _("Date"), _("Weekday"), _("Start"), _("End")]
    titles += [_("Breaks"), _("Hours on site"), *pay_code_titles(), _("Paid hours"), _("of which at night")]
    for column, title in enumerate(titles):
        sheet.write_string(HEADER, column, title, book.header())
    for row, (paid, texts) in enumerate(zip(book.table.shifts, rows, strict=True), start=FIRST):
        _shift(book, sheet, row, paid, texts)
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


def _texts(book: Book, paid: PaidShift) -> tuple[str, str, str, str, str]:
    shift = paid.shift
    person = book.identity(shift.agent_id, shift.contract)
    return shift.agent_id, person.employee_id, person.name, shift.contract, format_breaks(shift, book.zone)


def _shift(book: Book, sheet: Any, row: int, paid: PaidShift, texts: tuple[str, str, str, str, str]) -> None:  # noqa: ANN401
    shift = paid.shift
    for column, text in enumerate(texts[:4]):
        sheet.write_string(row, column, text, book.cell(num_format="@"))
    sheet.write_datetime(row, 4, shift.date, book.cell(num_format=DATE, align="center"))
    sheet.write_string(row, 5, weekday_names()[shift.date.weekday()], book.cell(align="center"))
    for column, moment in ((6, shift.start), (7, shift.end)):
        sheet.write_datetime(row, column, clock_of(moment, book.zone), book.cell(num_format=CLOCK, align="center"))
    sheet.write_string(row, 8, texts[4].replace(";", "; "), book.cell(num_format="@"))
    hours = book.cell(num_format=HOURS)
    # Not end − start: on the night that the clock changes they differ.
    on_site = timedelta(minutes=minute_of(shift.end) - minute_of(shift.start))
    sheet.write_number(row, 9, on_site / timedelta(hours=1), hours)
    for column, code in enumerate(PAY_CODES, start=10):
        sheet.write_number(row, column, paid.minutes(code) / 60, hours)
    bold = book.cell(num_format=HOURS, bold=True)
    sheet.write_formula(row, 14, f"=SUM({cell_range(row, 10, row, 13)})", bold, paid.paid_minutes / 60)
    sheet.write_number(row, 15, paid.night_minutes / 60, hours)


def _totals(book: Book, sheet: Any, row: int, columns: int) -> None:  # noqa: ANN401
    """Totals of the rows that the filter shows."""
    shifts = book.table.shifts
    on_site = sum(minute_of(paid.shift.end) - minute_of(paid.shift.start) for paid in shifts)
    minutes = [on_site, *(sum(paid.minutes(code) for paid in shifts) for code in PAY_CODES)]
    minutes += [sum(paid.paid_minutes for paid in shifts), sum(paid.night_minutes for paid in shifts)]
    shape = book.cell(bold=True, top=2, num_format=HOURS)
    for column in range(9):
        sheet.write_string(row, column, _("Total") if column == 0 else "", shape)
    for column, total in zip(range(9, columns), minutes, strict=True):
        formula = f"=SUBTOTAL(109,{cell_range(FIRST, column, row - 1, column)})" if shifts else "=0"
        sheet.write_formula(row, column, formula, shape, total / 60)
