"""Trial B7: a cyclic month of equal weeks is planned as one of them is, and a plan found is never lost to no plan."""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from tiny import every_day, make_contract, make_grid, need, solved

from staffplan import pipeline
from staffplan.pipeline.plan.hard_week import hard_week
from staffplan.schema.scenario.keys import Opening, Scenario
from staffplan.solve.searches import repeated_week

SCENARIO = """grid = "60min"
cyclic = true
[handling]
aht = "5min"
[target]
share = 0.8
within = "20s"
scope = "slot"
[[contract]]
name = "full-time"
shift_lengths = ["9h"]
breaks = [{ length = "60min", starts = ["3h", "5h"] }]
days_per_week = [5, 5]
max_days_in_row = 6
min_rest = "11h"
"""
DAYS = (1.0, 0.95, 0.92, 0.94, 1.02, 1.15, 1.1)


@pytest.fixture
def fast(searches_share_one_process):  # noqa: F811
    """All searches in one process."""


def forecast(path, peak, days):
    """Quiet nights and three peaks a day; ``peak`` agents are busy in the busiest hour."""
    hour = np.arange(24)
    day = 0.06 + 0.25 * ((hour > 9) & (hour < 23))
    for height, centre, width in ((0.55, 10.5, 1.8), (0.6, 15, 2.2), (1.0, 21, 1.9)):
        day = day + height * np.exp(-(((hour - centre) / width) ** 2))
    volumes = np.outer(np.array(DAYS)[np.arange(days) % 7], day).ravel()
    volumes *= peak * 12 / volumes.max()
    moments = [datetime(2026, 11, 2) + timedelta(hours=k) for k in range(24 * days)]
    rows = [f"{moment:%Y-%m-%d %H:%M},{volume:.6f}" for moment, volume in zip(moments, volumes, strict=True)]
    path.write_text("\n".join(["start,inquiries", *rows]))
    return path


@pytest.mark.benchmark
@pytest.mark.parametrize("peak", [2, 4])
def test_b7_four_equal_weeks_are_proved_with_the_agents_of_one(tmp_path, peak):
    (tmp_path / "s.toml").write_text(SCENARIO)
    plans = [
        pipeline.solve(forecast(tmp_path / f"{days}.csv", peak, days), tmp_path / "s.toml").plan.summary
        for days in (7, 28)
    ]
    week, month = plans
    assert (week.status, month.status) == ("optimal", "optimal")
    assert month.headcount == week.headcount
    assert month.solve_seconds <= 20


@pytest.fixture
def fortnight():
    """Two equal weeks round the clock, planned as a repeated week, and what the search of it came to."""
    grid = make_grid(14, cyclic=True)
    staffing = need(grid, *every_day(range(14), 0, 24, 2))
    contract = make_contract(starts=None, days_per_week=(5, 5), min_rest="11h", days_off_in_row=1)
    scenario = Scenario(grid="60min", timezone=grid.timezone, cyclic=True, contract=(contract,), opening=Opening())
    return contract, staffing, hard_week(scenario, staffing)


@pytest.mark.slow
def test_b7_shifts_of_the_week_that_do_not_split_take_more_agents_and_are_no_loss(fast, fortnight, monkeypatch):
    contract, staffing, week = fortnight
    monkeypatch.setattr(repeated_week, "split_exactly", lambda *_all: None)
    monkeypatch.setattr(repeated_week, "repair", lambda *_all, **_keys: None)
    made = []
    raised = repeated_week.split_raised

    def watched(*arguments):
        made.append(raised(*arguments))
        return made[-1]

    monkeypatch.setattr(repeated_week, "split_raised", watched)
    roster = solved(contract, replace(staffing), find_hard_week=lambda: week)
    assert made
    assert roster is not None
    assert roster.headcount >= 9
    assert len({shift.agent for shift in roster.shifts}) == roster.headcount
