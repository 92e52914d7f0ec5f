"""Small demands for the steady-state tests: hourly slots from midnight of a Monday on."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np

from staffplan.schema.demand import Demand
from staffplan.schema.grid import Grid
from staffplan.schema.scenario.keys import Scenario

MONDAY = date(2026, 11, 2)


def scenario_of(**keys):
    """A scenario of hourly slots and an aht of 5 minutes; ``keys`` as in its file."""
    return Scenario.model_validate({"grid": "60min", **keys})


def demand_of(volumes, scenario, start=MONDAY):
    """Human inquiries in each hour, around the clock."""
    volumes = np.array(volumes, dtype=float)
    grid = Grid(
        timezone=scenario.timezone,
        start=datetime.combine(start, time(), tzinfo=ZoneInfo(scenario.timezone)),
        slot_minutes=60,
        n_slots=volumes.size,
        cyclic=scenario.cyclic,
    )
    hours = np.arange(volumes.size) % 24
    first, last = scenario.target.scoring_window or (0, 1440)
    return Demand(
        grid=grid,
        inquiries=volumes,
        human_inquiries=volumes,
        aht_s=np.full(volumes.size, scenario.handling.aht.total_seconds()),
        open=np.ones(volumes.size, dtype=bool),
        scored=(first <= 60 * hours) & (60 * hours < last),
    )
