"""The demand and the service of a finished plan, worked out from what its folder holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.pipeline.plan.assemble import figure, predicted_service

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.plan import Plan


def demand_of(plan: Plan) -> Demand:
    """The demand that ``plan`` was made for."""
    from staffplan.demand.clock import in_hours, in_opening, minutes_of_day
    from staffplan.schema.demand import Demand
    from staffplan.schema.grid import Grid

    scenario = plan.summary.scenario
    grid = Grid(
        timezone=scenario.timezone,
        start=plan.coverage[0].start,
        slot_minutes=scenario.slot_minutes,
        n_slots=len(plan.coverage),
        week_start=scenario.week_start,
        cyclic=scenario.cyclic,
    )
    is_open = in_opening(grid, scenario.calendar)
    window = scenario.target.scoring_window
    aht_s = plan.summary.aht_s or (scenario.handling.aht.total_seconds(),) * grid.n_slots
    return Demand(
        grid=grid,
        inquiries=np.array([slot.inquiries for slot in plan.coverage]),
        human_inquiries=np.array([slot.human_inquiries for slot in plan.coverage]),
        aht_s=np.array(aht_s),
        open=is_open,
        scored=is_open if window is None else is_open & in_hours(minutes_of_day(grid.starts), window),
        required=_required(plan),
        left_messages=None if plan.summary.left_messages is None else np.array(plan.summary.left_messages),
    )


def _required(plan: Plan) -> NDArray[np.int64] | None:
    given = plan.summary.required
    return None if given is None else np.array([-1 if agents is None else agents for agents in given], dtype=np.int64)


def with_service_again(plan: Plan, demand: Demand) -> Plan:
    """``plan`` with the service that its agents on duty are predicted to give for ``demand``."""
    from staffplan.service import steady_service

    scenario = plan.summary.scenario
    steady = steady_service(demand, scenario, [slot.on_duty for slot in plan.coverage])
    coverage = tuple(
        slot.model_copy(update={"service_level": figure(level), "occupancy": figure(occupancy)})
        for slot, level, occupancy in zip(
            plan.coverage, steady.service_level.tolist(), steady.occupancy.tolist(), strict=True
        )
    )
    summary = plan.summary.model_copy(update={"service": predicted_service(steady, demand, scenario)})
    return plan.model_copy(update={"summary": summary, "coverage": coverage})
