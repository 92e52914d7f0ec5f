"""The year: seasons that follow one another, and the supply to choose from. Each key's docstring documents it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import Field

from staffplan.schema.base import Duration, Frozen, Name, Share
from staffplan.schema.limits import MOST_DAYS, MOST_ENTRIES, Money
from staffplan.schema.scenario.handling import Handling
from staffplan.schema.scenario.keys import GRIDS, Objective, Opening, Shrinkage, Solving, Weekday
from staffplan.schema.scenario.target import Target
from staffplan.schema.year.supply import BotOption, Limits, PayPerInquiry, SupplyContract, Today, Vendor

NO_BOT = BotOption(name="none")


class YearSolving(Solving):
    """How long and how the search runs."""

    time_limit: Duration = dt.timedelta(minutes=3)
    """Time for the whole command, also for planning again and for the year without each measure; the best plan so far
    and its bound are kept."""


class Season(Frozen):
    """One stretch of the year with its own forecast and rules."""

    name: Name | None = None
    """How plans name the season; absent: the preset's name."""
    preset: str | None = None
    """A promotion of the calendar, whose dates of ``year`` hold: 618, double-11, double-12, new-year-goods; or
    off-season, which takes all dates that no other season has."""
    from_: dt.date | None = Field(default=None, alias="from")
    """First day; absent: the preset's, or the day after the season before."""
    to: dt.date | None = None
    """Last day; absent: the preset's, or what ``weeks`` gives."""
    weeks: int | None = Field(default=None, ge=1, le=MOST_DAYS // 7)
    """How many weeks it lasts, in place of ``to``."""
    forecast: str
    """Forecast file, relative to this one: a typical week (7 days, whatever their dates) or the whole stretch."""
    volume: Annotated[float, Field(gt=0, le=10_000, allow_inf_nan=False)] = 1.0
    """The forecast is multiplied by this."""
    deflection: dict[Name, Share] = Field(default_factory=dict)
    """What a bot closes in this season in place of its usual share, by the bot's name: ``{ "80% bot" = 0.7 }``."""
    target: dict[str, Any] = Field(default_factory=dict)
    """Keys of ``[target]`` that differ in this season."""
    opening: dict[str, Any] = Field(default_factory=dict)
    """Keys of ``[opening]`` that differ."""
    handling: dict[str, Any] = Field(default_factory=dict)
    """Keys of ``[handling]`` that differ."""
    shrinkage: dict[str, Any] = Field(default_factory=dict)
    """Keys of ``[shrinkage]`` that differ."""
    rules: dict[Name, dict[str, Any]] = Field(default_factory=dict)
    """Keys of a contract or vendor that differ, by its name: ``{ full-time = { max_days_in_row = 5 } }``."""
    promotion_days: Annotated[tuple[dt.date, ...], Field(max_length=MOST_DAYS)] = ()
    """Days of the season on which suppliers charge their promotion factor."""
    revenue: Money | None = None
    """Revenue of the whole season, for ``limits.labour_share``."""


class Year(Frozen):
    """All of a YEAR.toml: the keys of a scenario that all seasons share, the seasons, the supply."""

    year: int | None = Field(default=None, ge=2000, le=2100)
    """The calendar year that the seasons must cover, and for which presets give their dates; absent: the seasons
    cover what they cover, without a gap."""
    grid: Duration = GRIDS[1]
    """As in a scenario, like all keys down to ``solve``."""
    timezone: str = "Asia/Shanghai"
    """IANA time zone."""
    week_start: Weekday = "monday"
    """First day of the calendar week."""
    handling: Handling = Handling()
    target: Target = Target()
    opening: Opening = Opening()
    shrinkage: Shrinkage = Shrinkage()
    objective: Objective = Objective(minimise="cost")
    """cost, then headcount; or headcount (of an average day), then cost."""
    solve: YearSolving = YearSolving()
    season: tuple[Season, ...] = Field(min_length=1, max_length=MOST_ENTRIES)
    contract: Annotated[tuple[SupplyContract, ...], Field(max_length=MOST_ENTRIES)] = ()
    vendor: Annotated[tuple[Vendor, ...], Field(max_length=MOST_ENTRIES)] = ()
    pay_per_inquiry: Annotated[tuple[PayPerInquiry, ...], Field(max_length=MOST_ENTRIES)] = ()
    bot: Annotated[tuple[BotOption, ...], Field(max_length=MOST_ENTRIES)] = (NO_BOT,)
    """The bots of which one is chosen; add ``name = "none"`` for the choice of having none."""
    limits: Limits = Limits()
    today: Today | None = None
