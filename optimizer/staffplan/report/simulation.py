"""A simulated service as csv and as records for programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from staffplan.report.files import csv_bytes, format_number

if TYPE_CHECKING:
    from staffplan.schema.scenario.target import Target
    from staffplan.schema.service.simulated import Estimate, Randomness, SimulatedAverage, SimulatedService

MEASURES = (
    "service_level",
    "early_leavers_met",
    "without_early_leavers",
    "served",
    "average_wait_s",
    "offered_wait_s",
    "abandonment",
    "left_in_time",
    "occupancy",
)
SIMULATION_COLUMNS = (
    "start",
    "service_level",
    "service_level_half_width",
    "average_wait_s",
    "abandonment",
    "occupancy",
)


def simulation_data(target: Target, service: SimulatedService, randomness: Randomness) -> dict[str, Any]:
    """The period, the target's groups and the days: means with their intervals; None where nobody asks."""
    return {
        "target": target.model_dump(mode="json"),
        "replications": service.replications,
        "customers": service.customers,
        "confidence": service.confidence,
        "handling_variation": randomness.handling_variation,
        "volume_variation": randomness.volume_variation,
        "patience_shape": randomness.patience_shape,
        "balking": randomness.balking,
        "period": _average(service.period),
        "by_group": [_average(each) for each in service.by_group],
        "by_day": [_average(each) for each in service.by_day],
    }


def simulation_csv(service: SimulatedService) -> bytes:
    """A row a slot, utf-8 with a mark."""
    columns = [getattr(service, name).tolist() for name in SIMULATION_COLUMNS[1:]]
    rows = [
        (start.isoformat(), *(format_number(_plain(column[k])) for column in columns))
        for k, start in enumerate(service.grid.starts)
    ]
    return csv_bytes(SIMULATION_COLUMNS, rows)


def _average(each: SimulatedAverage) -> dict[str, Any]:
    return {"label": each.label} | {name: _estimate(getattr(each, name)) for name in MEASURES}


def _estimate(each: Estimate) -> dict[str, float | None]:
    return {"mean": _plain(each.mean), "low": _plain(each.low), "high": _plain(each.high)}


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
