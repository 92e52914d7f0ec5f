"""Slots that are alike: same volume and handling time. What is computed for one serves them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.steady.absence import available, is_certain
from staffplan.service.steady.measures import Measures, measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Scenario

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Kinds:
    """The different slots of a period in which anybody asks; arrays have shape (kinds,) where not said."""

    scenario: Scenario
    """Handling, target and shrinkage, the same for all."""
    slot_s: float
    """Length of a slot in seconds."""
    volume: Floats
    """Inquiries offered to humans in a slot, over 0."""
    aht_s: Floats
    """Handling time in seconds."""
    of_slot: NDArray[np.intp]
    """The kind of each slot, −1 where nobody asks; shape (n_slots,)."""

    @property
    def load(self) -> Floats:
        """Erlangs: agents busy on average if each handled one inquiry at a time."""
        return self.volume * self.aht_s / self.slot_s

    @property
    def longest_wait(self) -> float:
        """What a queue that only grows counts for: see :func:`.measures.measure`."""
        return np.inf if is_certain(self.scenario.shrinkage) else self.slot_s

    def at_available(self, kind: NDArray[np.intp], agents: Ints) -> Measures:
        """The measures of kinds with so many agents available for certain; arrays of one shape (k,)."""
        arrival = self.volume[kind] / self.slot_s
        return measure(arrival, self.aht_s[kind], agents, self.scenario, self.longest_wait)

    def at_on_duty(self, kind: NDArray[np.intp], on_duty: Ints) -> Measures:
        """The measures of kinds with so many agents on duty, absence and planned time off included."""
        if is_certain(self.scenario.shrinkage) or not on_duty.size:
            return self.at_available(kind, on_duty)
        states = available(on_duty, self.scenario.shrinkage)
        begins = np.searchsorted(states.case, np.arange(on_duty.size))
        measures = self.at_available(kind[states.case], states.agents)
        return measures.each(lambda values: np.add.reduceat(values * states.weight, begins))


def kinds_of(demand: Demand, scenario: Scenario) -> Kinds:
    """The kinds of the slots of ``demand``."""
    asked = demand.human_inquiries > 0
    rows = np.stack([demand.human_inquiries[asked], demand.aht_s[asked]], axis=1)
    unique, index = np.unique(rows, axis=0, return_inverse=True)
    of_slot = np.full(demand.grid.n_slots, -1, dtype=np.intp)
    of_slot[asked] = index.ravel()
    return Kinds(scenario, 60.0 * demand.grid.slot_minutes, unique[:, 0], unique[:, 1], of_slot)
