"""Trial A17: a small team whose target spans the week, also where the week follows itself."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from tiny import every_day, make_contract, make_grid, need, on_duty, solved, with_service

from staffplan import pipeline

SCENARIO = """grid = "30min"
cyclic = {cyclic}
[handling]
aht = "5min"
[target]
share = 0.8
within = "20s"
scope = "week"
slot_floor = 0.5
[[contract]]
name = "full-time"
shift_lengths = ["9h"]
breaks = [{{ length = "60min", starts = ["3h", "5h"] }}]
days_per_week = [5, 5]
max_days_in_row = 6
min_rest = "11h"
"""
DAYS = (1.0, 0.95, 0.92, 0.94, 1.02, 1.15, 1.1)


def volumes():
    """1,319 inquiries of a week: quiet nights, three peaks a day."""
    hour = np.arange(48) / 2
    day = 0.06 + 0.25 * ((hour > 9) & (hour < 23))
    for height, centre, width in ((0.55, 10.5, 1.8), (0.6, 15, 2.2), (1.0, 21, 1.9)):
        day = day + height * np.exp(-(((hour - centre) / width) ** 2))
    return np.outer(DAYS, day / day.max()).ravel() * 10


@pytest.fixture
def week(tmp_path):
    """Solve the week, following itself or not."""
    rows = [
        f"{datetime(2026, 11, 2) + timedelta(minutes=30 * k):%Y-%m-%d %H:%M},{volume:.6f}"
        for k, volume in enumerate(volumes())
    ]
    (tmp_path / "f.csv").write_text("\n".join(["start,inquiries", *rows]))

    def solve(cyclic):
        (tmp_path / "s.toml").write_text(SCENARIO.format(cyclic=str(cyclic).lower()))
        return pipeline.solve(tmp_path / "f.csv", tmp_path / "s.toml").plan.summary

    return solve


def test_a17_it_is_the_case_that_was_tried():
    assert round(volumes().sum()) == 1319


@pytest.mark.benchmark
@pytest.mark.parametrize(("cyclic", "most"), [(False, 8), (True, 9)], ids=["open", "cyclic"])
def test_a17_small_joint_weeks_have_the_best_plans_known(week, cyclic, most):
    """Shifts of 8 agents are known of the cyclic week, too, from a search of minutes; their tours are not."""
    summary = week(cyclic)
    assert summary.headcount_bound == 8
    assert summary.headcount <= most
    assert summary.service.target_met


@pytest.mark.parametrize("cyclic", [False, True], ids=["open", "cyclic"])
def test_a17_exchanges_meet_a_target_over_many_slots_and_each_slots_least(searches_share_one_process, cyclic):  # noqa: F811
    grid = make_grid(7, cyclic=cyclic)
    staffing = need(grid, *every_day(range(7), 8, 20, 1))
    gains = [np.array([0.0, 1.0, 1.5]) * (8 <= slot % 24 < 20) for slot in range(grid.n_slots)]
    staffing = with_service(staffing, gains, 84.0)
    contract = make_contract(starts=None, days_per_week=(5, 5), min_rest="11h")
    roster = solved(contract, staffing)
    duty = on_duty(roster, grid)
    assert (duty >= staffing.least).all()
    assert sum(gain[min(int(extra), 2)] for gain, extra in zip(gains, duty - staffing.least, strict=True)) >= 84.0
    assert (roster.headcount, roster.proved) == (5, True)
