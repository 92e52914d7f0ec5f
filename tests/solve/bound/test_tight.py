"""The bound of the tight slots: never over the relaxation's, and the same where the right slots are known."""

import numpy as np
import pytest
from runs import run_of
from tiny import every_day, make_contract, make_grid, need

from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve.bound.tight import binding_in, by_tight_slots
from staffplan.solve.model.master import build_master

ONE_BREAK = make_contract(
    starts=("06:00", "12:00"), days_per_week=(5, 5), breaks=(BreakRule(length="1h", starts=("3h", "5h")),)
)
MORE = 1000
"""Agents that no bound here comes to."""


@pytest.fixture
def run(engine):
    staffing = need(make_grid(14), *every_day(range(14), 8, 18, 7), *every_day(range(14), 11, 13, 10))
    return run_of(engine, ONE_BREAK, staffing)


def relaxation(run, master):
    return run.engine.run(master.model, master.headcount_cost(), seconds=20, role="relaxation")


def test_it_comes_to_the_bound_of_all_slots_from_those_that_bind(run):
    master = build_master(run.problem.works, run.problem.staffing)
    whole = relaxation(run, master)
    known = whole.duals[master.coverage] > 1e-7
    assert by_tight_slots(run, master, known, MORE).bound == pytest.approx(whole.bound)


def test_from_whatever_slots_it_begins_it_is_never_over_the_bound_of_all(run):
    master = build_master(run.problem.works, run.problem.staffing)
    whole = relaxation(run, master).bound
    for first in (0, 9, 12, 30):
        known = np.zeros(run.problem.staffing.grid.n_slots, dtype=bool)
        known[first] = True
        assert by_tight_slots(run, master, known, MORE).bound <= whole + 1e-6


def test_a_bound_that_is_enough_ends_it(run, monkeypatch):
    master = build_master(run.problem.works, run.problem.staffing)
    solved = []
    plain = run.engine.run
    monkeypatch.setattr(run.engine, "run", lambda *args, **how: solved.append(plain(*args, **how)) or solved[-1])
    known = np.arange(run.problem.staffing.grid.n_slots) == 12
    rough = by_tight_slots(run, master, known, 1)
    assert len(solved) == 1
    assert 1 <= rough.bound < by_tight_slots(run, master, known, MORE).bound


def test_a_contract_with_a_set_headcount_counts(engine, run):
    run = run_of(engine, ONE_BREAK.model_copy(update={"headcount": (25, 25)}), run.problem.staffing)
    master = build_master(run.problem.works, run.problem.staffing)
    outcome = by_tight_slots(run, master, run.problem.staffing.least == 10, MORE)
    assert outcome.bound == pytest.approx(25)


def test_what_binds_in_a_week_binds_at_the_same_time_of_every_week():
    week, period = need(make_grid(7)), need(make_grid(14))
    prices = np.zeros(week.grid.n_slots)
    prices[[10, 24 * 6 + 21]] = 0.1
    found = np.flatnonzero(binding_in(week, prices, period))
    assert found.tolist() == [10, 24 * 6 + 21, 24 * 7 + 10, 24 * 13 + 21]
