"""Random tiny years against an independent model of every agent's whole week: cost, bound and proof are right."""

import numpy as np
import pytest
from tiny_years import random_year
from year_model import least_cost

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.pipeline.year.seasons import seasons

CENTS = 0.5
"""What rounding each line of a bill may add or take."""


def answer(path):
    """The year's summary, or the error that it ends with."""
    try:
        return seasons(path, time_limit="60s").summary
    except (InfeasibleError, NoPlanError) as error:
        return error


@pytest.mark.parametrize("seed", [pytest.param(seed, marks=pytest.mark.benchmark) for seed in range(24)])
def test_bound_and_cost_lie_around_the_least_cost(tmp_path, seed):
    year = random_year(np.random.default_rng(seed))
    path = year.write(tmp_path)
    least, said = least_cost(year, path, 30.0), answer(path)
    assert isinstance(said, InfeasibleError) is (least is None)
    if least is None:
        return
    found, proved = least  # what the independent model found, and what it proved
    if isinstance(said, NoPlanError):  # on a slow machine; what it proved must hold all the same
        assert said.bound is None or said.bound <= found * (1 + 1e-6)
        return
    assert said.bound <= min(found * (1 + 1e-6) + CENTS, float(said.cost))
    assert float(said.cost) >= proved * (1 - 1e-6) - CENTS
    if said.status == "optimal":
        assert float(said.cost) <= found * (1 + 1e-5) + CENTS
