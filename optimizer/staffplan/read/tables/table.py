"""Tables as any file gives them: rows of cells, and the columns that their headers name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from staffplan.read.tables.numbers import Column, Numbers, decide
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.read.faults import Faults
    from staffplan.words.messages import Message

HEADER_WITHIN = 10
"""The header is looked for in so many rows: reports often have a title above it."""
_UNIT = re.compile(r"[(\[](?:s|sec|seconds?|秒|次|个|条)[)\]]$")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file."""

    number: int
    """As Excel counts."""
    cells: tuple[object, ...]
    """Text, numbers, dates and times; None or "" where empty."""

    @property
    def blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """The rows of one sheet."""

    rows: tuple[Row, ...]
    """All rows, headers included."""
    separator: str | None = None
    """What separates the cells of a text; None: no text."""
    encoding: str | None = None
    """The text's encoding, where it was guessed."""
    sheet: str | None = None
    """The workbook's sheet."""
    first_day: Literal[1900, 1904] | None = 1900
    """The year from whose first day Excel's numbers count days; None: nothing says it."""
    messages: tuple[Message, ...] = ()
    """Warnings of the reading so far."""

    def with_message(self, message: Message) -> Table:
        """The table with one more warning."""
        return replace(self, messages=(*self.messages, message))


@dataclass(frozen=True)
class Record:
    """One row's cells by column."""

    row: int
    """As Excel counts."""
    cells: dict[str, object]
    """By the column's name; columns that the file lacks are missing."""


def plain(header: object) -> str:
    """A header without what makes no difference: case, spaces, underscores, width of characters, a unit at its end."""
    text = unicodedata.normalize("NFKC", str(header if header is not None else "")).strip("\ufeff \t\r\n*:").casefold()
    return _UNIT.sub("", re.sub(r"[\s_-]+", "", text))


@dataclass(frozen=True)
class Columns:
    """The columns that a kind of table has."""

    required: tuple[str, ...]
    """Names of columns that must be there."""
    optional: tuple[str, ...] = ()
    """Names of columns that may be there."""
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Other headers of a column, in English and Chinese."""

    def named(self, header: object) -> str | None:
        """The column that ``header`` names."""
        text = plain(header)
        for name in (*self.required, *self.optional):
            if text in map(plain, (name, *self.aliases.get(name, ()))):
                return name
        return None

    def known(self, headers: Sequence[object]) -> int:
        """How many of ``headers`` name a column."""
        return sum(self.named(str(header).strip().strip("\"'")) is not None for header in headers if header)

    def header_of(self, table: Table) -> Row | None:
        """The row that names most columns among the first rows; the first that is not blank if none names any."""
        rows = [row for row in table.rows[:HEADER_WITHIN] if not row.blank]
        return max(rows, key=lambda row: self.known(row.cells), default=None)

    def missing_from(self, table: Table) -> list[str]:
        """Required columns that the table's header does not name."""
        header = self.header_of(table)
        named = {self.named(cell) for cell in header.cells} if header else set()
        return [name for name in self.required if name not in named]


@dataclass(frozen=True)
class Located:
    """A table whose columns are found."""

    table: Table
    header: Row
    places: dict[str, int]
    """Index of each column that is there."""
    others: tuple[str, ...]
    """Headers that name no column."""

    def header_text(self, name: str) -> str:
        """What the file calls the column."""
        return str(self.header.cells[self.places[name]]).strip() if name in self.places else name

    def numbers(self, *names: str) -> dict[str, Numbers]:
        """How these columns write their numbers, so far as that is sure."""
        columns = {
            name: Column(
                self.header_text(name),
                [row.cells[self.places[name]] for row in self.table.rows if len(row.cells) > self.places[name]],
            )
            for name in names
            if name in self.places
        }
        made, _told = decide(columns, self.table.separator, assume=False)
        return {name: made.get(name, Numbers()) for name in names}

    @property
    def row_count(self) -> int:
        """Rows below the header that are not blank."""
        return sum(row.number > self.header.number and not row.blank for row in self.table.rows)

    def records(self, faults: Faults) -> Iterator[Record]:
        """The rows below the header that are not blank; a cell beyond the last header is a fault."""
        for row in self.table.rows:
            if row.number <= self.header.number or row.blank:
                continue
            beyond = [cell for cell in row.cells[len(self.header.cells) :] if cell not in (None, "")]
            if beyond:
                faults.add(
                    _("more cells than the header has (the first is {cell})").format(cell=repr(beyond[0])),
                    _("as many as headers; numbers without separators for thousands, or in quotation marks"),
                    row.number,
                )
                continue
            yield Record(
                row.number, {name: row.cells[k] if k < len(row.cells) else None for name, k in self.places.items()}
            )


def locate(table: Table, columns: Columns, faults: Faults) -> Located:
    """Find the columns of ``table``.

    Raises:
        InputError: there is no row, a required column is missing, or two headers name the same one.
    """
    header = columns.header_of(table)
    if header is None:
        faults.stop(_("an empty table"), _("a header and rows below it"))
    places: dict[str, int] = {}
    others: list[str] = []
    for index, cell in enumerate(header.cells):
        name = columns.named(cell)
        if name is None:
            others.extend([str(cell).strip()] if cell not in (None, "") else [])
        elif name in places:
            both = f"{header.cells[places[name]]}, {cell}"
            found = _("two columns: {headers}").format(headers=both)
            faults.add(found, _("one of them"), header.number, name, "column")
        else:
            places[name] = index
    for name in columns.required:
        if name not in places:
            faults.add(_missing(others, name, columns), _accepted(name, columns), header.number, name, "column")
    faults.raise_any()
    return Located(table, header, places, tuple(others))


def _missing(others: list[str], name: str, columns: Columns) -> str:
    near = get_close_matches(name, [plain(other) for other in others], n=1)
    near_others = [other for other in others if plain(other) in near]
    if near_others:
        return _("no such column (there is {header})").format(header=repr(near_others[0]))
    if others:
        return _("no such column among {headers}").format(headers=", ".join(repr(other) for other in others[:8]))
    return _("no such column")


def _accepted(name: str, columns: Columns) -> str:
    names = (name, *columns.aliases.get(name, ()))
    return _("a header that is one of: {names}").format(names=", ".join(names))
