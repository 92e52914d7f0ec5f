"""From the totals of replications to estimates with confidence intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.service.simulated import Estimate, SimulatedAverage, SimulatedService
from staffplan.service.target_scopes import groups_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.scenario.target import Scope

    Floats = NDArray[np.float64]

IN_TIME, ARRIVED, LEFT, RESPONSE, BUSY, CHATS, AVAILABLE, LEFT_IN_TIME, OFFERED_WAIT = range(9)
"""Rows of the totals: arrivals answered within the threshold, arrivals, those who leave, waits (seconds, by the
target's rule), seconds of agents with a chat in hand, of chats in hand, of agents on duty, those who leave within the
threshold, waits until their turn would have come (seconds)."""
ROWS = 9
MEASURES = {
    "service_level": (IN_TIME, ARRIVED),
    "average_wait_s": (RESPONSE, ARRIVED),
    "abandonment": (LEFT, ARRIVED),
    "occupancy": (BUSY, AVAILABLE),
}
"""Rows of the totals that a measure divides."""
BY_GROUP = {"left_in_time": (LEFT_IN_TIME, ARRIVED), "offered_wait_s": (OFFERED_WAIT, ARRIVED)}
"""The same of measures that only groups have."""


def ratio(part: Floats, whole: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Σ part ÷ Σ whole over replications, and half the width of its confidence interval; shapes (replications, …).

    The interval is that of the mean of part − ratio × whole (linearised ratio estimator, Student's t; Law 2015, §9).
    """
    from scipy.special import stdtrit

    count = len(part)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = part.sum(axis=0) / whole.sum(axis=0)
        if count == 1:
            return mean, np.full_like(mean, np.nan)
        spread = np.sqrt(((part - mean * whole) ** 2).sum(axis=0) / (count - 1) / count)
        return mean, stdtrit(count - 1, (1 + confidence) / 2) * spread / whole.mean(axis=0)


def simulated(demand: Demand, scenario: Scenario, totals: Floats, confidence: float) -> SimulatedService:
    """Estimates by slot, group, day and period from ``totals``, shape (replications, rows, n_slots)."""
    by_slot = {name: ratio(totals[:, a], totals[:, b], confidence) for name, (a, b) in MEASURES.items()}
    everything = np.flatnonzero(demand.scored)
    return SimulatedService(
        grid=demand.grid,
        replications=len(totals),
        customers=int(totals[:, ARRIVED].sum()),
        confidence=confidence,
        service_level=by_slot["service_level"][0],
        service_level_half_width=by_slot["service_level"][1],
        average_wait_s=by_slot["average_wait_s"][0],
        abandonment=by_slot["abandonment"][0],
        occupancy=by_slot["occupancy"][0],
        by_group=_groups(demand, scenario.target.scope, totals, confidence),
        by_day=_groups(demand, "day", totals, confidence),
        period=_average("period", everything, totals, confidence),
    )


def _groups(demand: Demand, scope: Scope, totals: Floats, confidence: float) -> tuple[SimulatedAverage, ...]:
    groups = groups_of(demand.grid, scope, demand.scored & (demand.human_inquiries > 0))
    return tuple(_average(group.label, group.slots, totals, confidence) for group in groups)


def _average(label: str, slots: NDArray[np.intp], totals: Floats, confidence: float) -> SimulatedAverage:
    sums = totals[:, :, slots].sum(axis=2)
    sums[:, [BUSY, AVAILABLE]] = _by_volume(totals[:, :, slots])
    rows = MEASURES | BY_GROUP
    found = {name: ratio(sums[:, a], sums[:, b], confidence) for name, (a, b) in rows.items()}
    found |= {name: ratio(part, whole, confidence) for name, part, whole in _definitions(sums)}
    return SimulatedAverage(
        label=label, **{name: Estimate(float(mean), float(half)) for name, (mean, half) in found.items()}
    )


def _definitions(sums: Floats) -> Iterator[tuple[str, Floats, Floats]]:
    """The other definitions of the service level (docs/queueing.md): what is divided by what, shape (replications,)."""
    in_time, arrived, left, early = (sums[:, row] for row in (IN_TIME, ARRIVED, LEFT, LEFT_IN_TIME))
    yield "early_leavers_met", in_time + early, arrived
    yield "without_early_leavers", in_time, arrived - early
    yield "served", in_time, arrived - left


def _by_volume(totals: Floats) -> Floats:
    """Busy and available time, weighted so that each slot's occupancy counts by its volume; (replications, 2)."""
    volume, available = totals[:, ARRIVED].mean(axis=0), totals[:, AVAILABLE].mean(axis=0)
    weight = np.divide(volume, available, out=np.zeros_like(volume), where=available > 0)
    return np.asarray(totals[:, [BUSY, AVAILABLE]] @ weight)
