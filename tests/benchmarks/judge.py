"""The checker's verdict on a plan, whoever made it: broken rules, and hours short on the real clock."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from staffplan.pipeline.plan.assemble import assemble_plan, on_duty_of
from staffplan.pipeline.problem import read_problem
from staffplan.read import read_plan
from staffplan.schema.roster import Roster, RosterShift
from staffplan.service import staffing, steady_service
from staffplan.verify import check_plan
from staffplan.verify.roster import roster_of
from staffplan.verify.rules.cover import count_on_duty


@dataclass(frozen=True)
class Verdict:
    """What is true of a plan."""

    headcount: int
    """Agents with a shift."""
    person_shifts: int
    paid_hours: float
    hours_short: float
    """Agents missing against the need, summed over the slots, in hours."""
    broken: Counter
    """Broken rules by their short names."""


def verdict(plan):
    """The verdict on a Plan, from its written shifts alone."""
    duty = count_on_duty(roster_of(plan))
    required = np.array([slot.required for slot in plan.coverage])
    return Verdict(
        headcount=len({shift.agent_id for shift in plan.shifts}),
        person_shifts=len(plan.shifts),
        paid_hours=sum(shift.paid_hours for shift in plan.shifts),
        hours_short=float(np.maximum(required - duty, 0).sum()) * plan.summary.scenario.slot_minutes / 60,
        broken=Counter(violation.rule for violation in check_plan(plan, plan.summary.aht_s)),
    )


def verdict_on_folder(folder):
    """The verdict on a plan as its folder holds it."""
    return verdict(read_plan(folder))


def verdict_on_peer(forecast, scenario, answer):
    """The verdict on a peer's answer (peers/exchange.py says what that is) to the same files."""
    problem = read_problem(forecast, scenario, {})
    need = staffing(problem.demand, problem.scenario)
    roster = _roster(answer, problem.scenario, need.grid.slot_minutes)
    steady = steady_service(problem.demand, problem.scenario, on_duty_of(roster, need.grid))
    return verdict(assemble_plan(roster, problem.demand, need, steady, problem.scenario, (), ()))


def _roster(answer, scenario, slot_minutes):
    names = [contract.name for contract in scenario.contract]
    agents = {agent: k for k, agent in enumerate(sorted({row[0] for row in answer["shifts"]}))}
    unpaid = [
        {rule.length.seconds // 60 // slot_minutes for rule in c.breaks if not rule.paid} for c in scenario.contract
    ]
    shifts = [
        RosterShift(
            agent=agents[agent],
            contract=names[contract],
            start=start,
            end=start + length,
            breaks=tuple((first, first + slots) for first, slots in breaks),
            paid_slots=length - sum(slots for _, slots in breaks if slots in unpaid[contract]),
        )
        for agent, contract, start, length, breaks in answer["shifts"]
    ]
    shifts.sort(key=lambda shift: (shift.agent, shift.start))
    of_contract = Counter({shift.agent: shift.contract for shift in shifts}.values())
    proved = answer["status"] == "optimal"
    bound = len(agents) if proved else int(np.ceil((answer["bound"] or 0) - 1e-6))
    return Roster(
        shifts=tuple(shifts),
        headcount_by_contract={name: of_contract[name] for name in names},
        headcount_bound=bound,
        proved=proved,
    )
