"""Rules over rolling windows of days."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from staffplan.shifts.days.rule import EndsAnyway, SeesWorkAlone, Several, TooManyStatesError

if TYPE_CHECKING:
    from staffplan.shifts.days.rule import Day, Rule, State


MOST_BEGINNINGS = 300
"""Ways in which a cyclic period's last days off may lie before its first day, at most."""


class _DaysOffInAny(SeesWorkAlone, EndsAnyway):
    """Of any ``days`` in a row inside the period, ``off`` at least are days off.

    The state has how many days ago each of the last ``off`` days off was. Before the period all of them were the day
    before, so that only windows that lie wholly inside it count.
    """

    def __init__(self, days: int, off: int) -> None:
        """A window of ``days``."""
        self._days = days
        self.start: State = (0,) * off

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A working day more since each of them."""
        del mark
        return state if day.is_eve else self._older(state)

    def off(self, state: State, day: Day) -> State | None:
        """A day off more, in the place of the one that is longest ago."""
        return state if day.is_eve else self._older((*state[1:], -1))

    def _older(self, state: State) -> State | None:
        """``state`` a day later, the days off longest ago first; None: the oldest lies behind the window."""
        older = tuple(ago + 1 for ago in state)
        return None if older and older[0] >= self._days else older


def days_off_in_any(days: int, off: int, *, cyclic: bool) -> Rule:
    """Of any ``days`` in a row, ``off`` at least are days off; in a cyclic period round its end too.

    Raises:
        TooManyStatesError: there are more than ``MOST_BEGINNINGS`` ways round its end.
    """
    rule = _DaysOffInAny(days, off)
    if not cyclic:
        return rule
    if comb(days, off) > MOST_BEGINNINGS:
        raise TooManyStatesError
    return Several(rule, (each[::-1] for each in combinations(range(days), off)), cyclic=True)
