"""Need and agents on duty by time of day: a printed page a week."""

from __future__ import annotations

import io
import shutil
import subprocess

import openpyxl
import pytest
from payroll_plans import plan_of, shift

from staffplan.report.sheets.workbook import payroll_workbook
from staffplan.schema.scenario.keys import Scenario

DAY = [shift("0001", f"2026-11-{day:02d} 09:00", f"2026-11-{day:02d} 18:00", unpaid=1) for day in range(2, 16)]
HOURS = Scenario(grid="60min")


def sheet_of(plan):
    return openpyxl.load_workbook(io.BytesIO(payroll_workbook(plan)))["Weeks"]


def test_a_week_has_a_column_pair_a_day_and_a_row_a_time():
    sheet = sheet_of(plan_of(DAY, days=14, scenario=HOURS))
    assert sheet["A4"].value == "Week from 2026-11-02"
    assert [sheet.cell(5, column).value for column in (2, 4, 14)] == ["Mon 2 Nov", "Tue 3 Nov", "Sun 8 Nov"]
    assert [sheet.cell(6, column).value for column in (1, 2, 3)] == ["Time", "Need", "On duty"]
    assert [sheet.cell(row, 1).value for row in (7, 8, 21)] == ["08:00", "09:00", "22:00"]
    assert [sheet.cell(8, column).value for column in (2, 3)] == [2, 1]


def test_each_week_begins_a_page_and_nothing_is_wider_than_one():
    sheet = sheet_of(plan_of(DAY, days=14, scenario=HOURS))
    assert [row.id for row in sheet.row_breaks.brk] == [22]
    assert sheet["A23"].value == "Week from 2026-11-09"
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)


def test_a_week_that_begins_midweek_leaves_its_first_days_empty():
    sheet = sheet_of(plan_of(DAY, first="2026-11-05", days=4, scenario=HOURS))
    assert sheet["A4"].value == "Week from 2026-11-02"
    assert sheet.cell(8, 2).value is None
    assert sheet.cell(8, 8).value == 2


def test_the_hour_that_comes_twice_has_two_rows():
    zone = "Europe/Berlin"
    night = [shift("1", "2026-10-24 22:00", "2026-10-25 06:00", zone=zone)]
    plan = plan_of(night, first="2026-10-24", days=2, scenario=Scenario(timezone=zone, grid="60min"))
    sheet = sheet_of(plan)
    times = [sheet.cell(row, 1).value for row in range(7, sheet.max_row + 1)]
    assert times[:6] == ["00:00", "01:00", "02:00", "02:00 again", "03:00", "04:00"]


def test_nobody_at_all():
    assert sheet_of(plan_of([], days=1, scenario=HOURS)).max_row > 5


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdfinfo"), reason="needs LibreOffice and poppler")
@pytest.mark.parametrize(("grid", "step"), [("60min", 60), ("15min", 15)])
def test_four_weeks_print_on_few_pages(tmp_path, grid, step):
    plan = plan_of(DAY, days=28, scenario=Scenario(grid=grid), step=step)
    (tmp_path / "payroll.xlsx").write_bytes(payroll_workbook(plan))
    words = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*words, "--outdir", str(tmp_path), str(tmp_path / "payroll.xlsx")], check=True, capture_output=True)
    told = subprocess.run(["pdfinfo", str(tmp_path / "payroll.pdf")], check=True, capture_output=True, text=True).stdout
    pages = next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:"))
    # The summary, which has every key of the scenario, roster, shifts, payroll, weeks, charts.
    assert pages == 3 + 1 + 1 + 1 + 4 + 1
