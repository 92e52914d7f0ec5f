"""Exchanges towards a target over several slots: what is short, what an agent more is worth, and when they end."""

import numpy as np
import pytest
from runs import run_of, start_of, the_search
from tiny import every_day, make_contract, make_grid, need, with_service

from staffplan.solve.incumbent import Incumbent
from staffplan.solve.searches.facts import Facts
from staffplan.solve.searches.target_breakout import TargetExchange, target_exchanged

FULL = make_contract(starts=None, days_per_week=(5, 5), min_rest="11h")


def asked(at_least, *, days=7, cyclic=False):
    """One agent from 8 to 20 at least; the first more in a slot of those gives 1, the second half of it."""
    grid = make_grid(days, cyclic=cyclic)
    gains = [np.array([0.0, 1.0, 1.5]) * (8 <= slot % 24 < 20) for slot in range(grid.n_slots)]
    return with_service(need(grid, *every_day(range(days), 8, 20, 1)), gains, at_least)


@pytest.mark.parametrize("cyclic", [False, True])
def test_the_plan_meets_the_target_and_every_least(engine, cyclic):
    run = run_of(engine, FULL, asked(84.0, cyclic=cyclic), bound=5)
    found = target_exchanged(run, start_of(run), Incumbent())
    assert found.heads == 5
    assert (found.tours is None) is cyclic


def test_one_agent_more_than_the_bound_is_tried_and_no_further(engine):
    run = run_of(engine, FULL, asked(84.0), bound=4)
    assert target_exchanged(run, start_of(run), Incumbent()).heads == 5
    run = run_of(engine, FULL, asked(84.0), bound=3)
    assert target_exchanged(run, start_of(run), Incumbent()) is None


def test_least_agents_come_before_any_service(engine):
    team = TargetExchange(run_of(engine, FULL, asked(42.0), bound=1))
    worth = team._worth(np.zeros(168))
    assert (worth[8:20] > 0).all()
    team.team.duty = np.ones(168, dtype=np.int64)
    team.team.duty[:24] = 0
    worth = team._worth(np.zeros(168))
    assert worth[8:20].min() > worth[24:].max() > 0


def test_lacking_is_the_part_of_the_target_that_is_missed(engine):
    team = TargetExchange(run_of(engine, FULL, asked(42.0), bound=1))
    team.team.duty = np.ones(168, dtype=np.int64)
    assert (team.lacking, team.short) == (1.0, True)
    team.team.duty[:48] = 2
    assert team.lacking == pytest.approx(1 - 24 / 42)
    team.team.duty[:] = 3
    assert (team.lacking, team.short) == (0.0, False)
    assert not team._worth(np.ones(168)).any()


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({}, True),
        ({"is_cyclic": True}, True),
        ({"days": 28}, False),
        ({"bound": 61}, False),
        ({"has_plan": True}, False),
        ({"is_averaged": False}, False),
        ({"by_headcount": False}, False),
    ],
)
def test_it_is_for_small_teams_of_a_short_period(facts, answer):
    known = {"bound": 8, "is_averaged": True, "has_own_needs": False, "contracts": 1}
    assert the_search("target breakout").applies(Facts(**(known | facts))) is answer
