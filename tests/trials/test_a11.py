"""Trial A11: bounds that are known are told, whatever is minimised, and nothing that is not known is told as 0."""

import json

import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from tiny import every_day, make_contract, make_grid, need, solved, works_of

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import Objective
from staffplan.solve.bound.relaxation import relaxed
from staffplan.solve.engine.process import Engine
from staffplan.solve.run import Clock, Run, TeamProblem

CONTRACT = """[[contract]]
name = "{name}"
shift_lengths = ["4h"]
starts = ["{start}", "{start}"]
days_per_week = [4, 5]
breaks = []
hourly_cost = 20
"""
PRICED = (
    'grid = "60min"\n[objective]\nunderstaff = 1000\n{more}[target]\nscope = "slot"\n'
    + CONTRACT.format(name="early", start="09:00")
    + CONTRACT.format(name="late", start="14:00")
)
HOURS = (*range(9, 13), *range(14, 18))
NEED = "start,inquiries,required\n" + "".join(
    f"2026-11-{2 + day:02d} {hour:02d}:00,0,{int(hour in HOURS)}\n" for day in range(7) for hour in range(24)
)


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


@pytest.fixture
def solve(tmp_path, run):
    """Solve the priced need with these lines of the objective; what it says and its plan.json."""

    def solve(more=""):
        (tmp_path / "f.csv").write_text(NEED)
        (tmp_path / "s.toml").write_text(PRICED.format(more=more))
        result = run("solve", "f.csv", "-c", "s.toml", "-o", "plan")
        assert result.exit_code == 0, result.output
        return " ".join(result.output.split()), json.loads((tmp_path / "plan" / "plan.json").read_text("utf-8"))

    return solve


def test_a11_two_contracts_of_a_priced_need_are_four_agents_proved(solve):
    said, plan = solve()
    assert (plan["status"], plan["headcount"], plan["headcount_bound"]) == ("optimal", 4, 4)
    assert plan["deviation"]["total"] == plan["deviation"]["bound"] == 0
    assert "none that fits as well has fewer than 4 agents" in said


def test_a11_a_priced_need_at_least_cost_knows_both_bounds(solve):
    said, plan = solve('minimise = "cost"\n')
    assert plan["status"] == "optimal"
    assert 3 <= plan["headcount_bound"] <= plan["headcount"] == 4
    # Seven days take two agents of each contract, and each works four days of four hours at least.
    assert plan["cost_bound"] == plan["cost"] == 2 * 2 * 4 * 4 * 20
    assert "fewer than 0" not in said


@pytest.mark.parametrize("days", [7, 14])
def test_a11_least_cost_has_a_bound_of_headcount_too(days):
    staffing = need(make_grid(days), *every_day(range(days), agents=2))
    contract = make_contract(hourly_cost=20, days_per_week=(5, 5), days_off_in_row=1)
    roster = solved(contract, staffing, minimise="cost")
    assert (roster.proved, roster.headcount_bound) == (True, 3)
    assert roster.headcount >= 3


def test_a11_a_bound_is_known_also_where_no_time_is_left_for_the_relaxation():
    staffing = need(make_grid(1), *every_day(range(1), agents=2))
    problem = TeamProblem(works_of(make_contract(hourly_cost=20), staffing.grid), staffing, Objective(minimise="cost"))
    with Engine(Stop()) as engine:
        start = relaxed(Run(engine, problem, Clock(0.0), nobody_watches, Stop()))
    assert start is not None
    assert start.heads >= 2
