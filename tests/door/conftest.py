"""The door's shop is solved once for all tests that only look at its plan."""

import pytest
from door_shop import SCENARIO, forecast_frame, one_process  # noqa: F401
from shared_engine import searches_share_one_process, shared_process  # noqa: F401

import staffplan


@pytest.fixture(scope="session")
def plan():
    return staffplan.solve(forecast_frame(), SCENARIO)
