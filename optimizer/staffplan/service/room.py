"""Rules of who is on duty that no queue asks for: seats in the room, roles in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.service.staffing import SEATS, DutyLimit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Scenario

    Flags = NDArray[np.bool_]


def duty_limits(scenario: Scenario, grid: Grid, is_open: Flags) -> tuple[DutyLimit, ...]:
    """The rules of ``scenario`` in each slot; ``is_open`` are the slots in the opening hours, shape (n_slots,)."""
    return (*_seats(scenario, grid), *_roles(scenario, grid, is_open))


def _seats(scenario: Scenario, grid: Grid) -> Iterator[DutyLimit]:
    """No more agents on duty than there are seats, open or not."""
    seats = scenario.target.by_slot("maximum_staff", grid.starts)
    most = np.array([np.inf if each is None else float(each) for each in seats])
    if np.isfinite(most).any():
        yield DutyLimit(SEATS, None, np.zeros(grid.n_slots, dtype=np.int64), most)


def _roles(scenario: Scenario, grid: Grid, is_open: Flags) -> Iterator[DutyLimit]:
    """Each role's agents on duty, in the opening hours that it names."""
    for number, role in enumerate(scenario.role, start=1):
        named = np.array([role.holds(moment) for moment in grid.starts])
        least = np.where(is_open & named, role.at_least, 0).astype(np.int64)
        contracts = frozenset(contract.name for contract in scenario.contracts_of(role))
        yield DutyLimit(f"role[{number}]", contracts, least, np.full(grid.n_slots, np.inf))
