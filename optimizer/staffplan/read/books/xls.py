"""What the records of an .xls workbook hold ([MS-CFB] for the file, [MS-XLS] for the records)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.read.books.look import Look, error_text
from staffplan.read.tables.limits import Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.read.books.look import Errors, FirstDay
    from staffplan.read.faults import Faults

NONE = 0xFFFFFFFA
"""Numbers of sectors from here on mean that there is none."""
SHEET, FIRST_DAY, BEGIN = 0x85, 0x22, 0x809
ONE_CELL = {0x06, 0x203, 0x204, 0x205, 0x27E, 0xFD, 0xD6}
"""Records of a cell: formula, number, text, truth or error, short number, shared text, rich text."""
SEVERAL, ERROR = 0xBD, 0x205


def look_through(data: bytes, faults: Faults) -> Look:
    """Look at every record of the workbook's stream.

    Raises:
        InputError: the workbook is too large. Other exceptions: it is damaged.
    """
    size = Size(faults)
    first_day: FirstDay | None = None
    begins: list[int] = []
    found: dict[int, Errors] = {}
    errors: Errors = {}
    for place, kind, content in _records(Container(data).workbook()):
        if kind == BEGIN:
            size.next_sheet()
            errors = found.setdefault(place, {})
        elif kind == SHEET:
            begins.append(int.from_bytes(content[:4], "little"))
        elif kind == FIRST_DAY:
            first_day = 1904 if content[:1] == b"\1" else 1900
        elif (kind in ONE_CELL or kind == SEVERAL) and len(content) >= 6:
            row, column = (int.from_bytes(content[k : k + 2], "little") for k in (0, 2))
            last = int.from_bytes(content[-2:], "little") if kind == SEVERAL else column
            size.note_cell(row + 1, last + 1)
            if kind == ERROR and content[7:8] == b"\1":
                errors[row, column] = error_text(content[6])
            elif kind == 0x06 and content[6:7] == b"\2" and content[12:14] == b"\xff\xff":
                errors[row, column] = error_text(content[8])
    return Look(data, first_day, tuple(found.get(begin, {}) for begin in begins))


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and content of each record."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = (int.from_bytes(stream[place + k : place + k + 2], "little") for k in (0, 2))
        yield place, kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


@dataclass
class Container:
    """A compound file: sectors in chains, and a directory of streams."""

    data: bytes

    def __post_init__(self) -> None:
        """Read the table of chains."""
        self.length = 1 << self._number(30, 2)
        self.table = self._table()
        self.directory = self._chain(self._number(48))

    def workbook(self) -> bytes:
        """The stream called Workbook, or Book in older files.

        Raises ValueError where there is none.
        """
        entries = [self.directory[k : k + 128] for k in range(0, len(self.directory), 128)]
        named = {
            entry[: max(_of(entry, 64, 2) - 2, 0)].decode("utf-16-le", "replace").lower(): entry for entry in entries
        }
        for name in ("workbook", "book"):
            if name in named:
                first, size = _of(named[name], 116), _of(named[name], 120)
                if size >= self._number(56):
                    return self._chain(first)[:size]
                return self._small(_of(entries[0], 116), first, size)
        raise ValueError

    def _number(self, place: int, length: int = 4) -> int:
        return _of(self.data, place, length)

    def _sector(self, number: int) -> bytes:
        return self.data[(number + 1) * self.length : (number + 2) * self.length]

    def _table(self) -> list[int]:
        """The sector that follows each sector."""
        sectors = [self._number(76 + 4 * k) for k in range(109)]
        further, seen = self._number(68), 0
        while further < NONE and seen < len(self.data) // self.length:
            numbers = _numbers(self._sector(further))
            sectors += numbers[:-1]
            further, seen = numbers[-1] if numbers else NONE, seen + 1
        return [number for sector in sectors if sector < NONE for number in _numbers(self._sector(sector))]

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(first, self.table))

    def _small(self, first_of_all: int, first: int, size: int) -> bytes:
        """A stream of small sectors of 64 bytes, which lie in a stream of their own."""
        table = _numbers(self._chain(self._number(60)))
        room = self._chain(first_of_all)
        return b"".join(room[number * 64 : number * 64 + 64] for number in _follow(first, table))[:size]


def _of(data: bytes, place: int, length: int = 4) -> int:
    return int.from_bytes(data[place : place + length], "little")


def _numbers(data: bytes) -> list[int]:
    return [_of(data, k) for k in range(0, len(data) - 3, 4)]


def _follow(first: int, table: list[int]) -> Iterator[int]:
    """The numbers of a chain; one that runs in a circle ends where it is longer than the table."""
    number, steps = first, 0
    while number < min(NONE, len(table)) and steps <= len(table):
        yield number
        number, steps = table[number], steps + 1
