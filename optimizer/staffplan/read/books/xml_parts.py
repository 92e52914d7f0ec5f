"""Looking through the XML of a workbook, element by element.

A workbook's reader makes room for every cell up to the last one, so that two cells far apart swell to a whole sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.parsers.expat import ExpatError, ParserCreate

from staffplan.read.tables.limits import MOST_CELL, MOST_CELLS, refuse_more
from staffplan.words.language import _

if TYPE_CHECKING:
    from typing import IO

    from staffplan.read.faults import Faults

CHUNK = 2**16
LONGEST = 4 * MOST_CELL
"""Bytes from one element to the next: a cell's text, its characters escaped."""
MOST_ELEMENTS = 4 * MOST_CELLS


class Visitor(Protocol):
    """Who looks at the elements of a part."""

    def start(self, name: str, attributes: dict[str, str]) -> bool:
        """An element without its prefix begins; whether its text is wanted."""

    def text(self, found: str) -> None:
        """The text that was wanted."""


class XmlPart:
    """One part, read piece by piece."""

    def __init__(self, faults: Faults, visitor: Visitor) -> None:
        """``faults`` gets a refusal."""
        self._faults = faults
        self._visitor = visitor
        self._elements = 0
        self._last = 0
        self._texts: list[str] | None = None
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EntityDeclHandler = self._entity

    def read(self, stream: IO[bytes]) -> bytes:
        """Look through all of ``stream``, and give back what it holds.

        Raises:
            InputError: it is too large. ExpatError: it is no XML.
        """
        pieces = []
        while piece := stream.read(CHUNK):
            pieces.append(piece)
            self._parser.Parse(piece, False)
            self._check(self._parser.CurrentByteIndex)
        self._parser.Parse(b"", True)
        self._hand_over()
        return b"".join(pieces)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._check(self._parser.CurrentByteIndex)
        self._last = self._parser.CurrentByteIndex
        if self._texts is not None:
            self._hand_over()
        if self._visitor.start(name.rpartition(":")[2], attributes):
            self._texts = []
            self._parser.CharacterDataHandler = self._texts.append

    def _hand_over(self) -> None:
        if self._texts is not None:
            self._visitor.text("".join(self._texts).strip())
        self._texts = self._parser.CharacterDataHandler = None

    def _check(self, index: int) -> None:
        if index - self._last > LONGEST:
            refuse_more(_("a cell of more than {most:,} characters").format(most=MOST_CELL), self._faults)
        if self._elements > MOST_ELEMENTS:
            refuse_more(_("a table of more than {most:,} cells").format(most=MOST_CELLS), self._faults)

    def _entity(self, *_declared: object) -> None:
        """No workbook declares words of its own, which may stand for one another without end."""
        raise ExpatError
