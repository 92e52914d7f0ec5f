"""Shares that are counted: what the bot closed, and shifts in which nobody answered anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.schema.forecasting.measured import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.forecasting.contacts import ContactLog


def deflection_of(log: ContactLog, which: NDArray[np.bool_]) -> Measure | None:
    """Share of contacts that the bot closed; None where the log does not say."""
    if not log.has_bot or not which.any():
        return None
    return share(int((which & log.by_bot).sum()), int(which.sum()))


def absence_of(log: ContactLog, shifts: Iterable[tuple[str, float, float]]) -> Measure | None:
    """Share of shifts (agent's name, start and end in seconds of the log) in which the agent answered nothing.

    Shifts outside the log's days, and agents that it never names, are left out; None where none is left.
    """
    names = {name: number for number, name in enumerate(log.agents)}
    first, last = float(log.arrived[0]), float(log.arrived[-1])
    missing = count = 0
    for name, start, end in shifts:
        if name not in names or start < first or end > last:
            continue
        own = (log.agent == names[name]) & (log.answered >= start) & (log.answered < end)
        missing += not own.any()
        count += 1
    return share(missing, count) if count else None


def share(part: int, whole: int) -> Measure:
    """``part`` ÷ ``whole`` with the interval of Jeffreys (beta quantiles; Brown, Cai & DasGupta 2001)."""
    from scipy.stats import beta

    low, high = (float(beta.ppf(level, part + 0.5, whole - part + 0.5)) for level in (0.025, 0.975))
    return Measure(part / whole, 0.0 if part == 0 else low, 1.0 if part == whole else high, whole)
