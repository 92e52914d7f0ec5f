"""Dates with times in cells that each stand for themselves."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from staffplan.read.faults import CellFaultError, shown
from staffplan.read.tables.grammar import written
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.read.tables.times import FirstDay

FIRST_YEAR, LAST_YEAR = 1970, 2100
"""Other years are slips of the pen."""


def moment(cell: object, first_day: FirstDay | None = 1900) -> datetime:
    """A date and time, aware where the cell gives an offset, else naive; a date alone is its midnight.

    Raises:
        CellFaultError: anything else, a range and what may be one of two dates included.
    """
    found = _moment_of(cell, first_day)
    if found is None:
        raise CellFaultError(shown(cell), _("a date and time, year first, such as 2026-11-01 09:00"))
    if not FIRST_YEAR <= found.year < LAST_YEAR:
        raise CellFaultError(shown(cell), of_these_years())
    return found


def of_these_years() -> str:
    """What is accepted where a date is of none of them."""
    text = _("a date and time of the years {first} to {last}, such as 2026-11-01 09:00")
    return text.format(first=FIRST_YEAR, last=LAST_YEAR - 1)


def whole_minute(cell: object, first_day: FirstDay | None = 1900) -> datetime:
    """A :func:`moment` without seconds.

    Raises:
        CellFaultError: anything else.
    """
    found = moment(cell, first_day)
    if found.second:
        raise CellFaultError(shown(cell), _("a date and time of whole minutes, such as 2026-11-01 09:00"))
    return found


def _moment_of(cell: object, first_day: FirstDay | None) -> datetime | None:
    found = written(cell, first_day)
    if found is None or (found.instant is not None and found.day is not None):
        return None
    if found.instant is not None:
        return found.instant
    if (
        found.day is None
        or found.day.year is None
        or not found.day.sure
        or (found.end is not None and not found.offset)
    ):
        return None
    day = found.day.on(found.day.year)
    if day is None:
        return None
    zone = None if found.offset is None else timezone(found.offset)
    return datetime.combine(day, time()).replace(tzinfo=zone) + timedelta(seconds=found.second or 0)
