"""Any table that planners keep, opened: text, workbooks of every kind, parquet; or a DataFrame that a program holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.read.tables import frame, parquet, text
from staffplan.read.tables.files import FileBytes, kind_of, read_bytes, shown_path
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from staffplan.read.faults import Faults
    from staffplan.read.tables.table import Columns, Table
    from staffplan.read.tables.text import Known
    from staffplan.schema.forecast import Source

    Given = str | Path | pd.DataFrame | FileBytes
    """A file's name, a DataFrame, or a file that was read elsewhere."""


def name_of(given: Given) -> str:
    """What messages call the table."""
    given = given.name if isinstance(given, FileBytes) else given
    return shown_path(given) if isinstance(given, (str, Path)) else frame.FRAME


def open_tables(given: Given, columns: Columns, known: Known, faults: Faults) -> tuple[list[Table], Source]:
    """The tables of a file or a DataFrame, one for each visible sheet of a workbook, and where they come from.

    ``known`` counts the cells of a row that are understood as headers, by which a text's separator is found.

    Raises:
        InputError: there is no such file, it is no table or not what its ending says, or ``given`` is neither.
    """
    if frame.is_frame(given):
        return [frame.read_table(given, columns)], frame.source_of(given)
    if not isinstance(given, (str, Path, FileBytes)):
        found = _("an object of the type {type}").format(type=type(given).__name__)
        raise InputError([Fault(_("the table"), found, _("the name of a file, or a pandas DataFrame"))])
    data, source = read_bytes(given)
    return _tables_of(data, source.path, known, faults), source


def open_table(given: Given, columns: Columns, faults: Faults) -> tuple[Table, Source]:
    """The one table that has the required columns, the first if none has, and where it comes from.

    Raises:
        InputError: as of :func:`open_tables`, or several sheets have the columns.
    """
    tables, source = open_tables(given, columns, columns.known, faults)
    fitting = [table for table in tables if not columns.missing_from(table)]
    return the_one(fitting or tables[:1], tables, faults), source


def the_one(fitting: Sequence[Table], tables: Sequence[Table], faults: Faults) -> Table:
    """The only table that is fitting, with a message about the others.

    Raises:
        InputError: several are fitting.
    """
    if len(fitting) > 1:
        names = ", ".join(table.sheet or "" for table in fitting)
        faults.stop(
            _("several sheets with such a table: {names}").format(names=names),
            _("a workbook with one such sheet; hide or delete the others"),
        )
    (one,) = fitting
    others = tuple(table.sheet or "" for table in tables if table is not one)
    return one.with_message(Message.of("sheet_taken", name=one.sheet or "", others=others)) if others else one


def _tables_of(data: bytes, path: str | Path, known: Known, faults: Faults) -> list[Table]:
    """The tables of a file by its kind."""
    kind = kind_of(data, path, faults)
    if kind == "text":
        return [text.read_table(data, known, faults)]
    if kind == "parquet":
        return [parquet.read_table(data, faults)]
    from staffplan.read.books.opened import open_book

    return open_book(data, kind, faults)
