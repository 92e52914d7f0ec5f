"""Trial B6: what is not ours stays, and small things that ended in an error."""

from __future__ import annotations

import json
import time

import pytest
from payroll_plans import plan_of, shift

from staffplan import pipeline
from staffplan.errors import InputError, OutputError
from staffplan.report.files import write_plan
from staffplan.schema.scenario.keys import Scenario

PLAN = plan_of([shift("0001", "2026-11-02 09:00", "2026-11-02 18:00", unpaid=1)], scenario=Scenario(grid="60min"))


@pytest.mark.parametrize("name", ["schedule.csv", "plan.json", "payroll.xlsx", "report.html"])
def test_a_folder_in_the_place_of_a_file_stays_with_all_it_holds(tmp_path, name):
    (tmp_path / name).mkdir()
    (tmp_path / name / "thesis.txt").write_text("mine")
    extra = {"payroll.xlsx": b"", "report.html": b""} if name in ("payroll.xlsx", "report.html") else {}
    with pytest.raises(OutputError, match="is a folder, where a file belongs"):
        write_plan(PLAN, tmp_path, extra)
    assert (tmp_path / name / "thesis.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_by_the_name_of_a_file_that_would_go_stays(tmp_path):
    (tmp_path / "payroll.xlsx").mkdir()
    (tmp_path / "payroll.xlsx" / "thesis.txt").write_text("mine")
    write_plan(PLAN, tmp_path)
    assert (tmp_path / "payroll.xlsx" / "thesis.txt").read_text() == "mine"


def test_files_and_folders_of_others_survive(tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("mine")
    (tmp_path / ".hidden").write_text("mine")
    for _turn in range(2):
        write_plan(PLAN, tmp_path, {"payroll.xlsx": b"x"})
    assert (tmp_path / "notes" / "a.txt").read_text() == "mine"
    assert (tmp_path / ".hidden").read_text() == "mine"


def hourly(first_hour, counts, day="2026-11-02"):
    return "".join(f"{day} {first_hour + k:02d}:00,{count}\n" for k, count in enumerate(counts))


@pytest.fixture
def eight_hours(tmp_path):
    """A shop open for eight hours, an hour less than the default contract's shift."""
    (tmp_path / "f.csv").write_text("start,inquiries\n" + hourly(9, [10] * 8))
    (tmp_path / "s.csv").write_text("start,on_duty\n" + hourly(9, [2, 2, 2, 0, 2, 2, 2, 2]))
    (tmp_path / "c.toml").write_text('grid = "60min"\n[opening]\nhours = ["09:00", "17:00"]\n')
    return tmp_path


def test_evaluate_and_require_need_no_contract(run, eight_hours):
    assert run("evaluate", "f.csv", "-c", "c.toml", "--staff", "s.csv").exit_code == 0
    assert run("require", "f.csv", "-c", "c.toml").exit_code == 0
    assert "starts: found none, while the shortest shift lasts 9h" in run("solve", "f.csv", "-c", "c.toml").stderr


def test_a_contract_that_is_written_must_fit_for_all(run, eight_hours):
    with (eight_hours / "c.toml").open("a") as file:
        file.write('[[contract]]\nshift_lengths = ["10h"]\n')
    assert run("evaluate", "f.csv", "-c", "c.toml", "--staff", "s.csv").exit_code == 3


def test_a_slot_of_nobody_leaves_the_day_its_occupancy(run, eight_hours):
    data = json.loads(run("evaluate", "f.csv", "-c", "c.toml", "--staff", "s.csv", "--json").stdout)
    assert data["slots"][3]["steady"]["occupancy"] is None
    (day,) = data["by_day"]
    # 10 inquiries of 5 minutes keep two agents busy for 50 of 120 minutes; the hour of nobody has no time to be busy.
    assert day["steady"]["occupancy"] == pytest.approx(50 / 120)
    assert day["time_varying"]["occupancy"] > 50 / 120
    assert data["period"]["steady"]["occupancy"] == pytest.approx(50 / 120)


@pytest.mark.parametrize("year", [1999, 1976])
def test_a_year_before_2000_is_a_date(tmp_path, year):
    (tmp_path / "f.csv").write_text("start,inquiries\n" + hourly(9, [1, 1], day=f"{year}-11-02"))
    assert pipeline.require(tmp_path / "f.csv").frame["start"][0].isoformat().startswith(f"{year}-11-02T09:00")


def test_a_year_that_is_a_slip_of_the_pen_is_told(tmp_path):
    (tmp_path / "f.csv").write_text("start,inquiries\n" + hourly(9, [1, 1], day="2206-11-02"))
    with pytest.raises(InputError, match="1970 to 2099"):
        pipeline.require(tmp_path / "f.csv")


@pytest.mark.slow
def test_a_queue_without_end_is_followed_within_seconds(tmp_path):
    (tmp_path / "f.csv").write_text("start,inquiries\n" + hourly(0, [1_000_000] * 24))
    (tmp_path / "s.csv").write_text("start,on_duty\n" + hourly(0, [50_100] + [1] * 23))
    began = time.process_time()
    grid = {"grid": ("--grid", "60min")}
    found = pipeline.evaluate(tmp_path / "f.csv", overrides=grid, staff=tmp_path / "s.csv")
    assert time.process_time() - began < 20
    waiting = found.time_varying.customers[-1]
    # Of 24 million nearly all still wait in the middle of the last hour, less what 50,100 agents got done in the first.
    assert waiting == pytest.approx(23.5e6 - 50_100 * 12, rel=0.01)
