"""Comprehensive hours: what a settlement holds before there is overtime, and what was worked of it before the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from staffplan.report.payroll.pay_codes import settled_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.report.payroll.inputs import PayrollInputs
    from staffplan.report.payroll.pay_calendar import PayCalendar
    from staffplan.schema.scenario.keys import Scenario


@dataclass(frozen=True)
class Standard:
    """The standard hours of one settlement: a calendar month, or the whole plan."""

    first: date
    """Its first day."""
    workdays: int
    """Workdays of the calendar in it."""
    minutes: int
    """Workdays × the hours of a day."""
    before: int = 0
    """Minutes of it that count as worked before the plan, for whom no file says it."""
    assumed: bool = False
    """Whether ``before`` is what the workdays before the plan come to, since nobody said what was worked."""


def standards(scenario: Scenario, calendar: PayCalendar, days: Sequence[date]) -> dict[date, Standard]:
    """The settlements of a plan of ``days`` by their key (:func:`~staffplan.report.payroll.pay_codes.settled_with`)."""
    payroll = scenario.payroll
    length = int(payroll.hours_per_day.total_seconds()) // 60
    if payroll.settlement == "plan":
        return {days[0]: _standard(calendar, days[0], days, length)}
    found = {}
    for key in sorted({settled_with(day, "comprehensive", scenario, days) for day in days}):
        found[key] = _standard(calendar, key, month_of(key), length)
    first = settled_with(days[0], "comprehensive", scenario, days)
    before, assumed = 0, False
    if payroll.hours_worked is not None:
        before = round(payroll.hours_worked * 60)
    elif days[0] != first:
        before, assumed = length * calendar.workdays(day for day in month_of(first) if day < days[0]), True
    whole = found[first]
    found[first] = Standard(first, whole.workdays, whole.minutes, before, assumed and before > 0)
    return found


def _standard(calendar: PayCalendar, first: date, days: Sequence[date], length: int) -> Standard:
    workdays = calendar.workdays(days)
    return Standard(first, workdays, length * workdays)


def month_of(day: date) -> list[date]:
    """The days of the calendar month that ``day`` lies in."""
    first = day.replace(day=1)
    behind = (first + timedelta(days=31)).replace(day=1)
    return [first + timedelta(days=k) for k in range((behind - first).days)]


def left_for(agent_id: str, standard: Standard, inputs: PayrollInputs, *, is_first: bool) -> int:
    """Regular minutes that an agent has left in a settlement when the plan begins."""
    agent = inputs.agents.get(agent_id)
    if is_first and agent is not None and agent.hours_worked is not None:
        return standard.minutes - round(agent.hours_worked * 60)
    return standard.minutes - standard.before
