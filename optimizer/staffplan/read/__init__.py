"""The stage that reads what planners write: forecasts, scenarios, finished plans and numbers of staff."""

from staffplan.read.forecast.file import read_forecast
from staffplan.read.plan.folder import read_plan
from staffplan.read.scenario.file import read_scenario
from staffplan.read.staff import read_staff

__all__ = ["read_forecast", "read_plan", "read_scenario", "read_staff"]
