"""Named shifts by the wall clock: the parts of each on a day, and the breaks that they call for."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.scenario.keys import BreakRule
from staffplan.verify.opening import instant_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from staffplan.schema.scenario.keys import Contract, NamedShift

Span = tuple[int, int]


def clock_parts(named: NamedShift) -> Iterator[Span]:
    """Minutes after midnight at which each part begins and ends; each time is the next that the clock shows."""
    before = None
    for first, last in named.hours or ((named.start or 0, named.end or 0),):
        first = first if before is None else _after(first, before - 1)
        before = _after(last, first)
        yield first, before


def _after(minutes: int, moment: int) -> int:
    """The first time after ``moment`` at which the clock shows ``minutes``."""
    return moment + 1 + (minutes - moment - 1) % MINUTES_PER_DAY


def parts_on(named: NamedShift, ordinal: int, zone: ZoneInfo) -> tuple[Span, ...]:
    """Instants (seconds since 1970 UTC) at which each part of the shift of a day begins and ends."""
    spans = ((instant_at(ordinal, a, zone), instant_at(ordinal, b, zone)) for a, b in clock_parts(named))
    return tuple([(begin, end) for begin, end in spans if begin < end])


def due_in_parts(named: NamedShift, contract: Contract, parts: tuple[Span, ...]) -> tuple[BreakRule, ...]:
    """The breaks of a named shift: its own, or (in one piece) its contract's, where they fit; and the gaps."""
    own = named.breaks
    if own is None:
        own = () if named.hours[1:] else contract.breaks
    begin = parts[0][0] if parts else 0
    due = {}
    for rule in own:
        earliest, latest = rule.starts[0].total_seconds(), (rule.starts[1] + rule.length).total_seconds()
        if any(first - begin <= earliest and latest <= last - begin for first, last in parts):
            due[earliest] = rule
    for (_first, end), (resumed, _last) in pairwise(parts):
        if end < resumed:
            at = timedelta(seconds=end - begin)
            due[end - begin] = BreakRule(length=timedelta(seconds=resumed - end), starts=(at, at))
    return tuple([due[start] for start in sorted(due)])
