"""The walk: every search that applies hands its plan to the next, until nothing is left to find."""

from dataclasses import replace

import numpy as np
import pytest
from runs import changed, run_of, start_of
from tiny import every_day, make_contract, make_grid, need

from staffplan.solve.conductor.walk import Search, walk
from staffplan.solve.incumbent import Incumbent, Standing
from staffplan.solve.params import SearchParams
from staffplan.solve.run import Clock
from staffplan.solve.searches.facts import Condition


@pytest.fixture
def run(engine):
    return run_of(engine, make_contract(), need(make_grid(7), *every_day(range(7))), bound=5)


def plan(heads, **known):
    return Incumbent(np.zeros(0), float(heads), **known)


class Asked:
    """Searches that find what is given, and what each of them was given."""

    def __init__(self):
        self.best = {}

    def search(self, name, found=None, *, applies=True, act=lambda run: None):
        def look(run, _start, best):
            self.best[name] = best.heads
            act(run)
            return found

        return Search(name, look, (Condition("always or never", lambda _facts: applies),), "at once")


@pytest.fixture
def asked():
    return Asked()


def walked(run, *searches, best=None):
    standing = Standing(run, best)
    walk(run, start_of(run), searches, standing)
    return standing


def test_each_is_given_the_best_plan_of_those_before_it(run, asked):
    found = [None, plan(9), plan(7), plan(8), plan(7)]
    standing = walked(run, *(asked.search(f"search {k}", each) for k, each in enumerate(found)))
    assert list(asked.best.values()) == [None, None, 9, 7, 7]
    assert standing.best.heads == 7
    assert not standing.settled.is_set()


def test_of_equal_plans_the_first_is_kept(run, asked):
    first, second = plan(7, hours_saved=True), plan(7)
    assert walked(run, asked.search("one", first), asked.search("two", second)).best.hours_saved


def test_what_does_not_apply_or_is_left_out_is_not_asked(run, asked):
    run = replace(run, params=SearchParams(left_out=frozenset({"left out"})))
    names = ("first", "left out", "last")
    walked(run, *map(asked.search, names), asked.search("never", applies=False))
    assert list(asked.best) == ["first", "last"]


@pytest.mark.parametrize(("heads", "goes_on"), [(4, False), (5, False), (6, True)])
def test_a_plan_at_the_bound_ends_it_and_one_of_one_agent_more_does_not(run, asked, heads, goes_on):
    standing = walked(run, asked.search("finds", plan(heads)), asked.search("next"))
    assert ("next" in asked.best) is goes_on
    assert standing.settled.is_set() is not goes_on


def test_a_bound_that_rises_to_the_plan_ends_it(run, asked):
    proves = asked.search("proves", act=lambda run: run.bound.prove(5.2))
    walked(run, asked.search("finds", plan(6)), proves, asked.search("next"))
    assert list(asked.best) == ["finds", "proves"]


def test_a_proof_that_there_is_no_plan_ends_it(run, asked):
    standing = walked(run, asked.search("refutes", Incumbent(bound=np.inf)), asked.search("next"))
    assert list(asked.best) == ["refutes"]
    assert standing.best.is_impossible


@pytest.mark.parametrize(
    "end",
    [
        lambda run, _standing: setattr(run.clock, "limit", 0.0),
        lambda run, _standing: run.stop.set(),
        lambda _run, standing: standing.offer(plan(5)),
    ],
    ids=["time", "a stop", "the other core"],
)
def test_what_ends_all_searches_ends_the_walk(run, asked, end):
    standing = Standing(run)
    searches = asked.search("first", act=lambda run: end(run, standing)), asked.search("next")
    with run.engine.listen_to(run.stop).ended_by(standing.settled):
        walk(run, start_of(run), searches, standing)
    assert list(asked.best) == ["first"]


def test_no_search_begins_after_the_time(run, asked):
    walked(replace(run, clock=Clock(0.0)), asked.search("late"))
    assert asked.best == {}


@pytest.mark.parametrize(("columns", "asked_for"), [(0, ["finds"]), (10**6, ["finds", "next"])])
def test_of_a_large_model_any_plan_is_enough(run, asked, columns, asked_for):
    run = replace(run, params=changed("rounding", only_from_heads=5, only_from_columns=columns))
    walked(run, asked.search("finds", plan(9)), asked.search("next"))
    assert list(asked.best) == asked_for


def test_the_best_plan_whose_tours_are_known_is_kept_beside_a_better_one(run, asked):
    sure = plan(8, tours=[[[0]]])
    found = (plan(9, tours=[[[1]]]), sure, plan(6), plan(7, tours=None))
    standing = walked(run, *(asked.search(str(k), each) for k, each in enumerate(found)))
    assert standing.best.heads == 6
    assert standing.sure is sure


def test_of_costs_the_plan_at_its_own_bound_ends_it(engine, asked):
    run = run_of(engine, make_contract(), need(make_grid(7), *every_day(range(7))), minimise="cost")
    walked(
        run,
        asked.search("found", Incumbent(np.zeros(0), 80.0, 70.0)),
        asked.search("proved", Incumbent(bound=80.0)),
        asked.search("next"),
    )
    assert list(asked.best) == ["found", "proved"]
