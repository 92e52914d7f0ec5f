"""Rounding a solution of the relaxation where a target spans several slots."""

from dataclasses import replace

import numpy as np
import pytest
from runs import changed, run_of, start_of, the_search
from test_joint import concave, meets
from tiny import every_day, make_contract, make_grid, need, with_service

from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve.bound.relaxation import relaxed
from staffplan.solve.incumbent import Incumbent
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.run import Bound
from staffplan.solve.searches.facts import facts_of
from staffplan.solve.searches.target_rounding import near_relaxation

CONTRACT = make_contract(
    days_per_week=(5, 5),
    starts=("09:00", "12:00"),
    shift_lengths=("9h",),
    breaks=(BreakRule(length="1h", starts=("3h", "5h")),),
)


MORE = changed("rounding", target_rooms=(1.0, 1.01, 1.5)).rounding


def week(share):
    """Eight open hours a day with two to six agents in their curves; a share of all gains over the week is wanted."""
    staffing = need(make_grid(7), *every_day(range(7), 9, 21, 1))
    hour = np.arange(staffing.grid.n_slots) % 24
    volume = np.where((hour >= 9) & (hour < 21), 20.0 + 30.0 * (hour >= 17), 0.0)
    gains = [each * concave(np.arange(8), 0.5) for each in volume]
    return with_service(staffing, gains, share * volume.sum())


@pytest.mark.parametrize("share", [0.6, 0.8, 0.9])
def test_the_plan_has_as_many_agents_as_the_bound_and_meets_the_target(engine, share):
    staffing = week(share)
    run = run_of(engine, CONTRACT, staffing)
    start = relaxed(run)
    found, master = near_relaxation(run, start, Incumbent()), start.master
    assert found.heads == run.bound.heads
    duty = np.round(on_duty(master.contracts, found.values, staffing.grid.n_slots)).astype(np.int64)
    assert meets(staffing, duty)
    assert (found.values[master.shifts_and_breaks] % 1 == 0).all()


def test_there_is_none_of_fewer_agents_than_the_relaxation_has(engine):
    run = run_of(engine, CONTRACT, week(0.8), params=changed("rounding", target_rooms=(1.0,)))
    start = relaxed(run)
    fewer = replace(run, bound=Bound(run.bound.heads - 1))
    assert near_relaxation(fewer, start, Incumbent()) is None


def test_of_a_large_team_few_more_agents_are_tried_where_there_is_none(engine):
    run = run_of(engine, CONTRACT, week(0.8))
    start, least = relaxed(run), run.bound.heads
    for small_heads, heads in [(1, least), (60, None)]:
        params = replace(changed("week", small_heads=small_heads), rounding=MORE)
        found = near_relaxation(replace(run, params=params, bound=Bound(least - 1)), start, Incumbent())
        assert (found and found.heads) == heads


def test_only_targets_over_several_slots_are_met_so(engine):
    plain = need(make_grid(7), *every_day(range(7), 9, 17, 2))
    for staffing, minimise, answer in [
        (plain, "headcount", False),
        (week(0.8), "cost", False),
        (week(0.8), "headcount", True),
    ]:
        run = run_of(engine, CONTRACT, staffing, minimise=minimise)
        facts = facts_of(run, start_of(run), Incumbent())
        assert the_search("target rounding").applies(facts) is answer
