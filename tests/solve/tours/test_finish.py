"""Tours of a plan: known ones are taken as they are, and where none are found those of a plan that is sure."""

from dataclasses import replace

import pytest
from runs import run_of, start_of
from tiny import every_day, make_contract, make_grid, need

from staffplan.errors import NoPlanError
from staffplan.solve.searches.construction import put_together
from staffplan.solve.tours import finish
from staffplan.solve.tours.finish import tours
from staffplan.solve.tours.team import Team


@pytest.fixture
def case(engine):
    """A search, its master, and a plan of three agents whose tours are known."""
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 2))
    run = run_of(engine, make_contract(days_per_week=(5, 5)), staffing)
    return run, start_of(run).master, put_together(run, start_of(run).master)


@pytest.fixture
def _nothing_splits(monkeypatch):
    monkeypatch.setattr(finish, "split", lambda _run, master, _values: [None for _contract in master.contracts])
    monkeypatch.setattr(finish, "repair", lambda *_args, **_keys: None)


def raised_to(monkeypatch, heads):
    """Let as many agents as it takes be ``heads``; None: none are found."""

    def raised(_run, contract, _values):
        if heads is None:
            raise NoPlanError("no tours")
        return Team.of(contract.work, [[0]] * heads)

    monkeypatch.setattr(finish, "raised", raised)


@pytest.mark.usefixtures("_nothing_splits")
def test_known_tours_are_taken_as_they_are(case):
    run, master, known = case
    (team,), values = tours(run, master, known, None)
    assert team.tours == known.tours[0]
    assert values is known.values


def test_unknown_ones_are_found_at_the_headcount(case):
    run, master, known = case
    (team,), _values = tours(run, master, replace(known, tours=None), None)
    assert team.headcount == known.heads == 3


@pytest.mark.usefixtures("_nothing_splits")
@pytest.mark.parametrize(("heads", "taken"), [(None, 3), (4, 3), (3, 3), (2, 2)])
def test_where_they_take_more_agents_those_of_the_plan_that_is_sure_count(case, monkeypatch, heads, taken):
    run, master, sure = case
    raised_to(monkeypatch, heads)
    fewer = sure.values.copy()
    fewer[master.contracts[0].headcount] = 2
    better = replace(sure, values=fewer, objective=2.0, tours=None)
    (team,), values = tours(run, master, better, sure)
    assert team.headcount == taken
    assert (values is sure.values) is (heads is None or heads > 3)


@pytest.mark.usefixtures("_nothing_splits")
def test_without_such_a_plan_there_is_none(case, monkeypatch):
    run, master, known = case
    raised_to(monkeypatch, None)
    with pytest.raises(NoPlanError):
        tours(run, master, replace(known, tours=None), None)


@pytest.mark.parametrize(("bound", "proved"), [(1.0, True), (0.99, False)])
def test_of_costs_a_plan_is_proved_where_it_costs_no_more_than_the_bound(engine, bound, proved):
    """Three agents of five days of eight hours, in paid slots times hourly cost."""
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 2))
    contract = make_contract(days_per_week=(5, 5), hourly_cost=10.0)
    run = run_of(engine, contract, staffing, minimise="cost")
    master = start_of(run).master
    teams, _values = tours(run, master, put_together(run, master), None)
    made = finish.roster(run, bound * 3 * 5 * 8 * 10.0, teams, [{}])
    assert made.proved is proved
    assert made.cost_bound == pytest.approx(bound * 1200)
