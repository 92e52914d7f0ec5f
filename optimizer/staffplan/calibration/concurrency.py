"""How much more agents get done with several contacts in hand at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.calibration.handling import Z, usable
from staffplan.schema.forecasting.measured import Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.forecasting.contacts import ContactLog

    Floats = NDArray[np.float64]

MOST = 20
LEAST_ENDED = 30
"""Contacts that must have ended with so many in hand for a factor of it."""
LEAST_SHARE = 0.02
"""Of their busy time agents have two in hand for less by slips of the clock."""


def concurrency_factors(log: ContactLog, which: NDArray[np.bool_]) -> tuple[Measure | None, tuple[Measure, ...]]:
    """The handling time with one contact in hand, in seconds, and the throughput with 1, 2, … relative to it.

    With j in hand contacts end at the rate factor_j ÷ aht: ended ÷ time, by j (occurrence ÷ exposure). One factor, and
    no handling time, where agents have one contact at a time.
    """
    ended, time = _by_number(log, which)
    one = Measure(1.0, 1.0, 1.0, int(ended[1]))
    if ended[1] < LEAST_ENDED or time[2:].sum() < LEAST_SHARE * time.sum():
        return None, (one,)
    found = [one]
    for number in range(2, MOST + 1):
        if ended[number] < LEAST_ENDED:
            break
        value = float(ended[number] / time[number] * time[1] / ended[1])
        spread = float(np.exp(Z * np.sqrt(1 / ended[number] + 1 / ended[1])))
        found.append(Measure(value, value / spread, value * spread, int(ended[number])))
    spread = float(np.exp(Z / np.sqrt(ended[1])))
    aht = float(time[1] / ended[1])
    return Measure(aht, aht / spread, aht * spread, int(ended[1])), tuple(found)


def _by_number(log: ContactLog, which: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Contacts that ended, and seconds, with 0, 1, … in an agent's hand; shape (MOST + 1,)."""
    ended, time = np.zeros(MOST + 1), np.zeros(MOST + 1)
    chosen = which & usable(log) & (log.agent >= 0)
    for agent in np.unique(log.agent[chosen]):
        own = chosen & (log.agent == agent)
        moment = np.concatenate([log.answered[own], log.ended[own]])
        change = np.concatenate([np.ones(own.sum(), dtype=int), -np.ones(own.sum(), dtype=int)])
        order = np.lexsort((change, moment))  # who ends makes room for who begins in the same second
        moment, change = moment[order], change[order]
        after = np.clip(np.cumsum(change), 0, MOST)
        np.add.at(time, after[:-1], np.diff(moment))
        np.add.at(ended, np.clip(after[change < 0] + 1, 0, MOST), 1)
    time[0] = 0
    return ended, time
