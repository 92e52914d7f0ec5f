"""Which legal shifts are night work, as payroll counts it."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.payroll import Payroll


def night_shifts(
    start: NDArray[np.int64], length: NDArray[np.int64], payroll: Payroll, grid: Grid
) -> NDArray[np.bool_]:
    """Whether each shift has as much time in the night window as earns a night allowance; its breaks not looked at."""
    if not len(start):
        return np.zeros(0, dtype=bool)
    first, behind = int(start.min()), int((start + length).max())
    began, step = grid.start.astimezone(UTC), timedelta(minutes=grid.slot_minutes)
    local = [(began + slot * step).astimezone(grid.zone) for slot in range(first, behind)]
    minutes = np.array([moment.hour * 60 + moment.minute for moment in local])
    evening, morning = payroll.night
    at_night = (minutes >= evening) & (minutes < morning)
    if morning <= evening:
        at_night = (minutes >= evening) | (minutes < morning)
    slots = np.concatenate([[0], np.cumsum(at_night)])
    least = max(payroll.night_allowance_from / step, 1 / grid.slot_minutes)
    found: NDArray[np.bool_] = slots[start - first + length] - slots[start - first] >= least
    return found
