"""The scenario: everything a planner may decide besides the forecast. Each key's docstring is its documentation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator

from staffplan.schema.base import MINUTES_PER_DAY, ClockRange, Duration, Frozen, Name
from staffplan.schema.deviation import Prices
from staffplan.schema.limits import MOST_DAYS, MOST_ENTRIES, Heads, HourPrice, Wait
from staffplan.schema.scenario.handling import Bot, Handling, HourlyDeflection
from staffplan.schema.scenario.messages import Messages
from staffplan.schema.scenario.payroll import Payroll
from staffplan.schema.scenario.target import Scope, Target
from staffplan.words.language import _

__all__ = [
    "GRIDS",
    "WEEKDAYS",
    "Bot",
    "BreakRule",
    "Contract",
    "Handling",
    "HourlyDeflection",
    "Objective",
    "Opening",
    "Payroll",
    "Scenario",
    "Scope",
    "Shrinkage",
    "Solving",
    "Target",
    "Weekday",
]

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
GRIDS = (timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=60))


class Opening(Frozen):
    """When humans answer."""

    hours: ClockRange = (0, 1440)
    """Opening hours of each day, local time; the same time twice (08:00 to 08:00) is the whole day, like 00:00 to
    24:00."""
    by_weekday: dict[Weekday, ClockRange] = Field(default_factory=dict)
    """Other hours on some weekdays: ``saturday = ["10:00", "18:00"]``."""
    closed: tuple[Weekday, ...] = ()
    """Weekdays on which nobody answers."""

    def of(self, weekday: Weekday) -> tuple[int, int] | None:
        """Minutes after local midnight from opening to closing (past 1440 over midnight); None: closed all day."""
        if weekday in self.closed:
            return None
        first, last = self.by_weekday.get(weekday, self.hours)
        return first, last if last > first else last + MINUTES_PER_DAY

    def holds(self, moment: datetime) -> bool:
        """Whether the local ``moment`` lies in the hours of its day, or in those of the day before past midnight."""
        minute = moment.hour * 60 + moment.minute
        for days_before in (0, 1):
            hours = self.of(WEEKDAYS[(moment.weekday() - days_before) % 7])
            if hours is not None and hours[0] <= minute + days_before * MINUTES_PER_DAY < hours[1]:
                return True
        return False


class Shrinkage(Frozen):
    """Paid time that agents are not available."""

    planned: Annotated[float, Field(ge=0, le=0.9, allow_inf_nan=False)] = 0.0
    """Share of time on duty that is planned off the phones (training, meetings), pro rata."""
    absence: Annotated[float, Field(ge=0, le=0.9, allow_inf_nan=False)] = 0.0
    """Probability that a scheduled agent is not there (illness, no-show), independent of the others."""


class BreakRule(Frozen):
    """One break that every shift of the contract has."""

    length: Duration
    """How long the break lasts: a multiple of the grid."""
    starts: tuple[Duration, Duration]
    """It starts between these times into the shift, both included."""
    paid: bool = False
    """Whether the break counts as paid hours."""


class Contract(Frozen):
    """A kind of worker and the rules that every one of them works by."""

    name: Name = "full-time"
    """How plans name the contract."""
    shift_lengths: tuple[Duration, ...] = Field(default=(timedelta(hours=9),), min_length=1, max_length=MOST_ENTRIES)
    """Lengths a shift may have, breaks included: multiples of the grid."""
    starts: ClockRange | None = None
    """Earliest and latest start, local time, both included; the same time twice is the only start. Absent: any start
    whose shift lies in the opening hours."""
    start_step: Duration | None = None
    """Shifts start at the earliest start plus a multiple of this; where ``starts`` is absent, at the day's opening plus
    a multiple (at midnight where it is open around the clock). Absent: the grid."""
    breaks: Annotated[tuple[BreakRule, ...], Field(max_length=MOST_ENTRIES)] = (
        BreakRule(length=timedelta(hours=1), starts=(timedelta(hours=3), timedelta(hours=5))),
    )
    """The breaks of a shift in their order; their windows must not overlap. A break whose window does not fit into a
    (short) shift is left out of it. Absent: one unpaid hour that starts between 3h and 5h into the shift; ``[]``: no
    breaks."""
    days_per_week: tuple[int, int] = (5, 5)
    """Least and most working days in a calendar week."""
    max_days_in_row: int = Field(default=6, ge=1, le=MOST_DAYS)
    """Most working days in a row."""
    days_off_in_row: int = Field(default=1, ge=0, le=7)
    """Each calendar week holds this many days off side by side."""
    min_rest: Wait = timedelta(hours=11)
    """Time between the end of a shift and the start of the agent's next, at least."""
    headcount: tuple[Heads, Heads | None] = (0, None)
    """Least and most agents of this contract; no second value (or a missing key): any number."""
    hourly_cost: HourPrice | None = None
    """Cost of a paid hour, in the scenario's currency."""

    @field_validator("headcount", mode="before")
    @classmethod
    def _least_may_stand_alone(cls, value: object) -> object:
        return (*value, None) if isinstance(value, (list, tuple)) and len(value) == 1 else value


class Objective(Frozen):
    """What is made small."""

    minimise: Literal["headcount", "cost"] = "headcount"
    """headcount, then paid hours; or cost, then headcount."""
    overstaff: HourPrice | None = None
    """Price of an hour that an agent is on duty beyond the need of a slot: what the target takes, or the forecast's
    column ``required`` where that is more. With any of these three prices the need is no rule but a wish: first their
    sum is made small, then what ``minimise`` says. Only with target.scope = "slot"."""
    understaff: HourPrice | None = None
    """Price of an hour that an agent is missing from the need of a slot."""
    per_shift_type: HourPrice | None = None
    """Price of every distinct shift type in use: a start (time of day) with a length, whatever the day and contract."""

    @property
    def prices(self) -> Prices | None:
        """The prices of a need that may be missed, an absent one 0; None where none is given: the need is a rule."""
        given = (self.overstaff, self.understaff, self.per_shift_type)
        if all(price is None for price in given):
            return None
        return Prices(*(price or 0.0 for price in given))


class Solving(Frozen):
    """How long and how the search runs."""

    time_limit: Wait = timedelta(seconds=60)
    """Time for the search; the best plan so far and its bound are kept."""
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Seed of everything random; the same input and seed give the same plan."""


class Scenario(Frozen):
    """All values in force: what the file sets and the defaults for the rest."""

    grid: Duration = timedelta(minutes=30)
    """Step of the planning grid: 15min, 30min or 60min."""
    timezone: str = "Asia/Shanghai"
    """IANA time zone of the forecast's local times and of the plan."""
    week_start: Weekday = "monday"
    """First day of the calendar week that the week's rules count in."""
    cyclic: bool = False
    """true: a typical week (or several), whose last day is followed by its first."""
    bot: Bot = Bot()
    handling: Handling = Handling()
    messages: Messages = Messages()
    target: Target = Target()
    opening: Opening = Opening()
    shrinkage: Shrinkage = Shrinkage()
    contract: tuple[Contract, ...] = Field(default=(Contract(),), min_length=1, max_length=MOST_ENTRIES)
    objective: Objective = Objective()
    solve: Solving = Solving()
    payroll: Payroll = Payroll()

    @field_validator("grid")
    @classmethod
    def _grid_is_known(cls, value: timedelta) -> timedelta:
        if value not in GRIDS:
            raise ValueError(_("15min, 30min or 60min"))
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone_is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(_('an IANA time zone, such as "Asia/Shanghai"')) from error
        return value

    @field_validator("target")
    @classmethod
    def _somebody_may_leave(cls, value: Target, info: ValidationInfo) -> Target:
        handling = info.data.get("handling")
        if value.max_abandonment is not None and handling is not None and handling.patience is None:
            raise ValueError(_("max_abandonment only with handling.patience: without it nobody leaves"))
        return value

    @property
    def slot_minutes(self) -> int:
        """Length of a slot in minutes."""
        return int(self.grid.total_seconds()) // 60
