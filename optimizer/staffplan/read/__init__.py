"""The stage that reads what planners write: forecasts, scenarios, finished plans and numbers of staff.

What is named here is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.late import importer

if TYPE_CHECKING:
    from staffplan.read.forecast.file import read_forecast
    from staffplan.read.plan.folder import read_plan
    from staffplan.read.scenario.file import read_scenario
    from staffplan.read.staff import read_staff

__all__ = ["read_forecast", "read_plan", "read_scenario", "read_staff"]

_MODULES = {
    "forecast.file": ("read_forecast",),
    "plan.folder": ("read_plan",),
    "scenario.file": ("read_scenario",),
    "staff": ("read_staff",),
}

__getattr__ = importer(__name__, _MODULES)
