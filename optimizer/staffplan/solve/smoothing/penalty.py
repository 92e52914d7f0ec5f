"""The penalty of uneven service: by slot and agents on duty, and as a root mean square over all slots.

- Where the target is averaged over slots: the square of the share of inquiries that the slot does not answer in time,
  weighted by its volume. So one slot at 60% and one at 100% are worse than two at 80%. Of every day the same, which
  counts ``DAY`` times as much: days are what planners look at.
- Where every slot has its own need: the square of the agents above the need, relative to it and weighted by it.

Both are convex in the number of agents, as far as the service curves are concave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import Staffing

DAY = 3.0
"""Weight of a day's share missed, where that of its slots is 1."""


@dataclass(frozen=True, eq=False)
class Penalty:
    """What the agents above the least in one slot cost."""

    weight: float
    """Volume of the slot in inquiries; where it has its own need, that need, 1 at least."""
    gain: NDArray[np.float64] | None
    """Inquiries answered in time with 0, 1, 2, … agents above the least; the last figure is the volume, all but what no
    number of agents can answer. None: the slot has its own need."""

    def of(self, agents: NDArray[np.float64]) -> NDArray[np.float64]:
        """The penalty of each whole number of ``agents`` above the least."""
        if self.gain is None:
            return agents**2 / self.weight
        last = len(self.gain) - 1
        missed: NDArray[np.float64] = 1 - self.gain[np.minimum(agents.astype(np.int64), last)] / self.weight
        return self.weight * missed**2


def days_of(staffing: Staffing, slots: NDArray[np.int64]) -> NDArray[np.int64]:
    """The local date of each of ``slots`` as a day number."""
    return np.array([staffing.grid.starts[slot].toordinal() for slot in slots.tolist()], dtype=np.int64)


def penalties(staffing: Staffing) -> dict[int, Penalty]:
    """The penalty of every slot that counts."""
    service = next((r for r in staffing.requirements if r.measure == "service_level"), None)
    if service is None:
        return {slot: Penalty(float(max(need, 1)), None) for slot, need in enumerate(staffing.least)}
    return {
        int(slot): Penalty(float(service.gain[slot][-1]), service.gain[slot])
        for group in service.groups
        for slot in group.slots
        if service.gain[slot][-1] > 0
    }


def unevenness(staffing: Staffing, agents: NDArray[np.float64]) -> float:
    """Of ``agents`` above the least, shape (n_slots,): 0 is best. A share missed, or a surplus relative to the need."""
    parts = penalties(staffing)
    slots = np.array(list(parts), dtype=np.int64)
    weight = np.array([part.weight for part in parts.values()])
    if not weight.sum() > 0:
        return 0.0
    cost = np.array([float(parts[slot].of(np.floor(agents[[slot]] + 1e-6))[0]) for slot in slots.tolist()])
    mean = float(cost.sum() / weight.sum())
    if any(part.gain is not None for part in parts.values()):
        _days, day = np.unique(days_of(staffing, slots), return_inverse=True)
        volume, missed = np.bincount(day, weights=weight), np.bincount(day, weights=np.sqrt(cost * weight))
        mean = (mean + DAY * float((missed**2 / volume).sum() / weight.sum())) / (1 + DAY)
    return float(np.sqrt(mean))
