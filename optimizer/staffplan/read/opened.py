"""Any table that planners keep, opened: separated text, workbooks of every kind, parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.read.tables import parquet, text
from staffplan.read.tables.files import kind_of
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.read.faults import Faults
    from staffplan.read.tables.table import Columns, Table
    from staffplan.read.tables.text import Known


def open_tables(data: bytes, path: str | Path, known: Known, faults: Faults) -> list[Table]:
    """The tables of the file: one for each visible sheet of a workbook, else a single one.

    ``known`` counts the cells of a row that are understood as headers, by which a text's separator is found.

    Raises:
        InputError: the file is no table, or not what its ending says.
    """
    kind = kind_of(data, path, faults)
    if kind == "text":
        return [text.read_table(data, known, faults)]
    if kind == "parquet":
        return [parquet.read_table(data, faults)]
    from staffplan.read.books.opened import open_book

    return open_book(data, kind, faults)


def read_table(data: bytes, path: str | Path, columns: Columns, faults: Faults) -> Table:
    """The one table of the file that has the required columns; the first if none has.

    Raises:
        InputError: the file is no table, not what its ending says, or several of its sheets have the columns.
    """
    tables = open_tables(data, path, columns.known, faults)
    fitting = [table for table in tables if not columns.missing_from(table)]
    return the_one(fitting or tables[:1], tables, faults)


def the_one(fitting: list[Table], tables: list[Table], faults: Faults) -> Table:
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
