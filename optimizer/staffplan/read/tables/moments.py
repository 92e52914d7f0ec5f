"""Dates with times in cells: the forms that Excel and programs write."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone

from staffplan.read.faults import CellFaultError, shown
from staffplan.words.language import _

_MOMENT = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]\s*|(?<=日))?"
    r"(?:(?P<before>上午|下午|[AP]M)?\s*(?P<hour>\d{1,2})\s*(?::|时|点)\s*(?:(?P<minute>\d{1,2})\s*分?)?"
    r"(?::?(?P<second>\d{2})(?:[.,]\d+)?\s*秒?)?\s*(?P<after>[AP]M)?)?"
    r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?",
    re.IGNORECASE | re.ASCII,
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SERIALS = (36526.0, 73051.0)
"""Excel's numbers of 2000-01-01 and 2100-01-01."""
_EPOCH = datetime(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1970, 2100
"""Other years are slips of the pen."""


def moment(cell: object) -> datetime:
    """A date and time, aware where the cell gives an offset, else naive; a date alone is its midnight.

    Raises:
        CellFaultError: anything else.
    """
    found = _moment_of(cell)
    if found is None:
        raise CellFaultError(shown(cell), _("a date and time, year first, such as 2026-11-01 09:00"))
    if not FIRST_YEAR <= found.year < LAST_YEAR:
        accepted = _("a date and time of the years {first} to {last}, such as 2026-11-01 09:00")
        accepted = accepted.format(first=FIRST_YEAR, last=LAST_YEAR - 1)
        raise CellFaultError(shown(cell), accepted)
    return found


def whole_minute(cell: object) -> datetime:
    """A :func:`moment` without seconds.

    Raises:
        CellFaultError: anything else.
    """
    found = moment(cell)
    if found.second:
        raise CellFaultError(shown(cell), _("a date and time of whole minutes, such as 2026-11-01 09:00"))
    return found


def _moment_of(cell: object) -> datetime | None:
    if isinstance(cell, datetime):
        return _to_whole_seconds(datetime.fromisoformat(cell.isoformat()))
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _of_serial(float(cell))
    if not isinstance(cell, str):
        return None
    text = unicodedata.normalize("NFKC", cell).strip()
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text))
    match = _MOMENT.fullmatch(text)
    try:
        return _of_parts(match) if match else None
    except (ValueError, OverflowError):
        return None


def _of_serial(number: float) -> datetime | None:
    if not _SERIALS[0] <= number < _SERIALS[1]:
        return None
    return _to_whole_seconds(_EPOCH + timedelta(days=number))


def _to_whole_seconds(value: datetime) -> datetime:
    """Excel keeps times as fractions of a day, so that 9:00 may come as 8:59:59.999997."""
    return (value + timedelta(microseconds=500_000)).replace(microsecond=0)


def _of_parts(match: re.Match[str]) -> datetime:
    day = datetime(int(match["year"]), int(match["month"]), int(match["day"]))
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    half = (match["before"] or match["after"] or "").upper()
    if half:
        if not 0 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + (12 if half in {"PM", "下午"} else 0)
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second)):
        raise ValueError
    return (day + timedelta(hours=hour, minutes=minute, seconds=second)).replace(tzinfo=_zone(match["offset"]))


def _zone(offset: str | None) -> timezone | None:
    if offset is None:
        return None
    if offset in {"Z", "z"}:
        return UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-length if offset[0] == "-" else length)
