"""payroll.xlsx: summary, roster, shifts, payroll, weeks and coverage, as payroll and managers take them."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from staffplan.report.payroll.inputs import PayrollInputs
from staffplan.report.payroll.payroll import payroll_table
from staffplan.report.spreadsheets import TEXT_STAYS_TEXT

if TYPE_CHECKING:
    from staffplan.report.payroll.payroll import PayrollTable
    from staffplan.schema.plan import Plan


def payroll_workbook(plan: Plan, inputs: PayrollInputs | None = None, table: PayrollTable | None = None) -> bytes:
    """The workbook in the language in use; ``table`` where payroll was computed before. Same plan, same bytes."""
    return WorkbookDraft(plan, inputs, table).finished(plan)


class WorkbookDraft:
    """A workbook of which only the summary is missing, where alone the certified service stands."""

    def __init__(self, plan: Plan, inputs: PayrollInputs | None = None, table: PayrollTable | None = None) -> None:
        """Write everything but the summary of ``plan``, in the language in use."""
        from staffplan.report.sheets.book import Book
        from staffplan.report.sheets.coverage import coverage_sheet
        from staffplan.report.sheets.payroll import payroll_sheet
        from staffplan.report.sheets.people import people_sheet
        from staffplan.report.sheets.people_roster import people_roster_sheet
        from staffplan.report.sheets.quick import QuickBook
        from staffplan.report.sheets.roster import roster_sheet
        from staffplan.report.sheets.shifts import shifts_sheet
        from staffplan.report.sheets.summary import begun_summary
        from staffplan.report.sheets.weeks import weeks_sheet

        inputs = inputs or PayrollInputs()
        self._content = io.BytesIO()
        self._file = QuickBook(self._content, {"in_memory": True, **TEXT_STAYS_TEXT})
        self._book = Book(self._file, plan, table or payroll_table(plan, inputs), inputs)
        # The start of the plan, not today: the same plan must give the same bytes.
        created = plan.coverage[0].start.astimezone(self._book.zone).replace(tzinfo=None)
        self._file.set_properties({"created": created})
        self._summary = begun_summary(self._book)
        people = (people_roster_sheet, people_sheet) if plan.summary.team is not None else (roster_sheet,)
        for sheet in (*people, shifts_sheet, payroll_sheet, weeks_sheet, coverage_sheet):
            sheet(self._book).finish_rows()

    def finished(self, plan: Plan) -> bytes:
        """The workbook of ``plan``, which differs from the plan begun with by its summary alone."""
        from staffplan.report.sheets.summary import fill_summary

        fill_summary(replace(self._book, plan=plan), self._summary)
        self._file.close()
        return self._content.getvalue()
