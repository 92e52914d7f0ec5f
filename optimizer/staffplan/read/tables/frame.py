"""Tables that a program holds already: pandas DataFrames."""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING, Any, TypeGuard

from staffplan.read.tables.table import Row, Table
from staffplan.schema.forecast import Source

if TYPE_CHECKING:
    import pandas as pd

    from staffplan.read.tables.table import Columns

FRAME = "DataFrame"
"""What stands where messages name a file."""


def is_frame(value: object) -> TypeGuard[pd.DataFrame]:
    """Whether ``value`` is a DataFrame; that is asked without importing pandas."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(value, pandas.DataFrame)


def read_table(frame: pd.DataFrame, columns: Columns) -> Table:
    """The rows of ``frame`` as a file would have them: its column names are row 1, so row r is ``frame.iloc[r - 2]``.

    An index of datetimes is the column ``start`` where no column is.
    """
    parts: list[tuple[object, pd.Series[Any]]] = [(name, frame.iloc[:, k]) for k, name in enumerate(frame.columns)]
    if _has_times(frame) and not any(columns.named(name) == "start" for name, _values in parts):
        header = frame.index.name if columns.named(frame.index.name) == "start" else "start"
        parts.insert(0, (header, frame.index.to_series()))
    cells = zip(*(map(_cell, values.tolist()) for _name, values in parts), strict=True)
    rows = (Row(number, row) for number, row in enumerate(cells, start=2))
    return Table((Row(1, tuple(name for name, _values in parts)), *rows))


def _has_times(frame: pd.DataFrame) -> bool:
    import pandas as pd

    return isinstance(frame.index, pd.DatetimeIndex)


def _cell(value: object) -> object:
    """``value`` as files give it: Python's own numbers, None where there is none (NaN stays, as in parquet files)."""
    import pandas as pd

    if value is pd.NaT or value is pd.NA:
        return None
    return value.item() if hasattr(value, "item") and not isinstance(value, pd.Timestamp) else value


def source_of(frame: pd.DataFrame) -> Source:
    """Its digest is that of the csv which pandas makes of ``frame``, index included."""
    return Source(path=FRAME, sha256=hashlib.sha256(frame.to_csv().encode()).hexdigest())
