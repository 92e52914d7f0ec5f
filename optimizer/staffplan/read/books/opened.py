"""Workbooks of every kind as tables, one for each visible sheet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from staffplan.errors import InputError
from staffplan.read.books import xls, zipped
from staffplan.read.tables.table import Row, Table
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from python_calamine import CalamineSheet

    from staffplan.read.books.look import Errors
    from staffplan.read.faults import Faults

    BookKind = Literal["xlsx", "xls", "xlsb", "ods"]


def open_book(data: bytes, kind: BookKind, faults: Faults) -> list[Table]:
    """The tables of visible sheets that have a cell.

    Raises:
        InputError: the workbook is damaged, too large, has a password, or has nothing to see.
    """
    try:
        tables = list(_tables(data, kind, faults))
    except (InputError, KeyboardInterrupt, MemoryError):
        raise
    except BaseException as error:  # what calamine does not foresee ends in an exception of its own kind
        if isinstance(error, SystemExit):
            raise
        found = _("a workbook with a password") if type(error).__name__ == "PasswordError" else ""
        faults.stop(
            found or _("a damaged workbook ({error})").format(error=type(error).__name__),
            _("a workbook that Excel opens; save it again as .xlsx"),
        )
    if not tables:
        faults.stop(_("a workbook whose sheets are all empty"), _("a header and a row for each interval"))
    return tables


def _tables(data: bytes, kind: BookKind, faults: Faults) -> Iterator[Table]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    look = xls.look_through(data, faults) if kind == "xls" else zipped.look_through(data, kind, faults)
    book = load_workbook(io.BytesIO(look.data))
    for index, about in enumerate(book.sheets_metadata):
        if about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet:
            continue
        errors = look.errors[index] if index < len(look.errors) else {}
        rows = tuple(_rows(book.get_sheet_by_index(index), errors))
        if rows:
            yield Table(rows, sheet=about.name, first_day=look.first_day)


def _rows(sheet: CalamineSheet, errors: Errors) -> Iterator[Row]:
    """The rows that hold anything, counted as Excel counts them; the reader leaves out errors, and blank ones above."""
    if sheet.start is None:
        return
    first_row, first_column = sheet.start
    left = (None,) * first_column
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in errors.items():
        by_row.setdefault(row, []).append((column, text))
    for number, values in enumerate(sheet.iter_rows(), start=first_row):
        cells: list[object] = [*left, *(None if value == "" else value for value in values)]
        for column, text in by_row.get(number, ()):
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = text
        if any(cell is not None for cell in cells):
            yield Row(number + 1, tuple(cells))
