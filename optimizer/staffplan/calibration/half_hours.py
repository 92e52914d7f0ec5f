"""The log by half hours: who came, who was seen at work, and who was answered in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.calibration.handling import DAY_S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.forecasting.contacts import ContactLog

    Floats = NDArray[np.float64]

SLOT_S = 1_800.0
SLOTS = 48


@dataclass(frozen=True, eq=False)
class HalfHours:
    """Arrays of shape (days, 48)."""

    came: Floats
    """Contacts that asked for a human."""
    in_time: Floats
    """Of them, answered within the threshold."""
    seen: Floats
    """Different agents who had a contact in hand."""

    def service(self, day: int) -> float:
        """Share of a day answered in time."""
        return float(self.in_time[day].sum() / max(self.came[day].sum(), 1))


def half_hours(log: ContactLog, within_s: float) -> HalfHours:
    """Count the log."""
    days = int(log.arrived[-1] // DAY_S) + 1
    human = ~log.by_bot
    place = _places(log.arrived[human], days)
    came, in_time, seen = (np.zeros(days * SLOTS) for _each in range(3))
    np.add.at(came, place, 1)
    prompt = log.was_answered[human] & (log.answered[human] - log.arrived[human] <= within_s)
    np.add.at(in_time, place[prompt], 1)
    named = human & log.was_answered & (log.agent >= 0)
    first, last = _places(log.answered[named], days), _places(np.maximum(log.ended, log.answered)[named], days)
    pairs = {
        (slot, agent)
        for begin, end, agent in zip(first.tolist(), last.tolist(), log.agent[named].tolist(), strict=True)
        for slot in range(begin, min(end, begin + SLOTS) + 1)
    }
    np.add.at(seen, [slot for slot, _agent in pairs], 1)
    return HalfHours(*(each.reshape(days, SLOTS) for each in (came, in_time, seen)))


def _places(moments: Floats, days: int) -> NDArray[np.int64]:
    return np.clip(np.nan_to_num(moments) // SLOT_S, 0, days * SLOTS - 1).astype(np.int64)
