"""The cells of a workbook's visible sheets, by calamine; older kinds in a process of their own.

Calamine ends this process where an old workbook asks it for more memory than there is, and writes to the screen where
one is not what it expects. Of .xlsx, which is most files, all was looked through before, and starting a process would
take longer than reading.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal

    from staffplan.processes.inside import Parent

    BookKind = Literal["xlsx", "xls", "xlsb", "ods"]

BESIDE = "staffplan.read.books.sheets"
MOST_SECONDS = 60
"""Two million cells take a few."""


class DamagedBookError(ValueError):
    """A workbook that cannot be read; the text is a word for the cause."""


class Sheet(NamedTuple):
    """One visible sheet."""

    place: int
    """In the workbook, from 0."""
    name: str
    first_row: int
    """From 0."""
    first_column: int
    rows: list[list[object]]
    """From the first cell that holds anything; "" where nothing stands."""


def sheets_of(data: bytes, kind: BookKind) -> list[Sheet]:
    """The visible sheets that have a cell.

    Raises:
        DamagedBookError: it cannot be read.
    """
    return read_here(data) if kind == "xlsx" else _read_beside(data)


def read_here(data: bytes) -> list[Sheet]:
    """The sheets, read in this process."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    found = []
    try:
        book = load_workbook(io.BytesIO(data))
        for index, about in enumerate(book.sheets_metadata):
            if about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            if sheet.start is not None:
                found.append(Sheet(index, about.name, *sheet.start, [list(row) for row in sheet.iter_rows()]))
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # what calamine does not foresee is of a kind of its own
        raise DamagedBookError(type(error).__name__) from error
    return found


def _read_beside(data: bytes) -> list[Sheet]:
    from staffplan.errors import ProcessEndedError
    from staffplan.processes.child import started

    try:
        with started(BESIDE) as process:
            process.send(data)
            found: list[Sheet] | str = process.receive(MOST_SECONDS)
    except (ProcessEndedError, TimeoutError) as error:
        raise DamagedBookError(type(error).__name__) from error
    if isinstance(found, str):
        raise DamagedBookError(found)
    return found


def main(parent: Parent) -> None:
    """Read workbooks until the input ends; instead of what cannot be read, a word for the cause."""
    while True:
        data = parent.receive()
        try:
            found: list[Sheet] | str = read_here(data)
        except DamagedBookError as error:
            found = str(error)
        parent.send(found)
