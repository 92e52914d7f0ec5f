"""The conductor: quick searches, then those of both cores, then what is left where there is no plan."""

from dataclasses import replace

import numpy as np
import pytest
from runs import changed, run_of, start_of
from tiny import every_day, make_contract, make_grid, need, solved, with_service

from staffplan.errors import NoPlanError
from staffplan.schema.progress import Stop
from staffplan.solve import search as whole_search
from staffplan.solve.conductor import minimum_headcount as conductor
from staffplan.solve.conductor.walk import Search
from staffplan.solve.incumbent import Incumbent
from staffplan.solve.searches.construction import put_together

HOURS = 8
SHIFTS = make_contract(shift_lengths=("3h",), starts=("00:00", "05:00"))


@pytest.fixture
def run(engine):
    """One agent a day for a week, whose hours have to give half of what they can."""
    staffing = need(make_grid(slots=HOURS))
    return run_of(
        engine,
        SHIFTS,
        with_service(staffing, [np.array([0.0, 1.0])] * HOURS, 6.0),
        params=changed("whole", head_start_seconds=60.0),
    )


def lists(monkeypatch, **searches):
    """Let these be the only searches, by the name of their list."""
    for name in ("AT_FIRST", "THEN", "BESIDE", "IN_THE_END"):
        looks = searches.get(name.lower(), ())
        monkeypatch.setattr(
            conductor, name, tuple(Search(f"{name} {k}", look, (), "at once") for k, look in enumerate(looks))
        )


def agents(run, start, heads):
    """A plan of so many agents, from the first hours on."""
    outcome = run.engine.run(start.master.capped(heads), -start.master.headcount_cost(), seconds=10)
    return Incumbent(outcome.values, float(heads))


def test_quick_searches_come_first_and_a_plan_at_the_bound_ends_all(run, monkeypatch):
    run.bound.prove(2)
    enough = agents(run, start_of(run), 2)
    lists(monkeypatch, at_first=[lambda *_: enough], then=[lambda *_: pytest.fail("it went on")])
    assert conductor.smallest_team(run, start_of(run)).best.values is enough.values


def test_what_the_second_core_finds_counts(run, monkeypatch):
    run = replace(run, params=changed("whole", head_start_seconds=0.0))
    run.bound.prove(2)
    enough = agents(run, start_of(run), 2)

    def waits(run, _start, _best):
        while not run.is_over:
            pass

    lists(monkeypatch, then=[waits], beside=[lambda *_: enough])
    assert conductor.smallest_team(run, start_of(run)).best.values is enough.values


def test_a_plan_that_only_thinned_curves_accept_is_looked_for_again_with_more_of_them(run, monkeypatch):
    starts = []

    def promised_too_much(run, start, _best):
        starts.append(start)
        model = start.master.model.copy()
        for group in start.master.groups:
            model.free_rows(group.rows)
        outcome = run.engine.run(model, start.master.headcount_cost(), seconds=10)
        few = Incumbent(outcome.values, outcome.objective)
        return few if len(starts) < 3 else agents(run, start, 2)

    run.bound.prove(1)
    lists(monkeypatch, at_first=[promised_too_much])
    found = conductor.smallest_team(run, start_of(run))
    assert found.best.heads == 2
    assert found.master is starts[2].master
    assert [len(start.near) for start in starts] == [0, 1, 2]


def test_curves_of_many_steps_are_judged_whole_and_drawn_anew_around_a_plan_that_they_do_not_accept(engine):
    gain = 100 * (1 - np.exp(-np.arange(201) / 60))
    gains = [gain if hour == 3 else np.zeros(1) for hour in range(HOURS)]
    run = run_of(engine, SHIFTS, with_service(need(make_grid(slots=HOURS)), gains, gain[97]))
    start = start_of(run)  # no relaxation has drawn the curve around a solution: it promises too much
    found = conductor.smallest_team(run, start)
    assert found.best.heads == run.bound.heads == 97
    assert found.master is not start.master


def test_a_plan_that_never_meets_the_target_is_none(run, monkeypatch):
    tried = []

    def too_few(run, start, _best):
        tried.append(start)
        return Incumbent(np.zeros(start.master.model.n_columns), 0.0)

    lists(monkeypatch, at_first=[too_few])
    assert not conductor.smallest_team(run, start_of(run)).best.is_plan
    assert len(tried) == run.params.whole.redrawn


def test_where_there_is_no_plan_the_last_list_is_asked_until_there_is_one(run, monkeypatch):
    run.bound.prove(1)
    two = agents(run, start_of(run), 2)
    last = [lambda *_: None, lambda *_: two, lambda *_: pytest.fail("it went on")]
    lists(monkeypatch, in_the_end=last)
    assert conductor.smallest_team(run, start_of(run)).best is two


def test_where_there_provably_is_no_plan_nothing_is_put_together(run, monkeypatch):
    lists(monkeypatch, then=[lambda *_: Incumbent(bound=np.inf)], in_the_end=[lambda *_: pytest.fail("it was asked")])
    assert conductor.smallest_team(run, start_of(run)).best.is_impossible


def test_a_stop_ends_the_search_with_the_plan_so_far(engine, monkeypatch):
    stop = Stop()
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 2))
    contract = make_contract(days_per_week=(5, 5))

    def found_and_stopped(run, start, _best):
        stop.set()
        return put_together(run, start.master)

    lists(monkeypatch, at_first=[found_and_stopped], then=[lambda *_: pytest.fail("it went on")])
    roster = solved(contract, staffing, stop=stop)
    assert roster.interrupted
    assert roster.headcount == 3


def test_tours_that_cannot_be_found_are_those_of_a_plan_that_is_put_together(engine, monkeypatch):
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 2))
    plain, asked = whole_search.tours, []

    def in_vain(run, master, best, sure):
        asked.append(best)
        if best.tours is None:
            raise NoPlanError("no tours")
        return plain(run, master, best, sure)

    def without_tours(run, start, _best):
        return replace(put_together(run, start.master), tours=None)

    lists(monkeypatch, at_first=[without_tours])
    monkeypatch.setattr(whole_search, "tours", in_vain)
    roster = solved(make_contract(days_per_week=(5, 5)), staffing)
    assert [each.tours is None for each in asked] == [True, False]
    assert roster.headcount == 3
    assert "in vain" not in roster.seconds
