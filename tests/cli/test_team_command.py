"""People on the command line: ``--team``, ``--after``, ``init --team``."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from factories import make_plan

from staffplan.pipeline.problem import TeamInput, read_problem
from staffplan.schema.sweep import SweepPoint, SweepResult

FILES = {"forecast.csv", "scenario.toml", "team.csv", "days.csv", "wishes.csv"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_init_writes_a_team_that_is_read_without_a_warning(run, tmp_path, language):
    assert run("init", "shop", "--team", "--lang", language).exit_code == 0
    shop = tmp_path / "shop"
    assert {path.name for path in shop.iterdir()} == FILES
    for name in FILES - {"scenario.toml"}:
        assert (shop / name).read_bytes().startswith(b"\xef\xbb\xbf")
    problem = read_problem(shop / "forecast.csv", shop / "scenario.toml", {})
    team = problem.team
    assert (len(team.people), len(team.days), len(team.wishes)) == (8, 4, 3)
    assert [entry.kind for entry in team.days] == ["leave", "off", "fixed", "unavailable"]
    assert [wish.kind for wish in team.wishes] == ["day_off", "early", "with"]
    assert (shop / "team.csv").read_text("utf-8-sig").startswith("工号,姓名" if language == "zh" else "agent,name")


def test_init_without_it_writes_no_team(run, tmp_path):
    run("init", "shop")
    assert {path.name for path in (tmp_path / "shop").iterdir()} == {"forecast.csv", "scenario.toml"}


def test_init_never_replaces_a_team_unasked(run, tmp_path):
    (tmp_path / "team.csv").write_text("mine")
    assert run("init", "--team").exit_code == 3
    assert (tmp_path / "team.csv").read_text() == "mine"
    assert run("init", "--team", "--force").exit_code == 0


@pytest.mark.parametrize("command", [("solve",), ("sweep", "--vary", "share=0.5,0.6")])
def test_the_options_reach_the_pipeline(run, replace, command):
    asked = []

    def solve(*_given, people, **_more):
        asked.append(people)
        return SimpleNamespace(plan=make_plan(), files=[], reading=None, kept=())

    def sweep(*_given, people, **_more):
        asked.append(people)
        points = (SweepPoint(0, ("0.5",), outcome="optimal", seconds=0.0, headcount=3),)
        return SweepResult(parameters=(), points=points, contracts=(), jobs=1, seconds=0.0, interrupted=False)

    replace("solve", solve)
    replace("sweep", sweep)
    run(command[0], "f.csv", *command[1:], "--team", "people.xlsx", "--after", "last", "--quiet")
    run(command[0], "f.csv", *command[1:], "--quiet")
    assert asked == [TeamInput(Path("people.xlsx"), Path("last")), TeamInput()]


def test_faults_are_told_with_their_place(run, tmp_path):
    run("init", "--team")
    (tmp_path / "team.csv").write_text("agent,contract\n1,full-tim\n1,full-time\n")
    result = run("solve", "forecast.csv", "-c", "scenario.toml", "--team", "team.csv")
    assert result.exit_code == 3
    assert "team.csv, row 2, contract: found 'full-tim'; accepted: did you mean full-time?" in result.stderr
    assert "team.csv, row 3, agent: found '1' again, as in row 2; accepted: each person once" in result.stderr
    assert "days.csv, row 2, agent: found '1001'" in result.stderr
