"""Trial A15: edits in the workbook's other sheets, formulas without values, and the sheet's name in Chinese."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from payroll_plans import plan_of, shift

from staffplan.errors import InputError
from staffplan.report.edits.edits import import_edits
from staffplan.report.payroll.inputs import Agent, PayrollInputs
from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.schema.scenario.keys import Scenario
from staffplan.words.language import use_language

DAYS = ("2026-11-02", "2026-11-03", "2026-11-04")
PLAN = plan_of(
    [
        shift(agent, f"{day} {first:02d}:00", f"{day} {first + 9:02d}:00", (f"{day} 13:00", f"{day} 14:00"), unpaid=1)
        for agent, first in (("0001", 9), ("0002", 10))
        for day in DAYS
    ],
    days=3,
    scenario=Scenario(grid="60min"),
)
LI = PayrollInputs({"0001": Agent("000042", "Li Wei"), "0002": Agent("000043", "Wang Fang")})


@pytest.fixture
def edited(tmp_path):
    """Change the plan's workbook and read it back."""

    def reading(change, language="en"):
        use_language(language)
        book = openpyxl.load_workbook(io.BytesIO(payroll_workbook(PLAN, LI)))
        change(book)
        path = tmp_path / "payroll.xlsx"
        book.save(path)
        return import_edits(PLAN, path, LI)

    return reading


def places(reading, change):
    with pytest.raises(InputError) as caught:
        reading(change)
    return [(fault.column, fault.found) for fault in caught.value.faults]


def test_a_workbook_as_it_was_written_says_nothing(edited):
    found = edited(lambda _book: None)
    assert (found.changes, found.notes) == ((), ())


def test_a_start_changed_in_the_sheet_shifts_is_told_with_its_cell(edited):
    def change(book):
        book["Shifts"]["G5"].value = dt.datetime(2026, 11, 2, 8)

    assert places(edited, change) == [("Shifts!G5", "'2026-11-02 08:00'")]


def test_an_end_that_is_text_and_a_row_that_is_gone_are_told(edited):
    def change(book):
        book["Shifts"]["H5"].value = "late"
        book["Shifts"].delete_rows(6)

    assert [place for place, _found in places(edited, change)] == ["Shifts!G5", "Shifts"]


def test_the_same_change_in_both_sheets_is_one_change(edited):
    def change(book):
        book["Shifts"]["G5"].value = dt.datetime(2026, 11, 2, 8)
        book["Shifts"]["H5"].value = dt.datetime(2026, 11, 2, 17)
        book["Roster"]["E7"].value = "08:00-17:00"

    (only,) = edited(change).changes
    assert (only.agent_id, only.after) == ("0001", "08:00-17:00")


@pytest.mark.parametrize(("sheet", "cell"), [("Shifts", "C5"), ("Payroll", "B6"), ("Roster", "C7"), ("Payroll", "A6")])
def test_names_changed_anywhere_are_told(edited, sheet, cell):
    def change(book):
        book[sheet][cell].value = "Somebody Else"

    (note,) = edited(change).notes
    assert f"{sheet}!{cell} 'Somebody Else'" in note
    assert "payroll.agents" in note


def test_what_is_meant_to_be_played_with_is_no_edit(edited):
    """Rates and factors of the payroll sheet: its amounts follow, the plan does not."""

    def change(book):
        book["Payroll"]["P6"].value = 40

    assert edited(change).notes == ()


def test_a_formula_without_a_stored_value_is_no_day_off(edited):
    def change(book):
        book["Roster"]["E7"].value = "=E8"

    ((place, found),) = places(edited, change)
    assert (place, found) == ("Roster!E7", "a formula without a value")


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_a_chinese_workbook_is_asked_for_its_sheet_by_its_name(edited, spoken):
    def change(book):
        use_language(spoken)
        title = next(sheet.title for sheet in book.worksheets if sheet.cell(6, 1).value == "客服编号")
        del book[title]

    with pytest.raises(InputError) as caught:
        edited(change, language="zh")
    (fault,) = caught.value.faults
    assert "Roster" in fault.accepted
    assert "排班" in fault.accepted


def test_a_chinese_workbook_is_checked_all_the_same(edited):
    def change(book):
        sheet = next(sheet for sheet in book.worksheets if sheet.title == "班次")
        sheet["G5"].value = dt.datetime(2026, 11, 2, 8)

    with pytest.raises(InputError) as caught:
        edited(change, language="zh")
    assert caught.value.faults[0].column == "班次!G5"


def test_the_command_tells_what_does_not_come_back(run, solved, plan):
    path = plan / "payroll.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Shifts"]
    sheet["C5"].value = "Li Wei"
    book.save(path)
    result = run("import-edits", plan, path)
    assert "Shifts!C5 'Li Wei'" in " ".join(result.stdout.split())
