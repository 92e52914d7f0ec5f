"""[team] and [fairness] of the scenario: who is there, who may be hired beside them, and what is shared fairly."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from staffplan.schema.base import Duration, Frozen, Name
from staffplan.schema.limits import MOST_ENTRIES


class TeamFiles(Frozen):
    """The people by name, and what is done where they are too few."""

    file: str | None = None
    """Table of the people, a row each: ``team.csv`` or a workbook. Absent: nobody is named, and plans count agents."""
    days: str | None = None
    """Table of leave, sick days, days off, fixed shifts and hours in which somebody cannot work."""
    wishes: str | None = None
    """Table of wishes."""
    hire: Annotated[tuple[Name, ...], Field(max_length=MOST_ENTRIES)] | None = None
    """Contracts of which agents may be hired beside the named: ``["part-time"]``; ``[]``: none. Absent: any."""
    shortage: Literal["none", "least"] = "none"
    """none: the target is met, by hiring if need be; least: nobody is hired beyond the least and most of ``headcount``,
    and as little as can be is missing."""
    release: bool = False
    """true: as few of the people as can be meet the target, and nobody is hired: who of the team is not needed?"""


class Fairness(Frozen):
    """What is shared evenly among the people of a group: the most that one of them may have more than another."""

    nights: Annotated[int, Field(ge=0)] | None = None
    """Night shifts, with those of earlier periods. Absent: not looked at."""
    weekends: Annotated[int, Field(ge=0)] | None = None
    """Weekends with a shift, with those of earlier periods."""
    holidays: Annotated[int, Field(ge=0)] | None = None
    """Shifts on statutory holidays."""
    hours: Duration | None = None
    """Paid time, with the balance of earlier periods."""
    group: Literal["contract", "all"] = "contract"
    """Who is compared with whom: people of the same contract, or all."""

    @property
    def spreads(self) -> dict[str, float]:
        """How far apart each of what is shared may be: nights, weekends, holidays, and hours of paid time."""
        hours = None if self.hours is None else self.hours.total_seconds() / 3600
        asked = {"nights": self.nights, "weekends": self.weekends, "holidays": self.holidays, "hours": hours}
        return {what: float(spread) for what, spread in asked.items() if spread is not None}

    def group_of(self, contract: str) -> str:
        """Among whom somebody of ``contract`` is compared."""
        return "all" if self.group == "all" else contract
