"""The whole model: what it proves, what it finds, and that it says where there is nothing to find."""

import numpy as np
import pytest
from runs import run_of, start_of
from tiny import every_day, make_contract, make_grid, need

from staffplan.processes import child
from staffplan.solve.engine.process import Outcome
from staffplan.solve.incumbent import Incumbent
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.searches.branch_and_cut import any_plan, at_bound, whole

WORKER = make_contract(days_per_week=(5, 5))
"""Three of them hold two places on seven days."""


@pytest.fixture
def staffing():
    return need(make_grid(7), *every_day(range(7), 9, 17, 2))


def covers(run, found):
    duty = on_duty(start_of(run).master.contracts, found.values, run.problem.staffing.grid.n_slots)
    return (duty >= run.problem.staffing.least).all()


def test_the_bound_rises_until_so_many_agents_are_enough(engine, staffing):
    run = run_of(engine, WORKER, staffing, bound=1)
    found = at_bound(run, start_of(run), Incumbent())
    assert found.heads == run.bound.heads == 3
    assert covers(run, found)


@pytest.mark.parametrize(("cores", "share"), [(1, 0.6), (2, 1.0)])
def test_without_a_second_core_a_proof_leaves_time_for_others(engine, staffing, monkeypatch, cores, share):
    monkeypatch.setattr(child, "cores", lambda: cores)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    asked, run = [], run_of(engine, WORKER, staffing, bound=3, seconds=20.0)
    plain = engine.run
    monkeypatch.setattr(engine, "run", lambda *args, **how: asked.append(how) or plain(*args, **how))
    at_bound(run, start_of(run), Incumbent())
    assert asked[0]["role"] == "proof"
    assert asked[0]["seconds"] == pytest.approx(20.0 * share, rel=0.1)


def test_the_whole_model_is_proved(engine, staffing):
    run = run_of(engine, WORKER, staffing)
    found = whole(run, start_of(run), Incumbent())
    assert found.heads == run.bound.heads == 3
    assert covers(run, found)


def test_the_cheapest_team_has_the_cost_of_its_bound_and_proves_no_headcount(engine, staffing):
    run = run_of(engine, make_contract(hourly_cost=10.0), staffing, minimise="cost")
    found = whole(run, start_of(run), Incumbent())
    assert found.objective == pytest.approx(found.bound) == pytest.approx(2 * 7 * 8 * 10.0)
    assert run.bound.heads == 0


def test_what_no_team_can_do_is_said_to_be_impossible(engine, staffing):
    run = run_of(engine, WORKER.model_copy(update={"headcount": (0, 2)}), staffing)
    assert whole(run, start_of(run), Incumbent()).is_impossible
    assert any_plan(run, start_of(run), Incumbent()) is None


def test_where_nothing_is_found_the_bound_is_kept(engine, staffing, monkeypatch):
    run = run_of(engine, WORKER, staffing, minimise="cost")
    unknown = Outcome("unknown", 70.0, None, None)
    monkeypatch.setattr(engine, "run", lambda *_args, **_how: unknown)
    found = whole(run, start_of(run), Incumbent(np.zeros(0), 80.0))
    assert (found.is_plan, found.bound) == (False, 70.0)


def test_a_short_look_is_not_ended_by_the_stop_before_it(engine, staffing):
    run = run_of(engine, WORKER, staffing)
    engine.listen_to(run.stop)
    run.stop.set()
    assert whole(run, start_of(run), Incumbent()).is_plan is False
    assert covers(run, any_plan(run, start_of(run), Incumbent()))
