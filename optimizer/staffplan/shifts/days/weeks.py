"""Rules of the calendar week: working days in it, and days off side by side.

A calendar week that is only partly inside the horizon is legal where the days outside could be filled in so that the
whole week is legal.
"""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from staffplan.shifts.days.rule import DAYS_IN_WEEK, EndsAnyway, KnowsLeave, SeesWorkAlone, Several

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from staffplan.schema.scenario.keys import Contract
    from staffplan.shifts.days.rule import Day, Rule, State

NONE = -1


class _Week(NamedTuple):
    """What the past days of the current calendar week mean."""

    worked: int = 0
    """Working days."""
    unknown: int = 0
    """Days that the plan does not hold."""
    off_run: int = 0
    """Days off in a row up to now."""
    unknown_run: int = 0
    """How many of these the plan does not hold; they come first."""
    spent: int = NONE
    """Fewest unknown days that the week's days off side by side take up; NONE: it has none side by side yet."""


BEFORE = _Week(unknown=NONE)
"""Nothing is known yet."""


class CalendarWeeks(SeesWorkAlone, EndsAnyway, KnowsLeave):
    """From least to most working days in each calendar week, and so many days off side by side.

    Days of leave count as working days where days are owed, and may be the days off as well.
    """

    start: State = BEFORE

    def __init__(
        self, days: tuple[int, int], days_off_in_row: int, owed: Mapping[date, int] = MappingProxyType({})
    ) -> None:
        """``days``: least and most of a week; ``owed``: the least of weeks of which it is another, by first day."""
        self._least, self._most = days
        self._side_by_side, self._owed = days_off_in_row, owed

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """One more working day of the week."""
        del mark
        week = self._begun(_Week(*state), day)
        if week.worked == self._most:
            return None
        return self._ended(week._replace(worked=week.worked + 1, off_run=0, unknown_run=0), day)

    def off(self, state: State, day: Day) -> State | None:
        """One more day off of the week."""
        week, unknown = self._begun(_Week(*state), day), day.is_eve
        rested = week._replace(
            off_run=min(week.off_run + 1, DAYS_IN_WEEK),
            unknown=week.unknown + unknown,
            unknown_run=week.unknown_run + unknown,
        )
        return self._ended(self._noted(rested), day)

    def leave(self, state: State, day: Day) -> State | None:
        """A working day, as long as the week may have more, and a day off."""
        week = self._begun(_Week(*state), day)
        counted = week._replace(worked=min(week.worked + 1, self._most), off_run=min(week.off_run + 1, DAYS_IN_WEEK))
        return self._ended(self._noted(counted), day)

    def _begun(self, week: _Week, day: Day) -> _Week:
        """The week before ``day``; days of it that lie before the horizon are unknown, and may be days off."""
        if week.unknown != NONE and day.of_week:
            return week
        before = day.of_week
        return self._noted(_Week(unknown=before, off_run=before, unknown_run=before))

    def _ended(self, week: _Week, day: Day) -> State | None:
        """The week behind ``day``; one that is over no longer matters. None: it ends otherwise than it may."""
        ahead = DAYS_IN_WEEK - 1 - day.of_week
        if ahead and not day.is_last:
            return week
        least = self._owed.get(day.date - timedelta(days=day.of_week), self._least)
        return _Week() if self._may_end(week, ahead, least) else None

    def _noted(self, week: _Week) -> _Week:
        """``week`` with the days off side by side that its run of days off makes, if they take fewer unknown days."""
        spent = self._spent(week, 0)
        if spent is None or NONE < week.spent <= spent:
            return week
        return week._replace(spent=spent)

    def _spent(self, week: _Week, after: int) -> int | None:
        """Unknown days in a block of days off that ends with the run and ``after`` unknown days; None: too few days."""
        before = self._side_by_side - after
        return None if before > week.off_run else after + max(0, week.unknown_run - (week.off_run - max(before, 0)))

    def _may_end(self, week: _Week, unknown: int, least: int) -> bool:
        """Whether the week may end with ``unknown`` more days after the horizon, where ``least`` are owed."""
        within = min(unknown, self._side_by_side)
        spent = [None if week.spent == NONE else week.spent, *(self._spent(week, k) for k in range(1, within + 1))]
        to_work = [week.worked + week.unknown + unknown - days for days in spent if days is not None]
        return week.worked <= self._most and max(to_work, default=-1) >= least


class _InTurn(SeesWorkAlone, EndsAnyway, KnowsLeave):
    """Calendar weeks that take turns; the state has which one it is, then what that one makes of it."""

    def __init__(self, weeks: tuple[CalendarWeeks, ...], before: State) -> None:
        """``weeks`` in their order; ``before`` the first day they are in that state."""
        self._weeks, self._before = weeks, before
        self.start: State = self.beginnings[0]

    @property
    def beginnings(self) -> tuple[State, ...]:
        """Before the first day, from each of them on."""
        return tuple((turn, *self._before) for turn in range(len(self._weeks)))

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """A working day of the week whose turn it is."""
        return self._next(state[0], day, self._weeks[state[0]].work(state[1:], day, mark))

    def off(self, state: State, day: Day) -> State | None:
        """A day off of the week whose turn it is."""
        return self._next(state[0], day, self._weeks[state[0]].off(state[1:], day))

    def leave(self, state: State, day: Day) -> State | None:
        """A day of leave in the week whose turn it is."""
        return self._next(state[0], day, self._weeks[state[0]].leave(state[1:], day))

    def _next(self, turn: int, day: Day, week: State | None) -> State | None:
        is_over = day.of_week == DAYS_IN_WEEK - 1
        return None if week is None else ((turn + is_over) % len(self._weeks), *week)


def calendar_weeks(
    contract: Contract, weeks_before: int, owed: Mapping[date, int] = MappingProxyType({}), *, cyclic: bool
) -> Rule:
    """The rules of the calendar week of ``contract``; days off over its end are another rule.

    ``weeks_before``: calendar weeks of the horizon before the one that the period begins in (the eve's, or none).
    ``owed``: the least days of weeks that ask for other than the contract's, by first day.
    """
    side_by_side = 0 if contract.days_off_across_weeks else contract.days_off_in_row
    if not contract.weeks_in_turn:
        return CalendarWeeks(contract.days_per_week, side_by_side, owed)
    weeks = tuple(CalendarWeeks(days, side_by_side, owed) for days in contract.weeks_in_turn)
    rule = _InTurn(weeks, _Week() if cyclic else BEFORE)
    if contract.week_phase == "free":
        return Several(rule, rule.beginnings, cyclic=cyclic)
    return Several(rule, [rule.beginnings[-weeks_before % len(rule.beginnings)]], cyclic=cyclic)
