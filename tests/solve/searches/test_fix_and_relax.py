"""A team that is short somewhere is mended until nothing is short, and what cannot be mended is not a plan."""

import numpy as np
import pytest
from runs import run_of
from tiny import MONDAY, make_contract, make_grid, need, with_service, works_of

from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.model.service import service_met
from staffplan.solve.searches.construction import next_agent
from staffplan.solve.searches.fix_and_relax import _Days, by_mending, mended, with_one_more
from staffplan.solve.searches.shortage import Elastic

SHIFTS = make_contract(
    shift_lengths=("6h",), starts=("06:00", "17:00"), breaks=(BreakRule(length="1h", starts=("2h", "3h")),)
)


def least_of(run):
    master = build_master(run.problem.works, run.problem.staffing)
    return master.model, master.headcount_cost()


def random_week(seed):
    random = np.random.default_rng(seed)
    staffing = need(make_grid(7), *[(day, 8, 20, int(random.integers(1, 3))) for day in range(7)])
    gains = [np.array([0.0, 3.0, 4.0]) * (8 <= slot % 24 < 20) for slot in range(staffing.grid.n_slots)]
    return with_service(staffing, gains, 60.0)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_short_in_what_was_mended(engine, seed):
    staffing = random_week(seed)
    run = run_of(engine, SHIFTS, staffing)
    plan = mended(run, (run.problem.works, staffing), 8)
    assert plan.whole
    master, values = plan.master, plan.values
    duty = on_duty(master.contracts, values, staffing.grid.n_slots)
    assert (duty >= staffing.least - 1e-6).all()
    assert service_met(staffing, duty - staffing.least)
    assert values[[contract.headcount for contract in master.contracts]].sum() <= 8


@pytest.mark.parametrize(
    ("first", "width", "closed"), [(0, 2, {2, 3, 4}), (3, 2, {0, 1, 2}), (4, 2, {1, 2, 3}), (2, 1, {0, 1, 3, 4})]
)
def test_a_window_of_days_leaves_the_others_as_they_are(first, width, closed):
    """Of five days, round the end; breaks go with their shifts."""
    grid = make_grid(5)
    (work,) = works_of(SHIFTS, grid)
    elastic = Elastic((work,), need(grid, *[(day, 8, 20, 1) for day in range(5)]))
    days = _Days(elastic, need(grid))
    (contract,) = elastic.master.contracts
    (places,) = contract.breaks
    dates = [work.days[day] for day in work.day]
    expected = {int(contract.shifts[k]) for k, day in enumerate(dates) if (day - MONDAY).days in closed}
    expected |= {int(c) for c, k in zip(places.column, places.shift, strict=True) if (dates[k] - MONDAY).days in closed}
    assert set(days.outside(first, width).tolist()) == expected


@pytest.mark.parametrize(("width", "first"), [(1, [1, 2]), (2, [0, 1, 2]), (3, [0, 1, 2, 4])])
def test_windows_hold_a_day_that_is_short_or_end_before_it(engine, width, first):
    """Of five days, round the end; only the third needs anybody, and nobody is there."""
    grid = make_grid(5)
    staffing = need(grid, (2, 8, 20, 1))
    elastic = Elastic(works_of(SHIFTS, grid), staffing, 0)
    values = engine.run(elastic.model, elastic.cost, seconds=10).values
    assert _Days(elastic, staffing).beside(values, width) == first


def test_too_few_agents_cannot_be_mended(engine):
    staffing = need(make_grid(2), (0, 8, 20, 3), (1, 8, 20, 3))
    run = run_of(engine, SHIFTS, staffing)
    assert not mended(run, (run.problem.works, staffing), 3).whole


def test_one_agent_more_until_nothing_is_short(engine):
    staffing = need(make_grid(2), (0, 8, 20, 3), (1, 8, 20, 3))
    run = run_of(engine, SHIFTS, staffing)
    plans = list(by_mending(run, (run.problem.works, staffing), 3, 9, 0.15))
    heads = [plan.heads for plan in plans]
    assert heads == sorted(heads, reverse=True)
    assert min(heads) == round(engine.run(*least_of(run), seconds=20).objective)
    for plan in plans:
        assert (on_duty(plan.master.contracts, plan.values, staffing.grid.n_slots) >= staffing.least - 1e-6).all()


def test_not_beyond_the_most_agents(engine):
    staffing = need(make_grid(2), (0, 8, 20, 3), (1, 8, 20, 3))
    run = run_of(engine, SHIFTS, staffing)
    assert list(by_mending(run, (run.problem.works, staffing), 1, 3, 0.15)) == []


def test_one_more_agent_works_where_most_is_missing(engine):
    staffing = need(make_grid(2), (0, 8, 20, 3), (1, 8, 20, 3))
    run = run_of(engine, SHIFTS, staffing)
    problem = (run.problem.works, staffing)
    plan = mended(run, problem, 3)
    more = with_one_more(problem, plan)
    added = more[0] - plan.counts[0]
    assert 1 <= added.sum() <= 2
    assert set(run.problem.works[0].day[np.flatnonzero(added)]) == set(range(added.sum()))


def test_no_agent_more_than_a_contract_may_have():
    staffing = need(make_grid(2), (0, 8, 20, 3), (1, 8, 20, 3))
    works = works_of(make_contract(shift_lengths=("6h",), headcount=(0, 2)), staffing.grid)
    missing = staffing.least.astype(float)
    assert next_agent(works, staffing, missing, [2])[0].sum() == 0
    assert next_agent(works, staffing, missing, [1])[0].sum() == 2
