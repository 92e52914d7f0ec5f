"""The bound of the tight slots: never over the relaxation's, and the same where the right slots are known."""

import numpy as np
import pytest
from tiny import every_day, make_contract, make_grid, need, works_of

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario import BreakRule, Objective, Solving
from staffplan.solve.master import build_master
from staffplan.solve.run import Run
from staffplan.solve.tight import binding_in, by_tight_slots

ONE_BREAK = make_contract(
    starts=("06:00", "12:00"), days_per_week=(5, 5), breaks=(BreakRule(length="1h", starts=("3h", "5h")),)
)

ANY = 1000
"""More agents than any bound here: nothing is enough."""


@pytest.fixture
def run(engine):
    staffing = need(make_grid(14), *every_day(range(14), 8, 18, 7), *every_day(range(14), 11, 13, 10))
    works = works_of(ONE_BREAK, staffing.grid)
    return Run(engine, works, staffing, Objective(), Solving(time_limit="20s"), nobody_watches, Stop())


def relaxation(run, master):
    return run.engine.run(master.model, master.headcount_cost(), seconds=20, solver="GLOP", relax=True)


def test_it_comes_to_the_bound_of_all_slots_from_those_that_bind(run):
    master = build_master(run.works, run.staffing)
    whole = relaxation(run, master)
    known = whole.duals[master.coverage] > 1e-7
    assert by_tight_slots(run, master, known, ANY).bound == pytest.approx(whole.bound)


def test_from_whatever_slots_it_begins_it_is_never_over_the_bound_of_all(run):
    master = build_master(run.works, run.staffing)
    whole = relaxation(run, master).bound
    for first in (0, 9, 12, 30):
        known = np.zeros(run.staffing.grid.n_slots, dtype=bool)
        known[first] = True
        assert by_tight_slots(run, master, known, ANY).bound <= whole + 1e-6


def test_it_ends_once_its_bound_is_enough(run):
    master = build_master(run.works, run.staffing)
    known = np.zeros(run.staffing.grid.n_slots, dtype=bool)
    known[9] = True
    first, last = (by_tight_slots(run, master, known, enough).bound for enough in (7, ANY))
    assert first == pytest.approx(7)
    assert last > 10


def test_a_contract_with_a_set_headcount_counts(run):
    run.works = works_of(ONE_BREAK.model_copy(update={"headcount": (25, 25)}), run.staffing.grid)
    master = build_master(run.works, run.staffing)
    outcome = by_tight_slots(run, master, run.staffing.least == 10, ANY)
    assert outcome.bound == pytest.approx(25)


def test_what_binds_in_a_week_binds_at_the_same_time_of_every_week():
    week, period = need(make_grid(7)), need(make_grid(14))
    prices = np.zeros(week.grid.n_slots)
    prices[[10, 24 * 6 + 21]] = 0.1
    found = np.flatnonzero(binding_in(week, prices, period))
    assert found.tolist() == [10, 24 * 6 + 21, 24 * 7 + 10, 24 * 13 + 21]
