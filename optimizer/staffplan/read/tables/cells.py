"""Numbers in cells: volumes, agents and shares."""

from __future__ import annotations

import math
import unicodedata

from staffplan.read.faults import CellFaultError, shown
from staffplan.read.tables.numbers import MOST, Numbers
from staffplan.words.language import _

PLAIN = Numbers()
MOST_AGENTS = 1e6


def blank(cell: object) -> bool:
    """Whether the cell is empty; NaN is how parquet files of pandas say so."""
    if isinstance(cell, float):
        return math.isnan(cell)
    return cell is None or (isinstance(cell, str) and not cell.strip())


def not_negative(cell: object, numbers: Numbers = PLAIN) -> float:
    """A number from 0 to a thousand million.

    Raises:
        CellFaultError: anything else: nothing, text, NaN, infinite, negative, or one of two.
    """
    value = numbers.value(cell)
    if value is None or not 0 <= value <= MOST:
        raise CellFaultError(shown(cell), number_accepted())
    return value + 0.0  # turns -0.0 into 0.0


def number_accepted() -> str:
    """What :func:`not_negative` accepts."""
    return _("a number from 0 to {most:,.0f}").format(most=MOST)


def whole(cell: object, numbers: Numbers = PLAIN) -> int:
    """A whole number from 0 to a million.

    Raises:
        CellFaultError: anything else.
    """
    value = numbers.value(cell)
    if value is None or not 0 <= value <= MOST_AGENTS or value != int(value):
        raise CellFaultError(shown(cell), _("a whole number of 0 or more"))
    return int(value)


def agents(cell: object, numbers: Numbers = PLAIN) -> int | None:
    """A whole number from 0 to a million; None where the cell is empty.

    Raises:
        CellFaultError: anything else.
    """
    return None if blank(cell) else whole(cell, numbers)


def share(cell: object, numbers: Numbers = PLAIN, *, percent: bool = False) -> float | None:
    """A share from 0 to 1, also as ``80%``, or as 80 where the column is in ``percent``; None where the cell is empty.

    Raises:
        CellFaultError: anything else.
    """
    if blank(cell):
        return None
    text, signed = without_percent(cell)
    value = numbers.value(text)
    if value is not None and (signed or percent):
        value = round(value / 100, 12)
    if value is None or not 0 <= value <= 1:
        accepted = _("a share from 0 to 1, such as 0.8 or 80%; or nothing: the scenario's value")
        raise CellFaultError(shown(cell), accepted)
    return value + 0.0


def without_percent(cell: object) -> tuple[object, bool]:
    """The cell without a percent sign at its end, and whether it had one."""
    if not isinstance(cell, str):
        return cell, False
    text = unicodedata.normalize("NFKC", cell).strip()
    return (text[:-1], True) if text.endswith("%") else (text, False)
