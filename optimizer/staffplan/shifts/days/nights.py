"""The rule of rest behind nights: longer than behind other shifts, unless another night follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.shifts.days.rule import EndsAnyway

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.shifts.days.rule import Day, Shifts, State

RESTED = -(2**40)


class RestAfterNight(EndsAnyway):
    """Between a night shift and the next shift lies so much rest, unless that is a night shift too.

    The state has the slot at which one is rested for other shifts, ``RESTED`` where that is past, and in a cyclic
    period whether the first shift is a night, or else its start.
    """

    def __init__(self, rest: int, cycle: int | None) -> None:
        """``rest`` in slots; ``cycle`` are the slots after which everything repeats."""
        self._rest, self._cycle = rest, cycle
        self.start: State = (RESTED, RESTED)

    def marks(self, shifts: Shifts) -> NDArray[np.int64]:
        """Twice the slots from midnight to the end of a night shift, and one more; or to the start of another."""
        end = shifts.since_midnight + shifts.length
        return np.where(shifts.night, 2 * end + 1, 2 * shifts.since_midnight)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A shift."""
        moment, is_night = day.first_slot + mark // 2, mark % 2 == 1
        ready, first = state
        if self._cycle is not None and first == RESTED:
            first = self._never if is_night else moment
        if is_night:
            return (moment + self._rest, first)
        return (RESTED, first) if ready <= moment else None

    def off(self, state: State, day: Day) -> State:
        """A day off; what can bar nothing any more is forgotten."""
        ready, first = state
        return (RESTED if ready <= day.first_slot else ready, first)

    def ends(self, state: State) -> bool:
        """In a cyclic period one is rested for the first shift of the next turn, unless that is a night shift."""
        ready, first = state
        return self._cycle is None or ready <= first + self._cycle

    @property
    def _never(self) -> int:
        """A start that one is always rested for."""
        return -RESTED
