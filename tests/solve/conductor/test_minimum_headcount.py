"""How the searches follow one another: what ends them, and when they are asked again."""

import numpy as np
import pytest
from runs import run_of, start_of
from test_joint import SHIFTS, instance, least_by_enumeration, s_shaped
from tiny import every_day, make_contract, make_grid, need, solved, with_service

from staffplan.solve.conductor.minimum_headcount import smallest_team
from staffplan.solve.conductor.walk import Search, walk
from staffplan.solve.incumbent import Incumbent, Standing
from staffplan.solve.model.service import service_met

WEEK = make_contract(days_per_week=(5, 5))


def a_week(agents=2):
    return need(make_grid(7), *every_day(range(7), 9, 17, agents))


def plan_of(heads):
    return Incumbent(np.zeros(0), float(heads))


@pytest.mark.parametrize(("heads", "settled"), [(2, True), (3, False), (4, False)])
def test_a_plan_at_the_bound_settles_the_search_and_one_agent_more_does_not(engine, heads, settled):
    standing = Standing(run_of(engine, WEEK, a_week(), bound=2))
    standing.offer(plan_of(heads))
    assert standing.is_settled is standing.settled.is_set() is settled


def test_after_a_plan_of_one_agent_more_than_the_bound_the_next_search_is_asked(engine):
    run = run_of(engine, WEEK, a_week(), bound=2)
    asked = []

    def finding(heads):
        def look(_run, _start, best):
            asked.append((heads, best.heads))
            return plan_of(heads)

        return Search(f"of {heads}", look, (), "at once")

    standing = Standing(run)
    walk(run, start_of(run), [finding(3), finding(2), finding(1)], standing)
    assert asked == [(3, None), (2, 3)]
    assert standing.best.heads == 2


def test_a_team_of_one_more_than_the_relaxation_is_proved():
    """The relaxation says eight; nine are the least by enumeration, so the bound has to rise."""
    staffing = instance(18, s_shaped)
    roster = solved(SHIFTS, staffing)
    assert roster.headcount == roster.headcount_bound == least_by_enumeration(staffing) == 9
    assert roster.proved


def thinned_hour(agents=97):
    """A morning of one hour that counts, whose curve has 200 steps and is reached by that many agents, just so."""
    gain = 100 * (1 - np.exp(-np.arange(201) / 60))
    gains = [gain if hour == 3 else np.zeros(1) for hour in range(8)]
    return with_service(need(make_grid(slots=8)), gains, gain[agents])


def test_service_is_judged_by_the_whole_curves_and_the_search_repeated_where_thinned_ones_promised_too_much(engine):
    staffing = thinned_hour()
    run = run_of(engine, SHIFTS, staffing)
    start = start_of(run)  # no relaxation has drawn the curves anew around a solution
    found = smallest_team(run, start)
    assert found.best.heads == run.bound.heads == 97
    assert found.master is not start.master
    assert service_met(staffing, found.master.agents_above(found.best.values))
