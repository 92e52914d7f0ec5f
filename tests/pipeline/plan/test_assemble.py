"""Agents on duty, counted from a roster."""

import pytest
from tiny import make_grid, on_duty

from staffplan.pipeline.plan.assemble import on_duty_of
from staffplan.schema.roster import Roster, RosterShift

SHIFTS = [(-3, 6, ((1, 2),)), (8, 17, ((12, 13),)), (8, 17, ((11, 12),)), (40, 52, ((49, 50),))]


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("count", range(len(SHIFTS) + 1))
def test_shifts_over_the_borders_count_inside_or_wrap(cyclic, count):
    shifts = tuple(
        RosterShift(agent, "full-time", start, end, breaks, 8)
        for agent, (start, end, breaks) in enumerate(SHIFTS[:count])
    )
    roster = Roster(shifts, {"full-time": count}, count, True)
    grid = make_grid(2, cyclic=cyclic)
    assert on_duty_of(roster, grid).tolist() == on_duty(roster, grid).tolist()
