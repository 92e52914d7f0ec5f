"""The days of a plan and the roster's cells, which workbook, payroll, comparison and edits share."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.report.files import clock_text, local
from staffplan.report.shift_kinds import kinds_of

if TYPE_CHECKING:
    from datetime import date

    from staffplan.schema.plan import Plan, Shift

SHIFTS_OF_A_DAY = ";"
"""Between the shifts of an agent who works twice a day."""


def plan_days(plan: Plan) -> list[date]:
    """The local days of the planning period."""
    zone = ZoneInfo(plan.summary.scenario.timezone)
    return _days(local(plan.coverage[0].start, zone).date(), local(plan.coverage[-1].start, zone).date())


def roster_days(plan: Plan) -> list[date]:
    """The days of the period, and of the eve where shifts start on it."""
    days = plan_days(plan)
    starts = [shift.date for shift in plan.shifts]
    return _days(min(days[0], *starts), max(days[-1], *starts)) if starts else days


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


def format_shift(shift: Shift, zone: ZoneInfo) -> str:
    """A shift as a roster's cell names it: ``22:00-07:00``, its name behind; an end at midnight is ``24:00``."""
    end = clock_text(shift.end, zone)
    return f"{clock_text(shift.start, zone)}-{'24:00' if end == '00:00' else end} {shift.shift_name}".rstrip()


def roster_cells(plan: Plan) -> dict[str, list[str]]:
    """The text of each of :func:`roster_days` for every agent, in the order of their ids; empty for a day off."""
    zone = ZoneInfo(plan.summary.scenario.timezone)
    places = {day: place for place, day in enumerate(roster_days(plan))}
    kinds = kinds_of(plan.shifts)
    cell_of_kind = [(places[shift.date], format_shift(shift, zone)) for shift in kinds.samples]
    cells: dict[str, list[str]] = {}
    for shift, kind in zip(plan.shifts, kinds.of_shift, strict=True):
        row = cells.get(shift.agent_id) or cells.setdefault(shift.agent_id, [""] * len(places))
        place, text = cell_of_kind[kind]
        row[place] = f"{row[place]}{SHIFTS_OF_A_DAY}{text}" if row[place] else text
    return dict(sorted(cells.items()))
