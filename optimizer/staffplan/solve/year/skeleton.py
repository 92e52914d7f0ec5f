"""A season's days in the year's bound: shifts by day, and what each day must hand over at least.

Rest and days are as in the season's master; of the service only the stairs of the days are left. So the bound knows
what a head more is worth in every day at once, and is about as tight as the seasons solved together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.columns import ContractColumns
from staffplan.solve.model.days import add_days
from staffplan.solve.model.rest import add_rest
from staffplan.solve.year.days.stairs import add_stair
from staffplan.solve.year.hours import hours_cost
from staffplan.solve.year.overflow import build_season
from staffplan.solve.year.points import Wish

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.year.days.stairs import DayStair, Terms
    from staffplan.solve.year.frontier import Frontier
    from staffplan.solve.year.model import YearModel
    from staffplan.solve.year.overflow import SeasonMaster


def add_days_of_season(it: YearModel, season: int) -> list[NDArray[np.int64]]:
    """The days of a season that hands over something; returns the switches of each day's landings."""
    frontier = it.frontiers[season]
    if not frontier.stairs:
        return []
    master = build_season(frontier.part, frontier.near)
    column_of = _add_shifts(it, season, master)
    totals = _add_totals(it, season)
    landings = []
    for stair in frontier.stairs:
        volume, surcharge = _handed_by_day(it, frontier, master, stair)
        it.model.add_terms(totals[0], volume, 1)
        it.model.add_terms(totals[1], surcharge, 1)
        terms: Terms = list(zip(volume.tolist(), stair.prices.volume.tolist(), strict=True))
        terms += zip(surcharge.tolist(), stair.prices.surcharge.tolist(), strict=True)
        landings.append(add_stair(it.model, stair, column_of[stair.shifts], terms))
    return landings


def _add_shifts(it: YearModel, season: int, master: SeasonMaster) -> NDArray[np.int64]:
    """Shifts of everyone, as rest, days and hours allow them; returns their columns by those of the season."""
    column_of = np.full(master.master.model.n_columns, -1, dtype=np.int64)
    contracts = []
    for group, theirs in enumerate(master.master.contracts):
        shifts = it.model.add_columns("shift", len(theirs.shifts))
        column_of[theirs.shifts] = shifts
        contracts.append(ContractColumns(theirs.work, it.groups[season, group], shifts, ()))
        add_rest(it.model, contracts[-1])
        add_days(it.model, contracts[-1])
    hours = it.model.add_rows("hours_of_shifts", 1, 0)
    it.model.add_terms(hours, it.hours[season], 1)
    price = hours_cost(it.part(season), contracts, it.model.n_columns)
    paid = np.flatnonzero(price)
    it.model.add_terms(hours, paid, -price[paid])
    return column_of


def _add_totals(it: YearModel, season: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each supplier, rows in which the days add up to the season's inquiries, and to those by their surcharge."""
    suppliers = list(it.handed.values())
    rows = it.model.add_rows("handed_by_day", len(suppliers), 0, 0)
    it.model.add_terms(rows, [handed.volume[season] for handed in suppliers], -1)
    extra = it.model.add_rows("surcharged_by_day", len(suppliers), 0, 0)
    it.model.add_terms(extra, [handed.surcharge[season] for handed in suppliers], -1)
    return rows, extra


def _handed_by_day(
    it: YearModel, frontier: Frontier, master: SeasonMaster, stair: DayStair
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Columns of the inquiries handed to each supplier on a day, and of the same counted by their surcharge."""
    n = len(frontier.suppliers)
    volume, surcharge = it.model.add_columns("of_day", n), it.model.add_columns("surcharge_of_day", n, -np.inf)
    on_day = set(stair.switches.tolist())
    ratios: list[list[float]] = [[] for _supplier in range(n)]
    for column, supplier, per_day, extra in frontier.handed_columns(master):
        if column in on_day and per_day > 0:
            ratios[supplier].append(extra / per_day)
    for supplier, ratio in enumerate(ratios):
        least, most = it.model.add_rows("surcharge_least", 1, 0), it.model.add_rows("surcharge_most", 1, upper=0)
        it.model.add_terms([least, most], surcharge[supplier], 1)
        it.model.add_terms(least, volume[supplier], -min(ratio, default=0.0))
        it.model.add_terms(most, volume[supplier], -max(ratio, default=0.0))
    return volume, surcharge


def wish_of(it: YearModel, season: int, landings: list[NDArray[np.int64]], values: NDArray[np.float64]) -> Wish:
    """What the solution ``values`` believes that a season could be."""
    frontier = it.frontiers[season]
    agents = [round(values[it.groups[season, group]]) for group in range(frontier.n_groups)]
    on: list[int] = []
    for stair, switches in zip(frontier.stairs, landings, strict=True):
        on += stair.landings[int(np.argmax(values[switches]))].handed
    return Wish(tuple(agents), tuple(sorted(on)))
