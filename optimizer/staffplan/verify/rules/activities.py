"""Rules of activities: where in a shift they lie, when they take place, and how often each agent has them."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from staffplan.schema.scenario.keys import WEEKDAYS
from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.clock import wall_clock
from staffplan.verify.kinds import kinds_of
from staffplan.verify.opening import instant_at
from staffplan.verify.rules.concerned import of_agent
from staffplan.verify.rules.sequences.days import DAYS_IN_WEEK, begin, column_of, ordinals
from staffplan.verify.rules.shape import terms_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Activity, Contract
    from staffplan.verify.roster import Roster, Shape
    from staffplan.verify.rules.shape import Terms

    Span = tuple[int, int]


def activity_place(roster: Roster) -> Iterator[Violation]:
    """An activity is one of the contract's, as long as it says, inside the shift and off its breaks.

    One without a time lies in its window and off the windows of all breaks, and there is one such a day at most.
    """
    if not (roster.break_activity != roster.RESTING).any():
        return
    shapes, where = roster.shapes
    wrong = [next(_misplaced(roster, shape), None) if shape.activities else None for shape in shapes]
    for position in np.flatnonzero(np.array([each is not None for each in wrong], dtype=np.bool_)[where]):
        found, allowed = wrong[where[position]] or ("", "")
        shift = roster.shifts[position]
        yield Violation(
            rule="activity_place",
            agent_id=shift.agent_id,
            date=roster.day_of(int(position)),
            found=found,
            allowed=allowed,
        )


def _misplaced(roster: Roster, shape: Shape) -> Iterator[tuple[str, str]]:
    """What is found and what is allowed, for each thing wrong in a shift of a known contract."""
    if shape.contract < 0:
        return
    contract, known, chosen = roster.scenario.contract[shape.contract], roster.scenario.activity, 0
    for place, (one, start, end) in enumerate(shape.activities):
        if one == roster.UNKNOWN or contract.name not in (known[one].contracts or (contract.name,)):
            names = [each.name for each in roster.scenario.activities_of(contract)]
            yield _("an activity that is none of the contract's"), figures.either(names) or _("none")
            continue
        activity, name = known[one], known[one].name
        if end - start != activity.length.total_seconds():
            found = _("{activity} of {length}").format(activity=name, length=figures.length(end - start))
            yield found, figures.length(activity.length.total_seconds())
        others = [*shape.breaks, *(span for _one, *span in shape.activities[:place])]
        if not 0 <= start <= end <= shape.length_s or any(start < last and first < end for first, last in others):
            yield _at(name, start), _("inside the shift, off breaks and other activities")
        if activity.at is None:
            chosen += 1
            yield from _out_of_window(activity, start, terms_of(roster, shape))
    if chosen > 1:
        yield _("{count} activities without a time of their own").format(count=chosen), _("one in a shift")


def _at(name: str, start: int) -> str:
    return _("{activity} {start} into the shift").format(activity=name, start=figures.length(start))


def _out_of_window(activity: Activity, start: int, terms: Terms) -> Iterator[tuple[str, str]]:
    """What is wrong with where an activity without a time starts."""
    end = start + activity.length.total_seconds()
    for rule in terms.due:
        first, last = rule.starts[0].total_seconds(), (rule.starts[1] + rule.length).total_seconds()
        if start < last and first < end:
            accepted = _("off the window of a break, from {first} to {last} into it")
            accepted = accepted.format(first=figures.length(first), last=figures.length(last))
            yield _at(activity.name, start), accepted
    if activity.starts is not None:
        earliest, latest = (edge.total_seconds() for edge in activity.starts)
        if not earliest <= start <= latest:
            accepted = _("from {earliest} to {latest} into it")
            accepted = accepted.format(earliest=figures.length(earliest), latest=figures.length(latest))
            yield _at(activity.name, start), accepted


class _Meeting(NamedTuple):
    """An activity with a time, once."""

    activity: int
    start_s: int
    end_s: int


def activity_time(roster: Roster) -> Iterator[Violation]:
    """Activities with a time are had at that time by all who are there; others on the weekdays that they name."""
    if not roster.scenario.activity:
        return
    meetings = [list(_meetings(roster, each)) for each in range(len(roster.scenario.activity))]
    first, kind = kinds_of(roster.contract, roster.named, roster.start_s, roster.end_s)
    due = [_due(roster, shift, meetings) for shift in first.tolist()]
    written = _written(roster)
    for position in range(len(roster.shifts)):
        if roster.contract[position] < 0:
            continue
        wrong = _missed_or_more(roster, due[kind[position]], written.get(position, []))
        weekday = WEEKDAYS[roster.day_of(position).weekday()]
        for found, allowed in chain(wrong, _on_other_days(roster, weekday, written.get(position, []))):
            shift = roster.shifts[position]
            yield Violation(
                rule="activity_time",
                agent_id=shift.agent_id,
                date=roster.day_of(position),
                found=found,
                allowed=allowed,
            )


def _written(roster: Roster) -> dict[int, list[_Meeting]]:
    """The known activities of each shift that has any, as written."""
    written: dict[int, list[_Meeting]] = {}
    for place in np.flatnonzero(roster.break_activity >= 0).tolist():
        span = int(roster.break_start_s[place]), int(roster.break_end_s[place])
        one = _Meeting(int(roster.break_activity[place]), *span)
        written.setdefault(int(roster.break_shift[place]), []).append(one)
    return written


def _meetings(roster: Roster, one: int) -> Iterator[_Meeting]:
    """When the activity at position ``one`` takes place, in a cyclic period also a cycle earlier and later."""
    activity = roster.scenario.activity[one]
    if activity.at is None:
        return
    for ordinal in ordinals(roster).tolist():
        start = instant_at(ordinal, activity.at, roster.zone)
        shown = int(wall_clock(np.array([start]), roster.zone).minute[0])
        on = not activity.weekdays or WEEKDAYS[date.fromordinal(ordinal).weekday()] in activity.weekdays
        if on and shown == activity.at and roster.period_start_s <= start < roster.period_end_s:
            for turn in (-roster.period_s, 0, roster.period_s) if roster.cyclic else (0,):
                yield _Meeting(one, start + turn, start + turn + int(activity.length.total_seconds()))


def _due(roster: Roster, shift: int, meetings: Sequence[Sequence[_Meeting]]) -> list[_Meeting]:
    """The meetings that a shift has to hold: beside each, and those before it, all its breaks have a place."""
    if roster.contract[shift] < 0:
        return []
    shapes, where = roster.shapes
    start, end = int(roster.start_s[shift]), int(roster.end_s[shift])
    breaks = [
        [(at, at + int(rule.length.total_seconds())) for at in _choices(rule.starts, roster.slot_s)]
        for rule in terms_of(roster, shapes[where[shift]]).due
    ]
    due: list[_Meeting] = []
    for one in _positions(roster, roster.scenario.contract[roster.contract[shift]]):
        for meeting in meetings[one]:
            spans = [(each.start_s - start, each.end_s - start) for each in (*due, meeting)]
            inside = start <= meeting.start_s and meeting.end_s <= end
            if inside and not any(_meet(spans[-1], span) for span in spans[:-1]) and _all_fit(breaks, spans):
                due.append(meeting)
    return due


def _choices(window: tuple[timedelta, timedelta], slot_s: int) -> range:
    first, last = (int(edge.total_seconds()) for edge in window)
    return range(first, last + 1, slot_s)


def _positions(roster: Roster, contract: Contract) -> list[int]:
    activities = roster.scenario.activity
    return [k for k, each in enumerate(activities) if contract.name in (each.contracts or (contract.name,))]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _all_fit(breaks: Sequence[Sequence[Span]], spans: Sequence[Span]) -> bool:
    """Whether each break has a place that touches none of ``spans``."""
    return all(any(not any(_meet(at, span) for span in spans) for at in places) for places in breaks)


def _missed_or_more(roster: Roster, due: Sequence[_Meeting], written: Sequence[_Meeting]) -> Iterator[tuple[str, str]]:
    """Meetings that are due and not written, and the other way round."""
    activities = roster.scenario.activity
    had = [each for each in written if activities[each.activity].at is not None]
    for one in due:
        if one not in had:
            when = figures.moment(one.start_s, roster.zone)
            name = activities[one.activity].name
            yield (
                _("no {activity}").format(activity=name),
                _("{activity} at {moment}").format(activity=name, moment=when),
            )
    for one in had:
        if one not in due:
            activity, when = activities[one.activity], figures.moment(one.start_s, roster.zone)
            allowed = _("at {clock} on its days, where the shift has room for it beside its breaks")
            allowed = allowed.format(clock=figures.clock(activity.at or 0))
            yield _("{activity} at {moment}").format(activity=activity.name, moment=when), allowed


def _on_other_days(roster: Roster, weekday: str, written: Sequence[_Meeting]) -> Iterator[tuple[str, str]]:
    """Activities without a time in shifts that start on other weekdays than theirs."""
    for one in written:
        activity = roster.scenario.activity[one.activity]
        if activity.at is None and activity.weekdays and weekday not in activity.weekdays:
            yield (
                _("{activity} on a {weekday}").format(activity=activity.name, weekday=weekday),
                figures.either(activity.weekdays),
            )


def activity_count(roster: Roster) -> Iterator[Violation]:
    """Each agent has an activity once in each span of so many whole weeks; with a time once at least.

    Weeks that the period cuts or that are left over hold one at most that has no time.
    """
    opening = _opening(roster)
    for position, activity in enumerate(roster.scenario.activity):
        if activity.every_weeks is None:
            continue
        held, agents = _held(roster, position, opening), _agents(roster, activity)
        most = 1 if activity.at is None else None
        for first, last, whole in _spans(roster, activity.every_weeks, opening):
            count = held[agents, first:last].sum(axis=1)
            for wrong in np.flatnonzero((count < whole) | (count > (last - first if most is None else most))):
                found = _("{activity} {count} times in {days} days")
                found = found.format(activity=activity.name, count=int(count[wrong]), days=last - first)
                day = (first + (opening if roster.cyclic else 0)) % held.shape[1]
                allowed = figures.limits(int(whole), most)
                yield of_agent(roster, "activity_count", int(agents[wrong]), found, allowed, day)


def _agents(roster: Roster, activity: Activity) -> NDArray[np.intp]:
    """The agents of the activity's contracts, shape (agents,)."""
    mine = [k for k, each in enumerate(roster.scenario.contract) if each.name in (activity.contracts or (each.name,))]
    return np.flatnonzero(np.isin(roster.agent_contract, mine))


def _opening(roster: Roster) -> int:
    """The column with which the period's first whole week begins; behind the last one if none does."""
    columns = range(begin(roster), roster.works.shape[1])
    return next((k for k in columns if roster.week_position(roster.first_day + k) == 0), roster.works.shape[1])


def _held(roster: Roster, position: int, opening: int) -> NDArray[np.int64]:
    """How often each agent has the activity on each day, shape (agents, columns); a cycle begins at its ``opening``."""
    held = np.zeros(roster.works.shape, dtype=np.int64)
    shift = roster.break_shift[roster.break_activity == position]
    column = column_of(roster)[shift]
    np.add.at(held, (roster.agent[shift][column >= 0], column[column >= 0]), 1)
    return np.roll(held, -opening, axis=1) if roster.cyclic else held


def _spans(roster: Roster, weeks: int, opening: int) -> Iterator[tuple[int, int, bool]]:
    """First column, column behind the last one, and whether it is whole, of each span of ``weeks``."""
    columns, length = roster.works.shape[1], DAYS_IN_WEEK * weeks
    first = 0 if roster.cyclic else opening
    if first:
        yield 0, first, False
    for start in range(first, columns, length):
        yield start, min(start + length, columns), start + length <= columns
