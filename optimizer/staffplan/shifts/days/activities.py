"""Rule of activities: once in so many calendar weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.shifts.days.rule import DAYS_IN_WEEK, EndsAnyway, KnowsLeave

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.activity import Activity
    from staffplan.shifts.days.rule import Day, Shifts, State


HAS, EXCUSED = 1, 2


class OnceInWeeks(EndsAnyway, KnowsLeave):
    """An activity once in each span of so many whole weeks: exactly once, or where it has a given time once at least.

    The state is whether the span has it; who is on leave in it is excused. What lies before the first whole week, and
    behind the last whole span, asks for none.
    """

    start: State = (0,)

    def __init__(self, activity: Activity, grid: Grid, days: Sequence[date]) -> None:
        """``days`` are those of the horizon; the spans follow one another from the period's first whole week on."""
        self._name, self._exactly = activity.name, activity.at is None
        length = DAYS_IN_WEEK * (activity.every_weeks or 1)
        period = range(len(days)) if grid.cyclic else range(days.index(grid.days[0]), len(days))
        first = next((k for k in period if grid.week_of(days[k]) == days[k]), len(days))
        self._begins = {0, *range(first, len(days), length)}
        self._ends = {k + length - 1 for k in range(first, len(days) - length + 1, length)}

    def marks(self, shifts: Shifts) -> list[int]:
        """Whether each shift holds it."""
        return [int(self._name in each) for each in shifts.activities]

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A shift, with it or without."""
        has = 0 if day.index in self._begins else state[0]
        if has == HAS and mark and self._exactly:
            return None
        has = HAS if mark else has
        if day.index not in self._ends:
            return (has,)
        return (0,) if has else None

    def off(self, state: State, day: Day) -> State | None:
        """A day without it."""
        return self.work(state, day, 0)

    def leave(self, state: State, day: Day) -> State:
        """No day for it."""
        has = 0 if day.index in self._begins else state[0]
        return (0,) if day.index in self._ends else (has or EXCUSED,)
