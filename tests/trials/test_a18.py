"""A18 and A19: whatever an explanation says of a changed problem is true of it, and days are those of a whole plan."""

from itertools import combinations

import numpy as np
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from trial_files import files, planned, rows

from staffplan.pipeline.plan import explain
from staffplan.pipeline.problem import read_problem
from staffplan.report.wording.explanation import explanation_lines
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.service import staffing
from staffplan.shifts import legal_work
from staffplan.shifts.relaxed.scenario import relaxations
from staffplan.solve.search import find_roster

SCENARIO = """grid = "60min"
[target]
share = {share}
within = "60s"
slot_floor = 0.0
[opening]
hours = ["09:00", "21:00"]
[[contract]]
shift_lengths = ["8h"]
starts = ["09:00", "13:00"]
start_step = "4h"
breaks = []
days_per_week = [{days}]
max_days_in_row = {row}
days_off_in_row = {off}
min_rest = "{rest}"
"""
HALVES = {"share": 0.7, "days": "4, 5", "row": 4, "off": 2, "rest": "11h"}, (3, 2, 1, 1, 3, 1, 3), (0, 0, 3, 1)
"""Fractions of people are 1.96 and whole ones three; no rule saves an agent, one day does."""
RESTED = {"share": 0.9, "days": "3, 4", "row": 6, "off": 2, "rest": "11h"}, (3, 1, 3, 1, 1), (4, 4, 3, 0)
"""Fractions of people are 3.98 and whole ones five."""


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


def shop(folder, case):
    rules, busy, profile = case
    hours = 24 * len(busy)
    ask = lambda m: busy[m.weekday()] * profile[(m.hour - 9) // 3] if 9 <= m.hour < 21 else 0  # noqa: E731
    return files(folder, SCENARIO.format(**rules), rows("2026-11-02", hours, ask))


def least(scenario, need):
    """The headcount of the changed problem, by the search for plans, and its proof."""
    found = find_roster(
        legal_work(scenario, need.grid), need, scenario.objective, scenario.solve, nobody_watches, Stop()
    )
    assert found.proved
    return found.headcount


@pytest.mark.slow
@pytest.mark.parametrize("case", [HALVES, RESTED])
def test_a18_every_rule_says_what_it_saves(tmp_path, case):
    paths = shop(tmp_path, case)
    plan = planned(tmp_path, paths, explain=True)
    now, said = plan.summary.headcount, plan.summary.explanation
    assert plan.summary.status == "optimal"
    assert said["now"] == now > said["bound_from_relaxation"]
    problem = read_problem(*paths, {})
    need, rules = staffing(problem.demand, problem.scenario), {rule["change"]["text"]: rule for rule in said["rules"]}
    for change in relaxations(problem.scenario):
        true, rule = least(change.scenario, need), rules.get(str(change.message), {"headcount": now})
        assert rule.get("at_least", rule.get("headcount")) <= true <= rule.get("at_most", rule.get("headcount"))
    for day in said["deciding_days"]:
        off = np.array([moment.date().isoformat() == day["when"] for moment in need.grid.starts])
        assert (
            least(problem.scenario, staffing(explain._without(problem.demand, off), problem.scenario))
            == day["headcount"]
        )
    lines = explanation_lines(said, "day", plan.summary.headcount_bound)
    assert not any("still" in line or "100%" in line for line in lines)


@pytest.mark.slow
@pytest.mark.parametrize("case", [HALVES, RESTED])
def test_a19_one_fewer_misses_the_days_of_a_whole_plan(tmp_path, case):
    paths = shop(tmp_path, case)
    plan = planned(tmp_path, paths, explain=True)
    fewer = plan.summary.explanation["one_fewer"]
    problem = read_problem(*paths, {})
    days = sorted({moment.date().isoformat() for moment in problem.demand.grid.starts})
    # No plan of so few agents misses fewer days: any days that many less are left out, it takes more people.
    for left_out in combinations(days, len(fewer["groups_missed"]) - 1):
        off = np.array([moment.date().isoformat() in left_out for moment in problem.demand.grid.starts])
        need = staffing(explain._without(problem.demand, off), problem.scenario)
        assert least(problem.scenario, need) > fewer["headcount"]


def test_a19_long_lists_say_how_much_is_cut():
    missed = [f"2026-11-{day:02d}" for day in range(2, 7)]
    fewer = {"headcount": 4, "slots_short": 0, "agent_slots_short": 0.0, "groups_missed": missed}
    assert explanation_lines({"one_fewer": fewer}) == [
        "the best plan found with 4 agents misses the target: Mon 2 Nov, Tue 3 Nov, Wed 4 Nov and 2 more"
    ]
