"""Rotations: a table of days that one person goes through again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.schema.scenario.rotation import EITHER, OFF, WORK
from staffplan.shifts.days.rule import EndsAnyway, KnowsLeave, Several

if TYPE_CHECKING:
    from datetime import date

    from staffplan.schema.scenario.rotation import Rotation
    from staffplan.shifts.days.rule import Day, Rule, Shifts, State


class _Rotating(EndsAnyway, KnowsLeave):
    """The days of a table; the state has where in it the horizon begins."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        """``steps`` of the table."""
        self._steps = steps
        self._names = sorted({*steps} - {OFF, WORK, EITHER})
        self.start: State = (0,)

    def marks(self, shifts: Shifts) -> list[int]:
        """Which of the table's names each shift has: a bit for each of them."""
        return [sum(1 << k for k, each in enumerate(self._names) if name.startswith(each)) for name in shifts.name]

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A shift, where the table has it."""
        step = self._step(state, day)
        allowed = step in (WORK, EITHER) or (step != OFF and mark >> self._names.index(step) & 1)
        return state if allowed else None

    def off(self, state: State, day: Day) -> State | None:
        """A day off, where the table has one; on the eve one may have worked."""
        return state if day.is_eve or self._step(state, day) in (OFF, EITHER) else None

    def leave(self, state: State, day: Day) -> State:
        """Whatever the table has."""
        del day
        return state

    def _step(self, state: State, day: Day) -> str:
        place: int = state[0] + day.index
        return self._steps[place % len(self._steps)]


def rotating(rotation: Rotation, days: tuple[date, ...], first: date) -> Rule:
    """``rotation`` over the horizon ``days``, from any day of its table on, or from that of the period's ``first``."""
    steps = rotation.steps
    rule = _Rotating(steps)
    if rotation.phase == "free":
        return Several(rule, ((place,) for place in range(len(steps))), cyclic=False)
    begins = rotation.begins or first
    rule.start = ((days[0] - begins).days % len(steps),)
    return rule
