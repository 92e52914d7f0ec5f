"""What shifts share: thousands of agents work few kinds of shift, so that what depends on the kind is worked out once.

Two shifts are of one kind where nothing but their agent differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from staffplan.schema.plan import Break, Shift


class Kinds(NamedTuple):
    """The kinds of some shifts, numbered from 0 in the order in which they first come."""

    of_shift: list[int]
    """The kind of each shift."""
    samples: list[Shift]
    """The first shift of each kind."""


def kinds_of(shifts: Iterable[Shift]) -> Kinds:
    """The kinds of ``shifts``; moments that are equal are two where the clock repeats an hour, so ``fold`` counts."""
    known: dict[Hashable, int] = {}
    written: dict[int, Hashable] = {}
    kinds = Kinds([], [])
    for shift in shifts:
        breaks, start, end = shift.breaks, shift.start, shift.end
        if id(breaks) not in written:
            written[id(breaks)] = _written(breaks)
        pauses = written[id(breaks)]
        key = (shift.contract, shift.date, start, start.fold, end, end.fold, pauses, shift.paid_hours)
        kind = known.setdefault(key, len(known))
        kinds.of_shift.append(kind)
        if kind == len(kinds.samples):
            kinds.samples.append(shift)
    return kinds


def _written(breaks: Iterable[Break]) -> Hashable:
    return tuple([(moment, moment.fold) for pause in breaks for moment in (pause.start, pause.end)])
