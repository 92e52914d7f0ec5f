"""``require``: what each slot alone needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.pipeline.problem import read_problem

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from staffplan.pipeline.problem import Overrides, TableInput
    from staffplan.schema.reading import Reading
    from staffplan.words.messages import Message


@dataclass(frozen=True, eq=False)
class RequireResult:
    """What each slot alone needs."""

    frame: pd.DataFrame
    """A row a slot: start (with the scenario's zone), inquiries, human_inquiries, required, service_level,
    average_wait_s, occupancy."""
    reading: Reading | None
    """What was read of the forecast."""
    warnings: tuple[Message, ...]
    """What a planner should know before using the figures."""


def require(
    forecast: TableInput, scenario_path: str | Path | None = None, overrides: Overrides | None = None
) -> RequireResult:
    """Agents that each slot alone needs, and what they give. Raises InputError."""
    import pandas as pd

    from staffplan.service import staffing, steady_service

    problem = read_problem(forecast, scenario_path, overrides or {}, shifts=False)
    grid, need = problem.demand.grid, staffing(problem.demand, problem.scenario)
    steady = steady_service(problem.demand, problem.scenario, need.required)
    frame = pd.DataFrame(
        {
            "start": pd.to_datetime(list(grid.starts), utc=True).tz_convert(grid.zone),
            "inquiries": problem.demand.inquiries,
            "human_inquiries": problem.demand.human_inquiries,
            "required": need.required,
            "service_level": steady.service_level,
            "average_wait_s": steady.average_wait_s,
            "occupancy": steady.occupancy,
        }
    )
    return RequireResult(frame, problem.reading, problem.warnings)
