"""Workbooks of every kind as tables, one for each visible sheet."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError

from staffplan.read.books import xls, zipped
from staffplan.read.books.sheets import DamagedBookError, sheets_of
from staffplan.read.tables.table import Row, Table
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.read.books.look import Errors, Look
    from staffplan.read.books.sheets import BookKind, Sheet
    from staffplan.read.faults import Faults

DAMAGES = (
    DamagedBookError,
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    ValueError,
    LookupError,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
)
"""What looking through or reading a damaged workbook ends in."""


def open_book(data: bytes, kind: BookKind, faults: Faults) -> list[Table]:
    """The tables of visible sheets that have a cell.

    Raises:
        InputError: the workbook is damaged, too large, has a password, or has nothing to see.
    """
    try:
        look = xls.look_through(data, faults) if kind == "xls" else zipped.look_through(data, kind, faults)
        tables = list(_tables(look, kind))
    except DAMAGES as error:
        cause = str(error) if isinstance(error, DamagedBookError) else type(error).__name__
        found = _("a workbook with a password") if cause == "PasswordError" else ""
        faults.stop(
            found or _("a damaged workbook ({error})").format(error=cause),
            _("a workbook that Excel opens; save it again as .xlsx"),
        )
    if not tables:
        faults.stop(_("a workbook whose sheets are all empty"), _("a header and a row for each interval"))
    return tables


def _tables(look: Look, kind: BookKind) -> Iterator[Table]:
    for sheet in sheets_of(look.data, kind):
        errors = look.errors[sheet.place] if sheet.place < len(look.errors) else {}
        rows = tuple(_rows(sheet, errors))
        if rows:
            yield Table(rows, sheet=sheet.name, first_day=look.first_day)


def _rows(sheet: Sheet, errors: Errors) -> Iterator[Row]:
    """The rows that hold anything, counted as Excel counts them; the reader leaves out errors, and blank ones above."""
    left = (None,) * sheet.first_column
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in errors.items():
        by_row.setdefault(row, []).append((column, text))
    for number, values in enumerate(sheet.rows, start=sheet.first_row):
        cells: list[object] = [*left, *(None if value == "" else value for value in values)]
        for column, text in by_row.get(number, ()):
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = text
        if any(cell is not None for cell in cells):
            yield Row(number + 1, tuple(cells))
