"""The stage that reads what planners write: forecasts, scenarios, finished plans, teams and numbers of staff.

What is named here is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.late import importer

if TYPE_CHECKING:
    from staffplan.read.actuals.file import read_actuals
    from staffplan.read.contacts.file import read_contacts
    from staffplan.read.forecast.file import read_forecast
    from staffplan.read.history.events import read_events
    from staffplan.read.history.file import read_history
    from staffplan.read.plan.folder import read_plan
    from staffplan.read.scenario.file import read_dotted, read_scenario
    from staffplan.read.staff import read_staff
    from staffplan.read.team.file import read_team

__all__ = [
    "read_actuals",
    "read_contacts",
    "read_dotted",
    "read_events",
    "read_forecast",
    "read_history",
    "read_plan",
    "read_scenario",
    "read_staff",
    "read_team",
]

_MODULES = {
    "actuals.file": ("read_actuals",),
    "contacts.file": ("read_contacts",),
    "forecast.file": ("read_forecast",),
    "history.events": ("read_events",),
    "history.file": ("read_history",),
    "plan.folder": ("read_plan",),
    "scenario.file": ("read_dotted", "read_scenario"),
    "staff": ("read_staff",),
    "team.file": ("read_team",),
}

__getattr__ = importer(__name__, _MODULES)
