"""What plan.json says of a team by name: who it is, who has to be hired, what is missing, and who got which wishes."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from staffplan.schema.base import Frozen
from staffplan.schema.people.team import Team


class Lowered(Frozen):
    """Somebody who cannot work as much as the contract owes, and is asked for less."""

    agent: str
    """The person's id."""
    owed: dict[date, int] = Field(default_factory=dict)
    """Least working days of the weeks in which it is another than the contract's, by first day."""
    owes_totals: bool = True
    """false: no least days, nights, shifts or hours of a week, a month or the period are asked for either."""


class GrantedWish(Frozen):
    """A wish and whether the schedule grants it, date by date."""

    wish: int
    """Its place in the team's wishes, from 0."""
    dates: int
    """Dates on which it asks for something; 1 where it asks for the period."""
    granted: int
    """Of them, those on which it is granted."""
    because: str = ""
    """Why not more: ``leave``; ``others``: proved to take more hires, service, fairness or other wishes; ``time``: no
    plan that grants it was found. Empty: it is granted."""


class FairShare(Frozen):
    """How something is shared among the people of a group."""

    what: str
    """nights, weekends, holidays or hours."""
    group: str
    """The contract's name, or ``all``."""
    least: float
    """What the one with least has, earlier periods included; people left out are not looked at."""
    most: float
    """What the one with most has."""
    left_out: dict[str, str] = Field(default_factory=dict)
    """People without a share like the others', and why: ``leave``, ``available``, ``contract``, ``service``; ``time``:
    nothing fairer was found."""


class TeamPlan(Frozen):
    """The team's part of a plan."""

    team: Team
    """The people, what was settled of their days, and their wishes, as they were read."""
    hires: int
    """Agents of the schedule beside the named."""
    hires_bound: int
    """Proved: no legal plan has fewer beside them."""
    released: tuple[str, ...] = ()
    """People who are not needed: they have no shift, and owe none. Empty unless that was asked."""
    lowered: tuple[Lowered, ...] = ()
    """Who is asked for less than the contract owes."""
    missing: float | None = None
    """Where the team may be too small: inquiries of the period that lack to the target; None: it must be met."""
    missing_bound: float | None = None
    """Proved: no legal plan lacks fewer."""
    missing_agents: float | None = None
    """Agent-slots that lack to the least number on duty of any slot."""
    missing_agents_bound: float | None = None
    """Proved: no legal plan lacks fewer."""
    wishes: tuple[GrantedWish, ...] = ()
    """What became of each wish, in the team's order."""
    wishes_cost: float = 0.0
    """Weight of what is not granted, by date."""
    wishes_bound: float | None = None
    """Proved: no plan as good in all that comes before wishes leaves less; None: nothing is known."""
    fairness: tuple[FairShare, ...] = ()
    """How nights, weekends, holidays and hours are shared."""
