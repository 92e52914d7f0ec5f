"""What the parts of an OpenDocument spreadsheet hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from staffplan.read.books.look import Errors, FirstDay
    from staffplan.read.tables.limits import Size


class OdsParts:
    """Visits one part after the other; a row or cell may stand for many alike."""

    def __init__(self, size: Size) -> None:
        """``size`` refuses sheets that are too large."""
        self._size = size
        self._row = self._column = 0
        self._is_error = False
        self._sheets: list[Errors] = []
        self.first_day: FirstDay = 1900

    def begin(self, _part: str) -> None:
        """The elements that follow are another part's."""

    @property
    def errors(self) -> tuple[Errors, ...]:
        """The errors of each sheet."""
        return tuple(self._sheets)

    def start(self, name: str, attributes: dict[str, str]) -> bool:
        """An element begins; the text of an error is wanted."""
        if name in {"table-cell", "covered-table-cell"}:
            self._column += _repeated(attributes, "number-columns-repeated")
            kind = _of(attributes, "value-type")
            self._is_error = "error" in kind
            if kind:
                self._size.note_cell(self._row, self._column)
        elif name == "table-row":
            self._row += _repeated(attributes, "number-rows-repeated")
            self._column = 0
        elif name == "table":
            self._size.next_sheet()
            self._sheets.append({})
            self._row = 0
        elif name == "null-date" and _of(attributes, "date-value")[:1] == ["1904-01-01"]:
            self.first_day = 1904
        return name == "p" and self._is_error

    def text(self, found: str) -> None:
        """The text of an error."""
        if self._sheets:
            self._sheets[-1][self._row - 1, self._column - 1] = found


def _of(attributes: dict[str, str], name: str) -> list[str]:
    """The values of attributes called ``name``, whatever their prefix (``office:``, ``calcext:``)."""
    return [value for key, value in attributes.items() if key.rpartition(":")[2] == name]


def _repeated(attributes: dict[str, str], name: str) -> int:
    return max(int(next(iter(_of(attributes, name)), "1")), 1)
