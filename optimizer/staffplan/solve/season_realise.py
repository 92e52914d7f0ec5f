"""From what the year's bound believes in to a plan of a season: its agents, and its hours handed over."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.season_overflow import build_season

if TYPE_CHECKING:
    from staffplan.solve.engine import Engine
    from staffplan.solve.season_frontier import Frontier
    from staffplan.solve.season_points import Coordinates, Point, Wish

GAP = 0.001
ROOM = 0.001
"""Agents above the wish, as a share, with whom a large team's plan is looked for; then twice as many."""
MOST_ROOM = 0.1
REDRAWN = 4
"""How often service curves are drawn anew around a solution, at most."""


def realise(engine: Engine, frontier: Frontier, prices: Coordinates, wish: Wish, seconds: float) -> Point | None:
    """A plan with the agents of ``wish`` and its hours handed over, found quickly where there is one.

    A large team's is looked for with a little room, as the last head of hundreds takes the longest.
    """
    frontier.realised.add(wish)
    until = time.monotonic() + seconds
    room = ROOM if frontier.is_large else 0.0
    while room <= MOST_ROOM and time.monotonic() < until:
        agents = np.ceil(np.array(wish.agents) * (1 + room))
        point, open_ = _with_agents(engine, frontier, prices, wish, agents, until)
        if point is not None or not frontier.is_large or not open_:
            return point
        room *= 2
    return None


def _with_agents(
    engine: Engine, frontier: Frontier, prices: Coordinates, wish: Wish, agents: np.ndarray, until: float
) -> tuple[Point | None, bool]:
    """A plan with no more than these agents, and whether one with more is worth a search."""
    for _round in range(REDRAWN):
        season = build_season(frontier.part, frontier.near)
        switches = season.all_switches
        season.master.model.fix_columns(switches, np.isin(switches, wish.switches).astype(float))
        rows = season.master.model.add_rows("no_more_agents", len(agents), upper=agents)
        season.master.model.add_terms(rows, [contract.headcount for contract in season.master.contracts])
        left = max(until - time.monotonic(), 0.0)
        outcome = engine.run(season.master.model, frontier.cost(season, prices), seconds=left, gap=GAP)
        if outcome.values is None:
            return None, True
        if (point := frontier.keep(season, outcome.values)) is not None:
            return point, False
    return None, True
