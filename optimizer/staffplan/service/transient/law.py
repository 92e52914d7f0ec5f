"""The law of the number in system, on a window of states, and the rates that move it during one slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Law:
    """Probabilities (or their time integrals) of ``first``, ``first`` + 1, … customers in system."""

    first: int
    """The number in system that ``weight[0]`` belongs to."""
    weight: Floats
    """Shape (k,)."""

    @property
    def customers(self) -> Ints:
        """The numbers in system of the window, shape (k,)."""
        return np.arange(self.first, self.first + self.weight.size)

    @property
    def mean(self) -> float:
        """Σ customers × weight."""
        return float(self.customers @ self.weight)


@dataclass(frozen=True)
class Rates:
    """What holds during one slot; times in seconds."""

    arrivals: float
    """Customers who arrive per second."""
    agents: int
    """Agents available."""
    throughput: tuple[float, ...]
    """Chats that one agent completes per second with 1, 2, … chats in hand, the last at full concurrency."""
    abandonment: float
    """1 / mean patience, per second; 0: nobody leaves."""

    @property
    def places(self) -> int:
        """Customers who can be served at once."""
        return self.agents * len(self.throughput)

    @property
    def full_rate(self) -> float:
        """Completions per second while all agents are full."""
        return self.agents * self.throughput[-1]

    def completions(self, customers: Ints) -> Floats:
        """Services that end per second with ``customers`` in system, spread evenly over the agents; shapes (k,)."""
        if self.agents == 0:
            return np.zeros(customers.size)
        full = self.agents * np.arange(len(self.throughput) + 1)
        return np.asarray(np.interp(customers, full, self.agents * np.array((0.0, *self.throughput))))

    def waiting(self, customers: Ints) -> Ints:
        """Customers in queue."""
        return np.maximum(customers - self.places, 0)

    def leaving(self, customers: Ints) -> Floats:
        """Customers who leave the system per second, served or out of patience."""
        return self.completions(customers) + self.abandonment * self.waiting(customers)


EMPTY = Law(0, np.ones(1))
"""Nobody in system, for certain."""
