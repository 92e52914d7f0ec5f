"""Random tiny problems against an independent model of agents by name: no wrong proof, no illegal plan, no crash."""

import os
from collections import Counter

import pytest
from agents_by_name import CENTS, ByName
from bank_cases import bank_case
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from tiny_cases import case, case_in_room

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.pipeline.plan import remedy
from staffplan.pipeline.plan.plan import Clock, plan_for
from staffplan.pipeline.problem import Problem, demand_for
from staffplan.schema.progress import Stop, nobody_watches

FIRST = int(os.environ.get("STAFFPLAN_FIRST_SEED", "0"))
CASES = int(os.environ.get("STAFFPLAN_CASES", "1000"))
MOST = 6
"""Agents of each contract that the model may employ; more are not compared."""
ROUNDING = 0.02
"""What costs and sums may be off by rounding to cents."""


def compared(forecast, scenario):
    """How a case ended; raises AssertionError where the product is wrong."""
    demand = demand_for(forecast, scenario)
    volume = demand.human_inquiries.tolist()
    required = None if demand.required is None else demand.required.tolist()
    try:
        plan = plan_for(Problem(scenario, demand, (), ()), Clock(), nobody_watches, Stop())
    except InfeasibleError:
        truth = model(scenario, demand, volume, required).least(0)
        assert not truth.known or truth.value is None, "a plan exists"
        return "infeasible" if truth.known else "not compared"
    except NoPlanError:
        return "no plan in time"
    return judged(plan.summary, scenario, demand, volume, required)


def model(scenario, demand, volume, required):
    return ByName(scenario, demand.grid, volume, required, MOST)


def judged(summary, scenario, demand, volume, required):
    """Compare what the plan claims with the truth, as far as that is known."""
    make = lambda: model(scenario, demand, volume, required)  # noqa: E731
    heads = make()
    least = heads.least(heads.headcount())
    within = all(count <= MOST for count in summary.headcount_by_contract.values())
    if not least.known or (least.value is None and not within):
        return "not compared"
    assert least.value is not None, "no plan exists"
    if scenario.objective.prices is not None:
        return judged_prices(summary, make)
    assert summary.headcount_bound <= least.value, ("a bound over the truth", summary.headcount_bound, least.value)
    if scenario.objective.minimise == "cost":
        return judged_cost(summary, demand, make)
    if within:
        assert summary.headcount >= least.value, ("a team under the least", summary.headcount, least.value)
    if summary.status == "optimal":
        assert summary.headcount == least.value, ("proved, but not least", summary.headcount, least.value)
    return summary.status


def judged_cost(summary, demand, make):
    costs = make()
    least = costs.least(costs.cost())
    if not least.known:
        return "not compared"
    true = least.value / CENTS / demand.grid.slots_per_hour
    assert summary.cost_bound <= true + ROUNDING, ("a bound over the truth", summary.cost_bound, true)
    assert summary.cost >= true - ROUNDING or max(summary.headcount_by_contract.values()) > MOST
    if summary.status == "optimal" and max(summary.headcount_by_contract.values()) <= MOST:
        assert summary.cost <= true + ROUNDING, ("proved, but not least", summary.cost, true)
    return summary.status


def judged_prices(summary, make):
    sums = make()
    scale, total = CENTS * sums.grid.slots_per_hour, sums.prices()
    least = sums.least(total)
    if not least.known:
        return "not compared"
    true, fit = least.value / scale, summary.deviation
    assert fit.bound <= true + ROUNDING, ("a bound over the truth", fit.bound, true)
    if max(summary.headcount_by_contract.values(), default=0) > MOST:
        return "not compared"
    assert fit.total >= true - ROUNDING, ("a sum under the least", fit.total, true)
    if summary.status == "optimal":
        assert fit.total <= true + ROUNDING, ("proved, but not least", fit.total, true)
        heads = make()
        fewest = heads.least(heads.headcount(), at_most=(heads.prices(), round(least.value)))
        assert not fewest.known or summary.headcount == fewest.value, ("agents", summary.headcount, fewest.value)
    return summary.status


@pytest.fixture
def quick(searches_share_one_process, monkeypatch):  # noqa: F811
    """Remedies are another test's: they would take most of the time of a case without a plan."""
    monkeypatch.setattr(remedy, "explain_infeasible", lambda *_problem: InfeasibleError("no plan"))


@pytest.mark.slow
@pytest.mark.parametrize("make", [case, bank_case, case_in_room])
def test_nothing_is_proved_that_is_not_so(make, quick):
    ended, wrong = Counter(), {}
    for seed in range(FIRST, FIRST + CASES):
        try:
            ended[compared(*make(seed))] += 1
        except Exception as error:
            wrong[seed] = f"{type(error).__name__}: {error}"
    print(ended)
    assert wrong == {}, ended
    # The comparison says little if hardly anything is compared.
    assert ended["optimal"] + ended["infeasible"] >= 0.6 * CASES, ended
