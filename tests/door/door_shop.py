"""A shop of one day for the door's tests: the forecast as a DataFrame, the scenario as a dict."""

import pandas as pd
import pytest
from shared_engine import searches_share_one_process, shared_process  # noqa: F401

VOLUME = (6, 14, 25, 18, 9, 8, 10, 16, 30, 40, 28, 12)
"""Inquiries of the hours from 9 to 21."""
SCENARIO = {
    "grid": "60min",
    "target": {"share": 0.8, "within": "20s", "slot_floor": 0.3},
    "opening": {"hours": ["09:00", "21:00"]},
    "contract": [
        {
            "name": "day",
            "shift_lengths": ["8h"],
            "breaks": [{"length": "60min", "starts": ["3h", "4h"]}],
            "days_per_week": [1, 5],
            "hourly_cost": 30.0,
        }
    ],
}
TOML = """grid = "60min"
target = { share = 0.8, within = "20s", slot_floor = 0.3 }
opening = { hours = ["09:00", "21:00"] }
[[contract]]
name = "day"
shift_lengths = ["8h"]
breaks = [{ length = "60min", starts = ["3h", "4h"] }]
days_per_week = [1, 5]
hourly_cost = 30.0
"""


def forecast_frame(first="2026-11-02", tz=None):
    starts = pd.date_range(first, periods=24, freq="h", tz=tz)
    return pd.DataFrame({"start": starts, "inquiries": [0.0] * 9 + [float(v) for v in VOLUME] + [0.0] * 3})


@pytest.fixture
def one_process(searches_share_one_process):  # noqa: F811
    """All searches in one solver's process."""
