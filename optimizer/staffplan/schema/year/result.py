"""year.json: what a year's plan decides, costs and proves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from staffplan.schema.base import Frozen
from staffplan.schema.message import StoredMessage
from staffplan.schema.year.year import Year


class SeasonSummary(Frozen):
    """One season of the year's plan."""

    name: str
    first: dt.date
    last: dt.date
    folder: str
    """Folder of the season's plan, inside the year's."""
    employed: dict[str, int]
    """Heads and seats paid for, by contract and vendor."""
    on_schedule: dict[str, int]
    """Agents in the season's schedule; fewer than employed where new ones are learning, or seats are slower."""
    inquiries: float
    """Inquiries of the season, before the bot."""
    by_bot: float
    """Closed by the bot."""
    handed_over: dict[str, float]
    """Answered by each supplier paid per inquiry."""
    by_agents: float
    """Answered by the schedule's agents."""
    paid_hours: float
    """Paid hours of the season."""
    cost: Decimal
    """What falls due in the season; one-off costs at its begin or end."""
    predicted: float | None
    """Share answered in time, by the steady curves."""
    certified: float | None
    """The same by the time-varying queue."""
    target_met: bool | None
    """Whether the certified service meets the target."""


class MonthCost(Frozen):
    """What one calendar month costs."""

    month: str
    """``2026-11``."""
    cost: Decimal


class HourOfDay(Frozen):
    """Today, in one hour of the day, over the year."""

    hour: int
    inquiries: float
    """Inquiries, before the bot."""
    cost: Decimal
    """What the hours on duty cost."""
    cost_per_inquiry: float | None
    """None where nobody asks."""
    over_hours: float
    """Agent hours above what the target needs."""
    under_hours: float
    """Agent hours missing."""


class Saving(Frozen):
    """What one measure saves: the year again without it."""

    measure: Literal["bot", "shifts", "contract_mix", "season_flex"]
    answer: Literal["found", "no_plan", "not_in_time"]
    """found: a year without it; no_plan: proved that there is none; not_in_time: none was found."""
    cost_without: Decimal | None = None
    """Of the year found without it."""
    cost_without_bound: Decimal | None = None
    """Proved: no year without it costs less; None: nothing is proved of its cost."""
    saving: Decimal | None = None
    """``cost_without`` less the plan's cost."""


class TodaySummary(Frozen):
    """What there is today against the plan."""

    cost: Decimal
    """Of the whole year."""
    saving: Decimal
    """Against the plan."""
    over_hours: float
    """Agent hours on duty above what the target needs, in a year."""
    under_hours: float
    """Agent hours missing."""
    night_cost: Decimal
    """What the hours on duty from 22:00 to 08:00 cost."""
    by_hour: tuple[HourOfDay, ...]
    savings: tuple[Saving, ...]


class YearSummary(Frozen):
    """year.json."""

    status: Literal["optimal", "feasible"]
    """"optimal" only where the objective equals its bound, and the tours need no more than the model."""
    objective: Literal["headcount", "cost"]
    value: float
    """Cost of the year, or headcount of an average day."""
    bound: float
    """Proved: no year within the rules has less. Of a cost rounded down to the cent, and never above ``cost``."""
    gap: float
    """(value − bound) ÷ value."""
    cost: Decimal
    """The bill's total."""
    average_headcount: float
    """Heads and seats paid for, averaged over the days."""
    peak_headcount: int
    """Most heads and seats of a season."""
    bot: str
    """The bot that was chosen."""
    seasons: tuple[SeasonSummary, ...]
    months: tuple[MonthCost, ...]
    today: TodaySummary | None = None
    interrupted: bool = False
    solve_seconds: float
    inputs: dict[str, str]
    """sha256 of each file read."""
    year: Year
    """All values in force."""
    warnings: tuple[StoredMessage, ...] = ()
    """What a planner should know before using the year's plan."""
