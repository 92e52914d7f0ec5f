"""Rules of what may follow what: on the next day, and within a calendar week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.shifts.days.rule import EndsAnyway, Several

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from staffplan.shifts.days.rule import Day, Rule, Shifts, State

NONE = 0
"""The mark of a day off, or of a day of which nothing is known."""


class _NextDay(EndsAnyway):
    """What a shift may be on the day after another; the state has the mark of the day before."""

    start: State = (NONE,)

    def __init__(
        self,
        marks: Callable[[Shifts], Sequence[int] | NDArray[np.int64]],
        allows: Callable[[int, int], bool],
        twin: Mapping[int, int] | None = None,
    ) -> None:
        """``marks`` of shifts, from 1 on; ``allows`` says whether the second may follow the first.

        ``twin`` is, of a mark, another one that lets the same follow: fewer states.
        """
        self._marks, self._allows, self._twin = marks, allows, twin or {}

    def marks(self, shifts: Shifts) -> Sequence[int] | NDArray[np.int64]:
        """What successions look at."""
        return self._marks(shifts)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A shift."""
        del day
        return (self._twin.get(mark, mark),) if state[0] == NONE or self._allows(state[0], mark) else None

    def off(self, state: State, day: Day) -> State:
        """A day off: any shift may follow."""
        del state, day
        return self.start


def forbidden_successions(pairs: Sequence[tuple[str, str]], *, cyclic: bool) -> Rule:
    """On the day after the first shift of a pair the second is not worked."""
    names = sorted({name for pair in pairs for name in pair})
    forbidden = {(names.index(first) + 1, names.index(second) + 1) for first, second in pairs}

    def marks(shifts: Shifts) -> list[int]:
        return [names.index(name) + 1 if name in names else len(names) + 1 for name in shifts.name]

    barred = {mark: frozenset(then for first, then in forbidden if first == mark) for mark in range(len(names) + 2)}
    first_of = {after: mark for mark, after in reversed(barred.items())}
    twin = {} if cyclic else {mark: first_of[after] for mark, after in barred.items()}
    rule = _NextDay(marks, lambda first, second: (first, second) not in forbidden, twin)
    return Several(rule, ((mark,) for mark in range(len(names) + 2)), cyclic=True) if cyclic else rule


def forward_rotation(shifts: Shifts, *, cyclic: bool) -> Rule:
    """On the day after a shift none starts earlier by the clock."""
    rule = _NextDay(lambda shifts: shifts.clock + 1, lambda first, second: first <= second)
    beginnings = [(NONE,), *((int(clock) + 1,) for clock in np.unique(shifts.clock))]
    return Several(rule, beginnings, cyclic=True) if cyclic else rule


class SameShiftAllWeek(EndsAnyway):
    """All shifts of a calendar week have one name, or without names one start by the clock and one length."""

    start: State = (NONE,)

    def marks(self, shifts: Shifts) -> NDArray[np.int64]:
        """A number for each name; for each start and length where there is no name."""
        alike = [
            (name, 0, 0) if name else ("", clock, length)
            for name, clock, length in zip(shifts.name, shifts.clock.tolist(), shifts.length.tolist(), strict=True)
        ]
        kinds = {each: number for number, each in enumerate(sorted(set(alike)), start=1)}
        return np.array([kinds[each] for each in alike], dtype=np.int64)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A shift like the week's others."""
        before = self._begun(state, day)
        return (mark,) if before in (NONE, mark) else None

    def off(self, state: State, day: Day) -> State:
        """A day off changes nothing."""
        return (self._begun(state, day),)

    def _begun(self, state: State, day: Day) -> int:
        return NONE if day.of_week == 0 else state[0]
