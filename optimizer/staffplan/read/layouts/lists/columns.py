"""The columns of a list: which cell of a row is what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.read.layouts.headings import Heading, heading
from staffplan.read.tables import cells
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.read.faults import Faults
    from staffplan.read.tables.table import Row, Table

MEASURES = ("inquiries", "required")
"""A table of intervals has one of them, or both."""


@dataclass(frozen=True)
class Listed:
    """A table with a header whose columns are found."""

    table: Table
    header: Row
    places: dict[str, int]
    """Index of each column that is there."""
    headings: dict[str, Heading]
    """What its header says."""
    others: tuple[str, ...]
    """Headers that name no column."""

    @classmethod
    def of(cls, table: Table, header: Row, faults: Faults) -> Listed | None:
        """Find the columns; None where no time or no number is among them.

        Raises:
            InputError: two headers name the same column.
        """
        places: dict[str, int] = {}
        headings: dict[str, Heading] = {}
        others = []
        for index, cell in enumerate(header.cells):
            named = heading(cell)
            if named is None:
                others.extend([str(cell).strip()] if not cells.blank(cell) else [])
            elif named.name in places:
                both = f"{header.cells[places[named.name]]}, {cell}"
                faults.add(
                    _("two columns: {headers}").format(headers=both), _("one of them"), header.number, named.name
                )
            else:
                places[named.name], headings[named.name] = index, named
        if not {"start", "date"} & set(places) or not set(MEASURES) & set(places):
            return None
        faults.raise_any()
        return cls(table, header, places, headings, tuple(others))

    @property
    def measures(self) -> tuple[str, ...]:
        """Which numbers every row must have."""
        return tuple(name for name in MEASURES if name in self.places)

    def text(self, name: str) -> str:
        """What the file calls the column."""
        return str(self.header.cells[self.places[name]]).strip("\ufeff \t\r\n") if name in self.places else name

    def cell(self, row: Row, name: str) -> object:
        """What stands in the column; None where the row ends before it, or there is none."""
        place = self.places.get(name, len(row.cells))
        return row.cells[place] if place < len(row.cells) else None

    def records(self, faults: Faults) -> Iterator[Row]:
        """The rows below the header that are not blank; a cell beyond the last header is a fault."""
        width = len(self.header.cells)
        for row in self.table.rows:
            if row.number <= self.header.number or row.blank:
                continue
            beyond = [cell for cell in row.cells[width:] if not cells.blank(cell)]
            if beyond:
                faults.add(
                    _("more cells than the header has (the first is {cell})").format(cell=repr(beyond[0])),
                    _("as many as headers; numbers without separators for thousands, or in quotation marks"),
                    row.number,
                )
                continue
            yield row

    def titles(self) -> list[object]:
        """What stands above the header, and the sheet's name."""
        above = [cell for row in self.table.rows if row.number < self.header.number for cell in row.cells]
        return [*above, self.table.sheet]
