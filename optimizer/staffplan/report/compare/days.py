"""Whose days differ between two plans; plans of different dates are laid over one another by weekday."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.report.files import format_breaks
from staffplan.report.roster_cells import SHIFTS_OF_A_DAY, format_shift, plan_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from staffplan.schema.plan import Plan, Shift

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class DayDifference:
    """One day of one agent that is not the same in both plans."""

    agent_id: str
    """The agent."""
    contract: str
    """The agent's contract, in the first plan."""
    day: date
    """The day in the first plan."""
    other_day: date
    """The day in the other plan that lies over it."""
    before: str
    """The agent's shifts in the first plan, ``09:00-18:00``; empty: off."""
    after: str
    """The same in the other plan."""


@dataclass(frozen=True)
class DayDifferences:
    """Two plans, day by day."""

    days: int
    """Days that both plans have, once their weekdays lie over one another."""
    agents: int
    """Agents that both plans have, by their ids."""
    only_first: tuple[str, ...]
    """Agents of the first plan alone."""
    only_other: tuple[str, ...]
    """Agents of the other plan alone."""
    rows: tuple[DayDifference, ...]
    """The days that differ of agents that both have, by agent and day."""
    spans: tuple[tuple[date, date], tuple[date, date]] | None = None
    """First and last day that lie over one another, in the first plan and in the other; None: there are none."""
    whole: bool = True
    """Whether that is all of both periods; else the days of a longer one that lie outside are not looked at."""

    @property
    def agent_days(self) -> int:
        """Days of agents that were looked at."""
        return self.days * self.agents

    @property
    def agents_that_differ(self) -> int:
        """Agents with a day that differs."""
        return len({row.agent_id for row in self.rows})


def day_differences(first: Plan, other: Plan) -> DayDifferences:
    """What each agent's days are in ``first`` and in ``other``, where they differ."""
    offset = weekday_offset(plan_days(first), plan_days(other))
    before, after = _by_agent_and_day(first), _by_agent_and_day(other)
    both = sorted(before.keys() & after.keys())
    days = _common_days(first, other, offset)
    zones = ZoneInfo(first.summary.scenario.timezone), ZoneInfo(other.summary.scenario.timezone)
    rows = []
    for agent in both:
        for day in days:
            here, there = before[agent].get(day, []), after[agent].get(day + offset, [])
            texts = _texts(here, there, zones)
            if texts is not None:
                contract = next(iter(before[agent].values()))[0].contract
                rows.append(DayDifference(agent, contract, day, day + offset, *texts))
    return DayDifferences(
        days=len(days),
        agents=len(both),
        only_first=tuple(sorted(before.keys() - after.keys())),
        only_other=tuple(sorted(after.keys() - before.keys())),
        rows=tuple(rows),
        spans=((days[0], days[-1]), (days[0] + offset, days[-1] + offset)) if days else None,
        whole=set(plan_days(first)) <= set(days) and set(plan_days(other)) <= {day + offset for day in days},
    )


def weekday_offset(first: Sequence[date], other: Sequence[date]) -> timedelta:
    """Whole weeks from the days of ``first`` to those of ``other``: those with the most days over one another."""
    weeks = (other[0] - first[0]).days // 7
    candidates = [k * WEEK for k in (weeks, weeks + 1)]
    return max(candidates, key=lambda offset: (len({day + offset for day in first} & set(other)), -abs(offset)))


def _common_days(first: Plan, other: Plan, offset: timedelta) -> list[date]:
    """The days of both periods, and their eve where anybody works on it."""
    here, there = plan_days(first), plan_days(other)
    common = sorted(set(here) & {day - offset for day in there})
    if common and common[0] == here[0] == there[0] - offset:
        eve = common[0] - DAY
        worked = {shift.date for shift in first.shifts} | {shift.date - offset for shift in other.shifts}
        return [eve, *common] if eve in worked else common
    return common


def _by_agent_and_day(plan: Plan) -> dict[str, dict[date, list[Shift]]]:
    found: dict[str, dict[date, list[Shift]]] = {}
    for shift in plan.shifts:
        found.setdefault(shift.agent_id, defaultdict(list))[shift.date].append(shift)
    return found


def _texts(before: Sequence[Shift], after: Sequence[Shift], zones: tuple[ZoneInfo, ZoneInfo]) -> tuple[str, str] | None:
    """Both days as texts where they differ, with the breaks where only these do; else None."""
    first, other = (
        SHIFTS_OF_A_DAY.join(format_shift(shift, zone) for shift in shifts)
        for shifts, zone in zip((before, after), zones, strict=True)
    )
    if first != other:
        return first, other
    breaks = [
        SHIFTS_OF_A_DAY.join(format_breaks(shift, zone) for shift in shifts)
        for shifts, zone in zip((before, after), zones, strict=True)
    ]
    if breaks[0] == breaks[1]:
        return None
    return f"{first} ({breaks[0]})", f"{other} ({breaks[1]})"
