"""payroll.xlsx: summary, roster, shifts, payroll and coverage, as payroll and managers take them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from staffplan.report.payroll import payroll_table
from staffplan.report.payroll_inputs import PayrollInputs

if TYPE_CHECKING:
    from staffplan.report.payroll import PayrollTable
    from staffplan.schema.plan import Plan

TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Nothing that a user named may become a formula, a link or a number."""


def payroll_workbook(plan: Plan, inputs: PayrollInputs | None = None, table: PayrollTable | None = None) -> bytes:
    """The workbook in the language in use; ``table`` where payroll was computed before. Same plan, same bytes."""
    from staffplan.report.sheets.book import Book
    from staffplan.report.sheets.coverage import coverage_sheet
    from staffplan.report.sheets.payroll import payroll_sheet
    from staffplan.report.sheets.quick import QuickBook
    from staffplan.report.sheets.roster import roster_sheet
    from staffplan.report.sheets.shifts import shifts_sheet
    from staffplan.report.sheets.summary import summary_sheet

    inputs = inputs or PayrollInputs()
    content = io.BytesIO()
    with QuickBook(content, {"in_memory": True, **TEXT_STAYS_TEXT}) as file:
        book = Book(file, plan, table or payroll_table(plan, inputs), inputs)
        # The start of the plan, not today: the same plan must give the same bytes.
        file.set_properties({"created": plan.coverage[0].start.astimezone(book.zone).replace(tzinfo=None)})
        summary_sheet(book)
        roster_sheet(book)
        shifts_sheet(book)
        payroll_sheet(book)
        coverage_sheet(book)
    return content.getvalue()
