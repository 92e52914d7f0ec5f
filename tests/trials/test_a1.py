"""A1: in the night that repeats an hour, shifts may start in both of the hours that the clock shows alike."""

import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from trial_files import files, planned, rows

SCENARIO = """grid = "60min"
timezone = "Europe/Berlin"
[target]
scope = "slot"
share = 0.8
within = "1min"
slot_floor = 0.0
[[contract]]
shift_lengths = ["3h"]
days_per_week = [0, 7]
max_days_in_row = 7
days_off_in_row = 0
min_rest = "0min"
breaks = []
"""


def asked(moment):
    """Inquiries in the second hour from 2:00 and the two that follow."""
    return 2.4 if moment.hour in (3, 4) or (moment.hour == 2 and moment.fold) else 0


@pytest.mark.parametrize("starts", ["", 'starts = ["02:00", "02:00"]'])
def test_a1_one_agent_starts_in_the_second_hour(tmp_path, searches_share_one_process, starts):  # noqa: F811
    paths = files(tmp_path, SCENARIO + starts, rows("2026-10-25", 25, asked, "Europe/Berlin"))
    plan = planned(tmp_path, paths)
    assert (plan.summary.headcount, plan.summary.headcount_bound, plan.summary.status) == (1, 1, "optimal")
    (shift,) = plan.shifts
    assert shift.start.isoformat() == "2026-10-25T02:00:00+01:00"
