"""The year as one model: every season's own model in it, linked by agents, what is handed over, and hours.

It is large, and knows nothing of what makes a season easy; but where it is small enough, or nothing is left to learn of
the seasons alone, it is searched to the end.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.year.choice import LARGE_GAP, LINK_GAP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.year.choice import Choice, YearLinks
    from staffplan.solve.year.model import YearModel
    from staffplan.solve.year.overflow import SeasonMaster

SMALL = 6000
"""Columns of all seasons up to which the year as one model is the quickest way: about a week of single agents each."""
MOST = 100_000
"""Columns up to which it is worth a try once nothing else is left."""
ROUNDS = 10
"""How often service curves are drawn anew around a solution, at most."""
FIRST = 0.6
"""Share of the time for HiGHS, which proves more; the rest is SCIP's where HiGHS found nothing."""


def size_of(choice: Choice) -> int:
    """Columns of the year as one model."""
    known = {id(frontier): frontier.master().master.model.n_columns for frontier in choice.distinct}
    return sum(known[id(frontier)] for frontier in choice.frontiers)


def search_whole(links: YearLinks, choice: Choice, seconds: float) -> None:
    """Search the year as one model: its plans become points of the seasons, and what is proved of it the bound."""
    until = time.monotonic() + seconds
    for _round in range(ROUNDS):
        model = links.build(choice)
        joined = [add_whole_season(model, season) for season in range(model.n_seasons)]
        cost = links.cost(model)
        outcome = _searched(links, choice, model, cost, until)
        if outcome.status == "infeasible":
            choice.closed = True
            return
        choice.bound = max(choice.bound, outcome.bound + links.base(model))
        if outcome.values is None:
            return
        kept = [
            frontier.keep(master, outcome.values[first : first + master.master.model.n_columns])
            for frontier, (master, first) in zip(choice.frontiers, joined, strict=True)
        ]
        if all(kept):
            return


def _searched(links: YearLinks, choice: Choice, model: YearModel, cost: NDArray[np.float64], until: float) -> Outcome:
    """The cheapest year: by HiGHS, and by SCIP where it found none."""
    gap, left = LARGE_GAP if choice.is_large else LINK_GAP, max(until - time.monotonic(), 0.0)
    found = links.engine.run(model.model, cost, seconds=FIRST * left, role="proof", gap=gap)
    left = max(until - time.monotonic(), 0.0)
    if found.status != "unknown" or not left or links.engine.is_over:
        return found
    other = links.engine.run(model.model, cost, seconds=left, gap=gap)
    return replace(other, bound=max(found.bound, other.bound))


def add_whole_season(it: YearModel, season: int) -> tuple[SeasonMaster, int]:
    """All of a season's own model; returns it and the number of its first column in the year."""
    frontier = it.frontiers[season]
    master = frontier.master()
    first, _row = it.model.append(master.master.model, f"season{season}")
    heads = np.array([contract.headcount for contract in master.master.contracts])
    rows = it.model.add_rows("agents_of_season", len(heads), 0, 0)
    it.model.add_terms(rows, [it.groups[season, group] for group in range(len(heads))], 1)
    it.model.add_terms(rows, heads + first, -1)
    hours = it.model.add_rows("hours_of_season", 1, 0)
    it.model.add_terms(hours, it.hours[season], 1)
    price = master.hours_cost(frontier.part)
    paid = np.flatnonzero(price)
    it.model.add_terms(hours, paid + first, -price[paid])
    handed = list(it.handed.values())
    volume = it.model.add_rows("handed_in_season", len(handed), 0, 0)
    it.model.add_terms(volume, [one.volume[season] for one in handed], -1)
    surcharge = it.model.add_rows("surcharged_in_season", len(handed), 0, 0)
    it.model.add_terms(surcharge, [one.surcharge[season] for one in handed], -1)
    for column, supplier, per_day, extra in frontier.handed_columns(master):
        it.model.add_terms(volume[supplier], column + first, per_day)
        it.model.add_terms(surcharge[supplier], column + first, extra)
    return master, first
