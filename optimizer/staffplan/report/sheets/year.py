"""year.xlsx: heads by season, the bill by month and supplier with sums by formula, today against the plan."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import TYPE_CHECKING

from staffplan.report.sheets.book import A4, COUNT, DARK, DATE, MONEY, StyledBook, cell_name, cell_range, fit
from staffplan.report.sheets.quick import QuickBook
from staffplan.report.spreadsheets import TEXT_STAYS_TEXT
from staffplan.report.wording.text import percent, period_label
from staffplan.report.wording.year import measure_sentences, year_headline
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.report.sheets.quick import QuickSheet
    from staffplan.report.year_files import BillRow
    from staffplan.schema.year.result import TodaySummary, YearSummary

HEADER, FIRST = 3, 4
"""Rows, counted from 0."""
AMOUNT = 4
"""Column of the bill's amounts."""


def year_workbook(summary: YearSummary, bill: Sequence[BillRow]) -> bytes:
    """The workbook in the language in use. The same year gives the same bytes."""
    content = io.BytesIO()
    file = QuickBook(content, {"in_memory": True, **TEXT_STAYS_TEXT})
    file.set_properties({"created": datetime.combine(summary.seasons[0].first, time())})
    book = StyledBook(file)
    period = period_label(summary.seasons[0].first, summary.seasons[-1].last)
    _seasons(book, summary, period, len(bill))
    _months(book, bill, period)
    if summary.today is not None:
        _today(book, summary, summary.today, period)
    _lines(book, bill, period)
    file.close()
    return content.getvalue()


def _seasons(book: StyledBook, summary: YearSummary, period: str, lines: int) -> None:
    """A row a season: heads and seats by contract, inquiries, service, cost; ``lines``: those of the bill."""
    sheet = book.titled_sheet(_("Year"), _("The year"), period, paper=A4)
    names = [name for name in summary.seasons[0].employed if any(each.employed.get(name) for each in summary.seasons)]
    titles = [_("season"), _("from"), _("to"), *names, _("Heads and seats"), _("Inquiries"), _("in time"), _("cost")]
    for column, title in enumerate(titles):
        sheet.write_string(HEADER, column, title, book.header())
        sheet.set_column(column, column, fit([title], least=12, most=18))
    sheet.set_column(0, 0, fit([each.name for each in summary.seasons], least=14))
    last = 3 + len(names)
    for row, each in enumerate(summary.seasons, start=FIRST):
        sheet.write_string(row, 0, each.name, book.cell(bold=True, num_format="@"))
        for column, day in ((1, each.first), (2, each.last)):
            sheet.write_datetime(row, column, day, book.cell(num_format=DATE, align="center"))
        heads = [each.employed.get(name, 0) for name in names]
        for column, count in enumerate(heads, start=3):
            sheet.write_number(row, column, count, book.cell(num_format=COUNT, align="center"))
        formula = f"=SUM({cell_range(row, 3, row, last - 1)})" if names else "=0"
        sheet.write_formula(row, last, formula, book.cell(bold=True, align="center"), sum(heads))
        sheet.write_number(row, last + 1, round(each.inquiries), book.cell(num_format="#,##0"))
        share = percent(each.certified if each.certified is not None else each.predicted)
        sheet.write_string(row, last + 2, share, book.cell(align="right", num_format="@"))
        sheet.write_number(row, last + 3, float(each.cost), book.cell(num_format=MONEY))
    end = FIRST + len(summary.seasons)
    for column in range(last + 3):
        sheet.write_string(end, column, _("Total") if column == 0 else "", book.cell(bold=True, top=2))
    # The bill's own total: what falls due in a season is rounded to the cent, and their sum may be off by some.
    total = f"='{_('Bill')}'!{cell_name(FIRST + lines + 1, AMOUNT)}"
    sheet.write_formula(end, last + 3, total, book.cell(bold=True, top=2, num_format=MONEY), float(summary.cost))
    sheet.write_string(end + 2, 0, year_headline(summary), book.style(bold=True))


def _sum(book: StyledBook, sheet: QuickSheet, row: int, column: int, rows: tuple[int, int], value: float) -> None:
    """The sum of a column's ``rows``."""
    formula = f"=SUM({cell_range(rows[0], column, max(rows), column)})"
    sheet.write_formula(row, column, formula, book.cell(bold=True, top=2, num_format=MONEY), value)


def _months(book: StyledBook, bill: Sequence[BillRow], period: str) -> None:
    """Suppliers down, months across, summed from the bill's lines."""
    sheet = book.titled_sheet(_("Months"), _("The bill by month and supplier"), period, paper=A4)
    months, suppliers = sorted({row.month for row in bill}), list(dict.fromkeys(row.supplier for row in bill))
    end, across = FIRST + len(suppliers), 1 + len(months)
    sheet.write_string(HEADER, 0, _("Supplier"), book.header())
    sheet.set_column(0, 0, fit(suppliers, least=14))
    sheet.set_column(1, across, 12)
    for column, title in enumerate([*months, _("Total")], start=1):
        sheet.write_string(HEADER, column, title, book.header())
    lines = "'{sheet}'!${column}${first}:${column}${last}"
    last = FIRST + len(bill)
    where = {
        name: lines.format(sheet=_("Bill"), column=column, first=FIRST + 1, last=max(last, FIRST + 1))
        for name, column in (("supplier", "A"), ("month", "C"), ("amount", "E"))
    }
    for row, supplier in enumerate(suppliers, start=FIRST):
        sheet.write_string(row, 0, supplier, book.cell(bold=True, num_format="@"))
        for column, month in enumerate(months, start=1):
            own = cell_name(row, 0, fixed_column=True), cell_name(HEADER, column, fixed_row=True)
            formula = f"=SUMIFS({where['amount']},{where['supplier']},{own[0]},{where['month']},{own[1]})"
            value = sum(line.amount for line in bill if (line.supplier, line.month) == (supplier, month))
            sheet.write_formula(row, column, formula, book.cell(num_format=MONEY), float(value))
        whole = float(sum(line.amount for line in bill if line.supplier == supplier))
        formula = f"=SUM({cell_range(row, 1, row, across - 1)})"
        sheet.write_formula(row, across, formula, book.cell(bold=True, num_format=MONEY), whole)
    sheet.write_string(end, 0, _("Total"), book.cell(bold=True, top=2))
    for column, month in enumerate(months, start=1):
        of_month = float(sum(line.amount for line in bill if line.month == month))
        _sum(book, sheet, end, column, (FIRST, end - 1), of_month)
    _sum(book, sheet, end, across, (FIRST, end - 1), float(sum(line.amount for line in bill)))
    sheet.freeze_panes(FIRST, 1)


def _today(book: StyledBook, summary: YearSummary, today: TodaySummary, period: str) -> None:
    """What there is today against the plan, and what each measure is worth."""
    sheet = book.titled_sheet(_("Today"), _("Today against the plan"), period, paper=A4)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 18)
    figures = (
        (_("today's cost of the year"), float(today.cost)),
        (_("The plan's cost of the year"), float(summary.cost)),
    )
    for row, (label, value) in enumerate(figures, start=HEADER):
        sheet.write_string(row, 0, label, book.cell(num_format="@"))
        sheet.write_number(row, 1, value, book.cell(num_format=MONEY))
    row = HEADER + len(figures)
    sheet.write_string(row, 0, _("the plan saves"), book.cell(bold=True, num_format="@"))
    formula = f"={cell_name(HEADER, 1)}-{cell_name(HEADER + 1, 1)}"
    sheet.write_formula(row, 1, formula, book.cell(bold=True, num_format=MONEY), float(today.saving))
    hours = ((_("agent hours above the need"), today.over_hours), (_("agent hours missing"), today.under_hours))
    for at, (label, value) in enumerate(hours, start=row + 1):
        sheet.write_string(at, 0, label, book.cell(num_format="@"))
        sheet.write_number(at, 1, value, book.cell(num_format="#,##0"))
    for at, text in enumerate(measure_sentences(today), start=row + 4):
        sheet.write_string(at, 0, text, book.style(font_color=DARK))


def _lines(book: StyledBook, bill: Sequence[BillRow], period: str) -> None:
    """The bill's lines as bill.csv has them, and their sum."""
    sheet = book.titled_sheet(_("Bill"), _("The bill, line by line"), period, paper=A4)
    titles = (_("Supplier"), _("Item"), _("Month"), _("Quantity"), _("Amount"))
    for column, title in enumerate(titles):
        sheet.write_string(HEADER, column, title, book.header())
        sheet.set_column(column, column, 16)
    for row, line in enumerate(bill, start=FIRST):
        for column, text in enumerate((line.supplier, line.item, line.month)):
            sheet.write_string(row, column, text, book.cell(num_format="@"))
        sheet.write_number(row, 3, float(line.quantity), book.cell(num_format="#,##0.00"))
        sheet.write_number(row, AMOUNT, float(line.amount), book.cell(num_format=MONEY))
    end = FIRST + len(bill)
    for column in range(AMOUNT):
        sheet.write_string(end + 1, column, _("Total") if column == 0 else "", book.cell(bold=True, top=2))
    _sum(book, sheet, end + 1, AMOUNT, (FIRST, end - 1), float(sum(line.amount for line in bill)))
    sheet.repeat_rows(HEADER, HEADER)
    sheet.freeze_panes(FIRST, 0)
