"""Bounds without a solver: never over the truth, and at it where the need is as even as the work that covers it."""

from dataclasses import replace

import numpy as np
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from tiny import every_day, make_contract, make_grid, need, solved, works_of

from staffplan.schema.deviation import Prices
from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve.content import least_agents, least_cost, most_on_duty

BREAK = (BreakRule(length="1h", starts=("3h", "5h")),)


@pytest.mark.parametrize(
    ("rules", "days", "most"),
    [
        ({}, 7, 7 * 8),
        ({"days_per_week": (5, 5)}, 7, 5 * 8),
        ({"breaks": BREAK, "days_per_week": (4, 5)}, 14, 10 * 7),
        ({"shift_lengths": ("4h", "10h"), "days_per_week": (0, 3)}, 7, 30),
        ({"max_days_in_row": 2}, 3, 16),
    ],
)
def test_nobody_is_on_duty_for_longer_than_the_rules_let_one(rules, days, most):
    [work] = works_of(make_contract(**rules), make_grid(days))
    assert most_on_duty(work) == most


def test_the_need_in_all_by_the_most_that_one_gives():
    grid = make_grid(7)
    works = works_of(make_contract(days_per_week=(5, 5)), grid)
    assert least_agents(works, need(grid, *every_day(range(7), agents=2))) == 3  # 112 hours by 40
    assert least_agents(works, need(grid, (0, 9, 10, 4))) == 4
    assert least_agents(works, need(grid)) == 0


def test_those_who_may_give_most_come_first_up_to_their_limit():
    grid = make_grid(7)
    few = make_contract(name="few", headcount=(0, 1))
    half = make_contract(name="half", shift_lengths=("4h",))
    staffing = need(grid, *every_day(range(7), 9, 13, 4))  # 112 hours: 56 by the one, 28 by each other
    assert least_agents(works_of((few, half), grid), staffing) == 4  # by the busiest slot
    assert least_agents(works_of((few, half), grid), need(grid, *every_day(range(7), 0, 24, 2))) == 11


def test_a_contracts_least_headcount_is_known():
    grid = make_grid(1)
    assert least_agents(works_of(make_contract(headcount=(3, 9)), grid), need(grid, (0, 9, 17, 1))) == 3


def test_cost_is_that_of_the_cheapest_hour_on_duty():
    grid = make_grid(1)
    dear, cheap = make_contract(name="a", hourly_cost=30), make_contract(name="b", hourly_cost=20, breaks=BREAK)
    staffing = need(grid, (0, 9, 17, 2))
    assert least_cost(works_of(dear, grid), staffing) == 16 * 30
    assert least_cost(works_of((dear, cheap), grid), staffing) == pytest.approx(16 * 20)  # breaks are not paid
    assert least_cost(works_of((dear, make_contract(name="c")), grid), staffing) is None


def test_of_a_need_with_prices_as_much_may_be_missing_as_the_sum_pays_for():
    grid = make_grid(1)
    works = works_of(make_contract(hourly_cost=10), grid)
    wanted = np.where((np.arange(24) >= 9) & (np.arange(24) < 17), 3, 0)
    staffing = replace(need(grid), required=wanted, prices=Prices(1, 2, 0))
    assert [least_agents(works, staffing, total) for total in (0.0, 16.0, 32.0, 48.0)] == [3, 2, 1, 0]
    assert least_cost(works, staffing, 16.0) == 160
    assert least_agents(works, staffing) == 0


@pytest.mark.parametrize("minimise", ["headcount", "cost"])
def test_a_roster_states_what_is_known_of_cost_whatever_is_minimised(searches_share_one_process, minimise):  # noqa: F811
    roster = solved(make_contract(hourly_cost=20), need(make_grid(1), (0, 9, 17, 2)), minimise=minimise)
    assert (roster.headcount, roster.proved) == (2, True)
    assert roster.cost_bound == pytest.approx(2 * 8 * 20)
