"""B2: a night shift over a change of the clocks is one shift type, as it always lasts as long."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import numpy as np
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from tiny import make_grid
from trial_files import files, planned, rows

from staffplan.pipeline.year.today import _scheduled
from staffplan.schema.demand import Demand
from staffplan.schema.plan import Shift
from staffplan.schema.scenario.keys import Scenario
from staffplan.service.simulate.service import simulated_schedule, simulated_service

BERLIN = ZoneInfo("Europe/Berlin")

SCENARIO = """grid = "60min"
timezone = "Europe/Berlin"
[target]
scope = "slot"
[objective]
overstaff = 1
understaff = 1
per_shift_type = 2
[[contract]]
shift_lengths = ["8h"]
starts = ["22:00", "22:00"]
days_per_week = [0, 7]
max_days_in_row = 7
days_off_in_row = 0
breaks = []
"""


def needed(moment):
    return f"0,{int(moment.hour >= 22 or moment.hour < 6)}"


def test_b2_night_shifts_over_the_change_are_one_type(tmp_path, searches_share_one_process):  # noqa: F811
    lines = rows("2026-10-23", 3 * 24 + 1, needed, "Europe/Berlin")
    plan = planned(tmp_path, files(tmp_path, SCENARIO, lines, "start,inquiries,required"))
    fit = plan.summary.deviation
    # The night of the change lasts nine hours by the clock's names: from 5:00 to 6:00 nobody is there.
    assert (fit.shift_types, fit.understaff_hours, fit.total) == (1, 1, 3)
    assert (plan.summary.headcount, plan.summary.status) == (1, "optimal")


def night(end="05:00:00+01:00"):
    """A shift from the first of two o'clocks on, four hours by the real clock and three by the wall clock."""
    start, behind = (
        datetime.fromisoformat(f"2026-10-25T{text}").astimezone(BERLIN) for text in ("02:00:00+02:00", end)
    )
    return Shift(agent_id="1", contract="full-time", date=start.date(), start=start, end=behind, paid_hours=4.0)


def test_b2_a_simulated_night_lasts_its_real_hours():
    grid = make_grid(first=date(2026, 10, 25), zone="Europe/Berlin", slots=25)
    volume = np.zeros(25)
    volume[2:6] = 20.0
    everywhere = np.ones(25, dtype=bool)
    demand = Demand(grid, volume, volume, np.full(25, 300.0), everywhere, everywhere)
    agents = np.zeros(25, dtype=np.int64)
    agents[2:6] = 3
    scenario = Scenario(grid="60min", timezone="Europe/Berlin", handling={"patience": "2min"})
    by_shifts = simulated_schedule(demand, scenario, [night()] * 3, replications=3, seed=1)
    by_agents = simulated_service(demand, scenario, agents, replications=3, seed=1)
    assert np.array_equal(by_shifts.service_level, by_agents.service_level, equal_nan=True)


def test_b2_todays_schedule_lasts_its_real_hours(tmp_path):
    rows = "0001,full-time,2026-03-29,2026-03-29T01:00:00+01:00,2026-03-29T06:00:00+02:00,,4\n"
    (tmp_path / "today.csv").write_text("agent_id,contract,date,start,end,breaks,paid_hours\n" + rows)
    grid = make_grid(first=date(2026, 3, 29), zone="Europe/Berlin", slots=23)
    problem = SimpleNamespace(source=SimpleNamespace(path=str(tmp_path / "year.toml")))
    scenario = Scenario(grid="60min", timezone="Europe/Berlin")
    duty = _scheduled(problem, SimpleNamespace(schedule="today.csv"), SimpleNamespace(grid=grid), scenario)
    shown = [moment.hour for moment, agents in zip(grid.starts, duty, strict=True) if agents]
    assert shown == [1, 3, 4, 5]
