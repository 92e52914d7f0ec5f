"""A team: the people who are there, with what each may work, when each is away, and what each wishes for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field

from staffplan.schema.base import ClockTime, Duration, Frozen, Name
from staffplan.schema.limits import MOST_DAYS
from staffplan.schema.scenario.dates import Weekday

Away = Literal["leave", "sick", "off"]
DayKind = Literal["leave", "sick", "off", "fixed", "unavailable"]
WishKind = Literal["day_off", "work", "early", "late", "shift", "not_shift", "with", "not_with", "max_nights"]
Weight = Annotated[int, Field(ge=1, le=10)]


class Available(Frozen):
    """When somebody can work on some weekdays."""

    weekdays: tuple[Weekday, ...]
    """The weekdays that it says something of, by the date on which a shift starts."""
    start: ClockTime = 0
    """From then on."""
    end: ClockTime = 24 * 60
    """Until then; before ``start`` it means on the next day. The same as ``start``: not at all."""


class Person(Frozen):
    """One agent by name, and what the last period left; None: nothing is known of it."""

    id: Name
    """What schedules, other files and payroll know the person by: text, unique."""
    name: str = ""
    """Shown only."""
    contract: Name
    """The name of a ``[[contract]]``, whose rules hold."""
    label: str = ""
    """What the person is besides: ``"team leader"``; empty: the contract's."""
    skills: tuple[Name, ...] = ()
    """What the person can do; none said: everything."""
    available: tuple[Available, ...] = ()
    """When the person can work; weekdays that are not named: whenever the contract may."""
    max_hours: Duration | None = None
    """Paid time in the period, at most."""
    min_hours: Duration | None = None
    """Paid time in the period, at least."""
    days_in_row: Annotated[int, Field(ge=0, le=MOST_DAYS)] | None = None
    """Working days in a row just before the period."""
    last_shift_end: AwareDatetime | None = None
    """When the last shift before the period ends; it may end inside the period."""
    hours_balance: float = 0.0
    """Paid hours more (or fewer) than owed in earlier periods."""
    nights_before: Annotated[int, Field(ge=0)] = 0
    """Night shifts of earlier periods, for fair shares."""
    weekends_before: Annotated[int, Field(ge=0)] = 0
    """Weekends worked in earlier periods, for fair shares."""
    wishes_before: float = 0.0
    """Weight of the wishes that earlier periods did not grant, less that of the granted ones."""
    seniority: float = 0.0
    """Where wishes weigh the same, those of whom it is larger come first."""
    rotation: Name | None = None
    """The ``[[rotation]]`` that the person works by, instead of the contract's."""
    rotation_week: Annotated[int, Field(ge=1)] | None = None
    """The row of the rotation's table, from 1, in which the person's period begins."""
    employee_id: str = ""
    """What payroll knows the person by; empty: ``id``."""
    cost_centre: str = ""
    """Payroll's; empty: the contract's, or the scenario's."""
    hours_worked: Annotated[float, Field(ge=0)] | None = None
    """Hours worked in the plan's first month before its first day."""
    row: int = 0
    """Where the file has the person, from 1."""


def dates_between(first: date, last: date) -> list[date]:
    """The dates from ``first`` to ``last``, both included."""
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


class DayEntry(Frozen):
    """What is settled of somebody's days before anything is planned."""

    agent: Name
    """The person's id."""
    first: date
    """From this local date on."""
    last: date
    """To this one, included."""
    kind: DayKind
    """leave and sick: away, counts as worked where days are owed; off: a day off; fixed: this shift is worked;
    unavailable: no shift that touches these hours."""
    start: ClockTime | None = None
    """fixed: the shift's start; unavailable: from then on (None: the whole day)."""
    end: ClockTime | None = None
    """fixed: the shift's end (not after ``start``: on the next day); unavailable: until then."""
    row: int = 0
    """Where the file has it, from 1."""

    @property
    def dates(self) -> list[date]:
        """The dates that it is about."""
        return dates_between(self.first, self.last)


class Wish(Frozen):
    """What somebody would like, and how much."""

    agent: Name
    """The person's id."""
    first: date
    """From this local date on."""
    last: date
    """To this one, included."""
    kind: WishKind
    """day_off, work: no shift, or any, on each of the dates. early, late: each shift starts before (late: at or after)
    ``start``, or noon. shift, not_shift: one that starts and ends at ``start`` and ``end``, or of the name ``of``.
    with, not_with: a shift on the same dates as the person ``of``. max_nights: at most ``most`` night shifts."""
    weight: Weight = 1
    """From 1, nice to have, to 10."""
    start: ClockTime | None = None
    end: ClockTime | None = None
    of: str = ""
    """A colleague's id, or the name of a shift."""
    most: int | None = None
    """Night shifts, at most."""
    row: int = 0
    """Where the file has it, from 1."""

    @property
    def dates(self) -> list[date]:
        """The dates that it is about."""
        return dates_between(self.first, self.last)


class PastShift(NamedTuple):
    """A shift that somebody worked before the period."""

    agent: str
    """The person's id."""
    start: AwareDatetime
    end: AwareDatetime
    shift_name: str = ""
    paid_minutes: int = 0


class Team(Frozen):
    """Everybody, with what is settled and what is wished for."""

    people: tuple[Person, ...] = ()
    days: tuple[DayEntry, ...] = ()
    wishes: tuple[Wish, ...] = ()
    past: tuple[PastShift, ...] = ()
    """The shifts of the last plan that reach nearest to the period; empty: people know what the files say."""
    past_days: tuple[DayEntry, ...] = ()
    """What was settled of days before the period: leave counts as worked."""
    past_from: date | None = None
    """The first date of which ``past`` has all shifts; None: it has none."""
