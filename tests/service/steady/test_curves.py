"""Whole curves, from nobody on duty to more than are needed."""

import numpy as np
import pytest
from steady_weeks import demand_of, scenario_of

from staffplan.service import service_curves, steady_service


@pytest.mark.parametrize("shrinkage", [{}, {"absence": 0.2}, {"planned": 0.15}])
@pytest.mark.parametrize("handling", [{}, {"patience": "2min"}, {"patience": "2min", "concurrency": 3}])
def test_every_point_is_the_service_of_so_many(handling, shrinkage):
    scenario = scenario_of(handling=handling, shrinkage=shrinkage)
    volumes, most = [0.0, 3.0, 240.0, 3.0], np.array([5, 9, 40, 11])
    curves = service_curves(demand_of(volumes, scenario), scenario, most)
    assert curves[0] is None
    assert curves[1] is curves[3]
    for slot, size in ((1, 12), (2, 41)):
        assert curves[slot].size == size
        alone = demand_of([volumes[slot]] * size, scenario)
        assert curves[slot] == pytest.approx(steady_service(alone, scenario, np.arange(size)).service_level, abs=1e-9)


def test_an_uncertain_bot_gives_three_curves():
    scenario = scenario_of()
    low, mid, high = (service_curves(demand_of([v], scenario), scenario, [30])[0] for v in (30.0, 60.0, 90.0))
    assert (low[1:20] >= mid[1:20]).all()
    assert (mid[6:20] > high[6:20]).all()
