"""What a look through a workbook finds that its reader does not tell: errors in cells, and where days count from."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

FirstDay = Literal[1900, 1904]
Place = tuple[int, int]
"""Row and column from 0."""
Errors = dict[Place, str]
"""Errors of a sheet's cells, as Excel writes them (``#REF!``)."""
ERROR_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""What binary workbooks write for them."""


@dataclass
class Look:
    """A workbook whose size is in order, and what was seen of it."""

    data: bytes
    """The workbook, holding no more than what was looked at."""
    first_day: FirstDay | None = 1900
    """The year from whose first day Excel counts days in numbers; None: nothing in the file says it."""
    errors: Sequence[Errors] = field(default=())
    """The errors of each sheet, in the order of the workbook."""


def error_text(code: int) -> str:
    """The error that a binary workbook means by ``code``."""
    return ERROR_CODES.get(code, "#ERROR!")


def in_order(ids: Sequence[str], targets: dict[str, str], by_part: dict[str, Errors]) -> tuple[Errors, ...]:
    """The errors of each sheet by the relationship ``ids`` of a workbook in ``xl/``."""
    paths = (targets.get(each, "") for each in ids)
    parts = (path.lstrip("/") if path.startswith("/") else posixpath.normpath(f"xl/{path}") for path in paths)
    return tuple(by_part.get(part, {}) for part in parts)
