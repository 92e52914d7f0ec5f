"""A week that stands for all: its plan is held to the agents that were asked for."""

import numpy as np
import pytest
from runs import run_of, start_of
from tiny import every_day, make_contract, make_grid, need

from staffplan.pipeline.plan.hard_week import hard_week
from staffplan.schema.scenario.keys import Scenario
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.searches.repeated_week import in_all_weeks

FIVE_DAYS = make_contract(days_per_week=(5, 5))
"""Two agents for one place on seven days."""


@pytest.fixture
def run(engine):
    staffing = need(make_grid(14), *every_day(range(14)))
    scenario = Scenario(grid="60min", timezone="Asia/Shanghai", contract=(FIVE_DAYS,))
    return run_of(engine, FIVE_DAYS, staffing, bound=1, week=lambda: hard_week(scenario, staffing))


def test_a_repeated_week_has_no_more_agents_than_were_asked_for(run):
    week, start = build_master(*run.problem.hard_week.repeated), start_of(run)
    values = run.engine.run(week.model, week.headcount_cost(), seconds=20).values
    assert week.headcount_cost() @ values == 2
    assert in_all_weeks(run, start.master, week, values, 1) is None
    found = in_all_weeks(run, start.master, week, values, 2)
    assert found.heads == 2
    duty = on_duty(start.master.contracts, found.values, run.problem.staffing.grid.n_slots)
    assert np.greater_equal(duty, run.problem.staffing.least).all()
