"""Trial C6: a plan that was edited by hand is kept, and staffplan says so."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from years import BASE, PERMANENT, season, write_year

from staffplan import pipeline
from staffplan.pipeline.year.seasons import seasons
from staffplan.storage.edited import edited, edited_year
from staffplan.storage.write import free_name


def solve(run, solved, *more):
    return run("solve", solved / "forecast.csv", "-c", solved / "scenario.toml", "-o", "plan", *more)


def edit_schedule(folder):
    path = folder / "schedule.csv"
    text = path.read_text(encoding="utf-8-sig").replace("T09:00", "T08:00", 1)
    path.write_text(text, encoding="utf-8-sig")
    return path.read_bytes()


def edit_workbook(folder):
    path = folder / "payroll.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Roster"]
    cell = next(cell for row in sheet.iter_rows(min_row=7) for cell in row if cell.value == "09:00-18:00")
    cell.value = None
    book.save(path)
    return path.read_bytes()


@pytest.mark.parametrize(("edit", "name"), [(edit_schedule, "schedule.csv"), (edit_workbook, "payroll.xlsx")])
def test_an_edited_plan_stays_and_the_new_one_goes_beside(run, solved, plan, edit, name):
    before = edit(plan)
    result = solve(run, solved)
    assert result.exit_code == 0
    assert f"plan/{name} was changed by hand" in result.stderr
    assert "the new plan is in plan-2" in result.stderr
    assert (plan / name).read_bytes() == before
    assert pipeline.check(plan.with_name("plan-2")).violations == ()
    assert solve(run, solved, "--quiet").stderr.endswith("the new plan is in plan-3.\n")
    data = json.loads(solve(run, solved, "--json").stdout)
    assert data["kept"] == [f"plan/{name}"]
    assert all(path.startswith("plan-4/") for path in data["files"])


def test_a_plan_that_nobody_touched_is_replaced(run, solved, plan):
    (plan / "notes.txt").write_text("mine")
    result = solve(run, solved)
    assert "by hand" not in result.stderr
    assert not plan.with_name("plan-2").exists()
    assert (plan / "notes.txt").exists()


def test_edits_that_were_taken_in_are_edits_too(run, solved, plan):
    edit_workbook(plan)
    run("import-edits", "plan", "plan/payroll.xlsx", "--keep-broken")
    assert [path.name for path in edited(plan)] == ["schedule.csv"]
    assert "plan-2" in solve(run, solved).stderr


def test_reports_written_again_are_no_edits(run, plan):
    assert run("report", "plan", "--lang", "zh").exit_code == 0
    assert edited(plan) == ()


def test_a_report_keeps_a_workbook_with_edits_beside(run, plan):
    before = edit_workbook(plan)
    assert run("report", "plan").exit_code == 0
    assert (plan / "payroll-2.xlsx").read_bytes() == before
    assert edited(plan) == ()


def test_a_plan_of_an_older_version_is_replaced_as_before(run, solved, plan):
    data = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    del data["written"]
    (plan / "plan.json").write_text(json.dumps(data), encoding="utf-8")
    edit_schedule(plan)
    assert solve(run, solved).stderr.count("by hand") == 0


def test_a_season_that_was_edited_keeps_its_whole_year(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    year = write_year(tmp_path, BASE + season(weeks=1) + PERMANENT, week=0.5)
    first = seasons(year, out=tmp_path / "year-plan")
    folder = tmp_path / "year-plan" / first.summary.seasons[0].folder
    before = edit_schedule(folder)
    again = seasons(year, out=tmp_path / "year-plan")
    assert again.kept == (folder / "schedule.csv",)
    assert {path.relative_to(tmp_path).parts[0] for path in again.files} == {"year-plan-2"}
    assert (folder / "schedule.csv").read_bytes() == before
    assert edited_year(tmp_path / "year-plan-2") == ()


def test_a_free_name(tmp_path, monkeypatch):
    assert free_name(tmp_path / "plan") == tmp_path / "plan"
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan-2").mkdir()
    assert free_name(tmp_path / "plan") == tmp_path / "plan-3"
    (tmp_path / "a.b.xlsx").touch()
    assert free_name(tmp_path / "a.b.xlsx").name == "a.b-2.xlsx"
    monkeypatch.chdir(tmp_path / "plan")
    assert free_name(Path()) == tmp_path / "plan-3"
