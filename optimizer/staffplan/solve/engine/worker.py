"""The solver's own process: it is sent models and sends back answers.

A solver of its own process can always be stopped, whatever it does with requests to stop; and every better plan is
sent as soon as it is found, so that nothing is lost then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

from staffplan.solve.engine.solvers import takes_callbacks

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from ortools.math_opt.model_parameters_pb2 import ModelSolveParametersProto
    from ortools.math_opt.parameters_pb2 import SolveParametersProto
    from ortools.math_opt.sparse_containers_pb2 import SparseDoubleVectorProto

    from staffplan.processes.inside import Parent

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


NO_MEMORY = "NO_MEMORY"
"""Reason of an answer where memory ran out."""


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
    """Name of the MathOpt termination reason, or ``NO_MEMORY``."""
    bound: float
    """Proved lower bound of the objective."""
    objective: float | None
    values: NDArray[np.float64] | None
    duals: NDArray[np.float64] | None = None
    """Dual value of every row of a relaxation."""
    detail: str = ""
    """What the solver said, where it failed."""


def answer(request: Request, send: Callable[[Incumbent], object]) -> Answer:
    """Solve ``request`` and ``send`` an Incumbent for every better solution that the solver reports.

    The model goes to MathOpt's compiled solver as it came; ``ortools.math_opt.python.mathopt`` would make an object of
    every column and row first, and takes twice as long to import.
    """
    from ortools.math_opt import callback_pb2, model_pb2, parameters_pb2, result_pb2, solution_pb2
    from ortools.math_opt.core.python import solver

    model = model_pb2.ModelProto.FromString(request.model)
    cost = _column(model.objective.linear_coefficients, len(model.variables.ids))
    best = np.inf

    def report(data: callback_pb2.CallbackDataProto) -> callback_pb2.CallbackResultProto:
        nonlocal best
        if data.HasField("primal_solution_vector"):
            values = _column(data.primal_solution_vector, cost.size)
            objective = float(cost @ values)
            if objective < best - 1e-9 * max(1.0, abs(objective)):
                best = objective
                bound = data.mip_stats.dual_bound if data.mip_stats.HasField("dual_bound") else -np.inf
                send(Incumbent(objective, bound, values))
        return callback_pb2.CallbackResultProto()

    watched = request.watched and takes_callbacks(request.solver)
    events = [callback_pb2.CALLBACK_EVENT_MIP_SOLUTION] if watched else []
    result = solver.solve(
        model,
        parameters_pb2.SolverTypeProto.Value(f"SOLVER_TYPE_{request.solver}"),
        parameters_pb2.SolverInitializerProto(),
        _parameters(request),
        _hints(request),
        None,  # nobody reads what the solver prints
        callback_pb2.CallbackRegistrationProto(request_registration=events),
        report if watched else None,
        None,  # it is stopped by ending this process
    )
    found = duals = None
    if result.solutions:
        solution = result.solutions[0]
        feasible = solution_pb2.SOLUTION_STATUS_FEASIBLE
        if solution.primal_solution.feasibility_status == feasible:
            found = _column(solution.primal_solution.variable_values, cost.size)
            if not any(model.variables.integers) and solution.dual_solution.feasibility_status == feasible:
                duals = _column(solution.dual_solution.dual_values, len(model.linear_constraints.ids))
    reason = result_pb2.TerminationReasonProto.Name(result.termination.reason)
    return Answer(
        reason=reason.removeprefix("TERMINATION_REASON_"),
        bound=result.termination.objective_bounds.dual_bound,
        objective=None if found is None else float(cost @ found),
        values=found,
        duals=duals,
        detail=result.termination.detail,
    )


def _column(vector: SparseDoubleVectorProto, size: int) -> NDArray[np.float64]:
    """A sparse vector written out; ids are places, as LinearModel numbers its columns and rows."""
    values = np.zeros(size)
    values[np.array(vector.ids, dtype=np.int64)] = vector.values
    return values


def _parameters(request: Request) -> SolveParametersProto:
    from ortools.math_opt import parameters_pb2

    parameters = parameters_pb2.SolveParametersProto(
        random_seed=request.seed,
        threads=request.threads or None,
        node_limit=request.nodes,
        relative_gap_tolerance=request.gap,
    )
    parameters.time_limit.FromTimedelta(timedelta(seconds=request.seconds))
    cuts, heuristics = EMPHASIS[request.seek] if takes_callbacks(request.solver) else (None, None)
    if cuts is not None:
        parameters.cuts = parameters_pb2.EmphasisProto.Value(f"EMPHASIS_{cuts}")
    if heuristics is not None:
        parameters.heuristics = parameters_pb2.EmphasisProto.Value(f"EMPHASIS_{heuristics}")
    return parameters


def _hints(request: Request) -> ModelSolveParametersProto:
    from ortools.math_opt import model_parameters_pb2

    parameters = model_parameters_pb2.ModelSolveParametersProto()
    if request.hint is not None:
        columns, values = request.hint
        hint = parameters.solution_hints.add().variable_values
        hint.ids.extend(columns)
        hint.values.extend(values)
    return parameters


def main(parent: Parent) -> None:
    """Answer requests until the input ends."""
    # While the parent still reads its files:
    import ortools.math_opt.core.python.solver  # noqa: F401
    from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2, result_pb2  # noqa: F401

    while True:
        try:
            parent.send(answer(parent.receive(), parent.send))
        except BrokenPipeError:
            return
        except MemoryError:
            parent.send(Answer(NO_MEMORY, -np.inf, None, None))
        except Exception as error:
            parent.send(Answer("OTHER_ERROR", -np.inf, None, None, detail=f"{type(error).__name__}: {error}"))
