"""What the parts of an .xlsx workbook hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from staffplan.read.books.look import in_order
from staffplan.read.tables.limits import MOST_CELLS, refuse_more
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.read.books.look import Errors, FirstDay
    from staffplan.read.tables.limits import Size


class XlsxParts:
    """Visits one part after the other; cells count where they hold a value, not where they only have a style."""

    def __init__(self, size: Size) -> None:
        """``size`` refuses sheets that are too large."""
        self._size = size
        self._row = self._column = self._strings = 0
        self._is_error = False
        self._ids: list[str] = []
        self._targets: dict[str, str] = {}
        self._by_part: dict[str, Errors] = {}
        self._errors: Errors = {}
        self.first_day: FirstDay = 1900

    def begin(self, part: str) -> None:
        """The elements that follow are those of ``part``."""
        self._size.next_sheet()
        self._row = self._column = 0
        self._errors = self._by_part.setdefault(part, {})

    @property
    def errors(self) -> tuple[Errors, ...]:
        """The errors of each sheet, once all parts are seen."""
        return in_order(self._ids, self._targets, self._by_part)

    def start(self, name: str, attributes: dict[str, str]) -> bool:
        """An element begins; the text of an error is wanted."""
        if name == "c":
            self._column = _column_of(attributes["r"]) if "r" in attributes else self._column + 1
            self._is_error = attributes.get("t") == "e"
        elif name in {"v", "is"}:
            self._size.note_cell(self._row, self._column)
            return self._is_error
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        else:
            self._other(name, attributes)
        return False

    def text(self, found: str) -> None:
        """The text of an error."""
        self._errors[self._row - 1, self._column - 1] = found

    def _other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._strings += 1
            if self._strings > MOST_CELLS:
                refuse_more(_("a table of more than {most:,} cells").format(most=MOST_CELLS), self._size.faults)
        elif name == "workbookPr" and attributes.get("date1904", "").lower() in {"1", "true", "on"}:
            self.first_day = 1904
        elif name == "sheet":
            self._ids.append(next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), ""))
        elif name == "Relationship":
            self._targets[attributes.get("Id", "")] = attributes.get("Target", "")


def _column_of(place: str) -> int:
    """The number of the column of ``AB12``, from 1."""
    return _number(place.rstrip("0123456789"))


@cache
def _number(letters: str) -> int:
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + ord(letter) - 64
    return number
