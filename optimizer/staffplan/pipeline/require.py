"""``require``: what each slot alone needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.pipeline.problem import read_problem

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from staffplan.pipeline.problem import Overrides, TableInput


def require(
    forecast: TableInput, scenario_path: str | Path | None = None, overrides: Overrides | None = None
) -> pd.DataFrame:
    """Agents that each slot alone needs, and what they give: a row a slot, its start with the scenario's zone.

    Raises InputError.
    """
    import pandas as pd

    from staffplan.service import staffing, steady_service

    problem = read_problem(forecast, scenario_path, overrides or {})
    grid, need = problem.demand.grid, staffing(problem.demand, problem.scenario)
    steady = steady_service(problem.demand, problem.scenario, need.required)
    return pd.DataFrame(
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
