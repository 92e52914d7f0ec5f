"""Rest between shifts as a rule of sequences.

The rest network of the master knows rest, and its day automaton the days, each by itself. Where a contract has few
kinds of shifts, the automaton can know both: then every flow through it splits into legal tours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.shifts.days.rule import Day, Shifts, State

RESTED = -(2**40)


class _Rest:
    """What rules of rest have in common: a state of the slot at which one is rested, and of the first shift.

    The slot is ``RESTED`` where it is past; the first shift matters in a cyclic period, and is ``RESTED`` before it.
    """

    start: State = (RESTED, RESTED)

    def __init__(self, rest: int, cycle: int | None) -> None:
        """``rest`` in slots; ``cycle`` are the slots after which everything repeats."""
        self._rest, self._cycle = rest, cycle

    def off(self, state: State, day: Day) -> State:
        """A day off; what can bar nothing any more is forgotten."""
        ready, first = state
        return (RESTED if ready <= day.first_slot else ready, first)

    def ends(self, state: State) -> bool:
        """In a cyclic period one is rested for the first shift of the next turn."""
        ready, first = state
        return self._cycle is None or bool(ready <= first + self._cycle)

    def _first(self, first: int, start: int) -> int:
        """The first shift's start, where that is the one that starts now."""
        return start if self._cycle is not None and first == RESTED else first


class RestBetween(_Rest):
    """Between the end of a shift and the start of the next lies so much rest."""

    def __init__(self, shifts: Shifts, rest: int, cycle: int | None) -> None:
        """``rest`` in slots; ``cycle`` are the slots after which everything repeats."""
        super().__init__(rest, cycle)
        self._kinds = sorted(set(zip(shifts.since_midnight.tolist(), shifts.length.tolist(), strict=True)))

    @property
    def n_kinds(self) -> int:
        """Kinds of shifts that it tells apart: by the start in the day, and the length."""
        return len(self._kinds)

    def marks(self, shifts: Shifts) -> NDArray[np.int64]:
        """The kind of each shift."""
        kind = {each: number for number, each in enumerate(self._kinds)}
        pairs = zip(shifts.since_midnight.tolist(), shifts.length.tolist(), strict=True)
        return np.array([kind[each] for each in pairs], dtype=np.int64)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A shift, for who is rested."""
        since_midnight, length = self._kinds[mark]
        moment, (ready, first) = day.first_slot + since_midnight, state
        if ready > moment:
            return None
        return (moment + length + self._rest, self._first(first, moment))


class RestAfterNight(_Rest):
    """Between a night shift and the next shift lies so much rest, unless that is a night shift too."""

    def marks(self, shifts: Shifts) -> NDArray[np.int64]:
        """Twice the slots from midnight to the end of a night shift, and one more; or to the start of another."""
        end = shifts.since_midnight + shifts.length
        return np.where(shifts.night, 2 * end + 1, 2 * shifts.since_midnight)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A shift; for a night shift one is always rested."""
        moment, is_night = day.first_slot + mark // 2, mark % 2 == 1
        ready, first = state
        first = self._first(first, -RESTED if is_night else moment)
        if is_night:
            return (moment + self._rest, first)
        return (RESTED, first) if ready <= moment else None
