"""Contracts: the rules that everybody of one kind works by."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field, field_validator

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
