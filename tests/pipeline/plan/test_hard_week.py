"""The hardest week of a longer period, and the search for a small team that begins with it."""

from datetime import date

import numpy as np
import pytest
from tiny import make_contract, make_grid, need, on_duty, with_service, works_of

from staffplan.pipeline.plan.hard_week import hard_week
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import BreakRule, Objective, Scenario, Solving
from staffplan.schema.service.staffing import Staffing
from staffplan.solve.search import find_roster

WEEK = 7 * 24
SHOP = make_contract(
    shift_lengths=("9h",),
    starts=("00:00", "23:00"),
    breaks=(BreakRule(length="1h", starts=("3h", "5h")),),
    days_per_week=(5, 5),
    max_days_in_row=6,
    min_rest="11h",
)


def scenario_of(contract):
    return Scenario(grid="60min", timezone="Asia/Shanghai", contract=(contract,))


def roster_of(contract, staffing):
    scenario = scenario_of(contract)
    works = works_of(contract, staffing.grid)
    hard = hard_week(scenario, staffing)
    assert hard is not None
    solving = Solving(time_limit="40s")
    return find_roster(works, staffing, Objective(), solving, nobody_watches, Stop(), lambda: hard)


def varied(seed, days):
    """Two agents by day, one by night, a third in some hours, not the same in any two weeks."""
    grid = make_grid(days)
    random = np.random.default_rng(seed)
    least = 1 + (np.arange(grid.n_slots) % 24 >= 9) + (random.random(grid.n_slots) < 0.05)
    return Staffing(grid, least, least)


def test_the_week_with_most_hours_stands_alone():
    staffing = need(make_grid(28), *[(day, 9, 17, 2 if 7 <= day < 14 else 1) for day in range(28)])
    _works, alone = hard_week(scenario_of(SHOP), staffing).alone
    assert alone.grid.days[0] == date(2026, 11, 9)
    assert alone.least.tolist() == staffing.least[WEEK : 2 * WEEK].tolist()
    assert not alone.grid.cyclic


def test_what_is_repeated_asks_for_as_much_as_any_week():
    staffing = varied(1, 28)
    _works, repeated = hard_week(scenario_of(SHOP), staffing).repeated
    assert repeated.grid.cyclic
    assert repeated.least.tolist() == staffing.least.reshape(4, WEEK).max(axis=0).tolist()


def test_gains_begin_at_the_raised_least():
    grid = make_grid(14)
    curve = np.array([0.0, 5.0, 8.0, 9.0])
    least = np.zeros(grid.n_slots, dtype=np.int64)
    least[3] = 2
    required = np.where(np.arange(grid.n_slots) == WEEK, 3, least)  # the second Monday is the harder one
    staffing = Staffing(grid, least, required)
    gains = [curve[2:] if slot == 3 else curve for slot in range(grid.n_slots)]
    staffing = with_service(staffing, gains, 20, slots=range(WEEK, WEEK + 24))
    _works, repeated = hard_week(scenario_of(SHOP), staffing).repeated
    assert repeated.least[3] == 2
    assert repeated.requirements[0].gain[3].tolist() == [8.0, 9.0]
    assert repeated.requirements[0].groups[0].slots.tolist() == list(range(24))


@pytest.mark.parametrize("days", [7, 13])
def test_one_whole_week_is_no_reason_to_repeat_it(days):
    assert hard_week(scenario_of(SHOP), need(make_grid(days), (0, 9, 17, 1))) is None


def test_a_requirement_of_the_whole_period_keeps_weeks_together():
    grid = make_grid(14)
    staffing = with_service(need(grid), [np.array([0.0, 1.0])] * grid.n_slots, 10)
    assert hard_week(scenario_of(SHOP), staffing) is None


def test_the_week_of_a_clock_change_is_left_out():
    grid = make_grid(28, first=date(2026, 10, 12), zone="Europe/Berlin")
    staffing = need(grid, *[(day, 9, 17, 1) for day in range(28)])
    scenario = Scenario(grid="60min", timezone="Europe/Berlin", contract=(SHOP,))
    _works, alone = hard_week(scenario, staffing).alone
    assert alone.grid.days[0] == date(2026, 10, 12)  # not the week of 25 October, which is longer


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.slow
def test_weeks_that_differ_are_covered_by_a_team_near_the_bound(seed):
    staffing = varied(seed, 21)
    roster = roster_of(SHOP, staffing)
    assert roster.headcount <= roster.headcount_bound + 1
    assert (on_duty(roster, staffing.grid) >= staffing.least).all()


@pytest.mark.slow
def test_a_month_with_hardly_an_hour_to_spare():
    # Eight are too few by the relaxation; nine agents' 1,440 hours must hold 1,344.
    day = np.repeat([1, 2, 3, 2, 3, 2, 3, 2], [9, 1, 2, 2, 3, 3, 3, 1])
    least = np.tile(day, 28)
    staffing = Staffing(make_grid(28), least, least)
    roster = roster_of(SHOP, staffing)
    assert (roster.proved, roster.headcount) == (True, 9)
    assert (on_duty(roster, staffing.grid) >= least).all()


def test_a_search_for_the_least_cost_does_not_look_for_a_hard_week():
    def find():
        pytest.fail("looked for")

    grid = make_grid(2)
    works = works_of(make_contract(shift_lengths=("8h",), hourly_cost=10), grid)
    solving = Solving(time_limit="20s")
    found = find_roster(
        works, need(grid, (0, 9, 17, 1)), Objective(minimise="cost"), solving, nobody_watches, Stop(), find
    )
    assert found.headcount == 1
