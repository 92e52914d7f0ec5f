"""Rows of columns that are alike, so that a rule looks at each kind once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDEST, MOST_KINDS = 1 << 30, 1 << 62
"""Range of a column, and kinds, from which they are numbered first, so that they fit 64 bits."""


def kinds_of(*columns: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The first of each kind of rows that are equal in all ``columns``, of shape (n,), and each row's kind (n,)."""
    key, kinds = np.zeros_like(columns[0]), 1
    for column in columns if key.size else ():
        values, least = column, int(column.min())
        width = int(column.max()) - least + 1
        if width > WIDEST:
            values, least = np.unique(column, return_inverse=True)[1], 0
            width = int(values.max()) + 1
        if kinds * width > MOST_KINDS:
            key = np.unique(key, return_inverse=True)[1]
            kinds = int(key.max()) + 1
        key, kinds = key * width + (values - least), kinds * width
    _keys, first, where = np.unique(key, return_index=True, return_inverse=True)
    return first, where
