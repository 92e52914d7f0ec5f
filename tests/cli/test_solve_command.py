import json
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from factories import make_plan

from staffplan.schema.progress import Progress
from staffplan.words.language import current_language


@dataclass
class Solver:
    """Stands in for the pipeline and remembers what it was asked."""

    plan: object = field(default_factory=make_plan)
    asked: dict = field(default_factory=dict)

    def __call__(self, forecast, scenario, overrides, *, out, watcher, **flags):
        watcher(Progress("searching", headcount=16, bound=14))
        self.asked = {"forecast": forecast, "scenario": scenario, "overrides": overrides, "out": out} | flags
        self.asked["language"] = current_language()
        files = [out / "plan.json", out / "schedule.csv"]
        return SimpleNamespace(plan=self.plan, files=files, reading=None, kept=())


@pytest.fixture
def solver(replace):
    made = Solver()
    replace("solve", made)
    return made


def test_the_proof_is_shown_and_the_work_on_standard_error(run, solver):
    result = run("solve", "shop.csv")
    assert result.exit_code == 0
    assert "15 agents. Proved: no legal plan has fewer." in result.stdout
    assert "shop-plan/: plan.json, schedule.csv" in result.stdout
    assert "searching · best so far 16 · proved at least 14" in result.stderr
    assert "\x1b" not in result.stdout + result.stderr


def test_without_options_everything_is_a_default(run, solver):
    run("solve", "folder/shop.csv")
    assert solver.asked["out"] == Path("shop-plan")
    assert solver.asked["scenario"] is None
    assert solver.asked["overrides"] == {}


def test_options_override_scenario_keys(run, solver):
    words = "--deflection 80% --share 0.95 --within 1min --scope week --grid 15min --time-limit 5min --seed 7"
    run("solve", "shop.csv", "-c", "s.toml", "-o", "out", *words.split())
    assert solver.asked["overrides"] == {
        "bot.deflection": ("--deflection", 0.8),
        "target.share": ("--share", 0.95),
        "target.within": ("--within", "1min"),
        "target.scope": ("--scope", "week"),
        "grid": ("--grid", "15min"),
        "solve.time_limit": ("--time-limit", "5min"),
        "solve.seed": ("--seed", 7),
    }
    assert (solver.asked["scenario"], solver.asked["out"]) == (Path("s.toml"), Path("out"))


def test_quiet_shows_nothing(run, solver):
    result = run("solve", "shop.csv", "--quiet")
    assert result.output == ""


def test_json_is_the_summary_and_the_files(run, solver):
    data = json.loads(run("solve", "shop.csv", "--json").stdout)
    assert data["headcount"] == data["headcount_bound"] == 15
    assert data["files"] == ["shop-plan/plan.json", "shop-plan/schedule.csv"]


def test_an_interrupted_search_exits_with_130_and_shows_its_plan(run, solver):
    solver.plan = make_plan(status="feasible", interrupted=True)
    result = run("solve", "shop.csv")
    assert result.exit_code == 130
    assert "You stopped the search" in result.stdout


def test_the_language_reaches_the_working_thread(run, solver):
    run("solve", "shop.csv", "--lang", "zh")
    assert solver.asked["language"] == "zh"
    run("--lang", "en", "solve", "shop.csv")
    assert solver.asked["language"] == "en"
