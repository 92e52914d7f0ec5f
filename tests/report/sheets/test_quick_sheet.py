"""The quick sheet against XlsxWriter's own: the same files to the last byte, and the same limits."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from itertools import chain

import pytest
from payroll_plans import plan_of, shift
from xlsxwriter import Workbook, workbook
from xlsxwriter.worksheet import Worksheet

from staffplan.report.payroll.inputs import Agent, PayrollInputs
from staffplan.report.sheets.quick import ROW, Formula, QuickBook, QuickSheet, open_cell
from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.scenario.payroll import ContractPay, Payroll

PAID = Payroll(contract=(ContractPay(name="full-time", monthly_pay=5000),), night_allowance=15, meal_allowance=12)


class PlainSheet(Worksheet):
    """XlsxWriter's own sheet, which writes the cells that rows share one by one."""

    def cells(self, first, values):
        cells = list(enumerate(values, start=first))
        for _column, (value, _shape) in cells:
            if isinstance(value, str):  # texts are numbered in the order in which they come
                self.str_table._get_shared_string_index(value)
                self.str_table.count -= 1
        return cells

    def finish_rows(self):
        for row in sorted(self.table):  # formats are numbered in the order in which sheets are finished
            for _column, cell in sorted(self.table[row].items()):
                cell.format._get_xf_index()

    def write_cells(self, row, *parts):
        for column, (value, shape) in chain.from_iterable(parts):
            if isinstance(value, Formula):
                self.write_formula(row, column, value.formula.replace(ROW, str(row + 1)), shape, value.value)
            elif isinstance(value, str):
                self.write_string(row, column, value, shape)
            else:
                self.write(row, column, value, shape)


def parts(workbook: bytes) -> dict[str, bytes]:
    """The files that a workbook is made of."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("paid", [PAID, Payroll()], ids=["rates", "no rates"])
@pytest.mark.parametrize("days", [7, 31])
def test_the_quick_sheet_writes_what_xlsxwriter_writes(paid, days, monkeypatch):
    night = shift("0002", "2026-09-30 22:00", "2026-10-01 07:00", ("2026-10-01 02:00", "2026-10-01 03:00"), unpaid=1)
    shifts = [
        shift(agent, f"2026-{d} 09:00", f"2026-{d} 18:00", (f"2026-{d} 12:00", f"2026-{d} 13:00"), unpaid=1)
        for agent in ("0001", "0003", "0004")
        for d in ("09-28", "09-29", "10-01")
    ]
    plan = plan_of([*shifts, night], first="2026-09-28", days=days, scenario=Scenario(payroll=paid))
    inputs = PayrollInputs({"0001": Agent("<7> & 8", "  李 \x07 _x0041_ ")})
    quick = payroll_workbook(plan, inputs)
    monkeypatch.setattr("staffplan.report.sheets.quick.QuickSheet", PlainSheet)
    assert parts(payroll_workbook(plan, inputs)) == parts(quick)


def filled(kind, fill, book=Workbook):
    """The parts of a workbook whose one sheet ``fill(sheet, shape)`` filled."""
    content = io.BytesIO()
    with book(content, {"in_memory": True}) as made:
        made.set_properties({"created": datetime(2026, 11, 2)})
        fill(made.add_worksheet("One", kind), made.add_format({"bold": True}))
    return parts(content.getvalue())


def test_shared_rows_stand_among_others():
    def fill(sheet, shape):
        sheet.write_string(0, 3, "alone", shape)
        left = sheet.cells(1, [("shared", shape), (0.1, shape), (None, shape)])
        right = sheet.cells(4, [(Formula(f"{open_cell(2)}*2", 0.2), shape), (Formula(f"{open_cell(9)}<1", ""), shape)])
        for row in (2, 15, 16, 40):
            sheet.write_cells(row, left, right)
        sheet.write_cells(17, right)
        sheet.set_row(40, 33)
        sheet.set_row(41, 12)
        sheet.write_number(18, 0, 7, shape)

    assert filled(QuickSheet, fill) == filled(PlainSheet, fill)


def test_the_quick_book_differs_in_nothing_but_its_compression():
    def fill(sheet, shape):
        for row in range(200):
            sheet.write_string(row, 0, f"text {row}", shape)

    assert filled(QuickSheet, fill, QuickBook) == filled(QuickSheet, fill)
    assert workbook.ZipFile is zipfile.ZipFile


def test_a_text_too_long_for_a_cell_is_cut_as_xlsxwriter_cuts_it():
    def fill(sheet, shape):
        sheet.write_cells(1, sheet.cells(0, [("𝄞" * 20_000, shape)]))

    shared = filled(QuickSheet, fill)["xl/sharedStrings.xml"].decode()
    assert shared.count("𝄞") == 32_767 // 2


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number):
    def fill(sheet, shape):
        with pytest.raises(TypeError, match="NAN/INF"):
            sheet.cells(0, [(number, shape)])

    filled(QuickSheet, fill)


def test_rows_that_excel_does_not_have_are_left_out():
    def fill(sheet, shape):
        some = sheet.cells(0, [("x", shape)])
        for row in (0, 1_048_576):
            sheet.write_cells(row, some)

    files = filled(QuickSheet, fill)
    assert b'<dimension ref="A1"/>' in files["xl/worksheets/sheet1.xml"]
    assert b'count="1" uniqueCount="1"' in files["xl/sharedStrings.xml"]
