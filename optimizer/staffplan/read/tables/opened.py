"""Any table that planners keep: separated text, Excel workbooks, parquet; or a DataFrame that a program holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.read.tables import frame, parquet, text, workbook
from staffplan.read.tables.files import kind_of, read_bytes
from staffplan.words.language import _

if TYPE_CHECKING:
    import pandas as pd

    from staffplan.read.faults import Faults
    from staffplan.read.tables.table import Columns, Table
    from staffplan.schema.forecast import Source


def name_of(given: str | Path | pd.DataFrame) -> str:
    """What messages call the table."""
    return frame.FRAME if frame.is_frame(given) else str(given)


def open_table(given: str | Path | pd.DataFrame, columns: Columns, faults: Faults) -> tuple[Table, Source]:
    """The rows of a file or a DataFrame, and where they come from.

    Raises:
        InputError: there is no such file, it is no table, or ``given`` is neither.
    """
    if frame.is_frame(given):
        return frame.read_table(given, columns), frame.source_of(given)
    if not isinstance(given, (str, Path)):
        found = _("an object of the type {type}").format(type=type(given).__name__)
        raise InputError([Fault(_("the table"), found, _("the name of a file, or a pandas DataFrame"))])
    data, source = read_bytes(given)
    return read_table(data, given, columns, faults), source


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
