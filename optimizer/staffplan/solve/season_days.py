"""What each day of a season needs whatever the other days do: inequalities that make a season's bound tight.

A day is searched with whole numbers of its own shifts, breaks and hours handed over, and fractions everywhere else.
What that proves of the day holds for every plan of the season: so many shifts at least, or so much at given prices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.season_hours import hours_cost

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.season_part import SeasonPart
    from staffplan.solve.engine import Engine
    from staffplan.solve.linear import LinearModel
    from staffplan.solve.season_overflow import SeasonMaster
    from staffplan.solve.season_points import Coordinates

    Floats = NDArray[np.float64]

DAY_SECONDS = 2.0
"""Time for one day, at most."""
MOST_DAYS = 7
"""Longer periods are left as they are: the time is better spent on the whole."""
ROUNDING = 1e-6


@dataclass(frozen=True, eq=False)
class DayCut:
    """weights · columns ≥ least, for every plan of the season; its columns come before all service columns."""

    columns: NDArray[np.int64]
    weights: Floats
    least: float


def add_day_cuts(model: LinearModel, cuts: list[DayCut]) -> None:
    """Each cut as a row."""
    for cut in cuts:
        row = model.add_rows("day", 1, cut.least)
        model.add_terms(row, cut.columns, cut.weights)


def day_cuts(
    engine: Engine, part: SeasonPart, season: SeasonMaster, prices: Coordinates, handed: Floats, seconds: float
) -> list[DayCut]:
    """What is proved of each day; ``handed`` is what each column hands over, at the prices, shape (columns,)."""
    days = sorted({day for work in part.works for day in work.days})
    if len(days) > MOST_DAYS:
        return []
    cuts: list[DayCut] = []
    hours = prices.hours * hours_cost(part, season.master)
    for day in days:
        own, shifts = _columns_of(part, season, day)
        if not len(shifts):
            continue
        model = season.master.model.copy()
        model.relax_columns(np.setdiff1d(np.arange(model.n_columns), own))
        for priced in (False, True):
            cost = np.zeros(model.n_columns)
            cost[shifts] = (_shift_prices(part, season, prices) + hours)[shifts] if priced else 1.0
            if priced:
                cost[own] += handed[own]
            outcome = engine.run(model, cost, seconds=min(DAY_SECONDS, seconds))
            if outcome.status not in ("optimal", "feasible") or not np.isfinite(outcome.bound):
                continue
            least = outcome.bound if priced else float(np.ceil(outcome.bound - ROUNDING))
            columns = np.flatnonzero(cost)
            if least > 0:
                cuts.append(DayCut(columns, cost[columns], least * (1 - 1e-9)))
    return cuts


def _columns_of(part: SeasonPart, season: SeasonMaster, day: date) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All whole columns of a day: shifts, their breaks, hours handed over; and the shifts alone."""
    shifts, breaks = [np.zeros(0, dtype=np.int64)], []
    for work, contract in zip(part.works, season.master.contracts, strict=True):
        here = np.array([one == day for one in work.days], dtype=bool)[work.day]
        shifts.append(contract.shifts[here])
        breaks += [places.column[here[places.shift]] for places in contract.breaks]
    dates = np.array([moment.date() == day for moment in part.need.grid.starts])
    blocks = set(part.block[dates].tolist())
    switches = [column for offer in season.switches for block, column in offer.items() if block in blocks]
    only = np.concatenate(shifts)
    return np.concatenate([only, *breaks, np.array(switches, dtype=np.int64)]), only


def _shift_prices(part: SeasonPart, season: SeasonMaster, prices: Coordinates) -> Floats:
    """An agent's price spread over the most days that the agent works in the period."""
    cost = np.zeros(season.master.model.n_columns)
    for contract, price in zip(season.master.contracts, prices.agents, strict=True):
        most = contract.work.contract.days_per_week[1] * part.days / 7
        cost[contract.shifts] = price / most
    return cost
