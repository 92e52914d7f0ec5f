"""What a plan's folder gives when it is read again: the demand that the plan was made for."""

import numpy as np
from factories import make_plan, make_scenario

from staffplan.pipeline.plan.reopen import demand_of, with_service_again
from staffplan.read import read_plan
from staffplan.report.files import write_plan
from staffplan.schema.scenario.keys import Opening, Target

OPENING = Opening(hours=(9 * 60, 23 * 60))


def hours(demand, counted):
    """The clock hours of the slots that are counted."""
    return sorted({demand.grid.starts[slot].hour for slot in np.flatnonzero(counted)})


def test_the_scoring_window_comes_back(tmp_path):
    scenario = make_scenario(opening=OPENING, target=Target(scoring_window=(10 * 60, 20 * 60)))
    write_plan(make_plan(scenario=scenario), tmp_path)
    demand = demand_of(read_plan(tmp_path))
    assert hours(demand, demand.open) == list(range(9, 23))
    assert hours(demand, demand.scored) == list(range(10, 20))


def test_without_a_window_all_opening_hours_are_scored():
    demand = demand_of(make_plan(scenario=make_scenario(opening=OPENING)))
    assert (demand.scored == demand.open).all()
    assert hours(demand, demand.scored) == list(range(9, 23))


def test_service_is_averaged_over_the_window_alone():
    """By hand: the mean of the slots' levels from 10 to 20 o'clock, weighted by their inquiries."""
    target = Target(scoring_window=(10 * 60, 20 * 60), scope="period")
    plan = make_plan(scenario=make_scenario(opening=OPENING, target=target))
    again = with_service_again(plan, demand_of(plan))
    slots = [slot for slot in again.coverage if 10 <= slot.start.hour < 20]
    volume = sum(slot.human_inquiries for slot in slots)
    expected = sum(slot.human_inquiries * slot.service_level for slot in slots) / volume
    assert abs(again.summary.service.predicted - expected) < 1e-6
