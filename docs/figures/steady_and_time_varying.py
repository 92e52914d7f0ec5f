"""Draws docs/images/steady-and-time-varying.svg: one day by the steady formulas and as one queue through time.

Run: python docs/figures/steady_and_time_varying.py
"""

from datetime import UTC, datetime
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt

from staffplan.schema.demand import Demand
from staffplan.schema.grid import Grid
from staffplan.schema.scenario.keys import Scenario
from staffplan.service import staffing, steady_service, time_varying_service

PICTURE = Path(__file__).parents[1] / "images" / "steady-and-time-varying.svg"
AHT_S, PEAK = 1200.0, 60.0
HOURS = np.arange(48) / 2
STEADY, TIME_VARYING, LINES = "#c1440e", "#1f4e79", "#8a8a8a"


def day() -> Demand:
    """The day of docs/queueing.md, by half hours: 60 inquiries in the fullest."""
    bumps = ((0.55, 10.5, 1.8), (0.6, 15.0, 2.2), (1.0, 21.0, 1.9))
    volume = 0.06 + 0.25 * ((HOURS > 9) & (HOURS < 23))
    volume = volume + sum(height * np.exp(-(((HOURS - hour) / width) ** 2)) for height, hour, width in bumps)
    volume *= PEAK / volume.max()
    start = datetime(2026, 11, 2, tzinfo=UTC)
    grid = Grid(timezone="UTC", start=start, slot_minutes=30, n_slots=48, cyclic=True)
    always = np.ones(48, dtype=bool)
    return Demand(grid, volume, volume, np.full(48, AHT_S), always, always)


def draw() -> None:
    """The picture: the service level by half hour above, agents and customers below."""
    scenario = Scenario.model_validate(
        {
            "handling": {"aht": "20min", "patience": "4min"},
            "target": {"share": 0.9, "within": "30s", "scope": "slot"},
        }
    )
    demand = day()
    agents = staffing(demand, scenario).required
    steady, exact = steady_service(demand, scenario, agents), time_varying_service(demand, scenario, agents)
    mpl.rcParams.update({"svg.hashsalt": "staffplan", "svg.fonttype": "none", "font.size": 9})
    figure, (above, below) = plt.subplots(2, sharex=True, figsize=(7.5, 4.6), height_ratios=(3, 2))
    above.axhline(0.9, color=LINES, linewidth=0.8, linestyle=":")
    above.stairs(steady.service_level, np.arange(49) / 2, baseline=None, color=STEADY, label="each slot steady")
    above.stairs(exact.service_level, np.arange(49) / 2, baseline=None, color=TIME_VARYING, label="time-varying")
    above.set_ylabel("answered within 30 s")
    above.legend(frameon=False, loc="lower left", ncols=2)
    below.stairs(agents, np.arange(49) / 2, baseline=None, color=LINES, label="agents on duty")
    below.stairs(steady.occupancy * agents, np.arange(49) / 2, baseline=None, color=STEADY, label="busy, steady")
    busy = exact.occupancy * agents
    below.stairs(busy, np.arange(49) / 2, baseline=None, color=TIME_VARYING, label="busy, time-varying")
    below.set(ylabel="agents", xlabel="hour of the day", xlim=(0, 24), xticks=range(0, 25, 2), ylim=(0, None))
    below.legend(frameon=False, loc="upper left")
    for part in (above, below):
        part.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(PICTURE, metadata={"Date": None})


if __name__ == "__main__":
    draw()
