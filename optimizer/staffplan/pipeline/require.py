"""``require``: what each slot alone needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.pipeline.problem import read_problem

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from staffplan.pipeline.problem import Overrides


def require(
    forecast_path: str | Path, scenario_path: str | Path | None = None, overrides: Overrides | None = None
) -> pd.DataFrame:
    """Agents that each slot alone needs, and what they give: a row a slot. Raises InputError."""
    import pandas as pd

    from staffplan.service import staffing, steady_service

    problem = read_problem(forecast_path, scenario_path, overrides or {})
    need = staffing(problem.demand, problem.scenario)
    steady = steady_service(problem.demand, problem.scenario, need.required)
    return pd.DataFrame(
        {
            "start": [moment.isoformat() for moment in problem.demand.grid.starts],
            "inquiries": problem.demand.inquiries,
            "human_inquiries": problem.demand.human_inquiries,
            "required": need.required,
            "service_level": steady.service_level,
            "average_wait_s": steady.average_wait_s,
            "occupancy": steady.occupancy,
        }
    )
