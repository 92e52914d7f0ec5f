"""Legal shifts with activities: each way in which a shift may hold them is a shift with a break more.

Whatever starts may not be chosen leave a break with several windows; each is a way of its own, so that the breaks of
one pattern lie in windows without gaps, one after the other.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from staffplan.schema.legal_shifts import BreakOption
from staffplan.schema.scenario.dates import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date, timedelta

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ShiftPattern
    from staffplan.schema.scenario.activity import Activity

    Placed = tuple[int, int, int]
    """Day, first slot and pattern of a shift."""
    Options = tuple[BreakOption, ...]


class _Meeting(NamedTuple):
    """An activity at one time of the period."""

    name: str
    start: int
    length: int


def with_activities(
    activities: Sequence[Activity],
    grid: Grid,
    days: Sequence[date],
    shifts: Iterable[Placed],
    known: tuple[ShiftPattern, ...],
) -> tuple[tuple[ShiftPattern, ...], list[Placed]]:
    """All patterns and shifts of a contract with ``activities``, from those without; ``days`` are the horizon's."""
    if not activities:
        return known, list(shifts)
    meetings = [meeting for each in activities for meeting in _meetings(each, grid)]
    trainings = [each for each in activities if each.at is None]
    number = {pattern: k for k, pattern in enumerate(known)}
    placed = []
    for day, start, k in shifts:
        held, breaks = _held(meetings, start, known[k])
        chosen = [each for each in trainings if _is_on(each, days[day]) and (grid.cyclic or days[day] >= grid.days[0])]
        for pattern in _ways(known[k], held, breaks, chosen, grid.slots_in):
            placed.append((day, start, number.setdefault(pattern, len(number))))
    return tuple(number), placed


def _is_on(activity: Activity, day: date) -> bool:
    return not activity.weekdays or WEEKDAYS[day.weekday()] in activity.weekdays


def _meetings(activity: Activity, grid: Grid) -> Iterator[_Meeting]:
    """When an activity takes place in the period; in a cyclic one also a cycle earlier and later.

    Of a time that the clock shows twice the first counts.
    """
    if activity.at is None:
        return
    length = grid.slots_in(activity.length)
    for day in grid.days:
        for slot in grid.slots_at(day, activity.at)[:1] if _is_on(activity, day) else ():
            for turn in (-grid.n_slots, 0, grid.n_slots) if grid.cyclic else (0,):
                yield _Meeting(activity.name, slot + turn, length)


def _held(meetings: Iterable[_Meeting], start: int, pattern: ShiftPattern) -> tuple[Options, tuple[Options, ...]]:
    """The meetings that a shift holds, in the scenario's order, and the windows that they leave each of its breaks.

    A meeting beside which some break, or a meeting before it, has no place is not held.
    """
    held: Options = ()
    breaks: tuple[Options, ...] = tuple([(option,) for option in pattern.breaks])
    for meeting in meetings:
        into = meeting.start - start
        if into < 0 or into + meeting.length > pattern.length:
            continue
        left = tuple([_beside(windows, [(into, into + meeting.length)]) for windows in breaks])
        if all(left) and all(_beside((each,), [(into, into + meeting.length)]) for each in held):
            held, breaks = (*held, BreakOption((into,), meeting.length, paid=True, name=meeting.name)), left
    return held, breaks


def _ways(
    pattern: ShiftPattern,
    held: Options,
    breaks: tuple[Options, ...],
    trainings: Iterable[Activity],
    slots: Callable[[timedelta], int],
) -> Iterator[ShiftPattern]:
    """Each way in which a shift may hold its meetings and one of ``trainings``, or none of these."""
    taken = [(each.offsets[0], each.offsets[-1] + each.length) for each in (*pattern.breaks, *held)]
    more: list[Options] = [()]
    for each in trainings:
        length = slots(each.length)
        first, last = map(slots, each.starts) if each.starts else (0, pattern.length)
        offsets = tuple(range(first, min(last, pattern.length - length) + 1))
        anywhere = BreakOption(offsets, length, paid=True, name=each.name)
        more += [(window,) for window in _beside((anywhere,), taken)]
    for chosen, training in product(product(*breaks), more):
        options = sorted((*chosen, *held, *training), key=lambda option: option.offsets)
        yield replace(pattern, breaks=tuple(options))


def _beside(windows: Iterable[BreakOption], spans: Sequence[tuple[int, int]]) -> Options:
    """What is left of ``windows`` where breaks keep out of ``spans``: windows without gaps."""
    left = []
    for window in windows:
        free = [k for k in window.offsets if all(k + window.length <= begin or end <= k for begin, end in spans)]
        cuts = [0, *(place for place in range(1, len(free)) if free[place] > free[place - 1] + 1), len(free)]
        left += [replace(window, offsets=tuple(free[a:b])) for a, b in pairwise(cuts) if b > a]
    return tuple(left)
