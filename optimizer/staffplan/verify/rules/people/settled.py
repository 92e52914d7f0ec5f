"""What is settled of somebody's days: away, off, fixed, unavailable, available; and the seam to the last period."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock
from staffplan.schema.scenario.dates import WEEKDAYS
from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.rules.people.view import AWAY, View, dates
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from staffplan.schema.people.team import DayEntry
    from staffplan.schema.plan import Shift
    from staffplan.schema.violation import Rule


def settled_days(view: View) -> Iterator[Violation]:
    """Nobody works when away, off or unavailable; fixed shifts are worked as they are."""
    for entry in view.entries:
        for day in dates(entry):
            if day in view.days:
                yield from _kept(view, entry, day)


def _kept(view: View, entry: DayEntry, day: date) -> Iterator[Violation]:
    shift = view.shifts.get(day)
    if entry.kind == "fixed":
        if shift is None or (_minutes(shift.start, day), _minutes(shift.end, day)) != _times(entry):
            start, end = (format_clock(minutes % MINUTES_PER_DAY) for minutes in _times(entry))
            allowed = _("the shift from {start} to {end}").format(start=start, end=end)
            yield _wrong(view, "settled_day", day, _told(shift), allowed)
    elif entry.kind == "off":
        if shift is not None:
            yield _wrong(view, "settled_day", day, _told(shift), _("a day off"))
    else:
        for other in _near(view, day):
            if _touches(other, entry, day) and not _is_going_on(view, other):
                allowed = _("nobody there: {kind}").format(kind=entry.kind)
                yield _wrong(view, "settled_day", day, _told(other), allowed)


def _near(view: View, day: date) -> list[Shift]:
    around = (day - timedelta(days=1), day)
    return [view.shifts[each] for each in around if each in view.shifts]


def _is_going_on(view: View, shift: Shift) -> bool:
    """Whether it began before the period: what was done cannot be undone."""
    return shift.date < view.days[0]


def _touches(shift: Shift, entry: DayEntry, day: date) -> bool:
    start = 0 if entry.start is None or entry.kind in AWAY else entry.start
    end = MINUTES_PER_DAY if entry.end is None or entry.kind in AWAY else entry.end
    end += MINUTES_PER_DAY * (end <= start)
    return _minutes(shift.start, day) < end and _minutes(shift.end, day) > start


def _minutes(moment: datetime, day: date) -> int:
    """What the clock shows at ``moment``, in minutes from midnight of ``day``."""
    return (moment.replace(tzinfo=None) - datetime.combine(day, time())) // timedelta(minutes=1)


def _times(entry: DayEntry) -> tuple[int, int]:
    start, end = entry.start or 0, entry.end or 0
    return start, end + MINUTES_PER_DAY * (end <= start)


def available(view: View) -> Iterator[Violation]:
    """On weekdays that are named, a shift lies in the hours in which the person can work."""
    for day, shift in view.shifts.items():
        weekday = WEEKDAYS[day.weekday()]
        windows = [each for each in view.person.available if weekday in each.weekdays]
        start, end = _minutes(shift.start, day), _minutes(shift.end, day)
        fits = any(
            each.start != each.end
            and each.start <= start
            and end <= each.end + MINUTES_PER_DAY * (each.end < each.start)
            for each in windows
        )
        if windows and not fits and not _is_going_on(view, shift):
            yield _wrong(view, "available", day, _told(shift), _("the hours in which the person can work"))


def seam(view: View) -> Iterator[Violation]:
    """Rest and days in a row over the beginning of the period; what is past is not worked again."""
    first = min((day for day in view.shifts if day >= view.days[0]), default=None)
    for day in view.shifts:
        if day < view.days[0] and (view.past or view.ends_before is not None) and not _same(view, day):
            yield _wrong(view, "seam", day, _told(view.shifts[day]), _("the shifts of the last plan"))
    if first is None or view.contract is None:
        return
    end = view.ends_before
    if end is not None and view.shifts[first].start - end < view.contract.min_rest:
        rest = figures.length((view.shifts[first].start - end).total_seconds())
        found = _("{rest} of rest before the shift").format(rest=rest)
        least = figures.length(view.contract.min_rest.total_seconds())
        yield _wrong(view, "min_rest", first, found, _("at least {rest}").format(rest=least))
    run, day = 0, view.days[0]
    while day in view.shifts:
        run, day = run + 1, day + timedelta(days=1)
    if run and view.row_before + run > view.contract.max_days_in_row and view.person.rotation is None:
        found = _("{days} days in a row").format(days=view.row_before + run)
        allowed = _("at most {days}").format(days=view.contract.max_days_in_row)
        yield _wrong(view, "days_in_row", view.days[0], found, allowed)


def _same(view: View, day: date) -> bool:
    past, now = view.past.get(day), view.shifts[day]
    if past is None:
        return view.ends_before == now.end
    return (past.start, past.end) == (now.start, now.end)


def _told(shift: Shift | None) -> str:
    if shift is None:
        return _("no shift")
    return _("a shift from {start:%H:%M} to {end:%H:%M}").format(start=shift.start, end=shift.end)


def _wrong(view: View, rule: Rule, day: date, found: str, allowed: str) -> Violation:
    return Violation(rule=rule, agent_id=view.person.id, date=day, found=found, allowed=allowed)
