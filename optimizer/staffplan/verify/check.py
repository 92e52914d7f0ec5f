"""The checker: recomputes from the written schedule what a plan claims, without the code that made it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from staffplan.verify.answered import answered
from staffplan.verify.roster import roster_of
from staffplan.verify.rules import (
    activities,
    agent,
    cover,
    deviation,
    messages,
    named,
    needed,
    people,
    service,
    starts,
    stated,
    totals,
    weeks,
)
from staffplan.verify.rules.sequences import counts, hours, nights, rotations, runs, successions, weekends
from staffplan.verify.rules.shape import check_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

    from staffplan.schema.plan import Plan
    from staffplan.schema.violation import Violation
    from staffplan.verify.roster import Roster

SHIFT_AND_AGENT_RULES = (
    starts.known_contract,
    agent.one_contract,
    starts.local_time,
    starts.shift_date,
    starts.shift_in_period,
    named.named_shift,
    check_shapes,
    starts.shift_start,
    agent.one_shift_a_day,
    agent.overlap,
    agent.min_rest,
    runs.days_in_row,
    weeks.days_per_week,
    weeks.days_off_in_row,
    counts.days_per_period,
    counts.shifts_per_period,
    runs.min_days_in_row,
    runs.min_days_off_in_row,
    counts.days_off_in_any,
    weekends.max_weekends,
    weekends.max_weekends_in_row,
    weekends.whole_weekends,
    weekends.free_sundays,
    nights.rest_after_night,
    nights.max_nights_in_row,
    nights.nights_per_period,
    successions.forbidden_successions,
    successions.same_shift_all_week,
    successions.forward_rotation,
    hours.hours_per_week,
    hours.hours_per_month,
    hours.hours_per_period,
    rotations.rotation,
    activities.activity_place,
    activities.activity_time,
    activities.activity_count,
)
HEAD_RULES = (
    totals.headcount_limits,
    totals.headcount,
    totals.headcount_by_contract,
)
TOTAL_RULES = (
    totals.total_paid_hours,
    totals.cost,
    totals.bound,
    totals.status,
)


SERVICE_RULES = (
    service.uncovered,
    service.keeps_up,
    service.slot_floor,
    service.target,
    service.average_wait,
    service.max_occupancy,
    service.max_abandonment,
)
STATED_RULES = (
    stated.service_level,
    stated.occupancy,
    stated.predicted_service,
)


def check_plan(plan: Plan, aht_s: ArrayLike | None = None) -> tuple[Violation, ...]:
    """Every broken rule of ``plan``, in the order of docs/checking.md; nothing where the plan is legal.

    Shifts are read on the real clock: instants from the written offsets, local dates and times from the zone. ``aht_s``
    are the handling times in seconds, shape (n_slots,); if not given plan.json's, and if it has none the scenario's.
    """
    roster = roster_of(plan)
    of_agents = chain.from_iterable(rule(roster) for rule in SHIFT_AND_AGENT_RULES)
    if plan.summary.team is None:
        totals = chain.from_iterable(rule(roster, plan.summary) for rule in (*HEAD_RULES, *TOTAL_RULES))
        broken = [*of_agents, *totals]
    else:
        totals = chain.from_iterable(rule(roster, plan.summary) for rule in TOTAL_RULES)
        broken = [*people.rules_of_people(roster, plan, of_agents), *totals]
    return (*broken, *_cover(roster, plan, plan.summary.aht_s if aht_s is None else aht_s))


def _cover(roster: Roster, plan: Plan, aht_s: ArrayLike | None) -> Iterator[Violation]:
    """The rules of coverage.csv and of the service; where its rows are no grid, only that is said."""
    broken = (*cover.coverage_rows(roster, plan.coverage), *cover.handling_times(plan.coverage, aht_s))
    wrong_messages = tuple(messages.left_messages(roster, plan))
    yield from (*broken, *wrong_messages)
    if broken:
        return
    duty = cover.count_on_duty(roster)
    priced = roster.scenario.objective.prices is not None
    yield from cover.on_duty(roster, plan.coverage, duty)
    yield from cover.minimum_staff(roster, plan.coverage, duty)
    yield from cover.maximum_staff(roster, plan.coverage, duty)
    yield from cover.roles(roster, plan.coverage, duty)
    yield from needed.agents_needed(roster, plan, duty)
    need = np.maximum([row.required for row in plan.coverage], 0)
    result, at_required, one_less = answered(roster, plan, np.stack((duty, need, np.maximum(need - 1, 0))), aht_s)
    may_miss = plan.summary.team is not None and roster.scenario.team.shortage == "least"
    if not priced and not may_miss:  # a need that has prices is no rule, nor is one of a team that may be too small
        yield from chain.from_iterable(rule(roster, plan, result) for rule in SERVICE_RULES)
    yield from deviation.deviation(roster, plan, duty)
    if not wrong_messages:
        yield from messages.message_rules(roster, plan, result)
    yield from needed.need_for_every_slot(roster, plan)
    yield from stated.required(roster, plan.coverage, at_required, one_less, needed.given_need(roster, plan))
    yield from chain.from_iterable(rule(roster, plan, result) for rule in STATED_RULES)
