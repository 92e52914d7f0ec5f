"""What each day of a season needs by itself: inequalities that make the season's bound tight.

A day is searched with whole numbers of its own shifts, breaks and hours handed over, and fractions everywhere else.
What that proves of the day holds for every plan of the season: so many shifts at least, or so much at given prices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.year.days.model import day_columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.year.part import SeasonPart
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.engine.process import Engine
    from staffplan.solve.year.overflow import SeasonMaster
    from staffplan.solve.year.points import Coordinates

    Floats = NDArray[np.float64]

DAY_SECONDS = 2.0
"""Time for one day, at most."""
MOST_DAYS = 7
"""The days of longer periods are not looked at: the time is better spent on the whole."""
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
    engine: Engine,
    part: SeasonPart,
    season: SeasonMaster,
    prices: Coordinates,
    handed: Floats,
    days: Sequence[date],
    seconds: float,
) -> list[DayCut]:
    """What is proved of each day; ``handed`` is what each column hands over, at the prices, shape (columns,)."""
    cuts: list[DayCut] = []
    hours = prices.hours * season.hours_cost(part)
    for day in days:
        own, shifts, _switches = day_columns(part, season, day)
        if not len(shifts):
            continue
        model = season.master.model.copy()
        model.relax_columns(np.setdiff1d(np.arange(model.n_columns), own))
        for priced in (False, True):
            cost = np.zeros(model.n_columns)
            cost[shifts] = (_shift_prices(part, season, prices) + hours)[shifts] if priced else 1.0
            if priced:
                cost[own] += handed[own]
            outcome = engine.run(model, cost, seconds=min(DAY_SECONDS, seconds), seek="proof")
            if outcome.status not in ("optimal", "feasible") or not np.isfinite(outcome.bound):
                continue
            least = outcome.bound if priced else float(np.ceil(outcome.bound - ROUNDING))
            columns = np.flatnonzero(cost)
            if least > 0:
                cuts.append(DayCut(columns, cost[columns], least * (1 - 1e-9)))
    return cuts


def _shift_prices(part: SeasonPart, season: SeasonMaster, prices: Coordinates) -> Floats:
    """An agent's price spread over the most days that the agent works in the period."""
    cost = np.zeros(season.master.model.n_columns)
    for contract, price in zip(season.master.contracts, prices.agents, strict=True):
        most = contract.work.contract.days_per_week[1] * part.days / 7
        cost[contract.shifts] = price / most
    return cost
