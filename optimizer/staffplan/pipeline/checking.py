"""``check``: whether a plan is legal, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.pipeline.plan.certify import certified
from staffplan.pipeline.plan.reopen import demand_of, with_service_again

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.schema.plan import Plan, Service
    from staffplan.schema.violation import Violation


@dataclass(frozen=True)
class CheckResult:
    """What the checker says of a plan."""

    plan: Plan
    """The plan as its folder holds it."""
    violations: tuple[Violation, ...]
    """Every broken rule; none: the plan is legal."""
    service: Service
    """Target, predicted and certified service."""


def check(directory: str | Path) -> CheckResult:
    """Read a plan's folder, check every rule, certify its schedule anew. Raises InputError where it cannot be read."""
    from staffplan.read import read_plan

    return check_again(read_plan(directory))


def check_again(plan: Plan) -> CheckResult:
    """What the checker says of ``plan`` now, its schedule certified anew."""
    from staffplan.verify import check_plan

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
