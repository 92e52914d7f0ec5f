"""A shift bank from the file to the plan's folder, and back from an edited roster."""

import csv

import openpyxl
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401

BANK = """
[opening]
hours = ["08:00", "22:00"]
[[shift]]
name = "早班"
start = "08:00"
end = "16:00"
breaks = []
[[shift]]
name = "两头班"
hours = [["10:00", "14:00"], ["18:00", "22:00"]]
[[shift]]
name = "晚班"
start = "14:00"
end = "22:00"
breaks = []
[[contract]]
name = "full-time"
shifts = LISTED
days_per_week = [0, 7]
days_off_in_row = 0
headcount = [0, MOST]
"""
NEEDED = {hour: 1 + (hour >= 18) for hour in range(8, 22)}
"""Agents by the hour: two from 18 h on."""


@pytest.fixture
def solve(searches_share_one_process, run, tmp_path):  # noqa: F811
    rows = [f"2026-11-02 {hour:02d}:00,{NEEDED.get(hour, 0)}\n" for hour in range(24)]
    (tmp_path / "need.csv").write_text("start,required\n" + "".join(rows), encoding="utf-8")

    def solving(most, listed):
        scenario = BANK.replace("LISTED", listed).replace("MOST", str(most))
        (tmp_path / "bank.toml").write_text(scenario, encoding="utf-8")
        return run("solve", "need.csv", "-c", "bank.toml", "-o", "plan")

    return solving


def rows_of(folder):
    with (folder / "schedule.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


ALL = '["早班", "两头班", "晚班"]'


def test_from_the_bank_to_the_folder_and_back(solve, run, tmp_path):
    # An early and a late shift hold the whole day; who is there from 18 h on besides has the split one, or is late.
    result = solve(3, ALL)
    assert result.exit_code == 0, result.output
    assert "Shifts by name: 早班 1 · " in result.output
    table = rows_of(tmp_path / "plan")
    split = {"早班": "", "两头班": "14:00-18:00", "晚班": ""}
    assert len(table) == 3
    assert all(row["breaks"] == split[row["shift"]] for row in table)
    assert run("check", "plan").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "plan" / "payroll.xlsx")
    cell = next(cell for row in book["Roster"].iter_rows(min_row=7) for cell in row if "早班" in str(cell.value))
    assert cell.value == "08:00-16:00 早班"
    cell.value = "两头班"
    book.save(tmp_path / "edited.xlsx")
    run("import-edits", "plan", "edited.xlsx", "--keep-broken")
    edited = [row for row in rows_of(tmp_path / "plan") if row["start"].startswith("2026-11-02T10:00")]
    assert edited
    assert all((row["shift"], row["breaks"], row["paid_hours"]) == ("两头班", "14:00-18:00", "8") for row in edited)


def test_what_is_missing_is_named(solve):
    result = solve(9, '["两头班", "晚班"]')
    assert result.exit_code == 4
    assert "full-time: the shift 早班 too" in " ".join((result.output + result.stderr).split())
