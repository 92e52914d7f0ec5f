"""Certification: the finished schedule evaluated as one queue through the whole period, written into the plan."""

from __future__ import annotations

import math
from contextlib import nullcontext, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import ProcessEndedError
from staffplan.pipeline.plan.assemble import figure, with_warnings
from staffplan.pipeline.plan.deviation import short_slots
from staffplan.processes.child import WALKER, has_core_to_spare, is_waiting
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from staffplan.schema.demand import Demand
    from staffplan.schema.plan import Plan, Service
    from staffplan.schema.scenario.target import Target
    from staffplan.schema.service.staffing import ServiceGroup, Staffing
    from staffplan.schema.service.steady import GroupAverage
    from staffplan.schema.service.time_varying import TimeVaryingService
    from staffplan.service import WalkBeside
    from staffplan.service.transient.walk import Tally

ROUNDING = 1e-9
ASK_MORE = 1.2
"""How much of what a group misses is asked for on top: a little more, since the queue does not answer one to one."""
ASK_LEAST = 0.0005
ASK_MOST = 0.999
"""Share beyond which nothing is asked for."""

WORTH_A_PROCESS = 5000.0
"""Slots × √(agents busy at the peak) from which the walk takes longer (about 1.5 s) than a process takes to start."""


def beside(demand: Demand) -> AbstractContextManager[WalkBeside | None]:
    """A process that walks through the period while this one checks; None where that is not worth it.

    Nor where there is no core to spare, or none can be started. One that was started early has imported scipy already,
    and is worth it always.
    """
    from staffplan.service import WalkBeside

    peak = float((demand.human_inquiries * demand.aht_s).max()) / (60.0 * demand.grid.slot_minutes)
    worth_it = demand.grid.n_slots * math.sqrt(peak) >= WORTH_A_PROCESS
    if is_waiting(WALKER) or (worth_it and has_core_to_spare()):
        with suppress(ProcessEndedError):
            return WalkBeside()
    return nullcontext()


def certified(plan: Plan, demand: Demand, walked: tuple[Tally, bool] | None = None) -> Plan:
    """``plan`` with what its agents on duty give when the queue carries over from slot to slot.

    ``walked``: the walk through the period with them, where it was made beside.
    """
    from staffplan.service import time_varying_service

    on_duty = [slot.on_duty for slot in plan.coverage]
    found = time_varying_service(demand, plan.summary.scenario, on_duty, walked)
    short = short_slots(plan)
    service = certified_service(plan.summary.service, found).model_copy(update={"short_slots": short})
    if short:
        service = service.model_copy(update={"target_met": False})
    elif plan.summary.required is not None and service.predicted is None:
        service = service.model_copy(update={"target_met": None})  # a need without inquiries says nothing of service
    return plan.model_copy(update={"summary": plan.summary.model_copy(update={"service": service})})


def certified_within(plan: Plan, demand: Demand, walker: WalkBeside | None, seconds: float) -> Plan:
    """The same where the queue can be followed in so many ``seconds``; else ``plan`` with a warning that it was not.

    ``walker``: who follows it in a process of its own, if anybody.
    """
    from staffplan.service import course_of, walk

    on_duty = np.array([slot.on_duty for slot in plan.coverage], dtype=np.int64)
    try:
        if walker is not None:
            return certified(plan, demand, walker.found(seconds))
        return certified(plan, demand, walk(course_of(demand, plan.summary.scenario, on_duty), seconds))
    except TimeoutError:
        return _not_certified(plan)


def _not_certified(plan: Plan) -> Plan:
    """``plan`` whose queue was not followed to the end; slots that are short miss the target all the same."""
    short = short_slots(plan)
    service = plan.summary.service.model_copy(update={"short_slots": short, "target_met": False if short else None})
    plan = plan.model_copy(update={"summary": plan.summary.model_copy(update={"service": service})})
    return with_warnings(plan, Message.of("queue_not_followed"))


def certified_service(service: Service, found: TimeVaryingService) -> Service:
    """``service`` with its certified values, and whether they meet the target in every group."""
    by_day = {day.label: figure(day.service_level) for day in found.by_day}
    by_group = {group.label: figure(group.service_level) for group in found.by_group}
    return service.model_copy(
        update={
            "certified": figure(found.period.service_level),
            "target_met": found.settled and meets(service.target, found.by_group),
            "by_day": tuple(
                day.model_copy(update={"certified": by_day.get(day.date.isoformat())}) for day in service.by_day
            ),
            "by_group": tuple(
                group.model_copy(update={"certified": by_group.get(group.label)}) for group in service.by_group
            ),
        }
    )


def meets(target: Target, groups: Sequence[GroupAverage]) -> bool:
    """Whether every group meets the share and each limit that the target sets; nan, where nobody asks, meets all."""
    most = {
        "average_wait_s": None if target.average_wait is None else target.average_wait.total_seconds(),
        "occupancy": target.max_occupancy,
        "abandonment": target.max_abandonment,
    }
    limits = {name: limit for name, limit in most.items() if limit is not None}
    return all(
        not group.service_level < target.share_of(group.label) - ROUNDING
        and all(not getattr(group, name) > limit * (1 + ROUNDING) for name, limit in limits.items())
        for group in groups
        if not math.isnan(group.service_level)
    )


def tightened(need: Staffing, plan: Plan, demand: Demand) -> Staffing:
    """``need``, asking more of the groups whose certified service misses the target, by what they miss.

    Groups that meet it keep their requirement. Only the service level is asked for; other limits stay.
    """
    missing = {group.label: group.certified for group in plan.summary.service.by_group if group.certified is not None}
    target = plan.summary.service.target

    def raised(group: ServiceGroup) -> ServiceGroup:
        short = target.share_of(group.label) - missing.get(group.label, 1.0)
        if short <= ROUNDING:
            return group
        volume = float(demand.human_inquiries[group.slots].sum())
        at_least = min(group.at_least + (ASK_MORE * short + ASK_LEAST) * volume, ASK_MOST * volume)
        return replace(group, at_least=max(group.at_least, at_least))

    requirements = tuple(
        replace(requirement, groups=tuple(raised(group) for group in requirement.groups))
        if requirement.measure == "service_level"
        else requirement
        for requirement in need.requirements
    )
    return replace(need, requirements=requirements)
