"""From a log of contacts to what a scenario should say: handling times, patience, chats in hand, absence.

What is named here is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.late import importer

if TYPE_CHECKING:
    from staffplan.calibration.concurrency import concurrency_factors
    from staffplan.calibration.half_hours import HalfHours, half_hours
    from staffplan.calibration.handling import handling_by_hour, handling_time
    from staffplan.calibration.patience import patience
    from staffplan.calibration.shapley import shapley
    from staffplan.calibration.shares import absence_of, deflection_of

__all__ = [
    "HalfHours",
    "absence_of",
    "concurrency_factors",
    "deflection_of",
    "half_hours",
    "handling_by_hour",
    "handling_time",
    "patience",
    "shapley",
]

_MODULES = {
    "concurrency": ("concurrency_factors",),
    "handling": ("handling_by_hour", "handling_time"),
    "half_hours": ("HalfHours", "half_hours"),
    "patience": ("patience",),
    "shapley": ("shapley",),
    "shares": ("absence_of", "deflection_of"),
}

__getattr__ = importer(__name__, _MODULES)
