"""What the parts of an .xlsb workbook hold ([MS-XLSB] 2.1.4: records of a number, a length and their content)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.read.books.look import error_text, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.read.books.look import Errors, FirstDay
    from staffplan.read.tables.limits import Size

ROW, WORKBOOK, SHEET = 0, 153, 156
CELLS = range(2, 12)
"""Records of cells with a value: numbers, errors, truth, text, and the same as results of formulas."""
ERRORS = {3, 11}


class XlsbParts:
    """Visits one part after the other: the records of sheets, the XML of relationships."""

    def __init__(self, size: Size) -> None:
        """``size`` refuses sheets that are too large."""
        self._size = size
        self._ids: list[str] = []
        self._targets: dict[str, str] = {}
        self._by_part: dict[str, Errors] = {}
        self._errors: Errors = {}
        self._is_sheet = False
        self.first_day: FirstDay = 1900

    def begin(self, part: str) -> None:
        """What follows is ``part``."""
        self._size.next_sheet()
        self._is_sheet = "/worksheets/" in part.lower()
        self._errors = self._by_part.setdefault(part, {})

    @property
    def errors(self) -> tuple[Errors, ...]:
        """The errors of each sheet, once all parts are seen."""
        return in_order(self._ids, self._targets, self._by_part)

    def start(self, name: str, attributes: dict[str, str]) -> bool:
        """A relationship names a sheet's part."""
        if name == "Relationship":
            self._targets[attributes.get("Id", "")] = attributes.get("Target", "")
        return False

    def text(self, found: str) -> None:
        """No text is wanted."""

    def records(self, data: bytes) -> None:
        """Look through the records of one part."""
        row = 0
        for kind, content in _records(data):
            if kind == SHEET:
                self._ids.append(_wide_text(content[8:]))
            elif kind == WORKBOOK and content[:1] and content[0] & 1:
                self.first_day = 1904
            elif kind == ROW and len(content) >= 4:
                row = int.from_bytes(content[:4], "little")
            elif kind in CELLS and len(content) >= 4 and self._is_sheet:
                column = int.from_bytes(content[:4], "little")
                self._size.note_cell(row + 1, column + 1)
                if kind in ERRORS and len(content) > 8:
                    self._errors[row, column] = error_text(content[8])


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(data):
        kind, place = _varied(data, place, 2)
        length, place = _varied(data, place, 4)
        yield kind, data[place : place + length]
        place += length


def _varied(data: bytes, place: int, most: int) -> tuple[int, int]:
    """A number in as many bytes as it takes, seven bits each, and the place behind it."""
    value = 0
    for count in range(most):
        byte = data[place + count] if place + count < len(data) else 0
        value |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:
            return value, place + count + 1
    return value, place + most


def _wide_text(content: bytes) -> str:
    length = int.from_bytes(content[:4], "little")
    return content[4 : 4 + 2 * length].decode("utf-16-le", "replace")
