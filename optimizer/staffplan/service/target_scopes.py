"""The groups of slots over which a target is averaged."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.target import Scope


class Group(NamedTuple):
    """Slots that belong together."""

    label: str
    """The slot's start, the day, the first day of the week, or ``period``."""
    slots: NDArray[np.intp]
    """The slots, in order."""


def groups_of(grid: Grid, scope: Scope, counted: NDArray[np.bool_]) -> list[Group]:
    """The groups of ``scope``, each with its slots that are ``counted``; groups without any are left out."""
    if scope == "period":
        keys = ["period"] * grid.n_slots
    elif scope == "slot":
        keys = [start.isoformat() for start in grid.starts]
    elif scope == "day":
        keys = [start.date().isoformat() for start in grid.starts]
    else:
        week_of = {day: _week(grid, day).isoformat() for day in grid.days}
        keys = [week_of[start.date()] for start in grid.starts]
    slots: dict[str, list[int]] = {}
    for slot in np.flatnonzero(counted):
        slots.setdefault(keys[slot], []).append(int(slot))
    return [Group(label, np.array(members, dtype=np.intp)) for label, members in slots.items()]


def _week(grid: Grid, day: date) -> date:
    """First day of the calendar week of ``day``; in a cyclic period the last week goes on at its beginning."""
    week = grid.week_of(day)
    goes_on = week + timedelta(days=6) > grid.days[-1]
    return grid.week_of(grid.days[0]) if grid.cyclic and goes_on else week
