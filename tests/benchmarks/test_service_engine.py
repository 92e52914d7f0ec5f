"""Time of the steady engine on a week of quarter hours with no two slots alike."""

import time
from datetime import UTC, datetime

import numpy as np
import pytest

from staffplan.schema.demand import Demand
from staffplan.schema.grid import Grid
from staffplan.schema.scenario.keys import Scenario
from staffplan.service import service_curves, staffing

SLOTS = 672


def week(peak_load, **keys):
    """Volumes of a week whose largest load is ``peak_load`` times an agent's throughput."""
    scenario = Scenario.model_validate({"grid": "15min", "timezone": "UTC", **keys})
    hour = np.arange(SLOTS) / 4 % 24
    day = 0.06 + 0.25 * ((hour > 9) & (hour < 23)) + np.exp(-(((hour - 21) / 1.9) ** 2))
    volumes = day * np.random.default_rng(0).uniform(0.9, 1, SLOTS)
    aht = scenario.handling.aht.total_seconds()
    volumes *= peak_load * scenario.handling.throughput[-1] * 900 / aht / volumes.max()
    grid = Grid(timezone="UTC", start=datetime(2026, 11, 2, tzinfo=UTC), slot_minutes=15, n_slots=SLOTS)
    always = np.ones(SLOTS, dtype=bool)
    return Demand(grid, volumes, volumes, np.full(SLOTS, aht), always, always), scenario


@pytest.mark.benchmark
@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"handling": {"patience": "5min"}},
        {"handling": {"patience": "5min", "concurrency": 3}},
        {"shrinkage": {"absence": 0.05, "planned": 0.08}},
    ],
)
def test_all_curves_of_a_week_of_ten_thousand_agents(keys):
    demand, scenario = week(9_900, **keys)
    need = staffing(demand, scenario)
    begin = time.perf_counter()
    curves = service_curves(demand, scenario, np.ceil(1.5 * need.required))
    seconds = time.perf_counter() - begin
    assert need.required.max() > 9_000
    assert all(curve is not None and curve[-1] == 1 for curve in curves)
    assert seconds <= 2
