"""Sheet Payroll: an agent and month a row; hours by pay code, and amounts by formula so that they follow edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.report.payroll.pay_codes import PAY_CODES
from staffplan.report.payroll.payroll import exact, factors
from staffplan.report.sheets.book import (
    A3,
    COUNT,
    HOURS,
    MONEY,
    PALE,
    RATE,
    Book,
    cell_name,
    cell_range,
    fit,
    serial_date,
)
from staffplan.report.sheets.quick import Formula, open_cell
from staffplan.report.sheets.shifts import pay_code_titles
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from staffplan.report.payroll.payroll import PayrollRow
    from staffplan.report.sheets.quick import Cells, QuickSheet

FACTORS, HEADER, FIRST = 3, 4, 5
"""Rows, counted from 0."""
SHIFTS, HOURS_FROM, PAID, NIGHT, NIGHT_SHIFTS, RATE_AT, PAY_FROM = 7, 8, 12, 13, 14, 15, 16
"""Columns, counted from 0; hours and pay take one for each pay code."""
NIGHT_PAY, NIGHT_ALLOWANCE, MEALS, TOTAL = 20, 21, 22, 23


def payroll_sheet(book: Book) -> QuickSheet:
    """Write the sheet; returns it."""
    sheet = book.sheet(_("Payroll"), _("Payroll"), paper=A3)
    rows = book.table.rows
    texts = [_texts(row) for row in rows]
    titles = _titles()
    for column, title in enumerate(titles):
        sheet.write_string(HEADER, column, title, book.header())
    _factors(book, sheet)
    _rows(book, sheet, texts)
    _totals(book, sheet, FIRST + len(rows))
    for column in range(6):
        sheet.set_column(column, column, fit([titles[column], *(own[column] for own in texts)], most=24))
    sheet.set_column(6, TOTAL, 10.5)
    sheet.set_column(TOTAL, TOTAL, 13)
    sheet.set_row(HEADER, 42)
    sheet.freeze_panes(FIRST, 2)
    sheet.repeat_rows(FACTORS, HEADER)
    if rows:
        sheet.autofilter(HEADER, 0, FIRST + len(rows) - 1, TOTAL)
    return sheet


def total_cell(book: Book) -> str:
    """Where the sheet's total pay stands, for a formula on another sheet."""
    return f"'{_('Payroll')}'!{cell_name(FIRST + len(book.table.rows), TOTAL)}"


def scheme_title(scheme: str) -> str:
    """A pay scheme in words."""
    return {"standard": _("standard"), "comprehensive": _("comprehensive"), "flat": _("flat")}[scheme]


def _titles() -> list[str]:
    codes = pay_code_titles()
    hours = [_("{code} hours").format(code=code) for code in codes]
    pay = [_("{code} pay").format(code=code) for code in codes]
    people = [_("Employee id"), _("Name"), _("Agent id"), _("Contract"), _("Cost centre"), _("Scheme"), _("Month")]
    return [
        *people,
        _("Shifts"),
        *hours,
        _("Paid hours"),
        _("of which at night"),
        _("Night shifts"),
        _("Hourly rate"),
        *pay,
        _("Night premium"),
        _("Night allowance"),
        _("Meal allowance"),
        _("Total pay"),
    ]


def _texts(row: PayrollRow) -> tuple[str, ...]:
    return row.employee_id, row.name, row.agent_id, row.contract, row.cost_centre, scheme_title(row.scheme)


def _factors(book: Book, sheet: QuickSheet) -> None:
    """The row above the headers: what the formulas multiply by, for planners to see and to change."""
    payroll = book.plan.summary.scenario.payroll
    label = book.style(align="right", font_color="#5B6675", italic=True)
    sheet.write_string(FACTORS, RATE_AT, _("× rate, or each:"), label)
    values = [*factors(payroll).values(), exact(payroll.night_factor)]
    values += [exact(payroll.night_allowance), exact(payroll.meal_allowance)]
    shape = book.cell(num_format=RATE, align="center", bg_color="#FFFBE6", font_color="#7A5B00")
    for column, value in zip(range(PAY_FROM, TOTAL), values, strict=True):
        sheet.write_number(FACTORS, column, float(value), shape)


def _rows(book: Book, sheet: QuickSheet, texts: Sequence[tuple[str, ...]]) -> None:
    text, month = book.cell(num_format="@"), book.cell(num_format="yyyy-mm", align="center")
    count, hours = book.cell(align="center", num_format=COUNT), book.cell(num_format=HOURS)
    rate, money = book.cell(num_format=RATE), book.cell(num_format=MONEY)
    paid, total = (book.cell(num_format=each, bold=True, bg_color=PALE) for each in (HOURS, MONEY))
    summed, *priced, earned = _formulas()
    who = {own: sheet.cells(0, [(each, text) for each in own]) for own in dict.fromkeys(texts)}

    def amounts(row: PayrollRow) -> Cells:
        due = (*_code_amounts(row), row.night_premium, row.night_allowance, row.meal_allowance)
        return sheet.cells(
            6,
            [
                (serial_date(row.month), month),
                (row.shifts, count),
                *((row.minutes[code] / 60, hours) for code in PAY_CODES),
                (Formula(summed, sum(row.minutes.values()) / 60), paid),
                (row.night_minutes / 60, hours),
                (row.night_shifts, count),
                (None if row.rate is None else float(row.rate), rate),
                *((Formula(each, _value(amount)), money) for each, amount in zip(priced, due, strict=True)),
                (Formula(earned, _value(row.total)), total),
            ],
        )

    known: dict[tuple[object, ...], Cells] = {}
    for at, (row, own) in enumerate(zip(book.table.rows, texts, strict=True), start=FIRST):
        key = (row.contract, row.month, row.shifts, *row.minutes.values(), row.night_minutes, row.night_shifts)
        sheet.write_cells(at, who[own], known.get(key) or known.setdefault(key, amounts(row)))


def _formulas() -> list[str]:
    """Paid hours, each amount in its order, total pay; without a rate they show nothing until somebody types one."""
    here = [open_cell(column) for column in range(TOTAL + 1)]
    factor = [cell_name(FACTORS, column, fixed_row=True) for column in range(TOTAL + 1)]
    rate = open_cell(RATE_AT, fixed=True)
    paid_hours = [*range(HOURS_FROM, PAID), NIGHT]
    amounts = [
        f'=IF({rate}="","",ROUND({here[hours]}*{rate}*{factor[column]},2))'
        for column, hours in enumerate(paid_hours, start=PAY_FROM)
    ]
    counts = ((NIGHT_ALLOWANCE, NIGHT_SHIFTS), (MEALS, SHIFTS))
    allowances = [f"=ROUND({here[count]}*{factor[column]},2)" for column, count in counts]
    return [
        f"=SUM({here[HOURS_FROM]}:{here[PAID - 1]})",
        *amounts,
        *allowances,
        f'=IF({rate}="","",SUM({here[PAY_FROM]}:{here[MEALS]}))',
    ]


def _totals(book: Book, sheet: QuickSheet, at: int) -> None:
    """Totals of the rows that the filter shows."""
    rows = book.table.rows
    sums: dict[int, float] = {column: 0.0 for column in range(SHIFTS, TOTAL + 1) if column != RATE_AT}
    for row in rows:
        hours = [row.minutes[code] / 60 for code in PAY_CODES]
        money = [*_code_amounts(row), row.night_premium, row.night_allowance, row.meal_allowance, row.total]
        values = [row.shifts, *hours, sum(hours), row.night_minutes / 60, row.night_shifts, *map(_number, money)]
        for column, value in zip(sums, values, strict=True):
            sums[column] += value
    for column in range(TOTAL + 1):
        whole = column in (SHIFTS, NIGHT_SHIFTS)
        shape = book.cell(bold=True, top=2, bg_color=PALE, num_format=COUNT if whole else HOURS)
        if column not in sums:
            sheet.write_string(at, column, _("Total") if column == 0 else "", shape)
            continue
        formula = f"=SUBTOTAL(109,{cell_range(FIRST, column, at - 1, column)})" if rows else "=0"
        sheet.write_formula(at, column, formula, shape, round(sums[column], 6))


def _code_amounts(row: PayrollRow) -> list[Decimal | None]:
    return [None if row.amounts is None else row.amounts[code] for code in PAY_CODES]


def _value(amount: Decimal | None) -> float | str:
    return "" if amount is None else float(amount)


def _number(amount: Decimal | None) -> float:
    return 0.0 if amount is None else float(amount)
