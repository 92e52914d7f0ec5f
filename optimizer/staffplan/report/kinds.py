"""What shifts share: thousands of agents work few kinds of shift, so that what depends on the kind is worked out once.

Two shifts are of one kind where nothing but their agent differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from staffplan.schema.plan import Break, Shift


def kinds_of(shifts: Iterable[Shift]) -> list[int]:
    """The kind of each of ``shifts``, numbered from 0 in the order in which they first come, shape (n,).

    Equal moments of one zone are two where the clock repeats an hour, so ``fold`` counts.
    """
    kinds: dict[Hashable, int] = {}
    pauses: dict[int, int] = {}
    places: dict[Hashable, int] = {}
    found = []
    for shift in shifts:
        breaks, start, end = shift.breaks, shift.start, shift.end
        written = pauses.get(id(breaks))
        if written is None:
            written = pauses[id(breaks)] = places.setdefault(_written(breaks), len(places))
        key = (shift.contract, shift.date, start, start.fold, end, end.fold, written, shift.paid_hours)
        found.append(kinds.setdefault(key, len(kinds)))
    return found


def _written(breaks: Iterable[Break]) -> Hashable:
    moments = [moment for pause in breaks for moment in (pause.start, pause.end)]
    return tuple([(moment, moment.fold) for moment in moments])
