"""What a plan is made for: a forecast and a scenario, read, and the demand that they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from staffplan.schema.demand import Demand
    from staffplan.schema.forecast import Forecast, Source
    from staffplan.schema.scenario.keys import Scenario

    Overrides = Mapping[str, tuple[str, object]]
    """Option and value by the scenario's key: ``{"target.share": ("--share", "95%")}``."""


@dataclass(frozen=True, eq=False)
class Problem:
    """A forecast and a scenario, read, and the demand they make."""

    scenario: Scenario
    demand: Demand
    sources: tuple[Source, ...]
    warnings: tuple[str, ...]


def read_problem(forecast_path: str | Path, scenario_path: str | Path | None, overrides: Overrides) -> Problem:
    """Read both files and work out the demand. Raises InputError."""
    from staffplan.read import read_forecast, read_scenario

    scenario, scenario_source = read_scenario(scenario_path, overrides)
    forecast, forecast_source = read_forecast(forecast_path, scenario)
    demand = demand_for(forecast, scenario)
    sources = (forecast_source,) if scenario_source is None else (forecast_source, scenario_source)
    warnings = (*forecast.messages, *_left_outside(demand, scenario), *_needed_outside(demand))
    return Problem(scenario, demand, sources, warnings)


def demand_for(forecast: Forecast, scenario: Scenario) -> Demand:
    """The inquiries that humans must answer, live ones and messages."""
    from staffplan.demand import plan_demand, planning_grid
    from staffplan.service import live_demand

    return live_demand(plan_demand(forecast, scenario, planning_grid(forecast, scenario)), scenario)


def _needed_outside(demand: Demand) -> Iterator[str]:
    """A need of closed hours, which counts like that of any other."""
    count = 0 if demand.required is None else int(((demand.required > 0) & ~demand.open).sum())
    if count:
        yield _(
            "{count} slots outside the opening hours need agents by the forecast's column required: it counts"
        ).format(count=count)


def _left_outside(demand: Demand, scenario: Scenario) -> Iterator[str]:
    """What of the messages no plan, or a later one, has to reply to."""
    from staffplan.service import deferrable_service

    left = 0.0 if demand.left_messages is None else float(demand.left_messages.sum())
    if left <= 0:
        return
    if scenario.messages.reply_within is None:
        yield _("{left:.0f} inquiries come outside the opening hours and are not planned for").format(left=left)
        return
    replies = deferrable_service(demand, scenario, [0] * demand.grid.n_slots)
    if (later := float(replies.messages[replies.due_slot < 0].sum())) > 0:
        yield _("{later:.0f} of {left:.0f} messages are due after the period: the next plan replies to them").format(
            later=later, left=left
        )
