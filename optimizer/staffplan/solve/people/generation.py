"""Column generation: tours that the prices of the restricted master call for, and a bound at every step.

The prices are smoothed around those of the best bound (Wentges 1997; Pessoa, Sadykov, Uchoa and Vanderbeck 2018).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.master import Prices
from staffplan.solve.people.paths.team import MISSING
from staffplan.solve.people.roster import theta_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from staffplan.solve.people.master import Master, Point
    from staffplan.solve.people.paths.team import Tour

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bans = Mapping[int, tuple[Floats, Floats]]

SMOOTH, LEAST_SMOOTH = 0.6, 0.1
"""How far prices stay at those of the best bound, at first; below the second not at all."""
EPS = 1e-6


@dataclass
class Bound:
    """The best bound so far, and its prices."""

    value: float = -np.inf
    prices: Prices | None = None


@dataclass(frozen=True, eq=False)
class Priced:
    """The best tours of units at some prices."""

    bound: float
    """Proved: no plan of these units has a smaller value; −∞ where only some units were looked at."""
    tours: list[tuple[int, Tour]]
    prices: Prices
    """Those that it was made of."""


def priced(master: Master, prices: Prices, units: Ints, bans: Bans | None = None) -> Priced:
    """The best tour of each of these units, and the bound at these prices.

    The bound: Σ over units of count · (least cost of a tour at the prices; of hires 0 if that is less)
    + ``Lack.least`` − Σ price of a level above · its limit.
    """
    team, level = master.team, master.level
    theta = theta_of(level, prices.held)
    places, scopes = master.lack.clipped(prices.places, prices.scopes, theta[MISSING])
    worths = team.worths(places)
    total, tours = 0.0, []
    for number in units.tolist():
        row, count = master.units[number]
        cost, tour = row.best(worths[id(row.group)], theta, *((bans or {}).get(number, (None, None))))
        total += count * (min(cost, 0.0) if row.is_hire else cost)
        if np.isfinite(cost):
            tours.append((number, tour))
    if len(units) < len(master.units):
        return Priced(-np.inf, tours, prices)
    total += master.lack.least(places, scopes, theta[MISSING])
    total -= sum(price * each.most for price, each in zip(prices.held, level.held, strict=True))
    return Priced(total, tours, Prices(places, scopes, prices.held))


def generate(
    master: Master,
    over: Callable[[], bool],
    left: Callable[[], float],
    *,
    best: Bound | None = None,
    units: Ints | None = None,
    bans: Bans | None = None,
    rounds: int = 1000,
    gap: float = 1e-5,
    each: Callable[[Point], bool] | None = None,
) -> Point | None:
    """Add tours until none helps, the bound is near enough, or it is over; the last solution.

    ``each`` hears of every solution, and ends it by saying yes.
    """
    best = best if best is not None else Bound()
    units = np.arange(len(master.units)) if units is None else units
    smooth, point = SMOOTH, master.solve(left())
    for _round in range(rounds):
        if point is None or over() or (each is not None and each(point)):
            return point
        steady = smooth if best.prices is not None and bans is None else 0.0
        tours = []
        for prices in _tried(master, point, best, steady):
            found = priced(master, prices, units, bans)
            tours += found.tours
            if found.bound > best.value:
                best.value, best.prices = found.bound, found.prices
        if point.value - best.value <= gap * max(1.0, abs(point.value)):
            return point
        costs = master.reduced(point, tours)
        added = master.add([each for each, cost in zip(tours, costs, strict=True) if cost < -EPS])
        if not added:
            if not steady:
                return point
            smooth = smooth / 2 if smooth > LEAST_SMOOTH else 0.0
            continue
        point = master.solve(left()) or point
    return point


def _tried(master: Master, point: Point, best: Bound, steady: float) -> list[Prices]:
    """The prices to look at: those between the best bound's and the solution's; of a large program those as well.

    A large program takes so much longer than the paths that more tours for each of its solutions pay.
    """
    if best.prices is None or not steady:
        return [point.prices]
    smooth = point.prices.between(best.prices, steady)
    return [smooth, point.prices.between(best.prices, steady / 2), point.prices] if master.central else [smooth]
