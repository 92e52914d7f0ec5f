"""``sweep``: the same forecast planned over a range of one or two parameters, on all cores of the machine."""

from __future__ import annotations

import time
from itertools import product
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.pipeline.problem import NO_TEAM, folders_of
from staffplan.pipeline.sweeps.point import Task
from staffplan.pipeline.sweeps.run import Run
from staffplan.pipeline.sweeps.values import OPTION, VOLUME, parse_parameters
from staffplan.processes.child import cores
from staffplan.schema.progress import Progress, Stop, Watcher, nobody_watches
from staffplan.schema.scenario.people import TeamFiles
from staffplan.schema.sweep import SweepResult
from staffplan.words.language import _, current_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from staffplan.pipeline.problem import Overrides, TableInput, TeamInput
    from staffplan.schema.forecast import Forecast
    from staffplan.schema.people.team import Team
    from staffplan.schema.reading import Reading
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.sweep import Parameter

TEAM_USES = ("team", "contract", "shift", "rotation", "opening", "payroll", "grid", "timezone", "week_start", "cyclic")
"""Tables and keys of a scenario that a team is held against."""


def sweep(
    forecast: TableInput,
    vary: Sequence[str],
    scenario_path: str | Path | None = None,
    overrides: Overrides | None = None,
    *,
    jobs: int | None = None,
    executor: Executor | None = None,
    watcher: Watcher = nobody_watches,
    stop: Stop | None = None,
    people: TeamInput = NO_TEAM,
) -> SweepResult:
    """Plan the forecast at every point of ``vary`` (``deflection=0.5:0.9:0.05``), ``jobs`` points at a time.

    ``jobs``: by default one for each core. ``executor``: solves the points instead of processes that are started for
    this sweep, as many at a time as it likes. A point that fails is among the results; where ``stop`` was set, the
    points done by then are. Raises InputError before anything is solved: faulty files, ranges, names or values.
    """
    from staffplan.read.opened import name_of

    watcher(Progress("reading_files"))
    parameters, contracts, tasks, reading = _tasks(forecast, vary, scenario_path, overrides or {}, people)
    watcher(Progress("forecast_read", values={"file": name_of(forecast)}, reading=reading))
    jobs = min(jobs or cores(), len(tasks))
    began = time.monotonic()
    points = Run(tasks, watcher, stop or Stop()).points(jobs, executor)
    return SweepResult(
        parameters=parameters,
        points=points,
        contracts=contracts,
        jobs=jobs,
        seconds=time.monotonic() - began,
        interrupted=len(points) < len(tasks),
        reading=reading,
    )


def _tasks(
    forecast: TableInput,
    vary: Sequence[str],
    scenario_path: str | Path | None,
    overrides: Overrides,
    people: TeamInput,
) -> tuple[tuple[Parameter, ...], tuple[str, ...], list[Task], Reading | None]:
    """The parameters, the names of the contracts, a task for each point, and what was read of the forecast."""
    from staffplan.read import read_scenario

    overrides = people.overriding(overrides)
    base, _source = read_scenario(scenario_path, overrides)
    parameters = parse_parameters(vary, base)
    choices = list(product(*(range(len(parameter.values)) for parameter in parameters)))
    scenarios = _scenarios(scenario_path, overrides, parameters, choices)
    readings = _Readings(forecast, base)
    _refuse_without_effect(parameters, readings.base)
    teams = _Teams(people, folders_of(scenario_path, forecast))
    tasks = [
        Task(
            place=place,
            values=tuple(parameter.texts[k] for parameter, k in zip(parameters, choice, strict=True)),
            forecast=_scaled(readings.of(scenario), _factor(parameters, choice)),
            scenario=scenario,
            language=current_language(),
            team=teams.of(scenario, readings.of(scenario)),
        )
        for place, (choice, scenario) in enumerate(zip(choices, scenarios, strict=True))
    ]
    return parameters, tuple(contract.name for contract in base.contract), tasks, readings.base.reading


def _scenarios(
    scenario_path: str | Path | None,
    overrides: Overrides,
    parameters: Sequence[Parameter],
    choices: Sequence[tuple[int, ...]],
) -> list[Scenario]:
    """The scenario of each point; raises InputError with every value that any of them refuses."""
    from staffplan.read import read_scenario

    scenarios, faults = [], dict[str, Fault]()
    for choice in choices:
        own = {
            parameter.key: (f"{OPTION} {parameter.name}={parameter.texts[k]}", parameter.values[k])
            for parameter, k in zip(parameters, choice, strict=True)
            if parameter.key is not None
        }
        try:
            scenarios.append(read_scenario(scenario_path, {**overrides, **own})[0])
        except InputError as error:
            faults.update({str(fault): fault for fault in error.faults})
    if faults:
        raise InputError(list(faults.values()))
    return scenarios


class _Readings:
    """The forecast, read once, or once more wherever a point's scenario makes something else of the file."""

    def __init__(self, given: TableInput, base: Scenario) -> None:
        from staffplan.read import read_forecast

        self._given = given
        self.base, _source = read_forecast(given, base)
        self._own_columns = self.base.deflection is not None or self.base.aht_s is not None
        self._known = {self._reading(base): self.base}

    def _reading(self, scenario: Scenario) -> tuple[object, ...]:
        """What of a scenario the reader uses: of several queues, some may leave rates and times to it."""
        rates = (scenario.bot.deflection, scenario.handling.aht) if self._own_columns else ()
        return (scenario.timezone, *rates)

    def of(self, scenario: Scenario) -> Forecast:
        from staffplan.read import read_forecast

        reading = self._reading(scenario)
        if reading not in self._known:
            self._known[reading], _source = read_forecast(self._given, scenario)
        return self._known[reading]


class _Teams:
    """The people by name, read once for all points whose scenarios make the same of the files."""

    def __init__(self, people: TeamInput, folders: tuple[Path, ...]) -> None:
        self._people, self._folders = people, folders
        self._known: list[tuple[tuple[object, ...], Team | None]] = []

    def of(self, scenario: Scenario, forecast: Forecast) -> Team | None:
        """The team of a point; None where nobody is named."""
        from staffplan.demand import planning_grid
        from staffplan.read import read_team

        given, after = self._people.given, self._people.after
        if given is None and after is None and scenario.team == TeamFiles():
            return None
        uses = (*(getattr(scenario, key) for key in TEAM_USES), forecast.start, len(forecast.inquiries))
        for known, team in self._known:
            if known == uses:
                return team
        found = read_team(scenario, given, planning_grid(forecast, scenario), self._folders, after=after)
        self._known.append((uses, None if found is None else found.team))
        return self._known[-1][1]


def _refuse_without_effect(parameters: Sequence[Parameter], forecast: Forecast) -> None:
    """A parameter that the forecast's own column overrides in every row would give the same plan at every point.

    So would the volume of a forecast without inquiries, which is a table of agents needed.
    """
    columns = {"bot.deflection": ("deflection", forecast.deflection), "handling.aht": ("aht_s", forecast.aht_s)}
    faults = []
    for parameter in parameters:
        name, rows = columns.get(parameter.key or "", ("", None))
        if rows is not None and None not in rows:
            found = _("a forecast whose column {column} overrides it in every row").format(column=name)
            accepted = _("a forecast without this column, or another parameter")
            faults.append(Fault(f"{OPTION} {parameter.name}", found, accepted, code="inconsistent"))
        if parameter.name == VOLUME and not any(forecast.inquiries):
            found, accepted = _("a forecast without inquiries"), _("a forecast with inquiries, or another parameter")
            faults.append(Fault(f"{OPTION} {parameter.name}", found, accepted, code="inconsistent"))
    if faults:
        raise InputError(faults)


def _factor(parameters: Sequence[Parameter], choice: Sequence[int]) -> float:
    """The point's factor of the forecast's volume."""
    factors = [parameter.values[k] for parameter, k in zip(parameters, choice, strict=True) if parameter.name == VOLUME]
    return float(factors[0]) if factors else 1.0


def _scaled(forecast: Forecast, factor: float) -> Forecast:
    if factor == 1:
        return forecast
    return forecast.model_copy(update={"inquiries": tuple(factor * volume for volume in forecast.inquiries)})
