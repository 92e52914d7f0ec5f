"""What a cell says of a time: a date, a time of day, a range of them, an offset; and cells that say it in numbers.

Nothing is guessed here. A date whose year or order is not written keeps its numbers, and a text that may be a range or
an offset keeps both: the column's other cells decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

FirstDay = Literal[1900, 1904]
DAY = 24 * 60 * 60
_SERIALS: dict[FirstDay, tuple[float, float]] = {1900: (36526.0, 73051.0), 1904: (35064.0, 71589.0)}
"""Excel's numbers of 2000-01-01 and 2100-01-01."""
_EPOCHS: dict[FirstDay, datetime] = {1900: datetime(1899, 12, 30), 1904: datetime(1904, 1, 1)}


_UNIX = (946_684_800, 4_102_444_800)
"""Seconds since 1970 at 2000-01-01 and 2100-01-01."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it is written: two numbers, month and day or the reverse, and perhaps a year."""

    first: int
    second: int
    year: int | None = None
    sure: bool = True
    """Whether ``first`` is the month for sure."""

    def on(self, year: int, *, reverse: bool = False) -> date | None:
        """The date in ``year`` (its own counts before), with the day before the month if ``reverse``; None: no date."""
        month, day = (self.second, self.first) if reverse and not self.sure else (self.first, self.second)
        try:
            return date(self.year or year, month, day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Written:
    """What one cell says; None where it says nothing of it."""

    day: Day | None = None
    weekday: int | None = None
    """0 for Monday."""
    second: int | None = None
    """Seconds after midnight; 86,400 for 24:00."""
    end_day: Day | None = None
    end: int | None = None
    """Where the cell holds a range, its end in seconds after midnight. Beside ``offset``: it is one or the other."""
    offset: timedelta | None = None
    """From UTC."""
    bare: bool = False
    """Whether the time is a number alone, 9 for 09:00, or a range of two; beside ``day`` they are one or the other."""
    instant: datetime | None = None
    """An instant of its own: seconds since 1970. Beside ``day``: the text is one or the other."""


def of_datetime(cell: datetime) -> Written:
    """Excel keeps times as fractions of a day, so that 9:00 may come as 8:59:59.999997; times alone have no year."""
    value = (datetime.fromisoformat(cell.isoformat()) + timedelta(microseconds=500_000)).replace(microsecond=0)
    second = value.hour * 3600 + value.minute * 60 + value.second
    if value.year < 1900 or (value.year, value.month, value.day) == (1904, 1, 1):
        return Written(second=second)
    return Written(Day(value.month, value.day, value.year), second=second, offset=value.utcoffset())


def of_number(value: float, first_day: FirstDay | None) -> Written | None:
    """An hour (9), a fraction of a day, a date in digits, seconds since 1970, or Excel's number of a day."""
    if value.is_integer() and 0 <= value <= 24:
        return Written(second=int(value) * 3600, bare=True)
    if 0 < value < 1:
        return Written(second=round(value * DAY))
    if value.is_integer() and value >= 10**7:
        return of_digits(f"{value:.0f}")
    if first_day is None or not _SERIALS[first_day][0] <= value < _SERIALS[first_day][1]:
        return None
    return of_datetime(_EPOCHS[first_day] + timedelta(days=value))


def of_digits(text: str) -> Written | None:
    """``20261102``, ``2026110209`` to ``20261102093000``, or seconds or milliseconds since 1970."""
    day, second = None, 0
    if len(text) != 13 and "2000" <= text[:4] < "2100":
        day = Day(int(text[4:6]), int(text[6:8]), int(text[:4]))
        parts = [int(text[place : place + 2] or 0) for place in (8, 10, 12)]
        second = clock_of(*parts) if parts[1] < 60 and parts[2] < 60 and parts[0] <= 24 else -1
        day = day if day.on(0) is not None and second >= 0 else None
    instant = None
    if len(text) in {10, 13}:
        seconds, rest = divmod(int(text), 1 if len(text) == 10 else 1000)
        if _UNIX[0] <= seconds < _UNIX[1] and not rest:
            instant = datetime.fromtimestamp(seconds, UTC)
    if day is None and instant is None:
        return None
    return Written(day, second=None if day is None or len(text) == 8 else second, instant=instant)


def clock_of(hour: int, minute: int, second: int = 0) -> int:
    """Seconds after midnight; 24:00 is the end of the day. Raises ValueError where the clock shows no such time."""
    found = hour * 3600 + minute * 60 + second
    if minute > 59 or second > 59 or found > DAY:
        raise ValueError
    return found
