import csv
import io
import json
from datetime import timedelta
from types import SimpleNamespace

import pandas as pd
import pytest
from factories import MONDAY, at, make_plan

from staffplan.pipeline import RequireResult
from staffplan.read import read_forecast, read_scenario
from staffplan.schema.violation import Violation


@pytest.fixture
def need(replace):
    starts = [at(MONDAY, 9) + timedelta(minutes=30 * k) for k in range(4)]
    frame = pd.DataFrame(
        {
            "start": starts,
            "inquiries": [40.0, 50.0, 60.5, 0.0],
            "human_inquiries": [8.0, 10.0, 12.1, 0.0],
            "required": [3, 4, 4, 0],
            "service_level": [0.93, 0.96, 0.91, float("nan")],
            "average_wait_s": [5.0, 3.5, 6.0, float("nan")],
            "occupancy": [0.5, 0.5, 0.6, 0.0],
        }
    )
    asked = []
    replace("require", lambda *arguments: asked.append(arguments) or RequireResult(frame, None, ()))
    return asked


def test_the_need_goes_as_csv_into_a_pipe(run, need):
    rows = list(csv.DictReader(io.StringIO(run("require", "f.csv", "--within", "1min").stdout)))
    assert rows[0]["start"] == "2026-11-02T09:00:00+08:00"
    assert [row["required"] for row in rows] == ["3", "4", "4", "0"]
    assert rows[3]["service_level"] == ""
    assert need[0][2] == {"target.within": ("--within", "1min")}


def test_the_need_goes_into_a_file_and_as_a_picture_on_the_screen(run, need, tmp_path):
    result = run("require", "f.csv", "-o", "need.csv")
    assert "The busiest slot, 2026-11-02 09:30, needs 4 agents." in result.stdout
    assert "Mon 11-02" in result.stdout
    assert (tmp_path / "need.csv").read_bytes().startswith(b"\xef\xbb\xbfstart,inquiries")


def test_the_need_as_json(run, need):
    data = json.loads(run("require", "f.csv", "--json").stdout)
    records = data["slots"]
    assert (data["read"], data["warnings"]) == (None, [])
    assert (records[2]["inquiries"], records[2]["required"], records[3]["average_wait_s"]) == (60.5, 4, None)


@pytest.mark.parametrize(("broken", "code"), [(False, 0), (True, 1)])
def test_check_tells_by_its_exit_code(run, replace, broken, code):
    plan = make_plan()
    rest = Violation(rule="min_rest", agent_id="0007", found="9h of rest", allowed="at least 11h")
    found = SimpleNamespace(plan=plan, violations=(rest,) * broken, service=plan.summary.service)
    replace("check", lambda _folder: found)
    assert run("check", "plan").exit_code == code
    assert run("check", "plan", "--quiet").output == ""
    assert json.loads(run("check", "plan", "--json").stdout)["legal"] is not broken


def test_init_writes_files_that_solve_reads(run, tmp_path):
    result = run("init", "shop")
    assert result.exit_code == 0
    scenario, _source = read_scenario(tmp_path / "shop" / "scenario.toml")
    forecast, _source = read_forecast(tmp_path / "shop" / "forecast.csv", scenario)
    assert len(forecast.inquiries) == 7 * 24


def test_init_never_replaces_files_unasked(run, tmp_path):
    (tmp_path / "scenario.toml").write_text("mine")
    assert run("init").exit_code == 3
    assert [path.name for path in tmp_path.iterdir()] == ["scenario.toml"]
    assert run("init", "--force").exit_code == 0
    assert (tmp_path / "scenario.toml").read_text() != "mine"
