"""Every answer of a solver is worked out again before it counts: whole numbers, bounds, rows, objective.

Solvers err: SCIP with many heuristics has called a solution optimal in which a whole number was 1.4. What is checked
here is plain arithmetic on the model's own numbers, within the tolerances that solvers work with themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.engine.linear import LinearModel, Matrix

    Floats = NDArray[np.float64]

WHOLE_WITHIN = 1e-5
"""How far a whole number may be off; solvers allow 1e-6. In 1,263 answers of the tests it was 4e-13 at most."""
WITHIN = 1e-6
"""How far a row, a column or the objective may be beyond its bound, times 1 and the size of its terms.

In those answers it was 2e-9 at most; solvers allow 1e-6.
"""


@dataclass(frozen=True, eq=False)
class Question:
    """What a solver was asked."""

    model: LinearModel
    cost: Floats
    matrix: Matrix
    integer: NDArray[np.bool_]
    """Columns whose values must be whole; none of a relaxation's."""

    @property
    def relaxed(self) -> bool:
        """Whether nothing has to be whole: the optimum is then its own bound."""
        return not self.integer.any()

    def whole(self, values: Floats) -> Floats:
        """``values`` with the whole numbers that integer columns are within tolerance."""
        return np.where(self.integer, np.round(values), values)

    def fault(self, values: Floats, bound: float, *, optimal: bool) -> str | None:
        """What is wrong with a solution, as the solver gave it, and its bound; None: nothing.

        ``optimal`` is what the solver says of it.
        """
        if not np.isfinite(values).all():
            return "a value is no number"
        if (np.abs(values - self.whole(values)) > WHOLE_WITHIN).any():
            return "a whole number is none"
        values = self.whole(values)
        if _over(values, *self.model.bounds(), np.abs(values)).any():
            return "a column is beyond its bounds"
        row, column, value = self.matrix
        terms = value * values[column]
        n_rows = self.model.n_rows
        sums = np.bincount(row, weights=terms, minlength=n_rows).astype(float)
        sizes = np.bincount(row, weights=np.abs(terms), minlength=n_rows).astype(float)
        if _over(sums, *self.model.row_bounds(), sizes).any():
            return "a row is beyond its bounds"
        over, room = float(self.cost @ values) - bound, WITHIN * (1 + float(np.abs(self.cost) @ np.abs(values)))
        if over < -room or (optimal and self.relaxed and over > room):
            return "the objective is not what the bound says"
        return None


def _over(values: Floats, lower: Floats, upper: Floats, sizes: Floats) -> NDArray[np.bool_]:
    beyond: NDArray[np.bool_] = np.maximum(lower - values, values - upper) > WITHIN * (1 + sizes)
    return beyond
