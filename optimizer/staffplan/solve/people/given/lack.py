"""What a staffing lacks, at the prices of the need: its cost, what one agent more saves, and the bound's part."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.given.problem import SlotNeed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import ServiceGroup, ServiceRequirement
    from staffplan.solve.people.given.problem import Need

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Scope:
    """One group of a requirement."""

    slots: Ints
    gain: Floats
    """By slot and agents above its need; each row stays at its last value. Shape (slots, most + 1)."""
    at_least: float
    price: float

    def total(self, above: Ints) -> float:
        """The gains of so many agents above the need of each of its slots, shape (slots,)."""
        place = np.minimum(above, self.gain.shape[1] - 1)
        return float(self.gain[np.arange(len(self.slots)), place].sum())

    def step(self, above: Ints) -> Floats:
        """What one agent more gains in each slot; nothing under the need."""
        last = self.gain.shape[1] - 1
        row = np.arange(len(self.slots))
        steps = self.gain[row, np.clip(above + 1, 0, last)] - self.gain[row, np.clip(above, 0, last)]
        return np.where(above >= 0, steps, 0.0)


class Lack:
    """The need of all places (slots or cells), and of all scopes."""

    def __init__(self, need: Need) -> None:
        """Write the gains of scopes as tables."""
        self.need, self.under, self.over = need.need, need.under, need.over
        self.scopes: list[Scope] = []
        if isinstance(need, SlotNeed):
            self.scopes = [_scope(each, group, need.service) for each in need.requirements for group in each.groups]
        self._deepest = max((each.gain.shape[1] for each in self.scopes), default=0)

    def beside(self, agents: Ints) -> Lack:
        """What is left to those who come beside these agents; a need may be under 0 then."""
        rest = copy(self)
        rest.need = self.need - agents
        return rest

    def cost(self, agents: Ints) -> float:
        """What these agents on duty lack."""
        above = agents - self.need
        total = float(self.under @ np.maximum(-above, 0) + self.over @ np.maximum(above, 0))
        for scope in self.scopes:
            total += scope.price * max(0.0, scope.at_least - scope.total(np.maximum(above[scope.slots], 0)))
        return total

    def scope_prices(self, agents: Ints, soft: float) -> Floats:
        """What a unit of service is worth in each scope: nothing where enough, all where ``soft`` of it is missing."""
        above = np.maximum(agents - self.need, 0)
        prices = np.zeros(len(self.scopes))
        for number, scope in enumerate(self.scopes):
            missing = scope.at_least - scope.total(above[scope.slots])
            room = soft * max(abs(scope.at_least), 1e-9)
            part = float(missing > 1e-9) if room == 0 else np.clip(0.5 + missing / room, 0.0, 1.0)
            prices[number] = scope.price * part
        return prices

    def saved(self, agents: Ints, soft: float, middle: Floats) -> Floats:
        """What one agent more saves in each place, shape (places,).

        With ``soft`` of 0 exactly, but for scopes; else it falls over so many agents around the need, through the
        price ``middle`` of each place.
        """
        above = agents - self.need
        if soft == 0:
            saved = np.where(above < 0, self.under, -self.over)
        else:
            part = np.clip((above + 0.5) / soft, -1.0, 1.0)
            saved = np.where(part < 0, middle + (self.under - middle) * -part, middle + (-self.over - middle) * part)
        if self.scopes:
            for scope, price in zip(self.scopes, self.scope_prices(agents, soft and 0.02), strict=True):
                saved[scope.slots] += price * scope.step(above[scope.slots])
        return saved

    def least(self, prices: Floats, scope_prices: Floats, weight: float) -> float:
        """Σ over places of min over n of (weight · cost(n) + price · n − scope prices · gains), + Σ price · at_least.

        Prices are those of ``clipped``; what one agent more costs is 0 from some n on, or more.
        """
        none = weight * self.under * self.need
        enough = prices * self.need
        if not self.scopes:
            return float(np.minimum(none, enough).sum())
        gains = np.zeros((len(self.need), self._deepest))
        for scope, price in zip(self.scopes, scope_prices, strict=True):
            deep = scope.gain.shape[1]
            gains[scope.slots, :deep] += price * scope.gain
            gains[scope.slots, deep:] += price * scope.gain[:, -1:]
        above = np.arange(self._deepest)
        more = ((weight * self.over + prices)[:, None] * above - gains).min(axis=1)
        least = np.minimum(none - gains[:, 0], enough + more)
        return float(least.sum() + sum(p * s.at_least for p, s in zip(scope_prices, self.scopes, strict=True)))

    def clipped(self, prices: Floats, scope_prices: Floats, weight: float) -> tuple[Floats, Floats]:
        """Prices that can be ones: less than −over would ask for agents without end."""
        most = [weight * scope.price for scope in self.scopes]
        return np.maximum(prices, -weight * self.over), np.clip(scope_prices, 0.0, most)


def _scope(requirement: ServiceRequirement, group: ServiceGroup, price: float) -> Scope:
    gains = [requirement.gain[slot] for slot in group.slots.tolist()]
    deep = max(len(each) for each in gains)
    table = np.array([np.concatenate([each, np.full(deep - len(each), each[-1])]) for each in gains])
    return Scope(group.slots.astype(np.int64), table, group.at_least, price)
