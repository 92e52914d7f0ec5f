"""What people did before the period, as far as it is known, and where the rules stand because of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from staffplan.schema.people.team import dates_between
from staffplan.shifts.days.rule import Day, SeesWorkAlone, Several, on_leave

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from staffplan.schema.grid import Grid
    from staffplan.schema.people.team import PastShift, Person, Team
    from staffplan.shifts.days.rule import Rule, State


@dataclass(frozen=True)
class History:
    """The days of one person up to the period."""

    shifts: Mapping[date, PastShift]
    """Shifts by the date on which they start."""
    leave: frozenset[date]
    """Days of leave or illness."""
    days: tuple[date, ...]
    """The days of which all is known, in order; empty: nothing is known."""
    some_work: frozenset[date] = frozenset()
    """Days with a shift of which nothing else is known."""
    rested_from: datetime | None = None
    """End of the last shift."""

    @property
    def is_known(self) -> bool:
        """Whether anything is known."""
        return bool(self.days) or self.rested_from is not None


def history_of(person: Person, team: Team, grid: Grid) -> History:
    """What the last plan, or else the team's file, says of ``person``."""
    eve = grid.days[0] - timedelta(days=1)
    if team.past_from is not None:
        shifts = {each.start.astimezone(grid.zone).date(): each for each in team.past if each.agent == person.id}
        leave = {
            day
            for entry in team.past_days
            if entry.agent == person.id and entry.kind in ("leave", "sick")
            for day in entry.dates
        }
        ends = max((each.end for each in shifts.values()), default=None)
        return History(shifts, frozenset(leave), tuple(dates_between(team.past_from, eve)), rested_from=ends)
    if person.days_in_row is None:
        return History({}, frozenset(), (), rested_from=person.last_shift_end)
    worked = tuple(dates_between(eve - timedelta(days=person.days_in_row - 1), eve))
    before = eve - timedelta(days=person.days_in_row)
    return History({}, frozenset(), (before, *worked), frozenset(worked), person.last_shift_end)


def states_after(
    rules: Sequence[Rule],
    history: History,
    grid: Grid,
    kinds: Mapping[PastShift, tuple[int, ...]],
    horizon: tuple[date, ...],
    until: date,
) -> tuple[State, ...]:
    """Where each of ``rules`` of a ``horizon`` stands before ``until``; ``kinds`` has what each sees of each shift.

    A rule that the past breaks begins again: what is done cannot be helped.
    """
    states = [rule.start for rule in rules]
    for day in [each for each in history.days if each < until]:
        seen = _seen(grid, day, (day - horizon[0]).days)
        shift = history.shifts.get(day)
        for k, rule in enumerate(rules):
            if shift is not None:
                state = rule.work(states[k], seen, kinds[shift][k])
            elif day in history.some_work:
                state = rule.work(states[k], seen, 0) if _sees_work_alone(rule) else states[k]
            elif day in history.leave:
                state = on_leave(rule, states[k], seen)
            else:
                state = rule.off(states[k], seen)
            states[k] = rule.start if state is None else state
    return tuple(states)


def _sees_work_alone(rule: Rule) -> bool:
    """Whether a rule sees no more of a shift than that there is one."""
    return isinstance(rule.inner if isinstance(rule, Several) else rule, SeesWorkAlone)


def _seen(grid: Grid, day: date, index: int) -> Day:
    return Day(
        index=index,
        date=day,
        of_week=(day - grid.week_of(day)).days,
        first_slot=grid.place(grid.first_at(day, 0))[0],
        is_past=True,
    )
