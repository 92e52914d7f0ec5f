"""Numbers in cells, as people and programs write them."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import time, timedelta

from staffplan.read.faults import CellFaultError, shown
from staffplan.schema.base import parse_duration
from staffplan.words.language import _

MOST = 1e9
"""Larger volumes and times are taken for mistakes."""
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d*)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:[. ]\d{3})+),\d+", re.ASCII)
_AMBIGUOUS = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})", re.ASCII)


def blank(cell: object) -> bool:
    """Whether the cell is empty; NaN is how parquet files of pandas say so."""
    if isinstance(cell, float):
        return math.isnan(cell)
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _number_of(cell: object, decimal_comma: bool) -> float | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str):
        return float(str(cell)) if type(cell).__name__ == "Decimal" else None
    text = unicodedata.normalize("NFKC", cell).strip().replace("−", "-")
    if _PLAIN.fullmatch(text):
        return float(text)
    if decimal_comma and _DECIMAL_COMMA.fullmatch(text) and not _AMBIGUOUS.fullmatch(text):
        return float(text.replace(".", "").replace(" ", "").replace(",", "."))
    if _THOUSANDS.fullmatch(text) and not (decimal_comma and _AMBIGUOUS.fullmatch(text)):
        return float(text.replace(",", "").replace(" ", ""))
    return None


def not_negative(cell: object, decimal_comma: bool = False) -> float:
    """A number from 0 to a thousand million.

    Raises:
        CellFaultError: anything else: nothing, text, NaN, infinite, negative.
    """
    value = _number_of(cell, decimal_comma)
    if value is None or not 0 <= value <= MOST:
        raise CellFaultError(shown(cell), _("a number from 0 to {most:,.0f}").format(most=MOST))
    return value + 0.0  # turns -0.0 into 0.0


def whole(cell: object, decimal_comma: bool = False) -> int:
    """A whole number from 0 to a million.

    Raises:
        CellFaultError: anything else.
    """
    value = _number_of(cell, decimal_comma)
    if value is None or not 0 <= value <= 1e6 or value != int(value):
        raise CellFaultError(shown(cell), _("a whole number of 0 or more"))
    return int(value)


def agents(cell: object, decimal_comma: bool = False) -> int | None:
    """A whole number from 0 to a million; None where the cell is empty.

    Raises:
        CellFaultError: anything else.
    """
    return None if blank(cell) else whole(cell, decimal_comma)


def share(cell: object, decimal_comma: bool = False) -> float | None:
    """A share from 0 to 1, also as ``80%``; None where the cell is empty.

    Raises:
        CellFaultError: anything else.
    """
    if blank(cell):
        return None
    text = unicodedata.normalize("NFKC", cell).strip() if isinstance(cell, str) else cell
    percent = isinstance(text, str) and text.endswith("%")
    value = _number_of(text[:-1] if isinstance(text, str) and percent else text, decimal_comma)
    if value is not None and percent:
        value = round(value / 100, 12)
    if value is None or not 0 <= value <= 1:
        accepted = _("a share from 0 to 1, such as 0.8 or 80%; or nothing: the scenario's value")
        raise CellFaultError(shown(cell), accepted)
    return value + 0.0


def seconds(cell: object, decimal_comma: bool = False) -> float | None:
    """A time of more than 0 in seconds, as a number, ``0:05:00``, ``5min`` or a cell of Excel; None where it is empty.

    Raises:
        CellFaultError: anything else.
    """
    if blank(cell):
        return None
    value = _duration_of(cell)
    if value is None:
        value = _number_of(cell, decimal_comma)
    if value is None or not 0 < value <= MOST:
        raise CellFaultError(shown(cell), _("seconds, more than 0, such as 300; or nothing: the scenario's value"))
    return value


def _duration_of(cell: object) -> float | None:
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    if isinstance(cell, time):
        return cell.hour * 3600.0 + cell.minute * 60 + cell.second
    if not isinstance(cell, str):
        return None
    match = _CLOCK.fullmatch(cell.strip())
    if match:
        return int(match[1]) * 3600.0 + int(match[2]) * 60 + int(match[3])
    try:
        return parse_duration(cell).total_seconds()
    except (ValueError, OverflowError):
        return None
