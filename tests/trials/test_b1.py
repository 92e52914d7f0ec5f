"""Trial B1: a contract under which nobody can work the period does no harm, and alone it is named with its rules."""

import json
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from tiny import every_day, make_contract, make_grid, need, solved, works_of

from staffplan.schema.deviation import Prices
from staffplan.schema.scenario.keys import Opening, Scenario
from staffplan.shifts.no_tour import contracts_without_tours

HEAD = """grid = "60min"
[target]
scope = "slot"
minimum_staff = 1
[opening]
hours = ["09:00", "17:00"]
closed = ["thursday", "friday", "saturday", "sunday"]
"""
B = '[[contract]]\nname = "B"\nshift_lengths = ["8h"]\ndays_per_week = [5, 5]\nbreaks = []\n'
A = '[[contract]]\nname = "A"\nshift_lengths = ["8h"]\ndays_per_week = [1, 3]\nbreaks = []\n'
FORECAST = "start,inquiries\n" + "".join(f"2026-11-{d:02d} {h:02d}:00,0\n" for d in range(2, 9) for h in range(24))
WEEK_DAYS = Opening(closed=("thursday", "friday", "saturday", "sunday"), hours=(9 * 60, 17 * 60))
HOPELESS = (
    {"days_per_week": (5, 5)},
    {"days_per_week": (4, 7), "max_days_in_row": 1},
    {"days_per_week": (3, 4), "min_rest": "20h", "days_off_in_row": 3},
)
"""Nobody can keep these from Monday to Wednesday, or, the last of them, ever."""


@pytest.fixture(autouse=True)
def _fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


@pytest.fixture
def shop(tmp_path, run):
    """Solve with these contracts in a shop that is open from Monday to Wednesday."""
    (tmp_path / "f.csv").write_text(FORECAST)

    def solve(*contracts, head=HEAD):
        (tmp_path / "s.toml").write_text(head + "".join(contracts))
        result = run("solve", "f.csv", "-c", "s.toml", "-o", "plan")
        plan = tmp_path / "plan" / "plan.json"
        return result, json.loads(plan.read_text("utf-8")) if plan.exists() else None

    return solve


@pytest.mark.parametrize("contracts", [(B, A), (A, B)], ids=["first", "last"])
def test_b1_beside_one_that_can_work_it_is_of_no_account(shop, contracts):
    result, plan = shop(*contracts)
    assert result.exit_code == 0, result.output
    assert (plan["status"], plan["headcount"]) == ("optimal", 1)
    assert plan["headcount_by_contract"] == {"A": 1, "B": 0}


def test_b1_alone_it_is_named_with_the_rule_that_bars_it(shop):
    result, _plan = shop(B)
    assert result.exit_code == 4
    said = " ".join(result.output.split())
    assert "B: nobody can work this period under its rules together: days_per_week;" in said


def test_b1_a_day_that_no_legal_tour_holds_is_named_as_short(shop):
    rules = 'min_rest = "20h"\ndays_off_in_row = 3\n'
    result, _plan = shop(B.replace("[5, 5]", "[3, 3]") + rules, head=HEAD.split("closed")[0])
    assert result.exit_code == 4
    said = " ".join(result.output.split())
    assert "2026-11-05 09:00-17:00: 1 agents short" in said


@pytest.mark.slow
def test_b1_rules_that_contradict_each_other_for_good_name_the_contract(shop):
    rules = 'min_rest = "20h"\ndays_off_in_row = 3\n'
    cyclic = "cyclic = true\n" + HEAD.split("closed")[0]
    result, _plan = shop(B.replace("[5, 5]", "[3, 3]") + rules, head=cyclic)
    assert result.exit_code == 4
    said = " ".join(result.output.split())
    assert "B: nobody can work this period under its rules together: days_per_week, days_off_in_row, min_rest;" in said


def test_b1_least_headcount_of_a_contract_that_nobody_can_work_is_named(shop):
    result, _plan = shop(B + "headcount = [1, 2]\n", A)
    assert result.exit_code == 4
    assert "B: nobody can work this period" in " ".join(result.output.split())


def test_b1_where_no_single_rule_would_do_all_in_the_way_are_named():
    contract = make_contract(name="B", starts=None, days_per_week=(5, 5), min_rest="168h")
    grid = make_grid(7, cyclic=True)
    scenario = Scenario(grid="60min", timezone=grid.timezone, cyclic=True, contract=(contract,), opening=WEEK_DAYS)
    (found,) = contracts_without_tours(scenario, grid)
    assert found.rules == ("days_per_week", "min_rest")


@pytest.mark.parametrize("rules", HOPELESS, ids=["five of three", "no two in a row", "apart and together"])
@pytest.mark.parametrize("cyclic", [False, True], ids=["open", "cyclic"])
@pytest.mark.parametrize("weeks", [1, 3])
@pytest.mark.parametrize("minimise", ["headcount", "cost"])
def test_b1_every_search_finds_what_it_finds_without_it(rules, cyclic, weeks, minimise):
    grid = make_grid(7 * weeks, cyclic=cyclic)
    days = [7 * week + day for week in range(weeks) for day in range(3)]
    staffing = need(grid, *every_day(days, agents=2))
    able = make_contract(name="A", starts=None, hourly_cost=20, days_per_week=(1, 3))
    idle = make_contract(name="B", starts=None, hourly_cost=1, **rules)
    both = solved((idle, able), staffing, opening=WEEK_DAYS, minimise=minimise)
    alone = solved((able,), staffing, opening=WEEK_DAYS, minimise=minimise)
    assert both.headcount_by_contract == {"B": 0, **alone.headcount_by_contract}
    assert (both.proved, both.headcount_bound, both.cost_bound) == (True, alone.headcount_bound, alone.cost_bound)


@pytest.mark.parametrize("rules", HOPELESS, ids=["five of three", "no two in a row", "apart and together"])
def test_b1_nor_where_the_need_has_prices(rules):
    staffing = need(make_grid(7), *every_day(range(3), agents=2))
    staffing = replace(
        staffing, least=np.zeros_like(staffing.least), prices=Prices(overstaff=1, understaff=5, per_shift_type=1)
    )
    able = make_contract(name="A", starts=None, days_per_week=(1, 3))
    both = solved((make_contract(name="B", starts=None, **rules), able), staffing, opening=WEEK_DAYS)
    assert (both.headcount_by_contract, both.proved) == ({"B": 0, "A": 2}, True)


@pytest.mark.parametrize("seed", range(40))
def test_b1_who_can_work_is_who_some_sequence_of_shifts_lets_work(seed):
    random = np.random.default_rng(seed)
    rest, cyclic = int(random.integers(4, 30)), bool(random.integers(2))
    least = int(random.integers(0, 4))
    contract = make_contract(
        days_per_week=(least, int(random.integers(max(least, 1), 6))),
        max_days_in_row=int(random.integers(1, 5)),
        days_off_in_row=int(random.integers(0, 4)),
        starts=("06:00", "18:00"),
        start_step="12h",
        min_rest=f"{rest}h",
    )
    free = contract.model_copy(update={"min_rest": contract.min_rest * 0})
    grid = make_grid(7, cyclic=cyclic)
    (work,), (whole,) = works_of(contract, grid), works_of(free, grid)
    tours = _tours(whole, rest)
    assert bool(work.n_shifts) == bool(tours)
    worked = {(whole.day[shift], whole.start[shift]) for tour in tours for shift in tour if shift is not None}
    if not cyclic:
        assert set(zip(work.day, work.start, strict=True)) == worked
    assert set(zip(work.day, work.start, strict=True)) >= worked


def _tours(work, rest):
    """All choices of a shift or none on each day that are legal."""
    if work.automaton.n_states(0) == 0:
        return []
    of_day = [[None, *np.flatnonzero(work.day == day)] for day in range(len(work.days))]
    return [tour for tour in product(*of_day) if _is_legal(work, tour, rest)]


def _is_legal(work, tour, rest):
    state = 0
    for day, shift in enumerate(tour):
        state = work.automaton.after[day][state, 0 if shift is None else work.symbol[shift]]
        if state < 0:
            return False
    shifts = [shift for shift in tour if shift is not None]
    spans = [(int(work.start[shift]), int(work.start[shift] + work.length[shift])) for shift in shifts]
    if work.cycle is not None:
        spans.append(tuple(moment + work.cycle for moment in spans[0]))
    return all(after[0] >= before[1] + rest for before, after in pairwise(spans))
