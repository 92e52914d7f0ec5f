"""What each day of a season must hand over to suppliers, at least, by the number of shifts worked on it.

That is a falling stair: with fewer shifts, some hour more must be handed over. A day is small enough to walk down its
stair from one landing to the next, each proved in a fraction of a second; the season's relaxation, which hands over
parts of hours, lies far below it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.year.days.model import day_columns, day_model

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.year.part import SeasonPart
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.engine.process import Engine
    from staffplan.solve.year.days.model import DayModel
    from staffplan.solve.year.overflow import SeasonMaster
    from staffplan.solve.year.points import Coordinates

    Floats = NDArray[np.float64]
    Terms = list[tuple[int, float]]

LANDING_SECONDS = 5.0
"""Time for one landing, at most."""
GAP = 1e-5
SHIFT_PRICE = 0.001
"""Price of a shift, as a share of an agent's for a day, so that a landing has no more of them than it must."""
ROUNDING = 1e-6


@dataclass(frozen=True)
class Landing:
    """Whoever works from ``least`` to ``most`` shifts pays at least ``worth``."""

    least: int
    most: int
    worth: float
    """Of what is handed over at the stair's prices, and of the shifts at its shift price."""
    handed: tuple[int, ...]
    """Switches of the season that are on in the plan of the day that was found."""


@dataclass(frozen=True, eq=False)
class DayStair:
    """The landings of one day, the one with most shifts first; every plan of the season stands on one of them."""

    day: date
    shifts: NDArray[np.int64]
    """Columns of the season: shifts of the day."""
    switches: NDArray[np.int64]
    """Columns of the season: hours handed over on the day."""
    prices: Coordinates
    """Of what is handed over."""
    handed: Floats
    """The price of each of ``switches``."""
    shift_price: float
    landings: tuple[Landing, ...]


@dataclass(frozen=True, eq=False)
class _Day:
    """A day's model and what is asked of it."""

    engine: Engine
    small: DayModel
    stair: DayStair
    until: float

    def landing(self, most: int) -> Landing | None:
        """The cheapest way through the day with so many shifts at ``most``; None: there is none."""
        model = self.small.model.copy()
        shifts, switches = self.small.places(self.stair.shifts), self.small.places(self.stair.switches)
        row = model.add_rows("shifts", 1, upper=most)
        model.add_terms(row, shifts)
        cost = np.zeros(model.n_columns)
        cost[switches], cost[shifts] = self.stair.handed, self.stair.shift_price
        left = max(self.until - time.monotonic(), 0.0)
        outcome = self.engine.run(model, cost, seconds=min(LANDING_SECONDS, left), gap=GAP, seek="proof")
        if outcome.status == "infeasible":
            return None
        worth = max(outcome.bound, 0.0)
        if outcome.values is None:
            return Landing(0, most, worth, ())
        found = float(outcome.values[shifts].sum())
        handed = self.stair.switches[outcome.values[switches] > 0.5]
        return Landing(int(np.ceil(found - ROUNDING)), most, worth, tuple(handed.tolist()))


def walked_down(
    engine: Engine,
    part: SeasonPart,
    season: SeasonMaster,
    day: date,
    prices: Coordinates,
    handed: Floats,
    until: float,
    *,
    whole: bool,
) -> DayStair | None:
    """The stair of ``day``, from enough shifts for handing over nothing; ``handed`` prices the switches, by column.

    Of large teams, shifts need not be ``whole``: a bound of hundreds loses a part of one. None where the day's service
    is counted together with other days'. After the moment ``until`` nothing more is proved.
    """
    small = day_model(part, season, day)
    if small is None:
        return None
    _whole, shifts, switches = day_columns(part, season, day)
    if not whole:
        small.model.relax_columns(np.setdiff1d(np.arange(small.model.n_columns), small.places(switches)))
    shift_price = SHIFT_PRICE * float(prices.agents.min())
    stair = DayStair(day, shifts, switches, prices, handed[switches], shift_price, ())
    here = _Day(engine, small, stair, until)
    landings: list[Landing] = []
    heads = [contract.headcount for contract in season.master.contracts]
    most = int(season.master.model.bounds()[1][heads].sum())  # nobody works two shifts a day
    while most >= 0 and (landing := here.landing(most)) is not None:
        landings.append(landing)
        most = landing.least - 1
    return replace(stair, landings=tuple(landings)) if landings else None


def add_stair(model: LinearModel, stair: DayStair, shifts: NDArray[np.int64], handed: Terms) -> NDArray[np.int64]:
    """The day stands on one landing: ``shifts`` are its columns, ``handed`` what it hands over, at the prices.

    Returns the landings' switches.
    """
    landings = stair.landings
    on = model.add_columns("landing", len(landings), 0, 1, integer=True)
    one = model.add_rows("one_landing", 1, 1, 1)
    model.add_terms(one, on)
    within = model.add_rows("landing_shifts", 2, [0, -np.inf], [np.inf, 0])
    for row, ends in zip(within, ([x.least for x in landings], [x.most for x in landings]), strict=True):
        model.add_terms(row, shifts)
        model.add_terms(row, on, -np.array(ends, dtype=float))
    scale = max(landing.worth for landing in landings) or 1.0
    paid = model.add_rows("landing_worth", 1, 0)
    model.add_terms(paid, shifts, stair.shift_price / scale)
    model.add_terms(paid, on, [-landing.worth / scale for landing in landings])
    for column, price in handed:
        model.add_terms(paid, column, price / scale)
    return on
