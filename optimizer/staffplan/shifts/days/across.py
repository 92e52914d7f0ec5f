"""The rule of days off side by side that may lie over the end of a calendar week."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from staffplan.shifts.days.rule import DAYS_IN_WEEK, SeesWorkAlone, Several

if TYPE_CHECKING:
    from staffplan.shifts.days.rule import Day, Rule, State


class _Block(NamedTuple):
    """Days off side by side."""

    run: int
    """Days off in a row up to now, none counted beyond those asked for."""
    has_one: bool = False
    """Whether the week holds a day of a whole block."""
    owed: bool = False
    """Whether the run has yet to become a whole block, for the sake of the week before."""


class _DaysOffAcrossWeeks(SeesWorkAlone):
    """Each calendar week holds a day off, at least, that is one of so many side by side, wherever those lie.

    Days that the plan does not hold may be such days off.
    """

    def __init__(self, side_by_side: int) -> None:
        """``side_by_side`` days off."""
        self._size = side_by_side
        self.start: State = _Block(side_by_side, has_one=True)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A working day ends the run."""
        del mark
        block = self._begun(state, day)
        return None if block.owed else self._ended(block._replace(run=0), day)

    def off(self, state: State, day: Day) -> State | None:
        """A day off more."""
        block = self._begun(state, day)
        run = min(block.run + 1, self._size)
        if run == self._size:
            block = _Block(run, has_one=True)
        return self._ended(block._replace(run=run), day)

    def ends(self, state: State) -> bool:
        """The last week was looked at with its last day."""
        del state
        return True

    def _begun(self, state: State, day: Day) -> _Block:
        """The state before ``day``; days of the first week that lie before the horizon may be a block."""
        block = _Block(*state)
        return block if day.of_week else block._replace(has_one=False)

    def _ended(self, block: _Block, day: Day) -> State | None:
        """The state behind ``day``; with the week's last one it must hold a block, or one that has begun."""
        if day.of_week != DAYS_IN_WEEK - 1:
            return block
        if not block.has_one and block.run == 0:
            return None
        return _Block(block.run, owed=not block.has_one)


def days_off_across_weeks(side_by_side: int, *, cyclic: bool) -> Rule:
    """The rule; in a cyclic period the last days off meet the first ones."""
    rule = _DaysOffAcrossWeeks(side_by_side)
    if not cyclic:
        return rule
    flags = product(range(side_by_side + 1), (False,), (False, True))
    return Several(rule, (_Block(*each) for each in flags), cyclic=True)
