"""Whether values obey a model: row by row, without a solver."""

import numpy as np


def holds(model, values, within=1e-9):
    """Whether ``values``, by column, keep all bounds of columns and rows."""
    values = np.asarray(values, dtype=float)
    row, column, factor = model.matrix()
    sums = np.bincount(row, weights=factor * values[column], minlength=model.n_rows)
    ends = ((values, model.bounds()), (sums, model.row_bounds()))
    return all(((low - within <= at) & (at <= high + within)).all() for at, (low, high) in ends)
