"""A plan as pandas frames, which the workbook, the page and the comparison share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.report.files import COVERAGE_COLUMNS, format_breaks, local

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from staffplan.schema.plan import Plan, Shift

SHIFTS_OF_A_DAY = ";"
"""Between the shifts of an agent who works twice a day."""


@dataclass(frozen=True, eq=False)
class PlanFrames:
    """Three views of one plan."""

    schedule: pd.DataFrame
    """A row a shift: agent_id, contract, date, start, end (local, zone-aware), breaks (text), paid_hours and
    elapsed_hours (breaks included)."""
    coverage: pd.DataFrame
    """A row a slot: the columns of coverage.csv, start local and zone-aware, NaN where nobody asks, and ``over`` =
    on_duty − required."""
    roster: pd.DataFrame
    """Agents (index agent_id, with the first column ``contract``) × days: ``09:00-18:00``, empty text for a day off."""


def plan_frames(plan: Plan) -> PlanFrames:
    """The shifts, the coverage and the roster of ``plan`` on its local clock."""
    return PlanFrames(_schedule(plan), _coverage(plan), _roster(plan))


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
    """A shift as a roster's cell names it: ``22:00-07:00``; an end at midnight is ``24:00``."""
    start, end = local(shift.start, zone), local(shift.end, zone)
    ends_at_midnight = end.hour == end.minute == 0
    return f"{start:%H:%M}-{'24:00' if ends_at_midnight else format(end, '%H:%M')}"


def _schedule(plan: Plan) -> pd.DataFrame:
    import pandas as pd

    zone = ZoneInfo(plan.summary.scenario.timezone)
    frame = pd.DataFrame(
        {
            "agent_id": [shift.agent_id for shift in plan.shifts],
            "contract": [shift.contract for shift in plan.shifts],
            "date": [shift.date for shift in plan.shifts],
            "start": [shift.start.astimezone(UTC) for shift in plan.shifts],
            "end": [shift.end.astimezone(UTC) for shift in plan.shifts],
            "breaks": [format_breaks(shift, zone) for shift in plan.shifts],
            "paid_hours": [shift.paid_hours for shift in plan.shifts],
        }
    )
    for column in ("start", "end"):
        frame[column] = pd.to_datetime(frame[column], utc=True).dt.tz_convert(zone)
    frame["elapsed_hours"] = (frame["end"] - frame["start"]).dt.total_seconds() / 3600
    return frame


def _coverage(plan: Plan) -> pd.DataFrame:
    import pandas as pd

    zone = ZoneInfo(plan.summary.scenario.timezone)
    frame = pd.DataFrame([slot.model_dump() for slot in plan.coverage], columns=list(COVERAGE_COLUMNS))
    starts = [slot.start.astimezone(UTC) for slot in plan.coverage]
    frame["start"] = pd.to_datetime(pd.Series(starts), utc=True).dt.tz_convert(zone)
    for column in ("service_level", "occupancy"):
        frame[column] = frame[column].astype(float)
    frame["over"] = frame["on_duty"] - frame["required"]
    return frame


def roster_cells(plan: Plan) -> dict[str, list[str]]:
    """The text of each of :func:`roster_days` for every agent, in the order of their ids; empty for a day off."""
    zone = ZoneInfo(plan.summary.scenario.timezone)
    places = {day: place for place, day in enumerate(roster_days(plan))}
    cells: dict[str, list[str]] = {}
    for shift in plan.shifts:
        row = cells.setdefault(shift.agent_id, [""] * len(places))
        place, text = places[shift.date], format_shift(shift, zone)
        row[place] = f"{row[place]}{SHIFTS_OF_A_DAY}{text}" if row[place] else text
    return dict(sorted(cells.items()))


def _roster(plan: Plan) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame.from_dict(roster_cells(plan), orient="index", columns=roster_days(plan))
    frame.insert(0, "contract", pd.Series({shift.agent_id: shift.contract for shift in plan.shifts}))
    frame.index.name = "agent_id"
    return frame
