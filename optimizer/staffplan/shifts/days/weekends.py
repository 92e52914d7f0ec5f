"""Rules of weekends: Saturday and Sunday, by the local dates on which shifts start."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from staffplan.shifts.days.rule import EndsAnyway, KnowsLeave, SeesWorkAlone, Several

if TYPE_CHECKING:
    from staffplan.shifts.days.rule import Day, Rule, State

SATURDAY, SUNDAY = 5, 6
UNKNOWN = -1


class _WholeWeekends(SeesWorkAlone, EndsAnyway, KnowsLeave):
    """Who works on Saturday works on Sunday too, and the other way round; the state has what Saturday was."""

    start: State = (UNKNOWN,)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A working day."""
        del mark
        return self._next(state, day, 1)

    def off(self, state: State, day: Day) -> State | None:
        """A day off."""
        return self._next(state, day, 0)

    def leave(self, state: State, day: Day) -> State:
        """Leave goes with either."""
        del state, day
        return self.start

    def _next(self, state: State, day: Day, works: int) -> State | None:
        if day.is_eve:
            return state
        if day.date.weekday() == SATURDAY:
            return (works,)
        return self.start if day.date.weekday() != SUNDAY or state[0] in (UNKNOWN, works) else None


class _Worked(NamedTuple):
    """Weekends with a shift."""

    before: int = 0
    """Those that count, before the current week's."""
    this: bool = False
    """Whether the current one has a shift."""


class _Weekends(SeesWorkAlone, EndsAnyway):
    """At most so many weekends with a shift: ``in_row``, one after the other, or in the whole period."""

    start: State = _Worked()

    def __init__(self, most: int, *, in_row: bool) -> None:
        """``most`` weekends."""
        self._most, self._in_row = most, in_row

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A working day."""
        del mark
        worked = _Worked(*state)
        if self._is_before(day) or day.date.weekday() < SATURDAY:
            return state
        if worked.before == self._most:
            return None
        return self._over(worked._replace(this=True), day)

    def off(self, state: State, day: Day) -> State | None:
        """A day off."""
        return state if self._is_before(day) else self._over(_Worked(*state), day)

    def _is_before(self, day: Day) -> bool:
        """Whether the day does not count."""
        return day.is_outside if not self._in_row else day.is_eve

    def _over(self, worked: _Worked, day: Day) -> State:
        """``worked`` behind ``day``: on Sunday the weekend is over."""
        if day.date.weekday() != SUNDAY:
            return worked
        if worked.this:
            return _Worked(worked.before + 1)
        return _Worked(0 if self._in_row else worked.before)


class FreeSundays(SeesWorkAlone):
    """At least so many Sundays of the period without a shift."""

    start: State = (0,)

    def __init__(self, least: int) -> None:
        """``least`` Sundays."""
        self._least = least

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """No free day."""
        del day, mark
        return state

    def off(self, state: State, day: Day) -> State | None:
        """A free Sunday, where it is one."""
        is_free = day.date.weekday() == SUNDAY and not day.is_outside
        return (min(state[0] + is_free, self._least),)

    def ends(self, state: State) -> bool:
        """Whether there were enough."""
        return bool(state[0] == self._least)


def whole_weekends(*, cyclic: bool) -> Rule:
    """Saturday and Sunday alike; a cyclic period may end between them."""
    rule = _WholeWeekends()
    return Several(rule, ((each,) for each in (UNKNOWN, 0, 1)), cyclic=True) if cyclic else rule


def weekends_in_row(most: int, *, cyclic: bool) -> Rule:
    """At most so many weekends with a shift, one after the other; a cyclic period's last ones meet its first ones."""
    rule = _Weekends(most, in_row=True)
    if not cyclic:
        return rule
    return Several(rule, (_Worked(*each) for each in product(range(most + 1), (False, True))), cyclic=True)


def weekends_in_period(most: int, *, cyclic: bool) -> Rule:
    """At most so many weekends with a shift in the period; one that a cyclic period's end divides counts once."""
    if not cyclic:
        return _Weekends(most, in_row=False)
    may_divide = (False, True) if most else (False,)
    return Several(_Divided(most), ((*_Worked(0, each), each) for each in may_divide), cyclic=False)


class _Divided(_Weekends):
    """Weekends of a cyclic period; the state has, too, whether its last day, if that is a Saturday, is worked.

    Where it is, the weekend counts with the Sunday that the period begins with.
    """

    def __init__(self, most: int) -> None:
        """``most`` weekends."""
        super().__init__(most, in_row=False)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A working day."""
        if _divides(day):
            return state if state[2] else None
        after = super().work(state[:2], day, mark)
        return None if after is None else (*after, state[2])

    def off(self, state: State, day: Day) -> State | None:
        """A day off."""
        if _divides(day):
            return None if state[2] else state
        after = super().off(state[:2], day)
        return None if after is None else (*after, state[2])


def _divides(day: Day) -> bool:
    return day.is_last and day.date.weekday() == SATURDAY
