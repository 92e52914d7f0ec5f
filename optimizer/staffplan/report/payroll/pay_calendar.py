"""Which days are workdays, rest days and statutory holidays, for payroll and for the roster's marks.

In China three things differ that a list of days off mixes up: the 13 statutory holidays (11 until 2024), which alone
earn the holiday factor; the rest days that the State Council swaps next to them; and the weekend days that become
workdays for it. ``holidays`` computes the statutory days of any year, ``chinesecalendar`` knows the swaps of the years
that the State Council has announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from staffplan.schema.scenario.holidays import CHINA, statutory_holidays_of_china
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from staffplan.schema.scenario.payroll import Payroll

DayKind = Literal["workday", "rest_day", "statutory_holiday"]
WEEKEND = frozenset({5, 6})


@dataclass(frozen=True)
class OwnDay:
    """A day of the user's own file."""

    date: date
    """The day."""
    kind: DayKind
    """What it is, whatever the country says."""
    name: str = ""
    """What it is called."""


@dataclass(frozen=True)
class PayCalendar:
    """The kind and the name of each day of a stretch."""

    kinds: Mapping[date, DayKind]
    """Kind of every day of the stretch."""
    names: Mapping[date, str]
    """Name of the days that have one."""
    warnings: tuple[str, ...] = ()
    """What is not known about the stretch."""

    def kind(self, day: date) -> DayKind:
        """The kind of ``day``, which must lie in the stretch."""
        return self.kinds[day]

    def workdays(self, days: Iterable[date]) -> int:
        """How many of ``days`` are workdays."""
        return sum(self.kinds[day] == "workday" for day in days)


def pay_calendar(payroll: Payroll, first: date, last: date, own: Iterable[OwnDay] = ()) -> PayCalendar:
    """The calendar of ``payroll.country`` from ``first`` to ``last``, both included, with ``own`` days over it."""
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    years = range(first.year, last.year + 1)
    kinds: dict[date, DayKind]
    warnings: tuple[str, ...] = ()
    if payroll.country == CHINA:
        kinds, names, warnings = _china(days, years)
    else:
        kinds, names = _elsewhere(payroll, days, years)
    for day in own:
        if day.date in kinds:
            kinds[day.date] = day.kind
            names[day.date] = day.name or names.get(day.date, "")
    return PayCalendar(kinds, {day: name for day, name in names.items() if name}, warnings)


def _china(days: list[date], years: range) -> tuple[dict[date, DayKind], dict[date, str], tuple[str, ...]]:
    import chinese_calendar

    statutory = statutory_holidays_of_china(years)
    known = _announced_years()
    kinds: dict[date, DayKind] = {}
    for day in days:
        if day in statutory:
            kinds[day] = "statutory_holiday"
        elif day.year in known:
            kinds[day] = "workday" if chinese_calendar.is_workday(day) else "rest_day"
        else:
            kinds[day] = "rest_day" if day.weekday() in WEEKEND else "workday"
    unknown = [year for year in years if year not in known]
    warnings = tuple(
        _(
            "the days that the State Council swaps in {year} are not known to this version: weekends count as rest "
            "days and all other days but the statutory holidays as workdays; list the swapped days in a file "
            "(payroll.holidays), or upgrade chinesecalendar when it knows them"
        ).format(year=year)
        for year in unknown
    )
    names = {day: statutory.get(day, "") or _swapped(day, kind) for day, kind in kinds.items()}
    return kinds, names, warnings


def _swapped(day: date, kind: DayKind) -> str:
    """What a day is called that is not what its weekday would make it."""
    if kind == "rest_day" and day.weekday() not in WEEKEND:
        return _("day off")
    return _("make-up workday") if kind == "workday" and day.weekday() in WEEKEND else ""


def _announced_years() -> frozenset[int]:
    """Years that ``chinesecalendar`` knows; of the others it refuses every question."""
    from chinese_calendar.constants import holidays

    return frozenset(day.year for day in holidays)


def _elsewhere(payroll: Payroll, days: list[date], years: range) -> tuple[dict[date, DayKind], dict[date, str]]:
    """Public holidays of the country; weekends (as the country has them) are rest days."""
    if not payroll.country:
        return {day: "rest_day" if day.weekday() in WEEKEND else "workday" for day in days}, {}
    from holidays import country_holidays

    public = country_holidays(payroll.country, subdiv=payroll.subdivision, years=years)
    kinds: dict[date, DayKind] = {}
    for day in days:
        if day in public:
            kinds[day] = "statutory_holiday"
        else:
            kinds[day] = "rest_day" if day.weekday() in public.weekend else "workday"
    return kinds, {day: public[day] for day in days if day in public}
