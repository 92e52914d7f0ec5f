"""Forecasts for the tests of the demand stage."""

from datetime import datetime
from zoneinfo import ZoneInfo

from staffplan.schema.forecast import Forecast
from staffplan.schema.scenario.keys import Scenario

NEW_YORK = "America/New_York"


def forecast_of(inquiries, *, day="2026-11-02", start="00:00", minutes=60, timezone="Asia/Shanghai", **columns):
    """Intervals of ``minutes`` from a local clock time of a Monday on."""
    return Forecast(
        timezone=timezone,
        start=datetime.fromisoformat(f"{day}T{start}").replace(tzinfo=ZoneInfo(timezone)),
        interval_minutes=minutes,
        inquiries=tuple(inquiries),
        **columns,
    )


def scenario_of(**keys):
    """A scenario of hourly slots; ``keys`` as in its file."""
    return Scenario.model_validate({"grid": "60min", **keys})
