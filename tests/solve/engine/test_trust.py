"""An answer counts only where it holds by our own arithmetic; else another solver is asked."""

import logging

import numpy as np
import pytest
from test_engine import bakery

from staffplan.processes.beside import Beside
from staffplan.schema.progress import Stop
from staffplan.solve.engine.linear import LinearModel
from staffplan.solve.engine.process import Engine, Outcome
from staffplan.solve.engine.solvers import SECOND_OPINION, SOLVERS
from staffplan.solve.engine.trust import Question
from staffplan.solve.engine.worker import Answer, Incumbent

BEST = np.array([1.0, 1.0])
"""A box of 3 and one of 5 hold 7, and cost 5."""


def question(*, relaxed=False):
    model, cost = bakery()
    integer = np.zeros(2, dtype=bool) if relaxed else np.concatenate(model.integer)
    return Question(model, cost, model.matrix(), integer)


@pytest.mark.parametrize(
    ("values", "bound", "fault"),
    [
        ([1.0, 1.0], 5.0, None),
        ([1.0 + 4e-6, 1.0], 5.0, None),
        ([1.0, 1.0], 4.2, None),
        ([1.4, 1.0], 4.2, "a whole number is none"),
        ([np.nan, 1.0], 4.2, "a value is no number"),
        ([-1.0, 2.0], 4.0, "a column is beyond its bounds"),
        ([11.0, 0.0], 4.2, "a column is beyond its bounds"),
        ([2.0, 0.0], 4.0, "a row is beyond its bounds"),
        ([1.0, 1.0], 5.1, "the objective is not what the bound says"),
    ],
)
def test_what_is_wrong_with_an_answer(values, bound, fault):
    assert question().fault(np.array(values), bound, optimal=True) == fault


def test_the_optimum_of_a_relaxation_is_its_own_bound():
    boxes = np.array([0.0, 1.4])
    assert question(relaxed=True).fault(boxes, 4.2, optimal=True) is None
    assert question(relaxed=True).fault(boxes, 4.1, optimal=False) is None
    assert question(relaxed=True).fault(boxes, 4.1, optimal=True) == "the objective is not what the bound says"


def test_a_row_of_large_numbers_has_more_room_than_one_of_small_ones():
    for size, over, holds in [(1.0, 1e-5, False), (1e6, 1e-5, True), (1e6, 10.0, False)]:
        model = LinearModel()
        column = model.add_columns("x", 1, 0, 2 * size)
        model.add_terms(model.add_rows("most", 1, upper=size), column)
        asked = Question(model, np.zeros(1), model.matrix(), np.zeros(1, dtype=bool))
        assert (asked.fault(np.array([size + over]), 0.0, optimal=False) is None) is holds


@pytest.fixture
def answers(monkeypatch):
    """Answers that are given instead of the solvers', in their order; what was asked of whom."""
    given, asked = [], []
    plain_wait, plain_send = Engine._wait, Beside.send

    def send(process, request):
        asked.append(request.solver)
        plain_send(process, request)

    def wait(self, *details):
        found = plain_wait(self, *details)
        return given.pop(0) if given else found

    monkeypatch.setattr(Beside, "send", send)
    monkeypatch.setattr(Engine, "_wait", wait)
    return given, asked


def wrong(values=(1.4, 1.0), bound=5.8):
    return Outcome("optimal", bound, 5.8, np.array(values))


@pytest.mark.parametrize("role", ["search", "proof", "switches"])
def test_an_answer_that_does_not_hold_is_asked_of_another_solver(answers, caplog, role):
    given, asked = answers
    given.append(wrong())
    doubted = []
    with caplog.at_level(logging.INFO), Engine(Stop(), on_doubt=doubted.append) as engine:
        outcome = engine.run(*bakery(), seconds=10, role=role)
    assert (outcome.status, outcome.objective, outcome.values.tolist()) == ("optimal", 5, BEST.tolist())
    assert asked == [SOLVERS[role], SOLVERS[SECOND_OPINION[role]]]
    assert doubted == [SOLVERS[role]]
    assert "a whole number is none" in caplog.text


def test_a_bound_that_does_not_hold_is_not_believed_either(answers):
    answers[0].append(wrong(BEST, bound=6.0))
    with Engine(Stop()) as engine:
        assert engine.run(*bakery(), seconds=10).bound == pytest.approx(5)


def test_where_no_answer_holds_nothing_is_known(answers):
    answers[0].extend([wrong(), wrong()])
    with Engine(Stop()) as engine:
        outcome = engine.run(*bakery(), seconds=10)
    assert (outcome.status, outcome.values, outcome.objective, outcome.bound) == ("unknown", None, None, -np.inf)


def test_what_a_solver_says_on_the_way_is_checked_as_well(engine, monkeypatch):
    heard = []
    engine.run(*bakery(), seconds=10)  # the process is up, and has nothing more to say
    said = [Incumbent(4.2, 0.0, np.array([0.0, 1.4])), Incumbent(5.0, 0.0, BEST)]
    said.append(Answer("NO_SOLUTION_FOUND", 0.0, None, None))
    monkeypatch.setattr(engine._process, "receive", lambda _seconds: said.pop(0))
    monkeypatch.setattr(engine._process, "send", lambda _request: None)
    outcome = engine.run(*bakery(), seconds=10, on_better=lambda *figures: heard.append(figures))
    assert (outcome.status, outcome.objective) == ("feasible", 5.0)
    assert heard == [(5.0, 0.0)]


def test_every_role_has_a_solver_and_another_one():
    assert set(SECOND_OPINION) == set(SOLVERS)
    assert all(SOLVERS[role] != SOLVERS[other] for role, other in SECOND_OPINION.items())
