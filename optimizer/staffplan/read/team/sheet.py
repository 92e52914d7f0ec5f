"""One of a team's tables: its rows, its cells, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from staffplan.read.faults import CellFaultError, shown
from staffplan.read.opened import open_tables, the_one
from staffplan.read.tables import cells
from staffplan.read.tables.grammar import written
from staffplan.read.tables.moments import moment
from staffplan.read.tables.table import locate, plain
from staffplan.schema.base import format_duration, name_key, parse_duration, tidy
from staffplan.storage.spreadsheet import unguarded
from staffplan.words.language import _
from staffplan.words.near import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from staffplan.read.faults import Faults
    from staffplan.read.opened import Given
    from staffplan.read.tables.numbers import Numbers
    from staffplan.read.tables.table import Columns, Located, Record, Table
    from staffplan.schema.forecast import Source
    from staffplan.words.messages import Message

T = TypeVar("T")
MOST_NAMED = 20
"""Names that a fault lists."""
LONGEST_NAME = 100
"""Characters of an id or a name, as :data:`staffplan.schema.base.Name` has it."""


@dataclass(frozen=True)
class Sheet:
    """A table whose columns are all known."""

    located: Located
    faults: Faults
    source: Source

    @property
    def messages(self) -> tuple[Message, ...]:
        """What was assumed of the file; other sheets of a workbook are the other lists."""
        return tuple(each for each in self.located.table.messages if each.code != "sheet_taken")

    def records(self) -> Iterator[Record]:
        """The rows."""
        return self.located.records(self.faults)

    def says(self, record: Record, name: str) -> bool:
        """Whether the row has something in a column."""
        return not cells.blank(record.cells.get(name))

    def cell(self, record: Record, name: str, parse: Callable[[object], T]) -> T | None:
        """What ``parse`` makes of a cell; None where the cell is empty, and, with a fault, where it refuses."""
        if not self.says(record, name):
            return None
        return self.faults.read(parse, record.cells[name], record.row, self.located.header_text(name))

    def needed(self, record: Record, name: str, parse: Callable[[object], T], accepted: str) -> T | None:
        """The same of a cell that must not be empty."""
        if not self.says(record, name):
            self.fault(record, name, _("nothing"), accepted)
            return None
        return self.cell(record, name, parse)

    def fault(self, record: Record, name: str, found: str, accepted: str) -> None:
        """Note what is wrong with a cell."""
        self.faults.add(found, accepted, record.row, self.located.header_text(name))

    def day(self, record: Record, name: str) -> date | None:
        """The date in a cell."""
        first_day = self.located.table.first_day
        return self.cell(record, name, lambda cell: moment(cell, first_day).date())

    def clock(self, record: Record, name: str) -> int | None:
        """The time of day in a cell, in minutes after midnight."""
        return self.cell(record, name, clock)


def open_sheet(given: Given, columns: Columns, faults: Faults) -> Sheet:
    """The table of a file that has these columns and no others.

    Raises:
        InputError: there is no such file or table, or it has a column that is unknown.
    """
    tables, source = open_tables(given, columns, columns.known, faults)
    fitting = [table for table in tables if not columns.missing_from(table)]
    whole = [table for table in fitting if not _others(table, columns)]
    located = locate(the_one(whole or fitting or tables[:1], tables, faults), columns, faults)
    for header in located.others:
        faults.add(_("an unknown column"), _nearest(header, columns), located.header.number, header, "column")
    faults.raise_any()
    return Sheet(located, faults, source)


def _others(table: Table, columns: Columns) -> list[object]:
    header = columns.header_of(table)
    return [cell for cell in header.cells if not cells.blank(cell) and columns.named(cell) is None] if header else []


def _nearest(header: str, columns: Columns) -> str:
    """What to write instead of a header that names no column."""
    names = (*columns.required, *columns.optional)
    meant = near(plain(header), [plain(each) for name in names for each in (name, *columns.aliases.get(name, ()))])
    if meant is not None and (column := columns.named(meant)) is not None:
        return _("did you mean {key}?").format(key=column)
    return _("one of: {keys}").format(keys=", ".join(names))


def nearest_of(word: str, known: Iterable[str], accepted: str, **values: str) -> str:
    """The ``known`` name that a slip makes ``word`` of, else what is ``accepted``, with the names and other values."""
    known = list(known)
    if (meant := near(word, known)) is not None:
        return _("did you mean {key}?").format(key=meant)
    return accepted.format(names=", ".join(known[:MOST_NAMED]) or "-", **values)


def text(cell: object) -> str:
    """A name or an id: text, or a number as text.

    Raises:
        CellFaultError: it is empty, too long, or cannot be shown.
    """
    found = tidy(unguarded(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)))
    if not name_key(found) or len(found) > LONGEST_NAME or not found.isprintable():
        raise CellFaultError(shown(cell), _("a text of 1 to {most} characters").format(most=LONGEST_NAME))
    return found


def clock(cell: object) -> int:
    """A time of day in minutes after midnight, up to 24:00.

    Raises:
        CellFaultError: anything else.
    """
    found = written(cell)
    alone = found is not None and found.end is None and (found.day is None or found.bare) and found.weekday is None
    if found is None or not alone or found.second is None or found.second % 60:
        raise CellFaultError(shown(cell), _("a time of day, such as 08:30"))
    return found.second // 60


def hours(cell: object, numbers: Numbers) -> timedelta:
    """A length of time: a number of hours, or a duration as the scenario has it.

    Raises:
        CellFaultError: anything else.
    """
    if isinstance(cell, timedelta) and cell >= timedelta(0):
        return cell
    try:
        return parse_duration(cell)
    except ValueError:
        number = cells.not_negative(cell, numbers) if _is_number(cell, numbers) else None
    if number is None or number > 366 * 24:
        raise CellFaultError(shown(cell), _("hours, such as 160, 37.5 or {example}").format(example=_example()))
    return timedelta(minutes=round(number * 60))


def _is_number(cell: object, numbers: Numbers) -> bool:
    value = numbers.value(cell)
    return value is not None and value >= 0


def _example() -> str:
    return format_duration(timedelta(hours=37, minutes=30))


def number(cell: object, numbers: Numbers) -> float:
    """A number, which may be negative.

    Raises:
        CellFaultError: anything else.
    """
    value = numbers.value(cell)
    if value is None or not abs(value) <= cells.MOST_AGENTS:
        raise CellFaultError(shown(cell), _("a number"))
    return value + 0.0
