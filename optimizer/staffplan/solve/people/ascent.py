"""A bound of a large team without a linear program: steps along what the best tours leave of the need.

Subgradient steps with momentum (Polyak 1969, with the value of a plan as target): each step prices everybody once, and
each gives a bound. Where they end, column generation begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.generation import priced
from staffplan.solve.people.master import Prices

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from staffplan.solve.people.generation import Bound, Priced
    from staffplan.solve.people.master import Master
    from staffplan.solve.people.paths.team import Tour

    Floats = NDArray[np.float64]

KEPT, SHORTER, PATIENCE, RISE = 0.6, 0.6, 5, 1e-4
"""Part of the last direction that is kept; what a step is multiplied by after so many without such a relative rise."""
ROUNDS, LEAST_STEP = 300, 0.01


def ascend(master: Master, best: Bound, target: float, gap: float, over: Callable[[], bool]) -> None:
    """Raise the bound towards ``target``, the value of a plan, until it is within ``gap`` of it or steps are short.

    For levels without one above, and needs without scopes; begins at the prices of ``best``.
    """
    if best.prices is None or best.prices.scopes.size or best.prices.held.size:
        return
    prices, direction, length, stall = best.prices.places, np.zeros(len(best.prices.places)), 1.0, 0
    units = np.arange(len(master.units))
    kept: list[tuple[int, Tour]] = []
    for _round in range(ROUNDS):
        if over() or length < LEAST_STEP or target - best.value <= gap * abs(target):
            return
        found = priced(master, Prices(prices, best.prices.scopes, best.prices.held), units)
        stall = 0 if found.bound > best.value + RISE * abs(best.value) else stall + 1
        if found.bound > best.value:
            best.value, best.prices = found.bound, found.prices
            kept = found.tours
        if stall >= PATIENCE:
            length, stall, prices = length * SHORTER, 0, best.prices.places
            direction = np.zeros(len(prices))
            master.add(kept)
            continue
        direction = KEPT * direction + (1 - KEPT) * left_over(master, found)
        step = length * (target - found.bound) / max(1.0, float(direction @ direction))
        prices, _scopes = master.lack.clipped(found.prices.places + step * direction, best.prices.scopes, master.weight)
        prices = np.minimum(prices, master.weight * master.lack.under)


def left_over(master: Master, found: Priced) -> Floats:
    """The need less what the best tours cover, a direction in which the bound rises."""
    worth, breaks = master.team.cover.worth(found.prices.places)
    agents = np.zeros(master.team.cover.n_places, dtype=np.int64)
    counts = np.zeros(len(worth), dtype=np.int64)
    for unit, tour in found.tours:
        counts[tour.worked] += 0 if master.units[unit].row.is_hire else master.units[unit].size
    for shift in np.flatnonzero(counts).tolist():
        master.team.cover.add(agents, shift, breaks[shift], int(counts[shift]))
    rest: Floats = (master.lack.need - agents).astype(float)
    return rest
