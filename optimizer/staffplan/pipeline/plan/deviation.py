"""How far a schedule is from a need that has prices, counted from the plan as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.schema.deviation import Deviation
from staffplan.schema.plan import ShortSlot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from staffplan.schema.plan import CoverageSlot, Plan, Shift
    from staffplan.schema.scenario.keys import Scenario


def deviation_of(
    shifts: Iterable[Shift], coverage: Iterable[CoverageSlot], scenario: Scenario, bound: float
) -> Deviation | None:
    """Surplus, missing agents and shift types of a schedule; None where the need has no prices."""
    prices = scenario.objective.prices
    if prices is None:
        return None
    hours = scenario.slot_minutes / 60
    gaps = [slot.on_duty - slot.required for slot in coverage]
    overstaff = hours * sum(gap for gap in gaps if gap > 0)
    understaff = hours * -sum(gap for gap in gaps if gap < 0)
    # Elapsed time: differences of clock times are an hour off in the night of a clock change.
    types = len({(s.start.hour, s.start.minute, s.end.timestamp() - s.start.timestamp()) for s in shifts})
    return Deviation(
        overstaff_hours=overstaff,
        understaff_hours=understaff,
        slots_short=sum(gap < 0 for gap in gaps),
        shift_types=types,
        total=prices.total(overstaff, understaff, types),
        bound=bound,
    )


def short_slots(plan: Plan) -> tuple[ShortSlot, ...]:
    """Slots with fewer on duty than the forecast needs, or, where the need has prices, than that."""
    needed: Iterable[int | None] = plan.summary.required or ()
    if plan.summary.scenario.objective.prices is not None:
        needed = (slot.required for slot in plan.coverage)
    return tuple(
        ShortSlot(start=slot.start, on_duty=slot.on_duty, needed=agents)
        for slot, agents in zip(plan.coverage, needed, strict=False)
        if agents is not None and slot.on_duty < agents
    )


def with_deviation_again(plan: Plan) -> Plan:
    """``plan`` with the deviation of its schedule, after that was changed.

    What was proved of plans whose sum is no larger than the one before says nothing of a larger one.
    """
    before, scenario = plan.summary.deviation, plan.summary.scenario
    if before is None:
        return plan
    now = deviation_of(plan.shifts, plan.coverage, scenario, before.bound)
    assert now is not None
    update: dict[str, object] = {"deviation": now}
    if now.total > before.total:
        update["headcount_bound"] = sum(contract.headcount[0] for contract in scenario.contract)
        update["cost_bound"] = None
    return plan.model_copy(update={"summary": plan.summary.model_copy(update=update)})
