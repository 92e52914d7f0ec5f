"""The bound by steps along what is left over: it rises, and no step of it is over the optimum."""

import numpy as np
import pytest
from questions import brute_force, random_problem

from staffplan.solve.people.ascent import ascend
from staffplan.solve.people.generation import Bound, priced
from staffplan.solve.people.master import Master, Prices, Unit
from staffplan.solve.people.paths.team import Team


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_the_bound_rises_and_stays_under_the_optimum(seed):
    problem = random_problem(np.random.default_rng(seed), service=False)
    team = Team(problem)
    master = Master(team, [Unit(row, row.most) for row in team.rows], problem.level, team.lack)
    nothing = Prices(np.zeros(team.cover.n_places), np.zeros(0), np.zeros(0))
    found = priced(master, nothing, np.arange(len(master.units)))
    best, optimum = Bound(found.bound, found.prices), brute_force(problem)
    ascend(master, best, optimum, 0.0, lambda: False)
    assert found.bound < best.value <= optimum + 1e-9
    assert priced(master, best.prices, np.arange(len(master.units))).bound == pytest.approx(best.value)
