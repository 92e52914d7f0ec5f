"""Whether numbers on duty meet the targets: by the whole curves, up to rounding."""

import numpy as np
import pytest
from tiny import make_grid, need, with_service

from staffplan.solve.model.service import service_met


def asked(at_least):
    """Two slots that are worth 0, 0.5, 0.75 with none, one, two agents."""
    grid = make_grid(slots=2)
    return with_service(need(grid), [np.array([0.0, 0.5, 0.75])] * 2, at_least)


@pytest.mark.parametrize(
    ("agents", "reached"), [((0, 0), 0.0), ((1, 0), 0.5), ((1, 1), 1.0), ((2, 1), 1.25), ((9, 9), 1.5), ((1.9, 0), 0.5)]
)
def test_a_target_is_met_up_to_a_thousand_millionth(agents, reached):
    for off, is_met in ((0.0, True), (0.9e-9, True), (2e-9, False), (-0.1, True), (0.1, False)):
        assert service_met(asked(reached + off), np.array(agents, dtype=float)) is is_met


def test_nearly_a_whole_agent_is_one():
    assert service_met(asked(0.5), np.array([1 - 1e-7, 0.0]))
    assert not service_met(asked(0.5), np.array([1 - 1e-5, 0.0]))
