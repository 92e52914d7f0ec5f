"""Solving a LinearModel in a process of its own: with a time limit, a stop that works at once, the best so far."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

from staffplan.errors import ProcessEndedError, StaffplanError
from staffplan.processes import child
from staffplan.solve.engine.solvers import SECOND_OPINION, SOLVERS, threads_for
from staffplan.solve.engine.trust import Question
from staffplan.solve.engine.worker import NO_MEMORY, Answer, Incumbent, Request

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from staffplan.processes.beside import Beside
    from staffplan.schema.progress import Stop
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.engine.solvers import Role
    from staffplan.solve.engine.worker import Seek

LOG = logging.getLogger(__name__)
POLL_SECONDS = 0.05
GRACE_SECONDS, GRACE_LEAST, GRACE_SHARE = 5.0, 0.5, 0.1
"""How long a solver may overrun its time limit before its process is ended (HiGHS may by tens of seconds).

At most; and of a short search so many seconds and a share of its limit.
"""
IMPRECISE = "IMPRECISE"
"""What a solver says where the simplex method lost its precision; that is rare."""
AGAIN_SECONDS = 5.0
"""Time at least, if so much was given, for the solver that is asked where another one's answer does not hold."""
SCIP_NO_MEMORY = "SCIP error code -1 "
"""In what MathOpt says where SCIP ran out of memory (SCIP_NOMEMORY in SCIP's type_retcode.h)."""
Status = Literal["optimal", "feasible", "infeasible", "unknown"]


class SolverError(StaffplanError):
    """The solver's process failed; the model or the installation is at fault, not the input."""


class SolverEndedError(SolverError, ProcessEndedError):
    """The solver's process ended before it answered, or could not be started, or had not enough memory."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a search gave."""

    status: Status
    """optimal: proved; feasible: a solution, not proved; infeasible: proved that there is none; unknown: neither."""
    bound: float
    """Proved lower bound of the objective; −inf: none."""
    objective: float | None
    """Objective of ``values``; None: no solution."""
    values: NDArray[np.float64] | None
    """Value of every column; integer columns hold whole numbers."""
    duals: NDArray[np.float64] | None = None
    """Dual value of every row of an optimal relaxation."""


def headcount_of(outcome: Outcome) -> int:
    """Agents of a solution whose objective is headcount."""
    assert outcome.objective is not None
    return round(outcome.objective)


class Engine:
    """A solver's process, started at once and used for one model after the other."""

    def __init__(self, stop: Stop, seed: int = 0, on_doubt: Callable[[str], None] | None = None) -> None:
        """Start the process; ``stop`` ends a search at once, ``on_doubt(solver)`` hears whose answer does not hold."""
        self._stop, self._seed, self._on_doubt = stop, seed, on_doubt
        self._enough: threading.Event | None = None
        self._is_asked = False
        self._process: Beside | None = _solver()

    def __enter__(self) -> Self:
        """The engine itself."""
        return self

    def __exit__(self, *_details: object) -> None:
        """End the process, or leave it to the next engine."""
        if self._process is not None and not self._is_asked:
            child.given_back(self._process)
            self._process = None
        self._end()

    @contextmanager
    def ended_by(self, event: threading.Event) -> Iterator[None]:
        """Inside, a search ends at once when ``event`` is set, too."""
        self._enough = event
        try:
            yield
        finally:
            self._enough = None

    @property
    def is_over(self) -> bool:
        """Whether a search ends at once."""
        return self._stop.is_set() or self._has_enough

    @property
    def _has_enough(self) -> bool:
        """Whether nothing is left to find: what is found from now on, nobody wants."""
        return self._enough is not None and self._enough.is_set()

    def _doubted(self, solver: str, fault: str) -> None:
        """Tell of an answer that is not believed."""
        LOG.info("the answer of %s is not believed: %s", solver, fault)
        if self._on_doubt is not None:
            self._on_doubt(solver)

    def _end(self) -> None:
        self._is_asked = False
        if self._process is not None:
            self._process.end()
            self._process = None

    def run(
        self,
        model: LinearModel,
        cost: NDArray[np.float64],
        *,
        seconds: float,
        role: Role = "search",
        relax: bool = False,
        hint: NDArray[np.float64] | None = None,
        on_better: Callable[[float, float], None] | None = None,
        stoppable: bool = True,
        nodes: int | None = None,
        gap: float | None = None,
        seek: Seek = "plan",
    ) -> Outcome:
        """Minimise ``cost`` over ``model``; ``on_better(objective, bound)`` hears of every better solution.

        The solver is the one of ``role`` (``SOLVERS``), and a relaxation's columns need not be whole, nor any where
        ``relax`` says so. Short work that turns what was found into a plan is not ``stoppable`` by the user; where
        another search has found what there is (:meth:`ended_by`), that ends too. ``nodes`` and the relative ``gap`` end
        the search at the same point on every machine. ``seek`` says what SCIP works hard at: finding a plan, or
        searching a small model to its end. Without any ``seconds`` nothing is begun, and nothing is known.

        An answer that does not hold (``Question.fault``) is asked of a second solver; where that one's does not hold
        either, nothing is known. Raises SolverError where the solver fails. A stop or the time limit gives the best
        solution so far.
        """
        if seconds <= 0:
            return Outcome("unknown", -np.inf, None, None)
        relax = relax or role == "relaxation"
        integer = np.zeros(model.n_columns, dtype=bool) if relax else np.concatenate(model.integer)
        question = Question(model, cost, model.matrix(), integer)
        until = time.monotonic() + seconds
        for asked in (role, SECOND_OPINION[role]):
            seconds = max(until - time.monotonic(), min(seconds, AGAIN_SECONDS), 0.01)
            request = Request(
                model=model.to_proto(cost, relax=relax, matrix=question.matrix).SerializeToString(),
                solver=SOLVERS[asked],
                seconds=seconds,
                seed=self._seed,
                threads=threads_for(SOLVERS[asked]),
                watched=on_better is not None and not question.relaxed,
                nodes=nodes,
                gap=gap,
                seek=seek,
                hint=None if hint is None else (np.flatnonzero(integer), hint[integer]),
            )
            outcome = self._answered(request, question, on_better, stoppable)
            if isinstance(outcome, Outcome):
                return outcome
            self._doubted(SOLVERS[asked], outcome)
        if outcome == IMPRECISE:
            raise SolverError(f"the solver gave up: {outcome}")
        return Outcome("unknown", -np.inf, None, None)

    def _answered(
        self,
        request: Request,
        question: Question,
        on_better: Callable[[float, float], None] | None,
        stoppable: bool,
    ) -> Outcome | str:
        """The outcome, its whole numbers rounded; or what is wrong with it."""
        self._process = self._process or _solver()
        self._is_asked = True
        self._process.send(request)
        deadline = time.monotonic() + request.seconds + min(GRACE_SECONDS, GRACE_LEAST + GRACE_SHARE * request.seconds)
        outcome = self._wait(self._process, deadline, on_better, stoppable, question)
        if outcome is None:
            return IMPRECISE
        if outcome.values is None:
            return outcome
        fault = question.fault(outcome.values, outcome.bound, optimal=outcome.status == "optimal")
        if fault is not None:
            return fault
        values = question.whole(outcome.values)
        return replace(outcome, objective=float(question.cost @ values), values=values)

    def _wait(
        self,
        process: Beside,
        deadline: float,
        on_better: Callable[[float, float], None] | None,
        stoppable: bool,
        question: Question,
    ) -> Outcome | None:
        """The outcome; None where the simplex method lost its precision."""
        best: Incumbent | None = None
        bound = -np.inf
        while True:
            if (stoppable and self.is_over) or self._has_enough or time.monotonic() > deadline:
                self._end()
                return _unfinished(best, bound)
            try:
                message = process.receive(POLL_SECONDS)
            except TimeoutError:
                continue
            except ProcessEndedError as error:
                self._end()
                raise SolverEndedError(str(error)) from error
            if isinstance(message, Incumbent):
                if question.fault(message.values, message.bound, optimal=False) is not None:
                    continue
                best, bound = message, max(bound, message.bound)
                if on_better is not None:
                    on_better(message.objective, bound)
            else:
                self._is_asked = False
                return None if message.reason == IMPRECISE else _finished(message, best)


def _solver() -> Beside:
    try:
        return child.started(child.SOLVER)
    except ProcessEndedError as error:
        raise SolverEndedError(str(error)) from error


def _unfinished(best: Incumbent | None, bound: float) -> Outcome:
    if best is None:
        return Outcome("unknown", bound, None, None)
    return Outcome("feasible", bound, best.objective, best.values)


def _finished(answer: Answer, best: Incumbent | None) -> Outcome:
    if answer.reason == "OPTIMAL":
        return Outcome("optimal", answer.bound, answer.objective, answer.values, answer.duals)
    if answer.reason in ("INFEASIBLE", "INFEASIBLE_OR_UNBOUNDED"):
        return Outcome("infeasible", np.inf, None, None)
    if answer.reason in ("FEASIBLE", "NO_SOLUTION_FOUND"):
        if answer.values is None or (
            best is not None and answer.objective is not None and best.objective < answer.objective
        ):
            return _unfinished(best, answer.bound)
        return Outcome("feasible", answer.bound, answer.objective, answer.values)
    if answer.reason == NO_MEMORY or SCIP_NO_MEMORY in answer.detail:
        raise SolverEndedError
    raise SolverError(f"the solver gave up: {answer.reason} {answer.detail}")
