"""Handling times: their unit by the header, by the cell, or by what alone makes sense; else it is asked back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from staffplan.read.faults import CellFaultError, shown
from staffplan.read.tables.cells import blank
from staffplan.read.tables.grammar import plainly
from staffplan.read.tables.numbers import MOST
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.read.faults import Faults
    from staffplan.read.layouts.headings import Unit
    from staffplan.read.tables.numbers import Numbers

SHORTEST, LONGEST = 20.0, 7200.0
"""Seconds: a mean beyond them without a unit may be minutes, or milliseconds."""
HOUR = 3600.0
"""A mean of more than this by hours and minutes is one by minutes and seconds."""
FACTORS: dict[Unit | None, float] = {
    "s": 1.0,
    "min": 60.0,
    "h": 3600.0,
    "ms": 0.001,
    None: 1.0,
    "m:s": 60.0,
    "h:m": 3600.0,
}
_WORDS = (
    r"(?:(?P<h>\d+(?:[.,]\d{1,2})?)\s*(?:h|hr|hrs|hours?|小时|时))?\s*"
    r"(?:(?P<m>\d+(?:[.,]\d{1,2})?)\s*(?:m|min|mins|minutes?|分钟|分|'|′))?\s*"
    r"(?:(?P<s>\d+(?:[.,]\d{1,2})?)\s*(?:s|sec|secs|seconds?|秒钟|秒|\"|″|''))?\s*(?:(?P<ms>\d+)\s*(?:ms|毫秒))?"
)
_COLONS = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?", re.ASCII)
Kind = Literal["said", "number", "short", "long"]
"""A unit in the cell; a number alone; 5:00; 5:00:00 or a time of Excel without seconds."""


@dataclass(frozen=True)
class TimesColumn:
    """A column of handling times."""

    header: str
    """As the file calls it."""
    header_row: int
    """Where the header stands, as Excel counts."""
    unit: Unit | None
    """What the header says."""
    cells: Sequence[tuple[int, object]]
    """Row and cell."""


@dataclass(frozen=True)
class Times:
    """Handling times in seconds; None where a cell is empty or at fault."""

    seconds: list[float | None]
    unit: str
    """What numbers were taken for."""
    certain: bool
    """Whether a unit was written."""


def read_times(column: TimesColumn, numbers: Numbers, faults: Faults, messages: list[Message]) -> Times:
    """Read the column."""
    parsed = [_parse(cell, column, row, numbers, faults) for row, cell in column.cells]
    colons = _colons([each for each in parsed if each is not None], column, faults, messages)
    factor = {"said": 1.0, "number": FACTORS[column.unit], **colons}
    seconds = [None if each is None else each[1] * factor[each[0]] for each in parsed]
    certain = column.unit is not None or not any(each is not None and each[0] == "number" for each in parsed)
    return Times(seconds, "m:s" if "short" in {each[0] for each in parsed if each} else column.unit or "s", certain)


def ask_back(seconds: Sequence[float | None], column: TimesColumn, faults: Faults) -> None:
    """A fault with both readings where numbers without a unit have a mean that seconds hardly have."""
    known = [value for value in seconds if value is not None]
    if not known or SHORTEST <= (mean := fmean(known)) <= LONGEST:
        return
    other = _("minutes") if mean < SHORTEST else _("milliseconds")
    found = _("numbers without a unit, {mean:g} on average, which may be seconds or {other}")
    accepted = _("a unit in the header, such as {seconds} or {other}, or in the cells, such as 5min or 300s")
    names = ("aht (s)", "aht (min)" if mean < SHORTEST else "aht (ms)")
    faults.add(
        found.format(mean=round(mean, 3), other=other),
        accepted.format(seconds=names[0], other=names[1]),
        column.header_row,
        column.header,
        "ambiguous",
    )


def _parse(cell: object, column: TimesColumn, row: int, numbers: Numbers, faults: Faults) -> tuple[Kind, float] | None:
    if blank(cell):
        return None
    try:
        kind, value = _kind_of(cell, numbers)
        if not 0 < value <= MOST:
            raise CellFaultError(shown(cell), "")
    except CellFaultError as fault:
        accepted = _("seconds, more than 0, such as 300; or nothing: the scenario's value")
        faults.add(fault.found, fault.accepted or accepted, row, column.header)
        return None
    return kind, value


def _kind_of(cell: object, numbers: Numbers) -> tuple[Kind, float]:
    """How the time is written, and its seconds as far as they are sure: 5:00 counts as five hours, 18,000 seconds."""
    if isinstance(cell, time):
        seconds = cell.hour * HOUR + cell.minute * 60 + cell.second + cell.microsecond / 1e6
        return ("said" if seconds % 60 else "long"), seconds
    if isinstance(cell, timedelta):
        return ("said" if cell.total_seconds() % 60 else "long"), cell.total_seconds()
    if isinstance(cell, str) and (found := _of_text(plainly(cell))) is not None:
        return found
    value = numbers.value(cell)
    if value is None:
        raise CellFaultError(shown(cell), "")
    return "number", value


def _of_text(text: str) -> tuple[Kind, float] | None:
    if match := _COLONS.fullmatch(text):
        first, second, third = (int(part or 0) for part in match.groups())
        if match[3] is None:
            return ("short", first * HOUR + second * 60) if second < 60 else None
        seconds = first * HOUR + second * 60 + third
        return (("said" if third else "long"), seconds) if second < 60 and third < 60 else None
    match = re.fullmatch(_WORDS, text, re.ASCII)
    if not match or not any(match.groups()):
        return None
    hours, minutes, seconds, thousandths = (float((part or "0").replace(",", ".")) for part in match.groups())
    return "said", hours * HOUR + minutes * 60 + seconds + thousandths / 1000


def _colons(
    parsed: Sequence[tuple[Kind, float]], column: TimesColumn, faults: Faults, messages: list[Message]
) -> dict[str, float]:
    """What 5:00 and 5:00:00 mean, as a factor of hours and minutes: minutes and seconds are a sixtieth."""
    factors = {"short": 1 / 60, "long": 1.0}
    for kind, what in (("short", "m:ss"), ("long", "h:mm:ss")):
        values = [value for each, value in parsed if each == kind]
        if not values or column.unit in {"m:s", "h:m"}:
            continue
        mean = fmean(values)
        if kind == "long":
            if mean < HOUR or any(each == "said" for each, _value in parsed):
                continue
            factors["long"] = 1 / 60
        elif mean < HOUR:
            _refuse_both(mean, column, faults)
            continue
        messages.append(Message.of("minutes_assumed", column=column.header, what=what, minutes=round(mean / HOUR, 2)))
    if column.unit == "h:m":
        factors["short"] = 1.0
    return factors


def _refuse_both(mean: float, column: TimesColumn, faults: Faults) -> None:
    """A mean under an hour by hours and minutes is one under a minute by minutes and seconds: both may be meant."""
    found = _("times such as 0:45, which may be {seconds:.0f} seconds or {minutes:.0f} minutes")
    faults.add(
        found.format(seconds=mean / 60, minutes=mean / 60),
        _("times with hours, minutes and seconds (0:05:00), or a unit in the cells, such as 45s or 5min"),
        column.header_row,
        column.header,
        "ambiguous",
    )
