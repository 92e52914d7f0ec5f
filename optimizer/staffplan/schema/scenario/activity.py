"""[[activity]] of the scenario: paid time off the phones, at a given time or where in the day the plan chooses."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from staffplan.schema.base import ClockTime, Duration, Frozen, Name
from staffplan.schema.limits import MOST_ENTRIES
from staffplan.schema.scenario.dates import Weekday

MOST_WEEKS = 8
"""Calendar weeks over which an activity is counted, at most: the model remembers each agent's."""


class Activity(Frozen):
    """A training, a meeting: paid like work, and who has it answers nobody meanwhile."""

    name: Name
    """How plans name it."""
    contracts: Annotated[tuple[Name, ...], Field(max_length=MOST_ENTRIES)] = ()
    """The contracts whose agents have it. Absent: all."""
    length: Duration
    """How long it lasts."""
    every_weeks: int | None = Field(default=None, ge=1, le=MOST_WEEKS)
    """Each agent has it once in so many calendar weeks, which follow one another from the first whole week of the
    period on; with ``at`` once at least. Weeks that the period cuts, and those left over behind the last so many, ask
    for none and hold one at most. Absent (only with ``at``): whoever is there has it."""
    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7)] = ()
    """These weekdays alone: with ``at`` those on which it takes place, else those on which the shift starts. Absent:
    every day."""
    at: ClockTime | None = None
    """When it begins, local time, for all who are there: everybody whose shift holds the whole of it and whose breaks
    have a place beside it. Absent: each agent has it at a time that suits the plan."""
    starts: tuple[Duration, Duration] | None = None
    """Without ``at``: earliest and latest start into the shift. Absent: anywhere in it. It never lies in the window of
    a break, and an agent has one such activity a day at most."""
