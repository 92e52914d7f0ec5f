"""Bounds against every plan there is: the bound ≤ the optimum ≤ the plan, and equal where the search is proved."""

import numpy as np
import pytest
from certified import recomputed
from questions import brute_force, random_problem

from staffplan.solve.people.search import solve_people

SEEDS = [pytest.param(seed, marks=[pytest.mark.slow] if seed >= 40 else []) for seed in range(300)]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_bound_is_not_over_the_optimum_nor_the_plan_under_it(seed):
    problem = random_problem(np.random.default_rng(seed), hires=seed % 4 == 0)
    best = brute_force(problem)
    plan = solve_people(problem, seconds=4, seed=seed)
    assert plan.bound <= best + 1e-6 * max(1.0, abs(best))
    assert plan.value >= best - 1e-6 * max(1.0, abs(best))
    assert recomputed(problem, plan.certificate) == pytest.approx(plan.certificate.bound, rel=1e-6, abs=1e-6)
    assert plan.certificate.bound <= plan.bound + 1e-6
    if plan.is_proved:
        assert plan.value == pytest.approx(best, rel=1e-5, abs=1e-5)
    assert plan.is_proved or plan.seconds > 3.5
