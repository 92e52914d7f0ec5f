"""What somebody by name owes and may work at most, with leave counted as worked: days of weeks, days and hours."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from staffplan.schema.scenario.contract import Contract, Hours, Pair
    from staffplan.schema.violation import Rule
    from staffplan.verify.roster import Roster
    from staffplan.verify.rules.people.view import View

DAYS_IN_WEEK = 7
REPLACED: tuple[Rule, ...] = (
    "days_per_week",
    "days_per_period",
    "hours_per_week",
    "hours_per_month",
    "hours_per_period",
)
"""Rules that read leave as days off: for people by name those of this module stand in their place."""
CUT_BY_LEAVE: tuple[Rule, ...] = (
    "days_off_in_row",
    "min_days_in_row",
    "min_days_off_in_row",
    "whole_weekends",
    "rotation",
    "activity_count",
    "nights_per_period",
    "shifts_per_period",
)
"""Rules that leave, a known past, or terms of one's own may lawfully seem to break."""


def is_particular(view: View) -> bool:
    """Whether leave, the past, or terms of one's own change what the contract's rules mean for the person."""
    own = view.person.rotation is not None or view.person.min_hours is not None or view.person.max_hours is not None
    known = view.known_from < view.days[0] or view.person.days_in_row is not None
    return bool(view.away) or own or known or view.lowered is not None


def week_days(view: View, roster: Roster) -> Iterator[Violation]:
    """In each calendar week from the least to the most days, of weeks that take turns by some turn of theirs."""
    contract = view.contract
    if contract is None or view.person.rotation is not None:
        return
    begins = sorted({_week_of(day, roster) for day in (view.days[0], *view.days)})
    pairs = contract.weeks_in_turn or (contract.days_per_week,)
    turns = range(len(pairs) if contract.week_phase == "free" else 1)
    found = [list(_weeks(view, begins, [*pairs[k:], *pairs[:k]])) for k in turns]
    yield from min(found, key=len)


def _weeks(view: View, begins: list[date], pairs: list[Pair]) -> Iterator[Violation]:
    for number, first in enumerate(begins):
        least, most = pairs[number % len(pairs)]
        if view.lowered is not None:
            least = view.lowered.owed.get(first, least)
        days = [first + timedelta(days=k) for k in range(DAYS_IN_WEEK)]
        unknown = sum(not view.is_known(day) for day in days)
        count, too_many = _counted(view, days, most)
        if too_many or count + unknown < least:
            yield Violation(
                rule="days_per_week",
                agent_id=view.person.id,
                date=first,
                found=_("{days} working days in the week, with leave").format(days=count),
                allowed=figures.limits(least, most),
            )


def _counted(view: View, days: list[date], most: int) -> tuple[int, bool]:
    """Working days with those of leave, which count up to ``most``; and whether a shift of the period is beyond it."""
    count, too_many = 0, False
    for day in days:
        if day in view.away:
            count = max(count, min(count + 1, most))
        elif view.works_on(day):
            count += 1
            too_many |= count > most and day >= view.days[0]
    return count, too_many


def period_days(view: View) -> Iterator[Violation]:
    """Over the period from the contract's least to its most days; leave counts up to the most."""
    if view.contract is None or view.contract.days_per_period is None:
        return
    least, most = view.contract.days_per_period
    worked = sum(day in view.shifts for day in view.days)
    owed = worked + len(view.away.intersection(view.days))
    if (owed < least and _owes(view)) or (most is not None and worked > most):
        yield Violation(
            rule="days_per_period",
            agent_id=view.person.id,
            found=_("{days} working days in the period").format(days=worked),
            allowed=figures.limits(least, most),
        )


def _owes(view: View) -> bool:
    return view.lowered is None or view.lowered.owes_totals


def hours(view: View, roster: Roster) -> Iterator[Violation]:
    """Paid hours of whole weeks, months and the period; a day of leave counts for at most the longest paid day."""
    if view.contract is None:
        return
    weeks = _spans(view.days, lambda day: _week_of(day, roster))
    spans: list[tuple[Rule, list[list[date]], Hours | None]] = [
        ("hours_per_week", weeks, view.contract.hours_per_week),
        ("hours_per_month", _spans(view.days, lambda day: day.replace(day=1)), view.contract.hours_per_month),
        ("hours_per_period", [list(view.days)], view.contract.hours_per_period),
    ]
    for rule, parts, limits in spans:
        least = limits[0].total_seconds() / 3600 if limits else 0.0
        most = limits[1].total_seconds() / 3600 if limits and limits[1] is not None else float("inf")
        if rule == "hours_per_period" and view.person.max_hours is not None:
            most = min(most, view.person.max_hours.total_seconds() / 3600)
        if rule == "hours_per_period" and view.person.min_hours is not None:
            least = max(least, view.person.min_hours.total_seconds() / 3600)
        for days in parts:
            yield from _hours(view, rule, days, least, most)


def _hours(view: View, rule: Rule, days: list[date], least: float, most: float) -> Iterator[Violation]:
    paid = sum(view.shifts[day].paid_hours for day in days if day in view.shifts)
    credit = _longest_paid(view.contract) * len(view.away.intersection(days))
    cut = len(days) < DAYS_IN_WEEK if rule == "hours_per_week" else rule == "hours_per_month" and _is_cut(days)
    too_few = paid + credit < least - 1e-6 and _owes(view) and not cut
    if too_few or paid > most + 1e-6:
        yield Violation(
            rule=rule,
            agent_id=view.person.id,
            date=days[0],
            found=_("{hours} paid").format(hours=figures.length(3600 * paid)),
            allowed=_("from {least} to {most}").format(
                least=figures.length(3600 * least), most=figures.length(3600 * min(most, 24 * 366))
            ),
        )


def _is_cut(days: list[date]) -> bool:
    """Whether a month is not wholly in the period."""
    return days[0].day != 1 or (days[-1] + timedelta(days=1)).day != 1


def _longest_paid(contract: Contract | None) -> float:
    lengths = [] if contract is None else [each.total_seconds() / 3600 for each in contract.shift_lengths]
    return max(lengths, default=24.0)


def _spans(days: Sequence[date], key: Callable[[date], date]) -> list[list[date]]:
    found: dict[date, list[date]] = {}
    for day in days:
        found.setdefault(key(day), []).append(day)
    return list(found.values())


def _week_of(day: date, roster: Roster) -> date:
    return day - timedelta(days=roster.week_position(day.toordinal()))
