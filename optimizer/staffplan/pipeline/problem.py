"""The problem that a plan is made for: a forecast and a scenario, read, and the demand that they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from staffplan.schema.demand import Demand
    from staffplan.schema.forecast import Forecast, Source
    from staffplan.schema.reading import Reading
    from staffplan.schema.scenario.keys import Scenario

    Overrides = Mapping[str, tuple[str, object]]
    """Option and value by the scenario's key: ``{"target.share": ("--share", "95%")}``."""


@dataclass(frozen=True, eq=False)
class Problem:
    """A forecast and a scenario, read, and the demand they make."""

    scenario: Scenario
    demand: Demand
    sources: tuple[Source, ...]
    warnings: tuple[Message, ...]
    """What a planner should know before using a result."""
    reading: Reading | None = None
    """What was read of the forecast; None where it was not read from a file."""


def read_problem(forecast_path: str | Path, scenario_path: str | Path | None, overrides: Overrides) -> Problem:
    """Read both files and work out the demand. Raises InputError."""
    from staffplan.read import read_forecast, read_scenario

    scenario, scenario_source = read_scenario(scenario_path, overrides)
    forecast, forecast_source = read_forecast(forecast_path, scenario)
    demand = demand_for(forecast, scenario)
    sources = (forecast_source,) if scenario_source is None else (forecast_source, scenario_source)
    warnings = (*forecast.messages, *_left_outside(demand, scenario))
    return Problem(scenario, demand, sources, warnings, forecast.reading)


def demand_for(forecast: Forecast, scenario: Scenario) -> Demand:
    """The inquiries that humans must answer, live ones and messages."""
    from staffplan.demand import plan_demand, planning_grid
    from staffplan.service import live_demand

    return live_demand(plan_demand(forecast, scenario, planning_grid(forecast, scenario)), scenario)


def _left_outside(demand: Demand, scenario: Scenario) -> Iterator[Message]:
    """What of the messages no plan, or a later one, has to reply to."""
    from staffplan.service import deferrable_service

    left = 0.0 if demand.left_messages is None else float(demand.left_messages.sum())
    if left <= 0:
        return
    if scenario.messages.reply_within is None:
        yield Message.of("left_outside", left=left)
        return
    replies = deferrable_service(demand, scenario, [0] * demand.grid.n_slots)
    if (later := float(replies.messages[replies.due_slot < 0].sum())) > 0:
        yield Message.of("messages_due_later", later=later, left=left)
