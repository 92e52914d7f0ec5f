"""The problem that a plan is made for: a forecast and a scenario, read, and the demand that they make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.schema.limits import MOST_AT_ONCE, MOST_DAYS
from staffplan.schema.scenario.consistency import dates_named
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from staffplan.read.tables.files import FileBytes
    from staffplan.schema.demand import Demand
    from staffplan.schema.forecast import Forecast, Source
    from staffplan.schema.people.team import Team
    from staffplan.schema.reading import Reading
    from staffplan.schema.scenario.keys import Scenario

    Overrides = Mapping[str, tuple[str, object]]
    """Option and value by the scenario's key: ``{"target.share": ("--share", "95%")}``."""
    TableInput = str | Path | pd.DataFrame
    """A table: the name of its file, or what a program holds."""


@dataclass(frozen=True, eq=False)
class Problem:
    """A forecast and a scenario, read, and the demand they make."""

    scenario: Scenario
    demand: Demand
    sources: tuple[Source, ...]
    warnings: tuple[Message, ...]
    """What a planner should know before using a result."""
    reading: Reading | None = None
    """What was read of the forecast; None where it was not read."""
    team: Team | None = None
    """The people by name; None: plans count agents."""


@dataclass(frozen=True)
class TeamInput:
    """Where people by name come from, besides the scenario's ``[team]``."""

    given: TableInput | None = None
    """Their table, which goes before ``team.file``."""
    after: str | Path | None = None
    """The folder of their last plan."""
    option: str = "--team"
    """What the user calls ``given``."""

    def overriding(self, overrides: Overrides) -> Overrides:
        """``overrides`` with the file of the table, so that plans say which it was."""
        if not isinstance(self.given, (str, Path)):
            return overrides
        return {**overrides, "team.file": (self.option, str(self.given))}


NO_TEAM = TeamInput()
"""The scenario alone says who is there."""


def read_problem(
    forecast: TableInput,
    scenario_path: str | Path | None,
    overrides: Overrides,
    *,
    shifts: bool = True,
    people: TeamInput = NO_TEAM,
) -> Problem:
    """Read all files, work out the demand. Raises InputError.

    Without ``shifts`` the default contract need not fit, and nobody asks who is there.
    """
    from staffplan.read import read_scenario, read_team

    scenario, scenario_source = read_scenario(scenario_path, people.overriding(overrides), shifts=shifts)
    problem = problem_of(forecast, scenario, scenario_source)
    if not shifts:
        return problem
    folders = folders_of(scenario_path, forecast)
    found = read_team(scenario, people.given, problem.demand.grid, folders, after=people.after)
    if found is None:
        return replace(problem, warnings=(*problem.warnings, *_fair_to_nobody(scenario)))
    sources, warnings = (*problem.sources, *found.sources), (*problem.warnings, *found.warnings)
    return replace(problem, sources=sources, warnings=warnings, team=found.team)


def problem_of(forecast: TableInput | FileBytes, scenario: Scenario, scenario_source: Source | None) -> Problem:
    """The same with a scenario that was read before, nobody by name. Raises InputError."""
    from staffplan.read import read_forecast

    expected, forecast_source = read_forecast(forecast, scenario)
    demand = demand_for(expected, scenario, forecast_source.path)
    sources = (forecast_source,) if scenario_source is None else (forecast_source, scenario_source)
    warnings = (*expected.messages, *_dated_outside(demand, scenario), *_left_outside(demand, scenario))
    warnings += tuple(_needed_outside(demand))
    return Problem(scenario, demand, sources, warnings, expected.reading)


def folders_of(scenario_path: str | Path | None, forecast: TableInput) -> tuple[Path, ...]:
    """Where files are looked for that the scenario names: beside it, then beside the forecast."""
    return tuple(Path(path).parent for path in (scenario_path, forecast) if isinstance(path, (str, Path)))


def _fair_to_nobody(scenario: Scenario) -> Iterator[Message]:
    """Windows of fair shares, where nobody is there by name."""
    fairness = scenario.fairness
    if any(getattr(fairness, key) is not None for key in ("nights", "weekends", "holidays", "hours")):
        yield Message.of("fairness_without_team")


def demand_for(forecast: Forecast, scenario: Scenario, file: str = "") -> Demand:
    """The inquiries that humans must answer, live ones and messages.

    Raises InputError, at ``file``, where they are more than anybody plans at once.
    """
    from staffplan.service import live_demand

    return live_demand(offered_demand(forecast, scenario, file), scenario)


def offered_demand(forecast: Forecast, scenario: Scenario, file: str = "") -> Demand:
    """The inquiries that the bot leaves, whether anybody is there or not. Raises InputError as :func:`demand_for`."""
    from staffplan.demand import plan_demand, planning_grid

    file = file or _("forecast")
    days = len(forecast.inquiries) * forecast.interval_minutes / (24 * 60)
    if days > MOST_DAYS:
        accepted = _("{most} days at most").format(most=MOST_DAYS)
        raise InputError([Fault(file, _("{days:,.0f} days").format(days=days), accepted)])
    demand = plan_demand(forecast, scenario, planning_grid(forecast, scenario))
    if faults := list(_too_many(demand, file)):
        raise InputError(faults)
    return demand


def _too_many(demand: Demand, file: str) -> Iterator[Fault]:
    """What would take more agents at once than anybody has."""
    busy = demand.human_inquiries * demand.aht_s / (60 * demand.grid.slot_minutes)
    slot = int(busy.argmax())
    if busy[slot] > MOST_AT_ONCE:
        found = _("{inquiries:,.0f} inquiries at {start}, which keep {agents:,.0f} agents busy").format(
            inquiries=demand.human_inquiries[slot],
            start=f"{demand.grid.starts[slot]:%Y-%m-%d %H:%M}",
            agents=busy[slot],
        )
        yield Fault(file, found, _("inquiries that keep {most:,} agents busy at most").format(most=MOST_AT_ONCE))
    if demand.required is not None and (agents := int(demand.required.max())) > MOST_AT_ONCE:
        found = _("{agents:,} agents needed at once").format(agents=agents)
        yield Fault(file, found, _("{most:,} at most").format(most=MOST_AT_ONCE))


def _dated_outside(demand: Demand, scenario: Scenario) -> Iterator[Message]:
    """Entries of the calendar none of whose dates is planned."""
    period = set(demand.grid.days)
    for key, dates in dates_named(scenario):
        if dates and period.isdisjoint(dates):
            shown = dict.fromkeys((dates[0], dates[-1]))
            yield Message.of("dates_outside", key=key, dates=" – ".join(map(str, shown)))


def _needed_outside(demand: Demand) -> Iterator[Message]:
    """A need of closed hours, which counts like that of any other."""
    count = 0 if demand.required is None else int(((demand.required > 0) & ~demand.open).sum())
    if count:
        yield Message.of("needed_outside", count=count)


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
