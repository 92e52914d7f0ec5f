"""Contracts: the rules that everybody of one kind works by."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import Field, field_validator, model_validator

from staffplan.schema.base import ClockRange, Duration, Frozen, Name
from staffplan.schema.limits import MOST_DAYS, MOST_ENTRIES, Heads, HourPrice, Wait


class BreakRule(Frozen):
    """One break that every shift of the contract has."""

    length: Duration
    """How long the break lasts: a multiple of the grid."""
    starts: tuple[Duration, Duration]
    """It starts between these times into the shift, both included."""
    paid: bool = False
    """Whether the break counts as paid hours."""


Pair = tuple[int, int]
"""Least and most."""
Limits = tuple[Annotated[int, Field(ge=0, le=MOST_DAYS)], Annotated[int, Field(ge=0, le=MOST_DAYS)] | None]
"""Least and most days or shifts; no most: any number."""
Hours = tuple[Duration, Duration | None]
"""Least and most paid time; no most: any."""
MAY_STAND_ALONE = (
    "headcount",
    "days_per_period",
    "nights_per_period",
    "hours_per_week",
    "hours_per_month",
    "hours_per_period",
)
"""Keys of a least and a most whose most may be missing."""


NO_WEEK_RULES: dict[str, object] = {"days_per_week": (0, 7), "max_days_in_row": MOST_DAYS, "days_off_in_row": 0}
"""The rules of the week that forbid nothing."""


class Contract(Frozen):
    """A kind of worker and the rules that every one of them works by."""

    name: Name = "full-time"
    """How plans name the contract."""
    label: Name | None = None
    """What its agents are besides, for ``[[role]]``: ``"team leader"``; several contracts may share a label."""
    shift_lengths: tuple[Duration, ...] = Field(default=(timedelta(hours=9),), max_length=MOST_ENTRIES)
    """Lengths a shift may have, breaks included: multiples of the grid. Absent where ``shifts`` lists some and there is
    no ``starts`` either: none, only the listed shifts are worked."""
    shifts: Annotated[tuple[Name, ...], Field(max_length=MOST_ENTRIES)] = ()
    """Names of the ``[[shift]]`` entries that may be worked, on any day, whatever the opening hours: instead of
    ``shift_lengths``, or beside them."""
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
    days_per_week: Pair = (5, 5)
    """Least and most working days in a calendar week. A list of pairs, ``[[6, 6], [5, 5]]``, is ``weeks_in_turn``."""
    weeks_in_turn: Annotated[tuple[Pair, ...], Field(max_length=MOST_ENTRIES)] = ()
    """Least and most working days of calendar weeks that take turns: ``[[6, 6], [5, 5]]`` is a long week, then a short
    one, and so on. Absent: all weeks are as ``days_per_week`` says."""
    week_phase: Literal["free", "shared"] = "free"
    """Where weeks take turns. free: each agent begins with the pair that suits the plan; shared: everybody has the
    first pair in the first calendar week of the period."""
    days_per_period: Limits | None = None
    """Least and most working days in the period; the most may be missing."""
    max_days_in_row: int = Field(default=6, ge=1, le=MOST_DAYS)
    """Most working days in a row."""
    min_days_in_row: int = Field(default=1, ge=1, le=MOST_DAYS)
    """Fewest working days in a row. A row that the period cuts may go on outside it."""
    days_off_in_row: int = Field(default=1, ge=0, le=7)
    """Each calendar week holds this many days off side by side."""
    days_off_across_weeks: bool = False
    """true: these days off may lie over the end of a calendar week. Each week then holds one day, at least, of so many
    days off side by side."""
    min_days_off_in_row: int = Field(default=1, ge=1, le=MOST_DAYS)
    """Fewest days off in a row, whenever there are any: 2 forbids single days off. A row that the period cuts may go on
    outside it."""
    days_off_in_any: Annotated[tuple[tuple[int, int], ...], Field(max_length=MOST_ENTRIES)] = ()
    """Days off over rolling windows: of any so many days in a row inside the period, so many are off at least.
    ``[[14, 4]]`` is four of any fourteen; windows of 2 to 28 days."""
    max_weekends: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    """Most weekends of the period in which a shift starts, on Saturday or Sunday."""
    max_weekends_in_row: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    """Most such weekends one after the other."""
    whole_weekends: bool = False
    """true: who works on Saturday works on Sunday too, and the other way round. A weekend that the period cuts is not
    looked at."""
    free_sundays: int = Field(default=0, ge=0, le=MOST_DAYS)
    """Sundays of the period on which no shift starts, at least."""
    min_rest: Wait = timedelta(hours=11)
    """Time between the end of a shift and the start of the agent's next, at least."""
    rest_after_night: Wait | None = None
    """Time between the end of a night shift and the start of the agent's next, at least, unless that is a night shift
    too. What a night shift is says ``payroll.night``."""
    max_nights_in_row: int | None = Field(default=None, ge=0, le=MOST_DAYS)
    """Most days in a row with a night shift."""
    nights_per_period: Limits | None = None
    """Least and most night shifts in the period; the most may be missing."""
    forbidden_successions: Annotated[tuple[tuple[Name, Name], ...], Field(max_length=MOST_ENTRIES)] = ()
    """Pairs of named shifts of which the second must not be worked on the day after the first:
    ``[["late", "early"]]``."""
    shifts_per_period: dict[Name, Limits] = Field(default_factory=dict, max_length=MOST_ENTRIES)
    """Least and most shifts of a name in the period; the most may be missing: ``{ late = [0, 8] }``."""
    same_shift_all_week: bool = False
    """true: all shifts of an agent in a calendar week are alike: of one name, or of one start by the clock and one
    length where they have none."""
    forward_rotation: bool = False
    """true: on the day after a shift no shift starts earlier by the clock. After a day off any may."""
    hours_per_week: Hours | None = None
    """Least and most paid hours of the shifts that start in a calendar week: ``["36h", "44h"]``; the most may be
    missing. A week that the period cuts is held to the most alone."""
    hours_per_month: Hours | None = None
    """The same of a calendar month."""
    hours_per_period: Hours | None = None
    """The same of the whole period."""
    rotation: Name | None = None
    """The ``[[rotation]]`` that agents of this contract work by. Of ``days_per_week``, ``max_days_in_row`` and
    ``days_off_in_row`` only those that are written then hold beside it."""
    headcount: tuple[Heads, Heads | None] = (0, None)
    """Least and most agents of this contract; no second value (or a missing key): any number."""
    hourly_cost: HourPrice | None = None
    """Cost of a paid hour, in the scenario's currency."""

    @model_validator(mode="before")
    @classmethod
    def _named_shifts_alone(cls, value: object) -> object:
        """Whoever lists named shifts and says nothing of others means no others."""
        if isinstance(value, dict) and value.get("shifts") and not {"shift_lengths", "starts"} & value.keys():
            return {**value, "shift_lengths": ()}
        return value

    @field_validator(*MAY_STAND_ALONE, mode="before")
    @classmethod
    def _least_may_stand_alone(cls, value: object) -> object:
        return (*value, None) if isinstance(value, (list, tuple)) and len(value) == 1 else value

    @field_validator("shifts_per_period", mode="before")
    @classmethod
    def _most_may_be_missing(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {name: (*each, None) if _is_list(each) and len(each) == 1 else each for name, each in value.items()}

    @model_validator(mode="before")
    @classmethod
    def _any_week(cls, values: object) -> object:
        """Several pairs in ``days_per_week`` are weeks in turn; ``days_per_week`` is then what any week may have."""
        if not isinstance(values, dict):
            return values
        if values.get("rotation") is not None:
            values = NO_WEEK_RULES | values
        days: Any = values.get("days_per_week")
        if _is_list(days) and any(map(_is_list, days)) and "weeks_in_turn" not in values:
            values = {key: value for key, value in values.items() if key != "days_per_week"} | {"weeks_in_turn": days}
        weeks: Any = values.get("weeks_in_turn")
        if not weeks or "days_per_week" in values or not all(map(_is_pair, weeks)):
            return values
        return values | {"days_per_week": (min(week[0] for week in weeks), max(week[1] for week in weeks))}


def _is_list(value: object) -> TypeGuard[list[Any] | tuple[Any, ...]]:
    return isinstance(value, (list, tuple))


def _is_pair(value: object) -> bool:
    return _is_list(value) and len(value) == 2 and all(isinstance(each, int) for each in value)
