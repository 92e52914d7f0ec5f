"""The relaxation: the first bound, also of a month in weeks, and service curves that are exact where it lies."""

import numpy as np
import pytest
from runs import changed, run_of, start_of
from test_joint import concave
from tiny import every_day, make_contract, make_grid, need, with_service

from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve.bound.relaxation import relaxed
from staffplan.solve.model import steps
from staffplan.solve.model.service import is_exact

WORKER = make_contract(
    starts=("06:00", "12:00"), days_per_week=(5, 5), breaks=(BreakRule(length="1h", starts=("3h", "5h")),)
)


def whole(run):
    master = start_of(run).master
    return run.engine.run(master.model, run.problem.cost(master), seconds=20, role="relaxation")


@pytest.fixture
def fortnight():
    """The second week needs a third more."""
    spans = every_day(range(7), 9, 18, 3), every_day(range(7, 14), 9, 18, 4)
    return need(make_grid(14), *spans[0], *spans[1])


def test_the_bound_is_the_relaxation_rounded_up(engine, fortnight):
    run = run_of(engine, WORKER, fortnight)
    start = relaxed(run)
    bound = whole(run).bound
    assert run.bound.heads == np.ceil(bound - 1e-6) > bound
    assert (start.near, start.week_heads) == ((), None)


def test_where_rules_contradict_each_other_there_is_none(engine, fortnight):
    run = run_of(engine, WORKER.model_copy(update={"headcount": (0, 2)}), fortnight)
    assert relaxed(run) is None


def test_weeks_apart_give_no_higher_bound_than_the_whole(engine, fortnight):
    run = run_of(engine, WORKER, fortnight, params=changed("relaxation", weekly_from_peak=1))
    relaxed(run)
    assert 6 < run.bound.heads <= np.ceil(whole(run).bound - 1e-6)


@pytest.mark.parametrize(("peak", "columns", "apart"), [(4, 10**6, True), (5, 10**6, False), (5, 100, True)])
def test_a_month_is_relaxed_week_by_week_from_a_peak_or_a_size_on(engine, fortnight, monkeypatch, peak, columns, apart):
    solved, plain = [], engine.run
    monkeypatch.setattr(engine, "run", lambda *args, **how: solved.append(plain(*args, **how)) or solved[-1])
    params = changed("relaxation", weekly_from_peak=peak, weekly_from_columns=columns)
    run = run_of(engine, WORKER, fortnight, params=params)
    assert relaxed(run) is not None
    assert len(solved) == 1 + apart


def test_the_cheapest_team_proves_no_headcount(engine, fortnight):
    run = run_of(engine, WORKER.model_copy(update={"hourly_cost": 10.0}), fortnight, minimise="cost")
    assert relaxed(run) is not None
    assert run.bound.heads == 0


def test_without_time_the_search_starts_from_nothing_but_the_model(engine, fortnight):
    run = run_of(engine, WORKER, fortnight, seconds=0.0)
    start = relaxed(run)
    assert start.master.model.n_columns == start_of(run).master.model.n_columns


def test_service_curves_are_exact_where_the_relaxation_lies(engine, monkeypatch):
    monkeypatch.setattr(steps, "ALL_UP_TO", 5)
    volume = 10 + 30 * np.sin(np.linspace(0, np.pi, 24))
    gains = [each * concave(np.arange(151) / each, 1.0) for each in volume]
    contract = make_contract(starts=("00:00", "16:00"))
    staffing = with_service(need(make_grid(1)), gains, 0.8 * volume.sum())
    run = run_of(engine, contract, staffing)
    start = relaxed(run)
    solution = engine.run(start.master.model, start.master.headcount_cost(), seconds=20, role="relaxation")
    assert is_exact(staffing, start.near, start.master.agents_above(solution.values))
    monkeypatch.setattr(steps, "ALL_UP_TO", 1000)
    assert run.bound.heads == np.ceil(whole(run).bound - 1e-6)
