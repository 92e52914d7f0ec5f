"""Any table that planners keep: separated text, Excel workbooks, parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.read.tables import parquet, text, workbook
from staffplan.read.tables.files import kind_of

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.read.faults import Faults
    from staffplan.read.tables.table import Columns, Table


def read_table(data: bytes, path: str | Path, columns: Columns, faults: Faults) -> Table:
    """The rows of the file by its kind; ``columns`` tell the separator and the sheet.

    Raises:
        InputError: the file is no table, or not what its ending says.
    """
    kind = kind_of(data, path, faults)
    if kind == "workbook":
        return workbook.read_table(data, columns, faults)
    if kind == "parquet":
        return parquet.read_table(data, faults)
    return text.read_table(data, columns, faults)
