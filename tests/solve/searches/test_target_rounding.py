"""Rounding a solution of the relaxation where a target spans several slots."""

import numpy as np
import pytest
from test_joint import concave, meets
from tiny import every_day, make_contract, make_grid, need, with_service, works_of

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import BreakRule, Objective, Solving
from staffplan.solve.bound.relaxation import relaxed
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.run import Run
from staffplan.solve.searches.target_rounding import near_relaxation

CONTRACT = make_contract(
    days_per_week=(5, 5),
    starts=("09:00", "12:00"),
    shift_lengths=("9h",),
    breaks=(BreakRule(length="1h", starts=("3h", "5h")),),
)


def week(share):
    """Eight open hours a day with two to six agents in their curves; a share of all gains over the week is wanted."""
    staffing = need(make_grid(7), *every_day(range(7), 9, 21, 1))
    hour = np.arange(staffing.grid.n_slots) % 24
    volume = np.where((hour >= 9) & (hour < 21), 20.0 + 30.0 * (hour >= 17), 0.0)
    gains = [each * concave(np.arange(8), 0.5) for each in volume]
    return with_service(staffing, gains, share * volume.sum())


def run_of(engine, staffing, **objective):
    works = works_of(CONTRACT, staffing.grid)
    return Run(engine, works, staffing, Objective(**objective), Solving(time_limit="30s"), nobody_watches, Stop())


@pytest.mark.parametrize("share", [0.6, 0.8, 0.9])
def test_the_plan_has_as_many_agents_as_the_bound_and_meets_the_target(engine, share):
    staffing = week(share)
    run = run_of(engine, staffing)
    master = relaxed(run).master
    outcome = near_relaxation(run, master)
    assert round(outcome.objective) == run.headcount_bound
    duty = np.round(on_duty(master.contracts, outcome.values, staffing.grid.n_slots)).astype(np.int64)
    assert meets(staffing, duty)
    assert (outcome.values[master.shifts_and_breaks] % 1 == 0).all()


def test_there_is_none_of_fewer_agents_than_the_relaxation_has(engine):
    run = run_of(engine, week(0.8))
    master = relaxed(run).master
    run.headcount_bound -= 1
    assert near_relaxation(run, master) is None


def test_only_targets_over_several_slots_are_met_so(engine):
    plain = need(make_grid(7), *every_day(range(7), 9, 17, 2))
    assert near_relaxation(run_of(engine, plain), build_master(works_of(CONTRACT, plain.grid), plain)) is None
    run = run_of(engine, week(0.8), minimise="cost")
    assert near_relaxation(run, build_master(run.works, run.staffing)) is None
