"""From the numbers of the year's bound to a plan of a season: its agents, and its hours handed over."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.year.overflow import build_season

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.engine.process import Engine
    from staffplan.solve.year.frontier import Frontier
    from staffplan.solve.year.points import Coordinates, Point, Wish

GAP = 0.001
ROOM = 0.001
"""Agents above the wish, as a share, with whom a large team's plan is looked for; then four times as many."""
MOST_ROOM = 0.02
LEAST_SECONDS = 5.0
"""Time for a plan of a large team with as many agents as it takes."""
REDRAWN = 4
"""How often service curves are drawn anew around a solution, at most."""


def realise(engine: Engine, frontier: Frontier, prices: Coordinates, wish: Wish, seconds: float) -> Point | None:
    """A plan with the agents of ``wish`` and its hours handed over, found quickly where there is one.

    A large team's is looked for with a little room, as the last head of hundreds takes the longest; in the end with as
    many more of its largest group as it takes.
    """
    frontier.realised.add(wish)
    until = time.monotonic() + seconds
    wished = np.array(wish.agents, dtype=float)
    if not frontier.is_large:
        return _with_agents(engine, frontier, prices, wish, wished, until)
    room = ROOM
    while room <= MOST_ROOM and time.monotonic() < until:
        point = _with_agents(engine, frontier, prices, wish, np.ceil(wished * (1 + room)), until)
        if point is not None:
            return point
        room *= 4
    free = np.where(np.arange(len(wished)) == wished.argmax(), np.inf, wished)
    return _with_agents(engine, frontier, prices, wish, free, max(until, time.monotonic() + LEAST_SECONDS))


def _with_agents(
    engine: Engine, frontier: Frontier, prices: Coordinates, wish: Wish, agents: NDArray[np.float64], until: float
) -> Point | None:
    """A plan with no more than these agents."""
    for _round in range(REDRAWN):
        season = build_season(frontier.part, frontier.near)
        switches = season.all_switches
        season.master.model.fix_columns(switches, np.isin(switches, wish.switches).astype(float))
        rows = season.master.model.add_rows("no_more_agents", len(agents), upper=agents)
        season.master.model.add_terms(rows, [contract.headcount for contract in season.master.contracts])
        left = max(until - time.monotonic(), 0.0)
        outcome = engine.run(season.master.model, frontier.cost(season, prices), seconds=left, gap=GAP)
        if outcome.values is None:
            return None
        if (point := frontier.keep(season, outcome.values)) is not None:
            return point
    return None
