"""How much of a plan's work lies at night and on weekends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.report.paid_time import paid_pieces

if TYPE_CHECKING:
    from datetime import date

    from staffplan.schema.plan import Plan

SATURDAY = 5


@dataclass(frozen=True)
class WorkTimes:
    """Work at times that cost more or please less."""

    night_hours: float
    """Paid hours in the night window of the scenario's payroll."""
    night_shifts: int
    """Shifts with as much paid time in it as earns a night allowance (``payroll.night_allowance_from``)."""
    weekend_hours: float
    """Paid hours on Saturdays and Sundays, local time."""
    weekend_shifts: int
    """Shifts that count for a Saturday or Sunday."""


def work_times(plan: Plan) -> WorkTimes:
    """The night and weekend work of ``plan``."""
    payroll = plan.summary.scenario.payroll
    zone = ZoneInfo(plan.summary.scenario.timezone)
    contracts = {contract.name: contract for contract in plan.summary.scenario.contract}
    least = max(payroll.night_allowance_from.total_seconds() / 60, 1)
    night_minutes = weekend_minutes = night_shifts = 0
    for shift in plan.shifts:
        pieces = paid_pieces(shift, contracts.get(shift.contract), payroll.night, zone)
        at_night = sum(piece.minutes for piece in pieces if piece.night)
        night_minutes += at_night
        night_shifts += at_night >= least
        weekend_minutes += sum(piece.minutes for piece in pieces if _on_weekend(piece.date))
    return WorkTimes(
        night_hours=night_minutes / 60,
        night_shifts=night_shifts,
        weekend_hours=weekend_minutes / 60,
        weekend_shifts=sum(_on_weekend(shift.date) for shift in plan.shifts),
    )


def _on_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
