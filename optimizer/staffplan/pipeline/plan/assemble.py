"""From a roster on slots to the plan that its folder holds."""

from __future__ import annotations

import math
import platform
from collections import Counter
from datetime import date
from functools import cache
from importlib.metadata import version
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from staffplan.pipeline.plan.deviation import deviation_of
from staffplan.schema.plan import (
    Break,
    CoverageSlot,
    DayMessages,
    DayService,
    GroupService,
    MessageService,
    Plan,
    PlanSummary,
    Service,
    Shift,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.forecast import Source
    from staffplan.schema.grid import Grid
    from staffplan.schema.roster import Roster
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.staffing import Staffing
    from staffplan.schema.service.steady import SteadyService
    from staffplan.words.messages import Message

LEAST_DIGITS = 4
"""Digits of an agent's id, at least: ids are text that payroll keeps with its zeros."""
COMPUTED_WITH = ("staffplan", "ortools", "numpy", "scipy", "pandas", "pydantic")


def assemble_plan(
    roster: Roster,
    demand: Demand,
    staffing: Staffing,
    steady: SteadyService,
    scenario: Scenario,
    sources: Sequence[Source],
    warnings: Sequence[Message],
    ids: Sequence[str] | None = None,
) -> Plan:
    """The plan of ``roster``, not yet certified, its stages not yet timed.

    ``ids`` are those of the agents; None: they are numbered.
    """
    shifts = _shifts(roster, demand.grid, ids)
    coverage = _coverage(demand, staffing, steady)
    paid_hours = sum(shift.paid_hours for shift in shifts)
    summary = PlanSummary(
        status="optimal" if roster.proved else "feasible",
        headcount=roster.headcount,
        headcount_bound=roster.headcount_bound,
        headcount_by_contract=roster.headcount_by_contract,
        objective=scenario.objective.minimise,
        cost=_cost(shifts, scenario),
        cost_bound=None if roster.cost_bound is None else round(roster.cost_bound, 2),
        deviation=deviation_of(shifts, coverage, scenario, roster.total_bound or 0.0),
        paid_hours=paid_hours,
        interrupted=roster.interrupted,
        service=predicted_service(steady, demand, scenario),
        solve_seconds=round(sum(roster.seconds.values()), 3),
        stages={},
        versions={"python": platform.python_version(), **{name: version(name) for name in COMPUTED_WITH}},
        seed=scenario.solve.seed,
        inputs={source.path: source.sha256 for source in sources},
        scenario=scenario,
        aht_s=_own_aht(demand, scenario),
        required=_required(demand),
        left_messages=_left_messages(demand, scenario),
        warnings=tuple(warnings),
    )
    return Plan(summary=summary, shifts=shifts, coverage=coverage)


def _own_aht(demand: Demand, scenario: Scenario) -> tuple[float, ...] | None:
    """The handling times, where they are not the scenario's in every slot: the checker needs them again."""
    if (demand.aht_s == scenario.handling.aht.total_seconds()).all():
        return None
    return tuple(demand.aht_s.tolist())


def _required(demand: Demand) -> tuple[int | None, ...] | None:
    """The needs that the forecast gave: the checker needs them again."""
    if demand.required is None:
        return None
    return tuple(None if agents < 0 else agents for agents in demand.required.tolist())


def _left_messages(demand: Demand, scenario: Scenario) -> tuple[float, ...] | None:
    """The messages of each slot, where they are planned for: the checker needs them again."""
    if scenario.messages.reply_within is None or demand.left_messages is None:
        return None
    return tuple(demand.left_messages.tolist())


def on_duty_of(roster: Roster, grid: Grid) -> NDArray[np.int64]:
    """Agents in a shift and not on a break in each slot, shape (n_slots,); cyclic periods wrap."""
    alike = Counter(map(attrgetter("start", "end", "breaks"), roster.shifts))
    spans = [(start, end, agents) for (start, end, _breaks), agents in alike.items()]
    rests = [(*span, agents) for (_start, _end, breaks), agents in alike.items() for span in breaks]
    return _count(spans, grid) - _count(rests, grid)


def _count(spans: Sequence[tuple[int, int, int]], grid: Grid) -> NDArray[np.int64]:
    """The agents of ``spans`` (first slot, slot behind the last one, agents) in each slot, shape (n_slots,)."""
    if not spans:
        return np.zeros(grid.n_slots, dtype=np.int64)
    starts, ends, agents = np.array(spans, dtype=np.int64).T
    first = min(int(starts.min()), 0)
    length = max(int(ends.max()), grid.n_slots) - first
    begun, ended = (np.bincount(slots - first, agents, length + 1) for slots in (starts, ends))
    held = np.cumsum(begun - ended)[:length].astype(np.int64)
    if not grid.cyclic:
        return held[-first : grid.n_slots - first]
    places = np.arange(first, first + length) % grid.n_slots
    return np.bincount(places, held, grid.n_slots).astype(np.int64)


def _shifts(roster: Roster, grid: Grid, ids: Sequence[str] | None) -> tuple[Shift, ...]:
    """The shifts at their clock times; agents who work alike share all but their id, down to the moments.

    Without ``ids`` agents are numbered.
    """
    instant = cache(grid.instant)

    @cache
    def alike(
        contract: str,
        start: int,
        end: int,
        breaks: tuple[tuple[int, int], ...],
        paid: int,
        name: str,
        activities: tuple[str, ...],
    ) -> Shift:
        names = activities or ("",) * len(breaks)
        return Shift(
            agent_id="",
            contract=contract,
            date=instant(start).date(),
            start=instant(start),
            end=instant(end),
            breaks=tuple(
                Break(start=instant(first), end=instant(behind), name=each)
                for (first, behind), each in zip(breaks, names, strict=True)
            ),
            paid_hours=paid * grid.slot_minutes / 60,
            shift_name=name,
        )

    known = _numbered(roster.headcount) if ids is None else ids
    shifts = [alike(*work).of_agent(known[agent]) for agent, *work in roster.shifts]
    return tuple(shifts if ids is None else sorted(shifts, key=attrgetter("agent_id", "start")))


def _numbered(agents: int) -> list[str]:
    digits = max(LEAST_DIGITS, len(str(agents)))
    return [f"{number:0{digits}d}" for number in range(1, agents + 1)]


def _cost(shifts: Sequence[Shift], scenario: Scenario) -> float | None:
    """Paid hours at the contracts' hourly costs, rounded to cents; None where a contract in use has none."""
    rates = {contract.name: contract.hourly_cost for contract in scenario.contract}
    hours: dict[str, float] = {}
    for shift in shifts:
        hours[shift.contract] = hours.get(shift.contract, 0.0) + shift.paid_hours
    costs = [None if rates[name] is None else hours[name] * (rates[name] or 0.0) for name in hours]
    return None if None in costs else round(sum(cost for cost in costs if cost is not None), 2)


def _coverage(demand: Demand, staffing: Staffing, steady: SteadyService) -> tuple[CoverageSlot, ...]:
    columns = (
        demand.grid.starts,
        demand.inquiries.tolist(),
        demand.human_inquiries.tolist(),
        staffing.required.tolist(),
        steady.on_duty.tolist(),
        steady.service_level.tolist(),
        steady.occupancy.tolist(),
    )
    return tuple(
        CoverageSlot(
            start=start,
            inquiries=inquiries,
            human_inquiries=human,
            required=required,
            on_duty=on_duty,
            service_level=figure(level),
            occupancy=figure(occupancy),
        )
        for start, inquiries, human, required, on_duty, level, occupancy in zip(*columns, strict=True)
    )


def predicted_service(steady: SteadyService, demand: Demand, scenario: Scenario) -> Service:
    """Target and prediction by the steady curves, and the replies to messages."""
    return Service(
        target=scenario.target,
        predicted=figure(steady.period.service_level),
        by_day=tuple(
            DayService(
                date=date.fromisoformat(day.label),
                human_inquiries=day.human_inquiries,
                predicted=figure(day.service_level),
            )
            for day in steady.by_day
        ),
        by_group=tuple(
            GroupService(label=group.label, predicted=figure(group.service_level)) for group in steady.by_group
        ),
        messages=message_service(demand, scenario, steady.on_duty),
    )


def message_service(demand: Demand, scenario: Scenario, on_duty: NDArray[np.int64]) -> MessageService | None:
    """The replies to messages that ``on_duty``, shape (n_slots,), give; None where none are planned for."""
    from staffplan.service import deferrable_service

    if scenario.messages.reply_within is None or demand.left_messages is None or not demand.left_messages.any():
        return None
    found = deferrable_service(demand, scenario, on_duty)
    came = np.flatnonzero(found.due_slot >= 0)
    day_of_slot = np.array([moment.toordinal() for moment in demand.grid.starts])
    days, of_day = np.unique(day_of_slot[found.due_slot[came]], return_inverse=True)
    due = np.bincount(of_day, found.messages[came])
    in_time = np.bincount(of_day, found.messages[came] * found.in_time[came])
    return MessageService(
        messages=float(found.messages.sum()),
        in_time=figure(found.share),
        by_day=tuple(
            DayMessages(date=date.fromordinal(day), messages=messages, in_time=min(done / messages, 1.0))
            for day, messages, done in zip(days.tolist(), due.tolist(), in_time.tolist(), strict=True)
        ),
    )


def figure(value: float) -> float | None:
    """A finite number, or None."""
    return value if math.isfinite(value) else None


def with_stages(plan: Plan, stages: Mapping[str, float]) -> Plan:
    """``plan`` with the seconds of its stages."""
    rounded = {name: round(seconds, 3) for name, seconds in stages.items()}
    return plan.model_copy(update={"summary": plan.summary.model_copy(update={"stages": rounded})})


def with_warnings(plan: Plan, *more: Message) -> Plan:
    """``plan`` with more that a planner should know."""
    warnings = (*plan.summary.warnings, *more)
    return plan.model_copy(update={"summary": plan.summary.model_copy(update={"warnings": warnings})})
