"""Tables in parquet files, with the extra ``staffplan[parquet]``."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from staffplan.read.tables.table import Row, Table
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.read.faults import Faults


def read_table(data: bytes, faults: Faults) -> Table:
    """The rows of the file; its column names are row 1.

    Raises:
        InputError: pyarrow is not installed, or the file is damaged.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import read_table as read_arrow
    except ImportError:
        faults.stop(
            _("parquet, which needs the package pyarrow"),
            _("pyarrow installed (pip install 'staffplan[parquet]'), or the table as .csv or .xlsx"),
        )
    try:
        table = read_arrow(io.BytesIO(data))
        columns = [_values(column) for column in table.columns]
    except (ArrowException, OSError, ValueError, NotImplementedError) as error:
        faults.stop(
            _("a damaged parquet table ({error})").format(error=type(error).__name__),
            _("a parquet file that opens elsewhere"),
        )
    rows = zip(*columns, strict=True)
    header = Row(1, tuple(table.column_names))
    return Table((header, *(Row(number, tuple(cells)) for number, cells in enumerate(rows, start=2))))


def _values(column: Any) -> list[object]:  # noqa: ANN401 - pyarrow has no types
    import pyarrow

    if pyarrow.types.is_timestamp(column.type):
        column = column.cast(pyarrow.timestamp("us", column.type.tz), safe=False)
    return list(column.to_pylist())
