"""Whatever is solved is legal: random scenarios go through all stages, then through the checker."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from strategies import cases

from staffplan.demand import plan_demand, planning_grid
from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.pipeline.plan.documents import Documents
from staffplan.pipeline.plan.plan import Clock, plan_for
from staffplan.pipeline.problem import Problem
from staffplan.pipeline.solving import written
from staffplan.read import read_plan
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.verify import check_plan

SCENARIOS = 200


def outcome(case):
    """How the search ends; every plan is checked as it is, and once more as its folder holds it."""
    forecast, scenario = case
    demand = plan_demand(forecast, scenario, planning_grid(forecast, scenario))
    try:
        plan = plan_for(Problem(scenario, demand, (), ()), Clock(), nobody_watches, Stop())
    except (InfeasibleError, NoPlanError) as error:
        return type(error).__name__
    assert check_plan(plan, demand.aht_s) == ()
    with TemporaryDirectory() as folder:
        written(plan, Path(folder), Documents(), Clock())
        assert check_plan(read_plan(folder), demand.aht_s) == ()
    return plan.summary.status


@pytest.mark.slow
def test_no_plan_breaks_a_rule():
    ended = Counter()

    @settings(
        max_examples=SCENARIOS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases())
    def solve_then_check(case):
        ended[outcome(case)] += 1

    solve_then_check()
    # The property says little if hardly anything is ever solved.
    assert ended["optimal"] + ended["feasible"] >= 0.8 * SCENARIOS, ended
    assert ended["optimal"] >= 0.5 * SCENARIOS, ended
