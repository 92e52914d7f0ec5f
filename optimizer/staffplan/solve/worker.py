"""The solver's own process: it takes models on its standard input and answers on its standard output.

A solver of its own process can always be stopped, whatever it does with requests to stop; and every better plan is
sent as soon as it is found, so that nothing is lost then. Messages are pickles, each behind its length (8 bytes).
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADER = struct.Struct("<Q")
Seek = Literal["plan", "either", "proof"]
EMPHASIS: dict[Seek, tuple[str | None, str | None]] = {
    "plan": ("OFF", "HIGH"),
    "either": ("OFF", None),
    "proof": (None, "OFF"),
}
"""How much cutting planes and heuristics SCIP uses; None: as many as it likes.

The rules enter the models tightly already: cutting planes mostly cost more than they bring, and what takes time is
finding a plan, not raising the bound. Models of a week or a day are another matter.
"""


@dataclass(frozen=True)
class Request:
    """One model to solve."""

    model: bytes
    """A serialised ModelProto."""
    solver: str
    """Name of a MathOpt SolverType."""
    seconds: float
    """Time limit."""
    seed: int
    """Random seed of the solver."""
    threads: int
    """Cores the solver may use; 0 leaves it to the solver (HiGHS takes no other value)."""
    watched: bool = False
    """Whether better solutions are sent on the way: it keeps SCIP from some of its presolving."""
    nodes: int | None = None
    """Nodes of the search tree, at most."""
    gap: float | None = None
    """Relative gap at which the search may end."""
    seek: Seek = "plan"
    """What SCIP works hard at; "either": at nothing in particular."""
    hint: tuple[NDArray[np.int64], NDArray[np.float64]] | None = None
    """Columns and values to start from."""


@dataclass(frozen=True)
class Incumbent:
    """A better solution while the search goes on."""

    objective: float
    bound: float
    values: NDArray[np.float64]


@dataclass(frozen=True)
class Answer:
    """The end of a search."""

    reason: str
    """Name of the MathOpt termination reason."""
    bound: float
    """Proved lower bound of the objective."""
    objective: float | None
    values: NDArray[np.float64] | None
    duals: NDArray[np.float64] | None = None
    """Dual value of every row of a relaxation."""
    detail: str = ""
    """What the solver said, where it failed."""


def send(stream: IO[bytes], message: object) -> None:
    """Write ``message`` and flush."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(HEADER.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:  # noqa: ANN401 - whatever was sent
    """The next message; None at the end of the stream."""
    head = stream.read(HEADER.size)
    if len(head) < HEADER.size:
        return None
    return pickle.loads(stream.read(HEADER.unpack(head)[0]))


def answer(request: Request, out: IO[bytes]) -> Answer:
    """Solve ``request``, sending an Incumbent to ``out`` for every better solution that the solver reports."""
    from ortools.math_opt import model_pb2
    from ortools.math_opt.python import mathopt

    proto = model_pb2.ModelProto.FromString(request.model)
    model = mathopt.Model.from_model_proto(proto)
    variables = list(model.variables())
    cost = np.zeros(len(variables))
    cost[np.array(proto.objective.linear_coefficients.ids, dtype=np.int64)] = proto.objective.linear_coefficients.values
    best = np.inf

    def report(data: mathopt.CallbackData) -> mathopt.CallbackResult:
        nonlocal best
        if data.solution is not None:
            values = np.array([data.solution[v] for v in variables])
            objective = float(cost @ values)
            if objective < best - 1e-9 * max(1.0, abs(objective)):
                best = objective
                bound = (
                    data.mip_stats.dual_bound if data.mip_stats and data.mip_stats.dual_bound is not None else -np.inf
                )
                send(out, Incumbent(objective, bound, values))
        return mathopt.CallbackResult()

    hints = []
    if request.hint is not None:
        columns, values = request.hint
        hints.append(mathopt.SolutionHint({variables[c]: v for c, v in zip(columns, values, strict=True)}))
    cuts, heuristics = EMPHASIS[request.seek] if request.solver == "GSCIP" else (None, None)
    watched = request.watched and request.solver == "GSCIP"
    result = mathopt.solve(
        model,
        mathopt.SolverType[request.solver],
        params=mathopt.SolveParameters(
            time_limit=timedelta(seconds=request.seconds),
            random_seed=request.seed,
            threads=request.threads or None,
            node_limit=request.nodes,
            relative_gap_tolerance=request.gap,
            cuts=cuts and mathopt.Emphasis[cuts],
            heuristics=heuristics and mathopt.Emphasis[heuristics],
        ),
        model_params=mathopt.ModelSolveParameters(solution_hints=hints),
        callback_reg=mathopt.CallbackRegistration(events={mathopt.Event.MIP_SOLUTION}) if watched else None,
        cb=report if watched else None,
    )
    bounds = result.termination.objective_bounds
    found = None
    if result.has_primal_feasible_solution():
        by_variable = result.variable_values()
        found = np.array([by_variable[v] for v in variables])
    duals = None
    if found is not None and not any(proto.variables.integers) and result.has_dual_feasible_solution():
        by_row = result.dual_values()
        duals = np.array([by_row[row] for row in model.linear_constraints()])
    return Answer(
        duals=duals,
        reason=result.termination.reason.name,
        bound=bounds.dual_bound,
        objective=None if found is None else float(cost @ found),
        values=found,
        detail=result.termination.detail,
    )


def main() -> None:
    """Answer requests until the input ends. What solvers print goes nowhere."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.dup2(nowhere, sys.stderr.fileno())
    import ortools.math_opt.python.mathopt  # noqa: F401 - while the parent still reads its files

    while (request := receive(sys.stdin.buffer)) is not None:
        try:
            send(out, answer(request, out))
        except BrokenPipeError:
            return
        except Exception as error:
            send(out, Answer("OTHER_ERROR", -np.inf, None, None, detail=f"{type(error).__name__}: {error}"))
