"""The checker: recomputes from the written schedule what a plan claims, without the code that made it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from staffplan.verify import (
    agent_rules,
    cover_rules,
    deviation_rules,
    message_rules,
    service_rules,
    start_rules,
    stated_rules,
    total_rules,
    week_rules,
)
from staffplan.verify.answered import answered
from staffplan.verify.roster import roster_of
from staffplan.verify.shape_rules import check_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike

    from staffplan.schema.plan import Plan
    from staffplan.schema.violation import Violation
    from staffplan.verify.roster import Roster

SHIFT_AND_AGENT_RULES = (
    start_rules.known_contract,
    agent_rules.one_contract,
    start_rules.local_time,
    start_rules.shift_date,
    start_rules.shift_in_period,
    check_shapes,
    start_rules.shift_start,
    agent_rules.one_shift_a_day,
    agent_rules.overlap,
    agent_rules.min_rest,
    week_rules.days_in_row,
    week_rules.days_per_week,
    week_rules.days_off_in_row,
)
TOTAL_RULES = (
    total_rules.headcount_limits,
    total_rules.headcount,
    total_rules.headcount_by_contract,
    total_rules.total_paid_hours,
    total_rules.cost,
    total_rules.bound,
    total_rules.status,
)


SERVICE_RULES = (
    service_rules.uncovered,
    service_rules.keeps_up,
    service_rules.slot_floor,
    service_rules.target,
    service_rules.average_wait,
    service_rules.max_occupancy,
    service_rules.max_abandonment,
)
STATED_RULES = (
    stated_rules.service_level,
    stated_rules.occupancy,
    stated_rules.predicted_service,
)


def check_plan(plan: Plan, aht_s: ArrayLike | None = None) -> tuple[Violation, ...]:
    """Every broken rule of ``plan``, in the order of docs/checking.md; nothing where the plan is legal.

    Shifts are read on the real clock: instants from the written offsets, local dates and times from the zone. ``aht_s``
    are the handling times in seconds, shape (n_slots,); if not given plan.json's, and if it has none the scenario's.
    """
    roster = roster_of(plan)
    broken = [
        *chain.from_iterable(rule(roster) for rule in SHIFT_AND_AGENT_RULES),
        *chain.from_iterable(rule(roster, plan.summary) for rule in TOTAL_RULES),
        *_cover(roster, plan, plan.summary.aht_s if aht_s is None else aht_s),
    ]
    return tuple(broken)


def _cover(roster: Roster, plan: Plan, aht_s: ArrayLike | None) -> Iterator[Violation]:
    """The rules of coverage.csv and of the service; where its rows are no grid, only that is said."""
    broken = (*cover_rules.coverage_rows(roster, plan.coverage), *cover_rules.handling_times(plan.coverage, aht_s))
    wrong_messages = tuple(message_rules.left_messages(roster, plan))
    yield from (*broken, *wrong_messages)
    if broken:
        return
    duty = cover_rules.count_on_duty(roster)
    priced = roster.scenario.objective.prices is not None
    yield from cover_rules.on_duty(roster, plan.coverage, duty)
    yield from cover_rules.minimum_staff(roster, plan.coverage, duty)
    need = np.maximum([row.required for row in plan.coverage], 0)
    result, at_required, one_less = answered(roster, plan, np.stack((duty, need, np.maximum(need - 1, 0))), aht_s)
    if not priced:  # a need that has prices is no rule
        yield from chain.from_iterable(rule(roster, plan, result) for rule in SERVICE_RULES)
    yield from deviation_rules.deviation(roster, plan, duty)
    if not wrong_messages:
        yield from message_rules.message_rules(roster, plan, result)
    yield from deviation_rules.required_as_given(roster, plan)
    yield from stated_rules.required(roster, at_required, one_less, deviation_rules.given_need(roster, plan))
    yield from chain.from_iterable(rule(roster, plan, result) for rule in STATED_RULES)
