"""The solver's own process: answers, limits, stops, failures."""

import os
import signal
import sys
import threading
import time

import numpy as np
import pytest

from staffplan.schema.progress import Stop
from staffplan.solve.engine.linear import LinearModel
from staffplan.solve.engine.process import Engine, SolverEndedError, SolverError, _finished
from staffplan.solve.engine.solvers import SOLVERS
from staffplan.solve.engine.worker import Answer, Incumbent, Request, answer


def bakery(least=7):
    """Boxes of 3 and of 5 for at least so many: x0 and x1 whole, 3 x0 + 5 x1 ≥ least; cost 2 and 3."""
    model = LinearModel()
    x = model.add_columns("x", 2, 0, 10, integer=True)
    model.add_terms(model.add_rows("least", 1, least), x, [3, 5])
    return model, np.array([2.0, 3.0])


def market_split(products=5, shops=40):
    """Halve every product's sales between two sellers: no solver does it in a minute, each soon has some plan."""
    random = np.random.default_rng(1)
    sales = random.integers(0, 100, (products, shops))
    model = LinearModel()
    x = model.add_columns("x", shops, 0, 1, integer=True)
    over, under = (model.add_columns(name, products) for name in ("over", "under"))
    half = sales.sum(axis=1) // 2
    rows = model.add_rows("half", products, half, half)
    model.add_terms(rows[:, None], x[None, :], sales)
    model.add_terms(rows, over, -1)
    model.add_terms(rows, under, 1)
    return model, np.concatenate([np.zeros(shops), np.ones(2 * products)])


def large_cover(columns=20_000, each=40):
    """A model of 25 MB and more: whole numbers that cover 5,000 random sets."""
    random = np.random.default_rng(1)
    model = LinearModel()
    x = model.add_columns("x", columns, 0, 10, integer=True)
    rows = model.add_rows("cover", columns // 4, 5)
    model.add_terms(rows[:, None], x[random.integers(0, columns, (columns // 4, each))], np.ones((1, each)))
    return model, 1 + random.random(columns)


@pytest.mark.parametrize("role", ["search", "proof", "switches"])
def test_optimum(engine, role):
    # 7 = 5 + 2 left over: a box of each costs 5; three of 3 cost 6.
    outcome = engine.run(*bakery(), seconds=10, role=role)
    assert (outcome.status, outcome.objective, outcome.bound) == ("optimal", 5, pytest.approx(5))
    assert outcome.values.tolist() == [1, 1]


def test_infeasible(engine):
    outcome = engine.run(*bakery(81), seconds=10)
    assert (outcome.status, outcome.objective, outcome.values) == ("infeasible", None, None)


def test_relaxation_and_its_prices(engine):
    # Boxes of 5 cost 0.6 apiece, boxes of 3 more: 7 cost 4.2, and each further one 0.6.
    outcome = engine.run(*bakery(), seconds=10, role="relaxation")
    assert outcome.objective == pytest.approx(4.2)
    assert outcome.duals.tolist() == pytest.approx([0.6])


def test_lost_precision_is_found_again_by_another_solver(monkeypatch):
    model, cost = bakery()
    wait, asked = Engine._wait, []

    def imprecise(times):
        def waited(self, *details):
            asked.append(wait(self, *details))
            return None if len(asked) <= times else asked[-1]

        asked.clear()
        monkeypatch.setattr(Engine, "_wait", waited)

    with Engine(Stop()) as engine:
        imprecise(times=1)
        found = engine.run(model, cost, seconds=10, role="relaxation")
        assert (found.status, found.objective) == ("optimal", pytest.approx(4.2))
        assert len(asked) == 2
        imprecise(times=2)
        with pytest.raises(SolverError):
            engine.run(model, cost, seconds=10, role="relaxation")


def test_time_limit_keeps_the_best(engine):
    began = time.monotonic()
    heard = []
    outcome = engine.run(*market_split(), seconds=0.5, on_better=lambda *figures: heard.append(figures))
    assert time.monotonic() - began < 4
    assert outcome.status == "feasible"
    assert outcome.bound < outcome.objective
    assert [objective for objective, _bound in heard] == sorted((o for o, _bound in heard), reverse=True)
    assert outcome.objective <= heard[-1][0] + 1e-6


def test_a_stop_works_at_once_and_keeps_the_best():
    stop, heard = Stop(), threading.Event()
    with Engine(stop) as engine:
        threading.Thread(target=lambda: (heard.wait(20), stop.set())).start()
        outcome = engine.run(*market_split(), seconds=60, on_better=lambda *_: heard.set())
        began = time.monotonic()
        assert outcome.status == "feasible"
        # What turns the best so far into a plan is not stopped; it has a new process.
        assert engine.run(*bakery(), seconds=20, stoppable=False).status == "optimal"
        assert engine.run(*market_split(), seconds=60).status == "unknown"
        assert time.monotonic() - began < 15


def test_where_nothing_is_left_to_find_even_what_no_stop_ends_does():
    settled = threading.Event()
    with Engine(Stop()) as engine:
        threading.Timer(1.0, settled.set).start()
        began = time.monotonic()
        with engine.ended_by(settled):
            engine.run(*market_split(), seconds=60, stoppable=False)
        assert time.monotonic() - began < 15
        assert engine.run(*bakery(), seconds=20).status == "optimal"


def test_solver_that_overruns_is_ended(monkeypatch):
    from staffplan.solve.engine import process as engine_module

    monkeypatch.setattr(engine_module, "GRACE_SECONDS", -0.4)
    with Engine(Stop()) as engine:
        engine.run(*bakery(), seconds=20)  # the process is up
        began = time.monotonic()
        outcome = engine.run(*market_split(), seconds=1)
        assert time.monotonic() - began < 0.95
    assert outcome.status == "unknown"


def test_a_process_that_dies_is_a_solver_error():
    with Engine(Stop()) as engine:
        os.kill(engine._process.pid, signal.SIGKILL)
        with pytest.raises(SolverError, match="process ended"):
            engine.run(*bakery(), seconds=5)
        # The next model gets a new process.
        assert engine.run(*bakery(), seconds=20).status == "optimal"


def test_a_process_that_dies_at_work_is_a_solver_error():
    with Engine(Stop()) as engine:
        threading.Timer(0.5, os.kill, (engine._process.pid, signal.SIGKILL)).start()
        with pytest.raises(SolverError, match="process ended"):
            engine.run(*market_split(), seconds=30)


@pytest.mark.parametrize("role", SOLVERS)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems set no limit of memory")
def test_too_little_memory_is_told_as_that_by_every_solver(monkeypatch, role):
    monkeypatch.setenv("STAFFPLAN_MEMORY", "130MB")  # the imports take about 100
    model, cost = large_cover()
    with Engine(Stop()) as engine, pytest.raises(SolverEndedError, match="not enough memory"):
        engine.run(model, cost, seconds=60, role=role)


@pytest.mark.parametrize(
    ("reason", "detail"), [("NO_MEMORY", ""), ("OTHER_ERROR", "SCIP error code -1 (file 'gscip.cc'")]
)
def test_an_answer_of_no_memory_is_told_as_that(reason, detail):
    with pytest.raises(SolverEndedError, match="not enough memory"):
        _finished(Answer(reason, -np.inf, None, None, detail=detail), None)


def test_a_solver_that_refuses_says_why(engine, monkeypatch):
    monkeypatch.setitem(SOLVERS, "switches", "NO_SUCH")
    with pytest.raises(SolverError, match="NO_SUCH"):
        engine.run(*bakery(), seconds=5, role="switches")
    assert engine.run(*bakery(), seconds=5).status == "optimal"


def test_worker_sends_better_solutions_before_its_answer():
    model, cost = bakery()
    sent = []
    request = Request(model.to_proto(cost).SerializeToString(), "GSCIP", 10, 0, 0, watched=True)
    final = answer(request, sent.append)
    assert isinstance(final, Answer)
    assert (final.reason, final.objective) == ("OPTIMAL", pytest.approx(5))
    assert sent
    assert all(isinstance(message, Incumbent) for message in sent)
    objectives = [message.objective for message in sent]
    assert objectives == sorted(objectives, reverse=True)


def test_same_model_same_answer(engine):
    first, again = (engine.run(*market_split(3, 20), seconds=20, nodes=50) for _ in range(2))
    assert np.array_equal(first.values, again.values)


def test_a_solution_without_a_bound_has_none(monkeypatch):
    """What a solver says nothing of is no proof: minus infinity, not the solution's own cost."""
    from ortools.math_opt import callback_pb2, result_pb2
    from ortools.math_opt.core.python import solver

    def told(*given):
        for objective, bound in ((5.0, None), (4.0, 3.5)):
            data = callback_pb2.CallbackDataProto()
            data.primal_solution_vector.ids.append(0)
            data.primal_solution_vector.values.append(objective / 2)
            if bound is not None:
                data.mip_stats.dual_bound = bound
            given[7](data)
        return result_pb2.SolveResultProto()

    monkeypatch.setattr(solver, "solve", told)
    sent = []
    model, cost = bakery()
    answer(Request(model.to_proto(cost).SerializeToString(), "GSCIP", 10, 0, 0, watched=True), sent.append)
    assert [(each.objective, each.bound) for each in sent] == [(5.0, -np.inf), (4.0, 3.5)]
