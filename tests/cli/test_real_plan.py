"""The commands on a real plan: 9 hours a day for a week, one contract, solved in a second."""

import csv
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import openpyxl
import pytest

from staffplan import pipeline
from staffplan.read import read_plan

SCENARIO = """\
grid = "60min"
[opening]
hours = ["09:00", "18:00"]
[target]
scope = "slot"
[[contract]]
name = "full-time"
starts = ["09:00", "09:00"]
hourly_cost = 30.0
"""


def forecast(days=7):
    rows = [
        f"2026-03-{2 + day:02d} {hour:02d}:00,{6 if 9 <= hour < 18 else 0}" for day in range(days) for hour in range(24)
    ]
    return "\n".join(["start,inquiries", *rows])


@pytest.fixture(scope="module")
def solved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("solved")
    (folder / "forecast.csv").write_text(forecast())
    (folder / "scenario.toml").write_text(SCENARIO)
    pipeline.solve(folder / "forecast.csv", folder / "scenario.toml", out=folder / "plan")
    return folder


@pytest.fixture
def plan(solved, tmp_path):
    return shutil.copytree(solved / "plan", tmp_path / "plan")


def test_five_agents_are_the_fewest_for_two_at_once_all_week(solved):
    # Two on duty besides one on break: 3 a day, 21 days of work, 5 for each agent.
    summary = read_plan(solved / "plan").summary
    assert (summary.headcount, summary.status) == (5, "optimal")


def test_check_finds_nothing_and_certifies(run, plan):
    result = run("check", plan)
    assert result.exit_code == 0
    assert "Certified" in result.stdout
    assert "target met" in result.stdout


def test_check_finds_what_a_hand_edit_broke(run, plan):
    path = plan / "schedule.csv"
    rows = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join(rows[:1] + rows[2:]), encoding="utf-8-sig")
    result = run("check", plan, "--json")
    assert result.exit_code == 1
    assert {"days_per_week", "on_duty"} <= {broken["rule"] for broken in json.loads(result.stdout)["violations"]}


def test_require_agrees_with_the_plan(run, solved):
    output = run("require", solved / "forecast.csv", "-c", solved / "scenario.toml").stdout
    need = [row["required"] for row in csv.DictReader(output.splitlines())]
    assert need == [str(slot.required) for slot in read_plan(solved / "plan").coverage]


def test_evaluate_a_plan_and_a_file_alike(run, solved, tmp_path):
    coverage = read_plan(solved / "plan").coverage
    staff = tmp_path / "staff.csv"
    staff.write_text("\n".join(["start,on_duty", *(f"{slot.start.isoformat()},{slot.on_duty}" for slot in coverage)]))
    words = ["evaluate", solved / "forecast.csv", "-c", solved / "scenario.toml", "--json", "--staff"]
    of_plan, of_file = (json.loads(run(*words, given).stdout) for given in (solved / "plan", staff))
    assert of_plan == of_file
    levels = [slot["steady"]["service_level"] for slot in of_plan["slots"]]
    assert levels == pytest.approx([slot.service_level for slot in coverage], abs=1e-6)


def test_evaluate_shows_days_and_writes_slots(run, solved, tmp_path):
    words = ["evaluate", solved / "forecast.csv", "-c", solved / "scenario.toml", "--staff", solved / "plan"]
    result = run(*words, "-o", "slots.csv", "--share", "99.9%")
    assert "Missed: " in result.stdout
    assert "Mon 03-02" in result.stdout
    assert len((tmp_path / "slots.csv").read_text().splitlines()) == 1 + 7 * 24


def test_report_writes_page_and_workbook_and_leaves_the_rest(run, plan):
    before = json.loads((plan / "plan.json").read_bytes())
    assert run("report", plan).exit_code == 0
    assert {path.name for path in plan.iterdir()} >= {"payroll.xlsx", "report.html"}
    after = json.loads((plan / "plan.json").read_bytes())
    workbook = hashlib.sha256((plan / "payroll.xlsx").read_bytes()).hexdigest()
    assert after == before | {"written": before["written"] | {"payroll.xlsx": workbook}}


def test_export_goes_by_the_layout(run, plan):
    assert run("export", plan, "--layout", "pay-codes").exit_code == 0
    assert (plan / "pay-codes.csv").exists()
    result = run("export", plan, "--layout", "nosuch.toml")
    assert result.exit_code == 3
    assert "monthly-zh, pay-codes" in result.stderr


def edited(plan, tmp_path, text):
    """The workbook with the first shift of the roster replaced."""
    book = openpyxl.load_workbook(plan / "payroll.xlsx")
    cell = next(cell for row in book["Roster"].iter_rows() for cell in row if "09:00" in str(cell.value))
    cell.value = text
    book.save(tmp_path / "edited.xlsx")
    return cell.coordinate


def test_an_edit_that_breaks_rules_is_listed_by_cell_and_not_written(run, plan, tmp_path):
    run("report", plan)
    cell = edited(plan, tmp_path, "03:00-12:00")
    before = (plan / "schedule.csv").read_bytes()
    result = run("import-edits", plan, "edited.xlsx")
    assert result.exit_code == 1
    assert f"Roster!{cell}: " in result.stdout
    assert "Nothing is written" in result.stdout
    assert (plan / "schedule.csv").read_bytes() == before
    assert run("import-edits", plan, "edited.xlsx", "--keep-broken").exit_code == 1
    assert (plan / "schedule.csv").read_bytes() != before


def test_an_unedited_roster_changes_nothing(run, plan):
    run("report", plan)
    result = run("import-edits", plan, plan / "payroll.xlsx", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"changes": [], "violations": [], "files": [], "notes": [], "warnings": []}


def test_a_folder_that_is_no_plan_is_one_clear_fault(run, tmp_path):
    for words in (["check"], ["report"], ["export", "--layout", "pay-codes"]):
        result = run(words[0], tmp_path, *words[1:])
        assert result.exit_code == 3
        assert "plan.json" in result.stderr


@pytest.mark.slow
def test_one_interrupt_of_a_long_search_keeps_the_best_plan_or_says_that_there_is_none(tmp_path):
    (tmp_path / "long.csv").write_text(forecast(28))
    process = subprocess.Popen(
        [sys.executable, "-m", "staffplan_cli.main", "solve", "long.csv", "--time-limit", "10min", "--grid", "15min"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(6)
    assert process.poll() is None
    asked = time.monotonic()
    os.kill(process.pid, signal.SIGINT)
    _stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert time.monotonic() - asked < 15
    if (tmp_path / "long-plan").exists():
        assert read_plan(tmp_path / "long-plan").summary.interrupted
