"""How wide text is on a terminal, and how it breaks into lines, Chinese included."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEVER_FIRST = "，。；：、！？）》」”"


def width_of(text: str) -> int:
    """Cells that ``text`` takes: Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if _is_wide(character) else 1 for character in text)


def wrap(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` cells, broken at spaces and between Chinese characters.

    A word that is longer than a line is cut.
    """
    lines, line = [], ""
    for piece in _pieces(" ".join(text.split())):
        if line and width_of(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
        while width_of(line.rstrip()) > width > 1:
            fitting = _fitting(line, width)
            lines.append(line[:fitting])
            line = line[fitting:]
    return [*lines, line.rstrip()] if line.strip() else lines


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _pieces(text: str) -> Iterator[str]:
    """The parts between which a line may break; punctuation stays with what it follows."""
    piece = ""
    for character in text:
        may_start = _is_wide(character) and character not in _NEVER_FIRST
        after_wide = bool(piece) and _is_wide(piece[-1]) and character not in _NEVER_FIRST
        if piece and (piece.endswith(" ") or may_start or after_wide):
            yield piece
            piece = ""
        piece += character
    yield piece


def _fitting(text: str, width: int) -> int:
    """How many characters of ``text`` fit into ``width`` cells."""
    return next(count for count in range(len(text), 0, -1) if width_of(text[:count]) <= width)
