"""The linking model of a year: cuts and steps of its seasons give a bound, points give a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.year.model import YearModel
    from staffplan.solve.year.points import Coordinates, Cut, Step

Terms = list[tuple[int, float]]


def coordinates(it: YearModel, season: int, prices: Coordinates) -> Terms:
    """The product of prices and coordinates of a season, as columns of the year and their coefficients."""
    terms = [(it.groups[season, group], float(price)) for group, price in enumerate(prices.agents)]
    for handed, volume, surcharge in zip(it.handed.values(), prices.volume, prices.surcharge, strict=True):
        terms += [(handed.volume[season], float(volume)), (handed.surcharge[season], float(surcharge))]
    return [*terms, (it.hours[season], prices.hours)]


def add_cuts(it: YearModel) -> None:
    """Every cut and step of every season."""
    for season, frontier in enumerate(it.frontiers):
        for cut in frontier.cuts:
            add_cut(it, season, cut)
        for step in frontier.steps:
            add_step(it, season, step)


def add_cut(it: YearModel, season: int, cut: Cut) -> None:
    """The product of prices and coordinates is at least the least."""
    scale = max(abs(cut.least), 1.0)
    row = it.model.add_rows("cut", 1, cut.least / scale)
    for column, price in coordinates(it, season, cut.prices):
        it.model.add_terms(row, column, price / scale)


def add_step(it: YearModel, season: int, step: Step) -> None:
    """More agents of some group than the step's, or prices · coordinates ≥ least."""
    more = it.model.add_columns("more", len(step.agents), 0, 1, integer=True)
    rows = it.model.add_rows("more_agents", len(step.agents), 0)
    it.model.add_terms(rows, [it.groups[season, group] for group in range(len(step.agents))], 1)
    it.model.add_terms(rows, more, -(step.agents + 1.0))
    row = it.model.add_rows("step", 1, 1)
    it.model.add_terms(row, more, 1)
    if np.isfinite(step.least):
        for column, price in coordinates(it, season, step.prices):
            it.model.add_terms(row, column, price / step.least)


def add_points(it: YearModel) -> list[NDArray[np.int64]]:
    """Each season is one of its points, perhaps with more agents; returns the points' columns for each season."""
    chosen = []
    for season, frontier in enumerate(it.frontiers):
        points = frontier.points
        columns = it.model.add_columns("point", len(points), 0, 1, integer=True)
        chosen.append(columns)
        one = it.model.add_rows("one_point", 1, 1, 1)
        it.model.add_terms(one, columns, 1)
        hours = it.model.add_rows("hours", 1, 0)
        it.model.add_terms(hours, it.hours[season], 1)
        if not points:
            continue
        extra, _most = frontier.hours_per_agent
        it.model.add_terms(hours, columns, [-p.at.hours + float(extra @ p.at.agents) for p in points])
        for group in range(frontier.n_groups):
            row = it.model.add_rows("agents", 1, 0)
            it.model.add_terms(row, it.groups[season, group], 1)
            it.model.add_terms(row, columns, [-p.at.agents[group] for p in points])
            it.model.add_terms(hours, it.groups[season, group], -extra[group])
        for supplier, handed in enumerate(it.handed.values()):
            rows = it.model.add_rows("handed", 2, 0, 0)
            it.model.add_terms(rows, [handed.volume[season], handed.surcharge[season]], -1)
            it.model.add_terms(rows[0], columns, [p.at.volume[supplier] for p in points])
            it.model.add_terms(rows[1], columns, [p.at.surcharge[supplier] for p in points])
    return chosen
