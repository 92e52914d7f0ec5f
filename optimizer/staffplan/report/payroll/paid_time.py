"""The paid minutes of a shift, split at midnight and at the borders of the night window, on the real clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from staffplan.schema.base import MINUTES_PER_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from staffplan.schema.plan import Break, Shift
    from staffplan.schema.scenario.keys import BreakRule

CLOCK_CHANGE_STEP = 15
"""Clocks change at full quarters of an hour UTC (minutes)."""


class PaidPiece(NamedTuple):
    """Paid minutes that follow one another on one local day, all inside or all outside the night window."""

    date: date
    """The local day."""
    minutes: int
    """Elapsed minutes."""
    night: bool
    """Whether they lie in the night window."""


def paid_pieces(shift: Shift, due: Sequence[BreakRule], night: tuple[int, int], zone: ZoneInfo) -> list[PaidPiece]:
    """The shift less its unpaid breaks, in order; ``night`` is the window in minutes after local midnight.

    ``due``: the breaks that the shift should have.
    """
    stretches = paid_stretches(shift, due)
    return [piece for begin, end in stretches for piece in _pieces(begin, end, night, zone)]


def night_minutes(begin: int, end: int, night: tuple[int, int], zone: ZoneInfo) -> int:
    """Minutes of a stretch (begin and end in minutes since the epoch) that lie in the window ``night``."""
    return sum(piece.minutes for piece in _pieces(begin, end, night, zone) if piece.night)


@lru_cache(maxsize=65536)
def _pieces(begin: int, end: int, night: tuple[int, int], zone: ZoneInfo) -> tuple[PaidPiece, ...]:
    """The pieces of one paid stretch; agents who start and eat together share them."""
    pieces = []
    for since, until in _split(begin, end, night, zone):
        moment = local_time(since, zone)
        pieces.append(PaidPiece(moment.date(), until - since, _in_window(moment.hour * 60 + moment.minute, night)))
    return tuple(pieces)


def paid_stretches(shift: Shift, due: Sequence[BreakRule]) -> Iterator[tuple[int, int]]:
    """Begin and end of each paid stretch in minutes since the epoch."""
    at, end = minute_of(shift.start), minute_of(shift.end)
    for pause in unpaid_breaks(shift, due):
        begin = min(max(minute_of(pause.start), at), end)
        if begin > at:
            yield at, begin
        at = max(at, min(minute_of(pause.end), end))
    if end > at:
        yield at, end


def unpaid_breaks(shift: Shift, due: Sequence[BreakRule]) -> list[Break]:
    """The written breaks that are unpaid: the ``paid`` flags of the breaks that are ``due``, in order.

    Where more or fewer breaks are written than are due, each takes the next rule of its own length; without one a
    break is unpaid. Activities are paid.
    """
    rules, rests = list(due), shift.rests
    if len(rules) == len(rests):
        return [pause for pause, rule in zip(rests, rules, strict=True) if not rule.paid]
    unpaid = []
    for pause in rests:
        minutes = timedelta(minutes=minute_of(pause.end) - minute_of(pause.start))
        match = next((k for k, rule in enumerate(rules) if rule.length == minutes), None)
        if match is None or not rules[match].paid:
            unpaid.append(pause)
        rules = rules if match is None else rules[match + 1 :]
    return unpaid


def minute_of(moment: datetime) -> int:
    """Minutes since the epoch: differences are elapsed time, whatever the clock does."""
    return int(moment.timestamp()) // 60


def local_time(minute: int, zone: ZoneInfo) -> datetime:
    """The clock time in ``zone`` at a minute since the epoch."""
    return datetime.fromtimestamp(minute * 60, zone)


def _split(begin: int, end: int, night: tuple[int, int], zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """[begin, end) in parts that cross neither midnight, nor the night window's borders, nor a change of the clock."""
    first, last = local_time(begin, zone), local_time(end, zone)
    borders = {begin, end}
    for ahead in range((last.date() - first.date()).days + 1):
        midnight = datetime.combine(first.date() + timedelta(days=ahead), time(), tzinfo=zone)
        for minutes in (0, *night):
            clock = midnight + timedelta(minutes=minutes)  # wall clock arithmetic, within one zone
            borders.update(minute_of(clock.replace(fold=fold).astimezone(UTC)) for fold in (0, 1))
    if first.utcoffset() != last.utcoffset():
        borders.update(range(begin - begin % -CLOCK_CHANGE_STEP, end, CLOCK_CHANGE_STEP))
    ordered = sorted(border for border in borders if begin <= border <= end)
    return pairwise(ordered)


def _in_window(clock: int, window: tuple[int, int]) -> bool:
    """Whether the clock time lies in the window; an end at or before the start is over midnight."""
    start, end = window
    if end > start:
        return start <= clock < end
    return clock >= start or clock < end % MINUTES_PER_DAY
