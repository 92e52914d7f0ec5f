"""A team on the road to a plan: what is read with a forecast, and what a plan's folder says of it."""

import pandas as pd
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401

import staffplan
from staffplan import pipeline, read
from staffplan.errors import InputError
from staffplan.pipeline.problem import TeamInput, read_problem
from staffplan.pipeline.sweeps import sweep as sweeps

SCENARIO = """grid = "60min"
[target]
share = 0.5
slot_floor = 0.0
[opening]
hours = ["09:00", "17:00"]
[[contract]]
name = "day"
shift_lengths = ["4h"]
breaks = []
days_per_week = [1, 5]
"""
TEAM = '[team]\nfile = "team.csv"\ndays = "days.csv"\n'


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


@pytest.fixture
def shop(tmp_path):
    """A forecast, and a scenario beside two people, one of whom is away."""
    folder = tmp_path / "shop"
    folder.mkdir()
    rows = "".join(f"2026-11-02 {hour:02d}:00,4\n" for hour in range(9, 17))
    (folder / "f.csv").write_text(f"start,inquiries\n{rows}")
    (folder / "s.toml").write_text(SCENARIO + TEAM)
    (folder / "bare.toml").write_text(SCENARIO)
    (folder / "team.csv").write_text("agent,name\n01,Li\n02,Wang\n")
    (folder / "days.csv").write_text("agent,from,kind\n02,2026-11-02,leave\n")
    return folder


def test_a_problem_knows_its_people_and_their_files(shop):
    problem = read_problem(shop / "f.csv", shop / "s.toml", {})
    assert [person.name for person in problem.team.people] == ["Li", "Wang"]
    assert [entry.agent for entry in problem.team.days] == ["02"]
    assert [source.path.rpartition("/")[2] for source in problem.sources] == ["f.csv", "s.toml", "team.csv", "days.csv"]
    assert read_problem(shop / "f.csv", shop / "bare.toml", {}).team is None


def test_what_only_asks_for_the_need_reads_nobody(shop):
    (shop / "team.csv").unlink()
    assert len(pipeline.require(shop / "f.csv", shop / "s.toml").frame) == 8
    with pytest.raises(InputError, match=r"team\.csv"):
        read_problem(shop / "f.csv", shop / "s.toml", {})


def test_a_table_goes_before_the_scenarios_and_brings_no_lists(shop, tmp_path):
    other = tmp_path / "team.csv"
    other.write_text("agent\n77\n")
    (tmp_path / "days.csv").write_text("nonsense\n")
    problem = read_problem(shop / "f.csv", shop / "bare.toml", {}, people=TeamInput(other))
    assert [person.id for person in problem.team.people] == ["77"]
    assert problem.team.days == ()
    assert problem.scenario.team.file == str(other)
    with pytest.raises(InputError, match=r"days\.csv, row 2, agent: found '02'"):
        read_problem(shop / "f.csv", shop / "s.toml", {}, people=TeamInput(other))


def test_fair_shares_of_nobody_are_told(shop):
    fair = {"fairness.nights": ("", 1)}
    codes = [message.code for message in read_problem(shop / "f.csv", shop / "bare.toml", fair).warnings]
    assert "fairness_without_team" in codes
    codes = [message.code for message in read_problem(shop / "f.csv", shop / "s.toml", fair).warnings]
    assert "fairness_without_team" not in codes


def test_a_plan_goes_before_the_next(shop, tmp_path):
    result = pipeline.solve(shop / "f.csv", shop / "bare.toml", out=tmp_path / "plan")
    agents = sorted({shift.agent_id for shift in result.plan.shifts})
    (shop / "team.csv").write_text("\n".join(["agent", *agents, ""]))
    (shop / "f.csv").write_text((shop / "f.csv").read_text().replace("-02 ", "-03 "))
    problem = read_problem(
        shop / "f.csv", shop / "bare.toml", {}, people=TeamInput(shop / "team.csv", tmp_path / "plan")
    )
    assert {past.agent for past in problem.team.past} == set(agents)
    assert str(problem.team.past_from) == "2026-11-02"


def test_the_door_takes_a_file_or_a_frame(shop):
    faulty = pd.DataFrame({"agent": ["1", "1"]})
    with pytest.raises(InputError, match="team, row 3, agent: found '1' again"):
        staffplan.solve(shop / "f.csv", shop / "bare.toml", team=faulty)
    with pytest.raises(InputError, match="team, row 3, agent: found '1' again"):
        staffplan.sweep(shop / "f.csv", shop / "bare.toml", vary="share=0.5,0.6", team=faulty)
    plan = staffplan.solve(shop / "f.csv", shop / "bare.toml", team=shop / "team.csv")
    assert plan.summary.scenario.team.file == str(shop / "team.csv")


def test_a_sweep_reads_its_people_once_for_all_points_alike(shop, monkeypatch):
    asked = []
    honest = read.read_team

    def counted(*given, **more):
        asked.append(given)
        return honest(*given, **more)

    monkeypatch.setattr(read, "read_team", counted)
    vary = ("share=0.5,0.6", "contract[1].hourly_cost=10,20")
    _parameters, _names, tasks, _reading = sweeps._tasks(shop / "f.csv", vary, shop / "s.toml", {}, TeamInput())
    assert [len(task.team.people) for task in tasks] == [2] * 4
    assert len(asked) == 2
    _parameters, _names, tasks, _reading = sweeps._tasks(shop / "f.csv", vary, shop / "bare.toml", {}, TeamInput())
    assert [task.team for task in tasks] == [None] * 4
