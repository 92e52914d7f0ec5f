"""Kinds of shift: what thousands of agents' few kinds of shift share, so that it is worked out once for each kind.

Two shifts are of one kind where nothing but their agent differs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from staffplan.schema.plan import Shift


class Kinds(NamedTuple):
    """The kinds of some shifts, numbered from 0 in the order in which they first come."""

    of_shift: list[int]
    """The kind of each shift."""
    samples: list[Shift]
    """The first shift of each kind."""


class _These:
    """Some shifts, which are the same as others only if they are one object: to compare half a million takes long."""

    def __init__(self, shifts: Sequence[Shift]) -> None:
        self.shifts = shifts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _These) and other.shifts is self.shifts

    def __hash__(self) -> int:
        return id(self.shifts)


def kinds_of(shifts: tuple[Shift, ...]) -> Kinds:
    """The kinds of ``shifts``; moments that are equal are two where the clock repeats an hour, so ``fold`` counts.

    Those of the last shifts asked for are kept: every document of a plan begins with them.
    """
    return _kinds_of(_These(shifts))


@lru_cache(maxsize=1)
def _kinds_of(these: _These) -> Kinds:
    known: dict[Hashable, int] = {}
    of_objects: dict[Hashable, int] = {}
    kinds = Kinds([], [])
    for shift in these.shifts:
        # Most shifts of a kind hold the very same objects; to compare those takes about a third of the time.
        what = shift.contract, shift.shift_name, shift.paid_hours
        objects = (*what, id(shift.date), id(shift.start), id(shift.end), id(shift.breaks))
        kind = of_objects.get(objects)
        if kind is None:
            kind = of_objects[objects] = known.setdefault(_values(shift), len(known))
            if kind == len(kinds.samples):
                kinds.samples.append(shift)
        kinds.of_shift.append(kind)
    return kinds


def _values(shift: Shift) -> Hashable:
    moments = [shift.start, shift.end, *(moment for pause in shift.breaks for moment in (pause.start, pause.end))]
    return (
        shift.contract,
        shift.shift_name,
        shift.date,
        shift.paid_hours,
        tuple([(moment, moment.fold) for moment in moments]),
        tuple([pause.name for pause in shift.breaks]),
    )
