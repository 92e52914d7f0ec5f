"""A linear program that grows by columns and is solved again and again, in this process.

GLOP keeps its basis between solves (MathOpt's incremental solver), so that a few columns more cost a few steps of the
primal simplex. Large programs are solved by HiGHS's interior point method without crossover instead, each time anew:
its prices are central ones, which column generation likes. OR-Tools has both: no other package is needed.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from numpy.typing import NDArray
    from ortools.math_opt import model_pb2, result_pb2

    from staffplan.solve.engine.linear import LinearModel

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Solution:
    """An optimal solution of the program."""

    objective: float
    """Its cost."""
    values: Floats
    """Of every column."""
    duals: Floats
    """Of every row."""


class GrowingProgram:
    """Minimise cost · v over rows that stay and columns that come; every column may be held between bounds."""

    def __init__(self, model: LinearModel, cost: Floats, *, central: bool = False) -> None:
        """Begin with ``model``, whose columns need not be whole; ``central``: by the interior point method."""
        self._central = central
        self._row_bounds = model.row_bounds()
        self._lower, self._upper = ([each] for each in model.bounds())
        self._cost = [np.asarray(cost, dtype=float)]
        self._terms: list[tuple[Ints, Ints, Floats]] = [model.matrix()]
        self.n_columns, self._n_rows = model.n_columns, model.n_rows
        self._solver: Any = None
        self._known = 0
        """Columns that the solver knows."""
        self._parts_known = 0
        self._changed: set[int] = set()

    def add(self, cost: Sequence[float], terms: Sequence[tuple[Ints, Floats]]) -> Ints:
        """Add a column for each of ``terms``, its rows and their values; returns their numbers."""
        count = len(cost)
        numbers = np.arange(self.n_columns, self.n_columns + count)
        if count:
            columns = np.repeat(numbers, [len(each) for each, _values in terms])
            rows, values = (np.concatenate([each[part] for each in terms]) for part in (0, 1))
            self._terms.append((rows, columns, values))
            self._cost.append(np.asarray(cost, dtype=float))
            self._lower.append(np.zeros(count))
            self._upper.append(np.full(count, np.inf))
            self.n_columns += count
        return numbers

    def bound(self, columns: Ints, lower: float, upper: float) -> None:
        """Hold these columns between bounds."""
        self._lower, self._upper = [np.concatenate(self._lower)], [np.concatenate(self._upper)]
        self._lower[0][columns], self._upper[0][columns] = lower, upper
        self._changed.update(columns[columns < self._known].tolist())

    def solve(self, seconds: float) -> Solution | None:
        """An optimal solution; None where there is none within the time."""
        for fresh in (self._central or self._solver is None, True):
            try:
                return self._solved(seconds, fresh=fresh)
            except RuntimeError as error:  # the simplex method lost its precision: once more, from the beginning
                LOG.info("a linear program is begun again: %s", error)
        return None

    def _solved(self, seconds: float, *, fresh: bool) -> Solution | None:
        from ortools.math_opt import callback_pb2, model_parameters_pb2, parameters_pb2, result_pb2
        from ortools.math_opt.core.python import solver

        if fresh or not self._updated():
            number = parameters_pb2.SolverTypeProto.Value("SOLVER_TYPE_HIGHS" if self._central else "SOLVER_TYPE_GLOP")
            self._solver = solver.new(number, self._proto(), parameters_pb2.SolverInitializerProto())
        self._known, self._parts_known, self._changed = self.n_columns, len(self._terms), set()
        parameters = parameters_pb2.SolveParametersProto()
        parameters.time_limit.FromTimedelta(timedelta(seconds=max(seconds, 0.01)))
        if self._central:
            parameters.lp_algorithm = parameters_pb2.LPAlgorithmProto.Value("LP_ALGORITHM_BARRIER")
            parameters.highs.string_options["run_crossover"] = "off"
        nothing = model_parameters_pb2.ModelSolveParametersProto()
        result = self._solver.solve(parameters, nothing, None, callback_pb2.CallbackRegistrationProto(), None, None)
        optimal = result_pb2.TerminationReasonProto.Value("TERMINATION_REASON_OPTIMAL")
        return self._read(result) if result.termination.reason == optimal else None

    def _read(self, result: result_pb2.SolveResultProto) -> Solution:
        solution = result.solutions[0]
        values, duals = np.zeros(self.n_columns), np.zeros(self._n_rows)
        primal, dual = solution.primal_solution.variable_values, solution.dual_solution.dual_values
        values[np.array(primal.ids, dtype=np.int64)] = primal.values
        duals[np.array(dual.ids, dtype=np.int64)] = dual.values
        return Solution(float(solution.primal_solution.objective_value), values, duals)

    def _proto(self) -> model_pb2.ModelProto:
        """The whole program."""
        from ortools.math_opt import model_pb2

        proto = model_pb2.ModelProto()
        proto.linear_constraints.ids.extend(range(self._n_rows))
        proto.linear_constraints.lower_bounds.extend(self._row_bounds[0])
        proto.linear_constraints.upper_bounds.extend(self._row_bounds[1])
        self._write(proto.variables, proto.linear_constraint_matrix, proto.objective.linear_coefficients, 0, 0)
        return proto

    def _updated(self) -> bool:
        """Whether the solver took what came since its last solve."""
        from ortools.math_opt import model_update_pb2

        update = model_update_pb2.ModelUpdateProto()
        objective = update.objective_updates.linear_coefficients
        self._write(
            update.new_variables, update.linear_constraint_matrix_updates, objective, self._known, self._parts_known
        )
        changed = np.array(sorted(self._changed), dtype=np.int64)
        variables = update.variable_updates
        for vector, bounds in ((variables.lower_bounds, self._lower), (variables.upper_bounds, self._upper)):
            vector.ids.extend(changed)
            vector.values.extend(np.concatenate(bounds)[changed])
        return bool(self._solver.update(update))

    def _write(self, variables: Any, matrix: Any, objective: Any, first: int, part: int) -> None:  # noqa: ANN401
        """Columns from ``first`` on, terms from the part on: ``variables`` and the others are messages of MathOpt."""
        lower, upper, cost = (np.concatenate(each)[first:] for each in (self._lower, self._upper, self._cost))
        ids = np.arange(first, self.n_columns)
        variables.ids.extend(ids)
        variables.lower_bounds.extend(lower)
        variables.upper_bounds.extend(upper)
        variables.integers.extend(np.zeros(len(ids), dtype=bool))
        objective.ids.extend(ids[cost != 0])
        objective.values.extend(cost[cost != 0])
        if part < len(self._terms):
            rows, columns, values = (np.concatenate([each[k] for each in self._terms[part:]]) for k in (0, 1, 2))
            order = np.lexsort((columns, rows))
            matrix.row_ids.extend(rows[order])
            matrix.column_ids.extend(columns[order])
            matrix.coefficients.extend(values[order])
