"""Random tiny years against an independent model of every agent's whole week: cost, bound and proof are right."""

import numpy as np
import pytest
from year_cases import random_year
from year_model import least_cost

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.pipeline.year.seasons import seasons

CENTS = 0.5
"""What rounding each line of a bill may add or take."""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_bound_and_cost_lie_around_the_least_cost(tmp_path, seed):
    year = random_year(np.random.default_rng(seed))
    path = year.write(tmp_path)
    least = least_cost(year, path, 30.0)
    try:
        summary = seasons(path, time_limit="60s").summary
    except InfeasibleError:
        assert least is None
        return
    except NoPlanError as error:
        assert least is not None
        assert error.bound is None or error.bound <= least[0] * (1 + 1e-6)
        return
    assert least is not None
    found, proved = least  # what the independent model found, and what it proved
    assert summary.bound <= found * (1 + 1e-6) + CENTS
    assert float(summary.cost) >= proved * (1 - 1e-6) - CENTS
    assert summary.bound <= float(summary.cost)
    if summary.status == "optimal":
        assert float(summary.cost) <= found * (1 + 1e-5) + CENTS
