"""``require`` and ``check``: what the slots need, and whether a plan is legal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.pipeline.certify import certified
from staffplan.pipeline.problem import read_problem
from staffplan.pipeline.reopen import demand_of, with_service_again

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from staffplan.pipeline.problem import Overrides
    from staffplan.schema.plan import Plan, Service
    from staffplan.schema.reading import Reading
    from staffplan.schema.violation import Violation
    from staffplan.words.messages import Message


@dataclass(frozen=True, eq=False)
class RequireResult:
    """What each slot alone needs."""

    frame: pd.DataFrame
    """A row a slot: start, inquiries, human_inquiries, required, service_level, average_wait_s, occupancy."""
    reading: Reading | None
    """What was read of the forecast."""
    warnings: tuple[Message, ...]
    """What a planner should know before using the figures."""


@dataclass(frozen=True)
class CheckResult:
    """What the checker says of a plan."""

    plan: Plan
    """The plan as its folder holds it."""
    violations: tuple[Violation, ...]
    """Every broken rule; none: the plan is legal."""
    service: Service
    """Target, predicted and certified service."""


def require(
    forecast_path: str | Path, scenario_path: str | Path | None = None, overrides: Overrides | None = None
) -> RequireResult:
    """Agents that each slot alone needs, and what they give. Raises InputError."""
    import pandas as pd

    from staffplan.service import staffing, steady_service

    problem = read_problem(forecast_path, scenario_path, overrides or {})
    need = staffing(problem.demand, problem.scenario)
    steady = steady_service(problem.demand, problem.scenario, need.required)
    frame = pd.DataFrame(
        {
            "start": [moment.isoformat() for moment in problem.demand.grid.starts],
            "inquiries": problem.demand.inquiries,
            "human_inquiries": problem.demand.human_inquiries,
            "required": need.required,
            "service_level": steady.service_level,
            "average_wait_s": steady.average_wait_s,
            "occupancy": steady.occupancy,
        }
    )
    return RequireResult(frame, problem.reading, problem.warnings)


def check(directory: str | Path) -> CheckResult:
    """Read a plan's folder, check every rule, certify its schedule anew. Raises InputError where it cannot be read."""
    from staffplan.read import read_plan
    from staffplan.verify import check_plan

    plan = read_plan(directory)
    broken = check_plan(plan, plan.summary.aht_s)
    is_grid = all(violation.rule != "coverage_rows" for violation in broken)
    return CheckResult(plan, broken, service_of_schedule(plan) if is_grid else plan.summary.service)


def service_of_schedule(plan: Plan) -> Service:
    """Predicted and certified service of the schedule as it stands, whatever coverage.csv says of agents on duty."""
    from staffplan.verify.roster import roster_of
    from staffplan.verify.rules.cover import count_on_duty

    duty = count_on_duty(roster_of(plan)).tolist()
    coverage = tuple(
        slot.model_copy(update={"on_duty": agents}) for slot, agents in zip(plan.coverage, duty, strict=True)
    )
    demand = demand_of(plan)
    return certified(with_service_again(plan.model_copy(update={"coverage": coverage}), demand), demand).summary.service
