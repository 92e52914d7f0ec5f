"""Finding tables with dates down and hours across, or hours down and dates across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.read.layouts.headings import HEADER_WITHIN
from staffplan.read.layouts.matrix.axes import Axis, axis_of, is_date, is_hour
from staffplan.read.layouts.words import summary_of
from staffplan.read.tables import cells
from staffplan.read.tables.grammar import written

if TYPE_CHECKING:
    from staffplan.read.tables.table import Row, Table

TITLE_CELLS = 2
"""A row above the header with more cells than these is no title."""


@dataclass(frozen=True)
class Matrix:
    """A table whose two sides are found."""

    table: Table
    header: Row
    across: Axis
    key: int
    """Index of the column of dates or hours."""
    above: tuple[Row, ...]
    """Rows above the header that hold anything."""

    @property
    def below(self) -> list[Row]:
        """The rows below the header that hold anything."""
        return [row for row in self.table.rows if row.number > self.header.number and not row.blank]

    def titles(self) -> list[object]:
        """What may say the year, or what the numbers are."""
        corner = self.header.cells[: self.across.places[0]]
        return [*(cell for row in self.above for cell in row.cells), *corner, self.table.sheet]


def find_matrix(table: Table) -> Matrix | None:
    """The first row of hours or dates with a column of the other below it; None where there is none."""
    above: list[Row] = []
    for row in table.rows[:HEADER_WITHIN]:
        if row.blank:
            continue
        across = axis_of(row.cells, table.first_day)
        if across is not None:
            matrix = Matrix(table, row, across, 0, tuple(above))
            key = _key_of(matrix)
            if key is not None:
                return Matrix(table, row, across, key, tuple(above))
        if sum(not cells.blank(cell) for cell in row.cells) > TITLE_CELLS and not weekdays_of(row, table):
            return None
        above.append(row)
    return None


def _key_of(matrix: Matrix) -> int | None:
    """The column beside the numbers with most cells that are dates, or hours, of those that hold anything."""
    fits = is_date if matrix.across.kind == "hours" else is_hour
    best, most = None, 0
    for place in range(matrix.across.places[0]):
        given = [cell_of(row, place) for row in matrix.below]
        given = [cell for cell in given if not cells.blank(cell) and summary_of(cell) is None]
        said = [written(cell, matrix.table.first_day) for cell in given]
        count = sum(each is not None and fits(each) for each in said)
        if count > most and 2 * count >= len(given):
            best, most = place, count
    return best


def cell_of(row: Row, place: int) -> object:
    """The cell at ``place``; None where the row ends before it."""
    return row.cells[place] if place < len(row.cells) else None


def weekdays_of(row: Row, table: Table) -> dict[int, int]:
    """The weekdays of a row by their places, where it holds nothing else but a word before them."""
    found = {}
    for place, cell in enumerate(row.cells):
        said = written(cell, table.first_day) if isinstance(cell, str) else None
        if said is not None and said.weekday is not None and said.day is None and said.second is None:
            found[place] = said.weekday
        elif not cells.blank(cell) and found:
            return {}
    return found
