"""A plan whose tours are known is what is fallen back upon where those of a better one are not found."""

from dataclasses import replace

import numpy as np
import pytest
from runs import run_of, start_of
from tiny import every_day, make_contract, make_grid, need

from staffplan.errors import NoPlanError
from staffplan.solve.incumbent import Incumbent, Standing
from staffplan.solve.searches.construction import best_team, in_master
from staffplan.solve.tours import finish
from staffplan.solve.tours.team import Team

FIVE_DAYS = make_contract(days_per_week=(5, 5))


@pytest.fixture
def run(engine):
    return run_of(engine, FIVE_DAYS, need(make_grid(7), *every_day(range(7), agents=2)))


@pytest.fixture
def master(run):
    return start_of(run).master


@pytest.fixture
def sure(run, master):
    """Three agents, put together tour by tour."""
    return in_master(run, master, best_team(run.problem.works, run.problem.staffing))


@pytest.fixture
def without_tours(monkeypatch):
    """No shifts split into legal tours, nor do others."""
    monkeypatch.setattr(finish, "split_exactly", lambda *_: None)
    monkeypatch.setattr(finish, "split_raised", lambda *_: None)
    monkeypatch.setattr(finish, "repair", lambda *_, **__: None)


def smaller(master, plan):
    """A plan of one agent fewer, whose tours nobody knows."""
    values = plan.values.copy()
    values[[contract.headcount for contract in master.contracts]] -= 1
    return Incumbent(values, plan.objective - 1)


def test_the_known_tours_are_taken_where_those_of_a_better_plan_are_not_found(run, master, sure, without_tours):
    teams, values = finish.tours(run, master, smaller(master, sure), sure)
    assert [sorted(team.tours) for team in teams] == [sorted(sure.tours[0])]
    assert values is sure.values


def test_without_known_tours_there_is_no_plan(run, master, sure, without_tours):
    with pytest.raises(NoPlanError, match="could not be split"):
        finish.tours(run, master, smaller(master, sure), None)
    with pytest.raises(NoPlanError, match="could not be split"):
        finish.tours(run, master, smaller(master, sure), replace(sure, tours=None))


@pytest.mark.parametrize(("more", "taken"), [(0, True), (1, False)])
def test_tours_of_more_agents_are_taken_while_they_are_no_more_than_the_known_ones(
    run, master, sure, without_tours, monkeypatch, more, taken
):
    (known,), _values = finish.tours(run, master, sure, None)
    raised = Team.of(known.work, [*known.tours, *known.tours[:more]])
    monkeypatch.setattr(finish, "split_raised", lambda *_: raised)
    (team,), values = finish.tours(run, master, smaller(master, sure), sure)
    assert (team is raised, values is not sure.values) == (taken, taken)


def test_the_best_plan_with_tours_is_kept_beside_a_better_one_without(run, master, sure):
    standing = Standing(run)
    standing.offer(sure)
    standing.offer(smaller(master, sure))
    standing.offer(replace(sure, objective=sure.objective + 1))
    assert standing.best.heads == 2
    assert standing.sure is sure
    assert np.isneginf(standing.best.bound)
