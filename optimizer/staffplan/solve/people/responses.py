"""Responses: one agent after the other takes the best tour given those of all others, first smoothly, then exactly.

At first what one agent more saves in a place falls over several agents around the need, so that nobody is thrown from
place to place; then over fewer and fewer, until it is exactly what it saves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.paths.team import MISSING
from staffplan.solve.people.roster import Roster, theta_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from staffplan.solve.people.given.problem import Level
    from staffplan.solve.people.paths.team import Tour

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

EPS = 1e-7
WIDEST, NARROWEST, SHRINK = 20, 0.7, 0.75
"""Agents over which the worth falls: one for so many agents at first, then this part of it, down to so few."""
FOLLOWS = 0.3
"""How far the middle price of a place goes to its present one after each pass."""


def respond(roster: Roster, agent: int, prices: Floats, theta: Floats) -> tuple[Tour, Ints] | None:
    """The best tour of an agent, whose own is taken away, and its breaks; None: a hire who is better not hired."""
    row = roster.team.rows[int(roster.row_of[agent])]
    worth, breaks = row.group.cover.worth(theta[MISSING] * prices)
    cost, tour = row.best(worth, theta)
    if row.is_hire and cost >= -EPS:
        return None
    return tour, breaks[np.searchsorted(row.group.kernel.network.shift_of, tour.worked)]


def smooth_pass(
    roster: Roster, order: Ints, soft: float, middle: Floats, theta: Floats, over: Callable[[], bool]
) -> None:
    """Everybody in ``order`` once, whatever the plan comes to."""
    for agent in order.tolist():
        if over():
            return
        roster.take(agent)
        found = respond(roster, agent, roster.team.lack.saved(roster.agents, soft, middle), theta)
        if found is not None:
            roster.give(agent, *found)


def exact_pass(roster: Roster, order: Ints, level: Level, theta: Floats, over: Callable[[], bool]) -> int:
    """Everybody in ``order`` once, where the plan gets better; how many changed."""
    changed = 0
    value = roster.value(level)
    nothing = np.zeros(len(roster.agents))
    for agent in order.tolist():
        if over():
            break
        tour, breaks = roster.tours[agent], roster.breaks[agent]
        roster.take(agent)
        found = respond(roster, agent, roster.team.lack.saved(roster.agents, 0, nothing), theta)
        if found is not None:
            roster.give(agent, *found)
        after = roster.value(level)
        if after < value - EPS * max(1.0, abs(value)):
            value, changed = after, changed + 1
            continue
        roster.take(agent)
        if tour is not None and breaks is not None:
            roster.give(agent, tour, breaks)
    return changed


def descend(
    roster: Roster, level: Level, rng: np.random.Generator, over: Callable[[], bool], each: Callable[[], object]
) -> Floats:
    """From wide to narrow, then exactly, until nobody gets better; ``each`` is called after each pass.

    Returns the last middle prices of the places.
    """
    lack, theta = roster.team.lack, theta_of(level)
    middle = (lack.under - lack.over) / 2
    soft = max(4.0, roster.n_agents / WIDEST)
    while soft > NARROWEST and not over():
        smooth_pass(roster, rng.permutation(roster.n_agents), soft, middle, theta, over)
        middle = (1 - FOLLOWS) * middle + FOLLOWS * lack.saved(roster.agents, soft, middle)
        soft *= SHRINK
        each()
    while exact_pass(roster, rng.permutation(roster.n_agents), level, theta, over) and not over():
        each()
    return middle
