"""The year as read: every season with its dates, scenario and forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from staffplan.schema.forecast import Forecast, Source
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.year.calendar import Calendar, Stretch
    from staffplan.schema.year.supply import BotOption
    from staffplan.schema.year.year import Season, Year
    from staffplan.words.messages import Message


@dataclass(frozen=True, eq=False)
class SeasonInput:
    """One season."""

    name: str
    """Its name, of which there is only one in the year."""
    season: Season
    """Its keys."""
    dates: Stretch
    """Its days."""
    scenario: Scenario
    """All rules in force, with the contracts, then the vendors, as its contracts; no bot yet."""
    forecast: Forecast
    """Expected inquiries: a typical week, or the whole stretch; ``volume`` is in it."""
    source: Source
    """The forecast file."""

    @property
    def weeks(self) -> float:
        """How often the forecast's period fits into the season: 1 unless it is a typical week."""
        return self.dates.days / 7 if self.scenario.cyclic else 1.0


@dataclass(frozen=True, eq=False)
class YearInput:
    """A YEAR.toml, read, with all that it names."""

    year: Year
    calendar: Calendar
    seasons: tuple[SeasonInput, ...]
    source: Source
    warnings: tuple[Message, ...]
    same_all_year: bool = False
    """For comparison: whoever is employed or engaged is so all year."""
    each_slot_alone: bool = False
    """For comparison: every slot meets the target on its own, and shifts come after, as other tools do it."""

    def scenario_with(self, option: BotOption, season: int) -> Scenario:
        """The scenario of a season with this bot."""
        from staffplan.schema.scenario.handling import Bot

        one = self.seasons[season]
        values = {name: getattr(option, name) for name in Bot.model_fields}
        values["deflection"] = one.season.deflection.get(option.name, option.deflection)
        if option.name in one.season.deflection:
            values["by_hour"] = ()
        return one.scenario.model_copy(update={"bot": Bot(**values)})
