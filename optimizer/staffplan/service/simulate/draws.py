"""What one replication of the simulation draws: customers, and how many of those on duty are there."""

from __future__ import annotations

from dataclasses import dataclass
from math import gamma
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.steady.absence import available, is_certain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Scenario, Shrinkage
    from staffplan.schema.service.simulated import Randomness

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Customers:
    """Everybody who comes in one replication, in the order of arrival; arrays have shape (customers,)."""

    arrival: Floats
    """Seconds from the start of the first slot."""
    work: Floats
    """Handling time in seconds by an agent with one chat."""
    patience: Floats
    """Longest wait in seconds."""


def day_of_slot(demand: Demand) -> Ints:
    """Number of the local day of each slot, shape (n_slots,)."""
    numbers = {day: number for number, day in enumerate(demand.grid.days)}
    return np.array([numbers[start.date()] for start in demand.grid.starts])


def draw_customers(
    demand: Demand, slots: Ints, scenario: Scenario, randomness: Randomness, random: np.random.Generator
) -> Customers:
    """Poisson arrivals at the rates of ``slots`` (one after the other), handling times and patience."""
    volume = demand.human_inquiries[slots]
    if randomness.volume_variation:
        shape = randomness.volume_variation**-2
        volume = volume * random.gamma(shape, 1 / shape, len(demand.grid.days))[day_of_slot(demand)[slots]]
    reached = np.concatenate(([0.0], np.cumsum(volume)))
    gaps = random.standard_exponential(int(reached[-1] + 8 * np.sqrt(reached[-1]) + 30))
    passed = gaps.cumsum()
    passed = passed[: np.searchsorted(passed, reached[-1])]
    slot = np.searchsorted(reached, passed, side="right") - 1
    arrival = 60.0 * demand.grid.slot_minutes * (slot + (passed - reached[slot]) / volume[slot])
    work = _handling(arrival.size, randomness, random) * demand.aht_s[slots[slot]]
    return Customers(arrival, work, _patience(arrival.size, scenario, randomness, random))


def _patience(count: int, scenario: Scenario, randomness: Randomness, random: np.random.Generator) -> Floats:
    """Longest waits in seconds: 0 of those who leave at once, else Weibull with the scenario's mean."""
    mean, shape = scenario.handling.patience, randomness.patience_shape
    patience = np.full(count, np.inf)
    if mean is not None:
        scale = mean.total_seconds() / gamma(1 + 1 / shape)
        patience = scale * random.standard_exponential(count) ** (1 / shape)
    if randomness.balking:
        patience[random.random(count) < randomness.balking] = 0.0
    return patience


def _handling(count: int, randomness: Randomness, random: np.random.Generator) -> Floats:
    """Handling times with mean 1."""
    if randomness.handling_variation is None:
        return random.standard_exponential(count)
    variance = float(np.log1p(randomness.handling_variation**2))
    return random.lognormal(-variance / 2, np.sqrt(variance), count)


def draw_available(on_duty: Ints, days: Ints, shrinkage: Shrinkage, random: np.random.Generator) -> Ints:
    """How many of ``on_duty`` are available in each slot, shape (n_slots,): one draw for each day of ``days``.

    A day on which many are missing has many missing in all of its slots: the draw is a quantile of each slot's law.
    """
    if is_certain(shrinkage):
        return on_duty
    quantile = random.random(int(days.max()) + 1)[days]
    numbers, index = np.unique(on_duty, return_inverse=True)
    states = available(numbers, shrinkage)
    # the quantile of case c at u is the first state where the cumulated weight of all cases passes c + u
    found = np.searchsorted(np.cumsum(states.weight), index.ravel() + quantile, side="right")
    first = np.searchsorted(states.case, np.arange(numbers.size + 1))
    return states.agents[np.clip(found, first[index.ravel()], first[index.ravel() + 1] - 1)]
