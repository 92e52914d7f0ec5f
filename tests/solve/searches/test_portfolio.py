"""The second search beside the first: what it finds, what it proves, when it ends."""

import threading
import time
from contextlib import nullcontext

import numpy as np
import pytest
from tiny import every_day, make_contract, make_grid, need, works_of

from staffplan.processes import child
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import Objective, Solving
from staffplan.solve.engine.process import SolverError, headcount_of
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.run import Run
from staffplan.solve.searches import portfolio as module
from staffplan.solve.searches.construction import best_team, in_master
from staffplan.solve.searches.portfolio import Rival

WEEK = make_contract(days_per_week=(5, 5))
"""Whoever works five days a week: two agents for one place on seven days."""


@pytest.fixture
def run(engine, monkeypatch):
    monkeypatch.setattr(module, "HEAD_START", 0.0)
    monkeypatch.setattr(child, "cores", lambda: 2)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 2))
    works = works_of(WEEK, staffing.grid)
    return Run(engine, works, staffing, Objective(), Solving(time_limit="20s"), nobody_watches, Stop())


def master_of(run):
    return build_master(run.works, run.staffing)


def test_it_finds_a_plan_and_raises_the_bound_where_there_provably_is_none(run, monkeypatch):
    monkeypatch.setattr(module, "constructed", lambda *_: None)
    monkeypatch.setattr(module, "mended_at_bound", lambda *_: None)
    run.headcount_bound = 1
    with Rival(run, master_of(run)) as rival:
        assert rival.settled.wait(15)
        best = rival.better(None)
    assert headcount_of(best) == run.headcount_bound == 3
    duty = on_duty(master_of(run).contracts, best.values, run.staffing.grid.n_slots)
    assert (duty >= run.staffing.least).all()


def test_where_a_plan_is_known_a_proof_that_none_is_smaller_settles_it(run, monkeypatch):
    monkeypatch.setattr(module, "constructed", None)  # must not be called
    known = in_master(run, master_of(run), best_team(run.works, run.staffing))
    assert headcount_of(known) == 3
    run.headcount_bound = 2
    with Rival(run, master_of(run), known) as rival:
        assert rival.settled.wait(15)
        assert rival.better(known) is known
    assert run.headcount_bound == 3


def test_what_is_put_together_at_the_bound_settles_it(run):
    run.headcount_bound = 3
    with Rival(run, master_of(run)) as rival:
        assert rival.settled.wait(15)
        assert headcount_of(rival.better(None)) == 3


def test_the_better_plan_is_kept_whoever_found_it(run):
    run.headcount_bound = 3
    with Rival(run, master_of(run)) as rival:
        assert rival.settled.wait(15)
        own = rival.better(None)
    good, bad = (module.replace(own, objective=heads) for heads in (3.0, 4.0))
    assert rival.better(good) is good
    assert rival.better(bad) is own


def test_the_end_of_the_block_ends_the_search(run, monkeypatch):
    monkeypatch.setattr(module, "HEAD_START", 60.0)
    began = time.monotonic()
    with Rival(run, master_of(run)) as rival:
        pass
    assert time.monotonic() - began < 5
    assert not rival.settled.is_set()


@pytest.mark.parametrize(("number", "threads"), [(1, "2"), (2, "1")], ids=["one core", "a sweep's point"])
def test_nothing_is_searched_where_no_core_is_to_spare(run, monkeypatch, number, threads):
    monkeypatch.setattr(child, "cores", lambda: number)
    monkeypatch.setenv("OMP_NUM_THREADS", threads)
    with Rival(run, master_of(run)) as rival:
        while (best := rival.better(None)) is None:
            time.sleep(0.05)
    assert best.values is not None
    assert not rival.settled.is_set()


@pytest.mark.parametrize(("fault", "told"), [(SolverError, False), (ValueError, True)])
def test_a_solver_that_fails_beside_the_first_search_is_no_loss_but_any_other_fault_is_told(
    run, monkeypatch, fault, told
):
    def fails(*_):
        raise fault("broken")

    monkeypatch.setattr(module, "constructed", fails)

    def with_failure():
        with Rival(run, master_of(run)):
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
