"""Each season of a year as a plan of its own, checked, as its folder holds it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.pipeline.plan.assemble import assemble_plan, on_duty_of
from staffplan.pipeline.plan.certify import certified
from staffplan.pipeline.plan.plan import CheckFailedError
from staffplan.pipeline.year.parts import season_demand
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.demand import Demand
    from staffplan.schema.plan import Plan
    from staffplan.schema.roster import Roster
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.year.outcome import SeasonRoster
    from staffplan.schema.year.part import SeasonPart
    from staffplan.schema.year.problem import YearInput
    from staffplan.schema.year.supply import BotOption


def season_plan(problem: YearInput, option: BotOption, season: int, part: SeasonPart, found: SeasonRoster) -> Plan:
    """The checked and certified plan of one season; its inquiries for humans are those not handed over.

    Raises CheckFailedError where the independent checker finds a rule broken.
    """
    from staffplan.service import staffing, steady_service
    from staffplan.verify import check_plan

    scenario, demand = season_demand(problem, option, season)
    scenario = as_decided(scenario, found.roster)
    shares = np.array([0.0, *(offer.share for offer in part.offers)])[found.chosen]
    kept = replace(demand, human_inquiries=demand.human_inquiries * (1 - shares))
    steady = steady_service(kept, scenario, on_duty_of(found.roster, kept.grid))
    one = problem.seasons[season]
    plan = assemble_plan(
        found.roster,
        kept,
        staffing(kept, scenario),
        steady,
        scenario,
        (one.source, problem.source),
        (*one.forecast.messages, *_notes(demand, kept)),
    )
    broken = check_plan(plan, kept.aht_s)
    if broken:
        lines = "\n".join(str(violation) for violation in broken[:20])
        raise CheckFailedError(_("the checker found broken rules in the plan, so it is not written:") + "\n" + lines)
    return certified(plan, kept)


def as_decided(scenario: Scenario, roster: Roster) -> Scenario:
    """``scenario`` with the headcount of every contract fixed at what the year decided."""
    contracts = tuple(
        contract.model_copy(update={"headcount": (count, count)})
        for contract in scenario.contract
        for count in (roster.headcount_by_contract[contract.name],)
    )
    objective = scenario.objective.model_copy(update={"minimise": "headcount"})
    return scenario.model_copy(update={"contract": contracts, "objective": objective})


def _notes(demand: Demand, kept: Demand) -> Iterator[Message]:
    handed = float(demand.human_inquiries.sum() - kept.human_inquiries.sum())
    if handed > 0:
        yield Message.of("handed_to_suppliers", count=handed)


def missing_share(plan: Plan) -> float:
    """How far the certified service lies under the target's share in the worst group; 0 where it is met."""
    service = plan.summary.service
    if service.target_met is not False:
        return 0.0
    found = [group.certified for group in service.by_group if group.certified is not None]
    return max(service.target.share - min(found, default=service.target.share), 0.0)
