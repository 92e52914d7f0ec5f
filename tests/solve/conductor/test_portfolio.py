"""The second list of searches beside the first: what it finds, what it proves, when it ends."""

import threading
import time
from contextlib import contextmanager, nullcontext
from dataclasses import replace

import numpy as np
import pytest
from runs import changed, run_of, start_of
from tiny import every_day, make_contract, make_grid, need, works_of

from staffplan.processes import child
from staffplan.solve.conductor.catalogue import BESIDE
from staffplan.solve.conductor.portfolio import Portfolio
from staffplan.solve.conductor.walk import Search
from staffplan.solve.engine.process import SolverError
from staffplan.solve.incumbent import Incumbent, Standing
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.searches.construction import best_team, in_master

WEEK = make_contract(days_per_week=(5, 5))
"""Whoever works five days a week: two agents for one place on seven days."""
AT_ONCE = changed("whole", head_start_seconds=0.0)
CONSTRUCTION, PROOF = BESIDE
BOTH = CONSTRUCTION, PROOF


@pytest.fixture
def run(engine, monkeypatch):
    monkeypatch.setattr(child, "cores", lambda: 2)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 2))
    return run_of(engine, WEEK, staffing, bound=1, params=AT_ONCE)


@contextmanager
def beside(run, searches=BOTH, best=None):
    """Inside, the second list is walked; gives what is known."""
    standing = Standing(run, best)
    with Portfolio(run, start_of(run), searches, standing):
        yield standing


def test_it_finds_a_plan_and_raises_the_bound_where_there_provably_is_none(run):
    with beside(run, (PROOF,)) as standing:
        assert standing.settled.wait(15)
    assert standing.best.heads == run.bound.heads == 3
    staffing = run.problem.staffing
    duty = on_duty(start_of(run).master.contracts, standing.best.values, staffing.grid.n_slots)
    assert (duty >= staffing.least).all()


def test_where_a_plan_is_known_a_proof_that_none_is_smaller_settles_it(run):
    known = in_master(run, start_of(run).master, best_team(run.problem.works, run.problem.staffing))
    assert known.heads == 3
    run.bound.prove(2)
    with beside(run, best=known) as standing:
        assert standing.settled.wait(15)
    assert standing.best is standing.sure is known
    assert run.bound.heads == 3


def test_what_is_put_together_at_the_bound_settles_it(run):
    run.bound.prove(3)
    with beside(run, (CONSTRUCTION,)) as standing:
        assert standing.settled.wait(15)
    assert standing.best.heads == standing.sure.heads == 3


def test_a_bound_that_rises_to_the_plan_settles_it_whoever_proved_it(run):
    standing = Standing(run, Incumbent(np.zeros(0), 3.0))
    assert not standing.settled.is_set()
    run.bound.prove(2.5)
    assert standing.settled.is_set()


def test_the_end_of_the_block_ends_the_search(run):
    began = time.monotonic()
    with beside(replace(run, params=changed("whole", head_start_seconds=60.0))) as standing:
        pass
    assert time.monotonic() - began < 5
    assert not standing.settled.is_set()


@pytest.mark.parametrize(("number", "threads"), [(1, "2"), (2, "1")], ids=["one core", "a sweep's point"])
def test_nothing_is_searched_where_no_core_is_to_spare(run, monkeypatch, number, threads):
    monkeypatch.setattr(child, "cores", lambda: number)
    monkeypatch.setenv("OMP_NUM_THREADS", threads)
    with beside(run) as standing:
        while not standing.best.is_plan:
            time.sleep(0.05)
    assert not standing.settled.is_set()


@pytest.mark.parametrize(("fault", "told"), [(SolverError, False), (ValueError, True)])
def test_a_solver_that_fails_beside_the_first_search_is_no_loss_but_any_other_fault_is_told(run, fault, told):
    def fails(*_):
        raise fault("broken")

    def with_failure():
        with beside(run, (Search("broken", fails, (), "never"),)):
            threading.Event().wait(1)

    with pytest.raises(fault, match="broken") if told else nullcontext():
        with_failure()


def test_a_search_ends_when_the_other_is_settled(engine):
    settled = threading.Event()
    settled.set()
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 2))
    master = build_master(works_of(WEEK, staffing.grid), staffing)
    with engine.ended_by(settled):
        assert engine.run(master.model, master.headcount_cost(), seconds=20).status == "unknown"
    outcome = engine.run(master.model, master.headcount_cost(), seconds=20)
    assert (outcome.status, np.round(outcome.objective)) == ("optimal", 3)
