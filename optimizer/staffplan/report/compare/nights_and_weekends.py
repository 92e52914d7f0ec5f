"""How much of a plan's work lies at night and on weekends."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.report.payroll.paid_time import paid_pieces
from staffplan.schema.bank.due_breaks import DueBreaks

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
    most_nights: int
    """The most such shifts at night of one agent."""
    most_weekends: int
    """The most such shifts on weekends of one agent."""


def work_times(plan: Plan) -> WorkTimes:
    """The night and weekend work of ``plan``."""
    payroll = plan.summary.scenario.payroll
    zone = ZoneInfo(plan.summary.scenario.timezone)
    due = DueBreaks(plan.summary.scenario)
    least = max(payroll.night_allowance_from.total_seconds() / 60, 1)
    night_minutes = weekend_minutes = 0
    nights: Counter[str] = Counter()
    weekends: Counter[str] = Counter()
    for shift in plan.shifts:
        pieces = paid_pieces(shift, due.of(shift), payroll.night, zone)
        at_night = sum(piece.minutes for piece in pieces if piece.night)
        night_minutes += at_night
        nights[shift.agent_id] += at_night >= least
        weekends[shift.agent_id] += _on_weekend(shift.date)
        weekend_minutes += sum(piece.minutes for piece in pieces if _on_weekend(piece.date))
    return WorkTimes(
        night_hours=night_minutes / 60,
        night_shifts=nights.total(),
        weekend_hours=weekend_minutes / 60,
        weekend_shifts=weekends.total(),
        most_nights=max(nights.values(), default=0),
        most_weekends=max(weekends.values(), default=0),
    )


def _on_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
