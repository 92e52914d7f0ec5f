"""A mixed-integer linear model built in bulk: columns and rows come as arrays, never one by one."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from staffplan.errors import StaffplanError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from ortools.math_opt import model_pb2

ROUNDING = 1e-6
"""Values this close to a whole number are that number: the solver's tolerance."""


class Matrix(NamedTuple):
    """The terms of a model, ordered by row and column; all of shape (terms,)."""

    row: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.float64]


class SealedError(StaffplanError):
    """Somebody would change a model that others share: a fault of staffplan."""


@dataclass
class LinearModel:
    """Minimise cost · v subject to row bounds and column bounds; some columns are integer."""

    lower: list[NDArray[np.float64]] = field(default_factory=list)
    upper: list[NDArray[np.float64]] = field(default_factory=list)
    integer: list[NDArray[np.bool_]] = field(default_factory=list)
    row_lower: list[NDArray[np.float64]] = field(default_factory=list)
    row_upper: list[NDArray[np.float64]] = field(default_factory=list)
    _rows: list[NDArray[np.int64]] = field(default_factory=list)
    _columns: list[NDArray[np.int64]] = field(default_factory=list)
    _values: list[NDArray[np.float64]] = field(default_factory=list)
    row_names: list[tuple[str, int]] = field(default_factory=list)
    """Name of each family of rows and where it begins, for golden texts of the model."""
    column_names: list[tuple[str, int]] = field(default_factory=list)
    """The same for columns."""
    n_columns: int = 0
    n_rows: int = 0
    _sealed: bool = False

    def sealed(self) -> LinearModel:
        """This model, for others to share: from now on only its copies can be changed."""
        self._sealed = True
        return self

    def _open(self) -> None:
        """Raise SealedError where the model is shared."""
        if self._sealed:
            raise SealedError

    def copy(self) -> LinearModel:
        """A model that can be changed on its own; the arrays, which nobody changes, are shared."""
        twin = copy(self)
        twin._sealed = False
        for name, part in vars(self).items():
            if isinstance(part, list):
                setattr(twin, name, part.copy())
        return twin

    def free_rows(self, rows: NDArray[np.int64]) -> None:
        """Let these rows take any value."""
        self._open()
        lower, upper = (bound.copy() for bound in self.row_bounds())
        lower[rows], upper[rows] = -np.inf, np.inf
        self.row_lower, self.row_upper = [lower], [upper]

    def lift_rows(self, rows: NDArray[np.int64]) -> None:
        """Let these rows be as large as they like."""
        self._open()
        most = self.row_bounds()[1].copy()
        most[rows] = np.inf
        self.row_upper = [most]

    def raise_rows(self, rows: NDArray[np.int64], lower: ArrayLike) -> None:
        """Ask for at least ``lower`` of these rows, where they do not ask for more."""
        self._open()
        least = self.row_bounds()[0].copy()
        least[rows] = np.maximum(least[rows], lower)
        self.row_lower = [least]

    def fix_columns(self, columns: NDArray[np.int64], values: ArrayLike) -> None:
        """Give these columns these values for good."""
        self.set_columns(columns, values, values)

    def set_columns(self, columns: NDArray[np.int64], lower: ArrayLike, upper: ArrayLike) -> None:
        """Give these columns these bounds, wider or narrower."""
        self._open()
        least, most = (bound.copy() for bound in self.bounds())
        least[columns], most[columns] = lower, upper
        self.lower, self.upper = [least], [most]

    def limit_columns(self, columns: NDArray[np.int64], lower: ArrayLike, upper: ArrayLike) -> None:
        """Narrow the bounds of these columns to ``lower`` and ``upper``, as far as they are not narrower."""
        least, most = self.bounds()
        self.set_columns(columns, np.maximum(least[columns], lower), np.minimum(most[columns], upper))

    def relax_columns(self, columns: NDArray[np.int64]) -> None:
        """Let these columns be fractions."""
        self._open()
        integer = np.concatenate(self.integer)
        integer[columns] = False
        self.integer = [integer]

    def restricted(self, columns: NDArray[np.int64]) -> LinearModel:
        """A model of these columns, in their order, with the rows that name no other: a relaxation of this one."""
        place = np.full(self.n_columns, -1, dtype=np.int64)
        place[columns] = np.arange(len(columns))
        row, column, value = self.matrix()
        kept = np.zeros(self.n_rows, dtype=bool)
        kept[row] = True
        kept[row[place[column] < 0]] = False
        rows = np.flatnonzero(kept)
        lower, upper = self.bounds()
        row_lower, row_upper = self.row_bounds()
        small = LinearModel()
        small.add_columns("column", len(columns), lower[columns], upper[columns])
        small.integer = [np.concatenate(self.integer)[columns]]
        small.add_rows("row", len(rows), row_lower[rows], row_upper[rows])
        inside = kept[row]
        small.add_terms(np.searchsorted(rows, row[inside]), place[column[inside]], value[inside])
        return small

    def add_columns(
        self, name: str, count: int, lower: ArrayLike = 0.0, upper: ArrayLike = np.inf, *, integer: bool = False
    ) -> NDArray[np.int64]:
        """Add ``count`` columns and return their indices."""
        self._open()
        self.column_names.append((name, self.n_columns))
        self.lower.append(np.broadcast_to(np.asarray(lower, dtype=float), count))
        self.upper.append(np.broadcast_to(np.asarray(upper, dtype=float), count))
        self.integer.append(np.full(count, integer))
        self.n_columns += count
        return np.arange(self.n_columns - count, self.n_columns)

    def add_rows(
        self, name: str, count: int, lower: ArrayLike = -np.inf, upper: ArrayLike = np.inf
    ) -> NDArray[np.int64]:
        """Add ``count`` empty rows lower ≤ … ≤ upper and return their indices."""
        self._open()
        self.row_names.append((name, self.n_rows))
        self.row_lower.append(np.broadcast_to(np.asarray(lower, dtype=float), count))
        self.row_upper.append(np.broadcast_to(np.asarray(upper, dtype=float), count))
        self.n_rows += count
        return np.arange(self.n_rows - count, self.n_rows)

    def add_terms(self, rows: ArrayLike, columns: ArrayLike, values: ArrayLike = 1.0) -> None:
        """Add ``values`` × columns to rows; the three broadcast together, and repeated places add up."""
        self._open()
        row, column, value = np.broadcast_arrays(rows, columns, np.asarray(values, dtype=float))
        self._rows.append(row.ravel().astype(np.int64))
        self._columns.append(column.ravel().astype(np.int64))
        self._values.append(value.ravel())

    def append(self, other: LinearModel, name: str) -> tuple[int, int]:
        """Add all columns, rows and terms of ``other``; returns the number of its first column and of its first row."""
        self._open()
        column, row = self.n_columns, self.n_rows
        for part in ("lower", "upper", "integer", "row_lower", "row_upper"):
            getattr(self, part).extend(getattr(other, part))
        self._rows.extend(rows + row for rows in other._rows)
        self._columns.extend(columns + column for columns in other._columns)
        self._values.extend(other._values)
        self.column_names.extend((f"{name}.{label}", first + column) for label, first in other.column_names)
        self.row_names.extend((f"{name}.{label}", first + row) for label, first in other.row_names)
        self.n_columns += other.n_columns
        self.n_rows += other.n_rows
        return column, row

    def matrix(self) -> Matrix:
        """Every term, repeated places added up, zeros dropped."""
        if not self._rows:
            return Matrix(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
        key = np.concatenate(self._rows) * max(self.n_columns, 1) + np.concatenate(self._columns)
        places, inverse = np.unique(key, return_inverse=True)
        values = np.bincount(inverse, weights=np.concatenate(self._values), minlength=len(places))
        kept = values != 0
        return Matrix(places[kept] // self.n_columns, places[kept] % self.n_columns, values[kept])

    def bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper bound of every column."""
        return np.concatenate(self.lower), np.concatenate(self.upper)

    def row_bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper bound of every row."""
        if not self.row_lower:
            return np.zeros(0), np.zeros(0)
        return np.concatenate(self.row_lower), np.concatenate(self.row_upper)

    def without_fixed(self) -> tuple[LinearModel, NDArray[np.int64]]:
        """The model of the columns that are not fixed alone, without rows that hold none of them or bind nothing.

        Also the index here of each of its columns. Fixed columns are taken to be within the rows that are left out.
        """
        lower, upper = self.bounds()
        row_lower, row_upper = self.row_bounds()
        row, column, value = self.matrix()
        loose = lower < upper
        still = np.bincount(row, weights=~loose[column] * value * lower[column], minlength=self.n_rows)
        binding = np.isfinite(row_lower) | np.isfinite(row_upper)
        kept = loose[column] & binding[row]
        rows = np.unique(row[kept])
        columns = np.flatnonzero(loose)
        small = LinearModel()
        small.add_columns("loose", len(columns), lower[columns], upper[columns])
        small.integer = [np.concatenate(self.integer)[columns]]
        small.add_rows("kept", len(rows), row_lower[rows] - still[rows], row_upper[rows] - still[rows])
        small.add_terms(np.searchsorted(rows, row[kept]), np.searchsorted(columns, column[kept]), value[kept])
        return small, columns

    def to_proto(
        self, cost: NDArray[np.float64], *, relax: bool = False, matrix: Matrix | None = None
    ) -> model_pb2.ModelProto:
        """The model as MathOpt takes it, minimising ``cost``; ``relax`` drops the integrality.

        ``matrix`` are its terms, where they are known.
        """
        from ortools.math_opt import model_pb2

        proto = model_pb2.ModelProto()
        lower, upper = self.bounds()
        proto.variables.ids.extend(range(self.n_columns))
        proto.variables.lower_bounds.extend(lower)
        proto.variables.upper_bounds.extend(upper)
        integer = np.zeros(self.n_columns, dtype=bool) if relax else np.concatenate(self.integer)
        proto.variables.integers.extend(integer)
        row_lower, row_upper = self.row_bounds()
        proto.linear_constraints.ids.extend(range(self.n_rows))
        proto.linear_constraints.lower_bounds.extend(row_lower)
        proto.linear_constraints.upper_bounds.extend(row_upper)
        rows, columns, values = self.matrix() if matrix is None else matrix
        proto.linear_constraint_matrix.row_ids.extend(rows)
        proto.linear_constraint_matrix.column_ids.extend(columns)
        proto.linear_constraint_matrix.coefficients.extend(values)
        priced = np.flatnonzero(cost)
        proto.objective.linear_coefficients.ids.extend(priced)
        proto.objective.linear_coefficients.values.extend(cost[priced])
        return proto
