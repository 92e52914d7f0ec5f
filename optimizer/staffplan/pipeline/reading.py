"""``read``: how a forecast's file is understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.pipeline.problem import Overrides, TableInput
    from staffplan.schema.forecast import Forecast


def read(forecast: TableInput, scenario_path: str | Path | None = None, overrides: Overrides | None = None) -> Forecast:
    """The forecast as every command takes it, with its ``reading``. Raises InputError."""
    from staffplan.read import read_forecast, read_scenario

    scenario, _source = read_scenario(scenario_path, overrides or {})
    found, _source = read_forecast(forecast, scenario)
    return found
