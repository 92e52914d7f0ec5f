"""The workbook of a team by name: the roster's grid, the people's sheet, and that both print and compute."""

import io
from datetime import datetime

import openpyxl
import pytest
from team_plans import SHARES, WISHES, day, team_plan

from staffplan.report.people.records import records_of
from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.words.language import use_language


def opened(plan, **options):
    return openpyxl.load_workbook(io.BytesIO(payroll_workbook(plan)), **options)


def test_people_down_dates_across_codes_in_the_cells():
    sheet = opened(team_plan())["Roster"]
    assert [cell.value for cell in sheet[5]][:4] == ["Name", "Agent id", "Contract", datetime(2026, 11, 2)]
    assert [cell.value for cell in sheet[6]][3:10] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    rows = {
        sheet.cell(row, 2).value: [sheet.cell(row, column).value for column in range(4, 11)] for row in range(7, 13)
    }
    assert rows["0001"] == ["A", "A", "A", "A", "A", "Off", "Off"]
    assert rows["0002"][:4] == ["leave", "leave", "leave", "sick"]
    assert rows["0003"][0] == "C"
    assert rows["0004"] == ["Off"] * 7
    assert sheet["A11"].value == "to be hired"
    fills = [sheet[cell].fill.fgColor.rgb for cell in ("A7", "A11", "D7", "D8", "G8", "I7", "D10")]
    assert len(set(fills)) == 7  # named, hire, shift, leave, sick, weekend off, weekday off
    assert sheet.freeze_panes == "D7"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert opened(team_plan(days=28))["Roster"].page_setup.paperSize == 8


def test_sums_are_formulas_with_the_right_values():
    plan = team_plan()
    formulas, values = opened(plan)["Roster"], opened(plan, data_only=True)["Roster"]
    for row, record in enumerate(records_of(plan), start=7):
        assert formulas.cell(row, 13).value == f'=COUNTIF(D{row}:J{row},"Off")'
        assert [values.cell(row, column).value for column in (11, 12, 13)] == [
            record.hours,
            record.nights,
            record.rest_days,
        ]
    assert (
        formulas["D13"].value == '=COUNTA(D7:D12)-COUNTIF(D7:D12,"Off")-COUNTIF(D7:D12,"leave")-COUNTIF(D7:D12,"sick")'
    )
    for column in range(4, 11):
        work = sum(shift.date == day(column - 4) for shift in plan.shifts)
        assert values.cell(13, column).value == work


def test_the_legend_has_every_code_with_its_times():
    cells = [str(cell.value) for row in opened(team_plan())["Roster"].iter_rows(min_row=15) for cell in row]
    for text in ("A", "09:00-18:00", "B", "14:00-23:00", "C", "22:00-07:00", "leave", "sick", "to be hired"):
        assert text in cells


def test_the_people_sheet_counts_and_tells():
    plan = team_plan(wishes=WISHES, wishes_cost=7, fairness=SHARES)
    sheet = opened(plan, data_only=True)["People"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[5][:3] == ["Wang Wei", "0002", "full-time"]
    assert rows[5][8:10] == [3, 1]
    assert rows[4][10:12] == [2, 0]
    assert rows[10][4] == sum(each.hours for each in records_of(plan))
    texts = {str(value) for row in rows for value in row}
    assert "Wang Wei (leave)" in texts
    assert "Sat 7 Nov: day off wished for (weight 5) – met" in texts


def test_plans_without_names_keep_their_roster():
    plan = team_plan()
    counted = plan.model_copy(update={"summary": plan.summary.model_copy(update={"team": None})})
    book = opened(counted)
    assert "People" not in book.sheetnames
    assert book["Roster"]["C7"].value == "09:00-18:00"


@pytest.fixture
def chinese():
    use_language("zh")
    yield
    use_language("en")


@pytest.mark.usefixtures("chinese")
def test_in_chinese():
    sheet = opened(team_plan())["排班表"]
    assert [sheet.cell(7, column).value for column in (4, 9)] == ["早", "休"]
    assert [sheet.cell(8, column).value for column in (4, 7)] == ["年假", "病假"]
    assert sheet["D9"].value == "晚"
