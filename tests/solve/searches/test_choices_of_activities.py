"""Tours that are put together hold their activities: a kind of shift has them in several ways on a day."""

import numpy as np
from tiny import make_contract, make_grid

from staffplan.schema.scenario.activity import Activity
from staffplan.schema.scenario.keys import Scenario
from staffplan.shifts import legal_work
from staffplan.solve.searches.choices import Choices


def test_a_training_lies_where_it_costs_least():
    grid = make_grid(7)
    training = Activity(name="training", length="2h", every_weeks=1)
    scenario = Scenario(grid="60min", contract=(make_contract(days_per_week=(0, 5)),), activity=(training,))
    [work] = legal_work(scenario, grid)
    weight = np.ones(grid.n_slots)
    weight[24 * 2 + 13 : 24 * 2 + 15] = 0
    choices = Choices(work, grid)
    worth, shifts = choices.best(weight)
    held = [shift for shift in shifts.tolist() if work.patterns[work.pattern[shift]].activities]
    assert [int(work.day[shift]) for shift in held] == [2]
    assert len(shifts) == 5
    assert round(worth) == 5 * 8 - 2
    assert [start for _shift, _rank, start, _length in choices.tour(shifts, weight).breaks] == [24 * 2 + 13]
