"""How much of an input is read: more is a mistake, or an attack, and is refused before it fills the memory.

A year of quarter hours for seven queues is 245,280 rows and 10 MiB of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from typing import NoReturn

    from staffplan.read.faults import Faults

MOST_UNPACKED = 160 * 2**20
"""Bytes of what a workbook's parts hold once they are unpacked."""
MOST_ROWS = 250_000
"""Rows of a table."""
MOST_COLUMNS = 1_000
"""Columns of a table."""
MOST_CELLS = 2_000_000
"""Cells of a text; rows times columns of all sheets of a workbook."""
MOST_CELL = 100_000
"""Characters of a cell."""


def refuse_more(what: str, faults: Faults, row: int | None = None) -> NoReturn:
    """Refuse a table that is too large.

    Raises:
        InputError: always.
    """
    accepted = _("a table of at most {rows:,} rows, {columns:,} columns and {cells:,} cells")
    faults.stop(what, accepted.format(rows=MOST_ROWS, columns=MOST_COLUMNS, cells=MOST_CELLS), row)


class Size:
    """The room that tables take, noted while they are looked through; too much is refused at once."""

    def __init__(self, faults: Faults) -> None:
        """``faults`` gets the refusal."""
        self.faults = faults
        self._rows = 0
        self._columns = 0
        self._before = 0

    def note_row(self, columns: int) -> None:
        """Another row of a text, of so many cells.

        Raises:
            InputError: the table is too large.
        """
        self._rows += 1
        self._before += columns
        self._check(self._rows, columns, self._before)

    def note_cell(self, row: int, column: int) -> None:
        """A cell that holds something, at so many rows and columns of a sheet, which counts whole up to there.

        Raises:
            InputError: the table is too large.
        """
        if row > self._rows or column > self._columns:
            self._rows, self._columns = max(row, self._rows), max(column, self._columns)
            self._check(self._rows, self._columns, self._before + self._rows * self._columns)

    def next_sheet(self) -> None:
        """Begin another sheet: all of them are in memory together."""
        self._before += self._rows * self._columns
        self._rows = self._columns = 0

    def _check(self, rows: int, columns: int, cells: int) -> None:
        if rows > MOST_ROWS:
            refuse_more(_("a table of more than {most:,} rows").format(most=MOST_ROWS), self.faults)
        if columns > MOST_COLUMNS:
            refuse_more(_("a table of more than {most:,} columns").format(most=MOST_COLUMNS), self.faults)
        if cells > MOST_CELLS:
            refuse_more(_("a table of more than {most:,} cells").format(most=MOST_CELLS), self.faults)
