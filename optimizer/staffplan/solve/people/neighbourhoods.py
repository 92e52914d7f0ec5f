"""Neighbourhoods: a few people are free, all others keep their tours; the master of the few says whether it is worth it.

Only where its linear program is under what the few cost now is it dived into.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.dive import DiveParams, dive
from staffplan.solve.people.generation import generate
from staffplan.solve.people.master import Master, Unit
from staffplan.solve.people.problem import TERMS, Held
from staffplan.solve.people.responses import exact_pass
from staffplan.solve.people.roster import theta_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from staffplan.solve.people.problem import Level
    from staffplan.solve.people.roster import Roster
    from staffplan.solve.people.team import Tour

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass
class Pool:
    """Tours of each row that were of use, the newest last."""

    tours: dict[int, dict[bytes, Tour]]
    most: int = 60

    def add(self, row: int, tour: Tour) -> None:
        """Keep a tour, in place of the oldest where there are too many."""
        known = self.tours.setdefault(row, {})
        key = tour.shifts.tobytes()
        known.pop(key, None)
        known[key] = tour
        if len(known) > self.most:
            known.pop(next(iter(known)))

    def of(self, row: int) -> list[Tour]:
        """Those of a row."""
        return list(self.tours.get(row, {}).values())


def without(roster: Roster, free: Ints, level: Level) -> tuple[Roster, Level]:
    """The roster without the tours of the free, and what the level leaves them."""
    rest = roster.copy()
    for agent in free.tolist():
        rest.take(agent)
    held = tuple(
        Held(each.weights, each.most - sum(w * rest.measures[TERMS.index(t)] for t, w in each.weights.items()))
        for each in level.held
    )
    return rest, replace(level, held=held)


def improved(
    roster: Roster,
    free: Ints,
    level: Level,
    pool: Pool,
    over: Callable[[], bool],
    left: Callable[[], float],
    rng: np.random.Generator,
    params: DiveParams,
    step: float,
) -> Roster | None:
    """A better plan in which only ``free`` have other tours; None: none was found. ``step``: by so much, at least."""
    rest, limits = without(roster, free, level)
    team = roster.team
    units = [Unit(team.rows[int(roster.row_of[agent])], 1) for agent in free.tolist()]
    master = Master(team, units, limits, team.lack.beside(rest.agents))
    start = [(unit, tour) for unit, agent in enumerate(free.tolist()) if (tour := roster.tours[agent]) is not None]
    start += [(unit, tour) for unit, agent in enumerate(free.tolist()) for tour in pool.of(int(roster.row_of[agent]))]
    master.add(start)
    now = roster.value(level) - float(theta_of(level, np.zeros(len(level.held))) @ rest.measures)
    point = generate(master, over, left, rounds=12)
    if point is None or point.value > now - step + 1e-6:
        return None
    tours = dive(master, point, over, left, params, rng, worse_than=now - step + 1e-6)
    if tours is None:
        return None
    for agent, tour in zip(free.tolist(), tours, strict=True):
        if tour is not None:
            settle(rest, agent, tour, level)
            pool.add(int(roster.row_of[agent]), tour)
    exact_pass(rest, free, level, theta_of(level), over)
    return rest if rest.value(level) < roster.value(level) - 1e-6 else None


def settle(roster: Roster, agent: int, tour: Tour, level: Level) -> None:
    """Give an agent a tour, its breaks where they cost least as the others stand."""
    nothing = np.zeros(len(roster.agents))
    del level
    worked = tour.worked
    _worth, breaks = roster.team.cover.worth(roster.team.lack.saved(roster.agents, 0, nothing))
    roster.give(agent, tour, breaks[worked])


def chosen(roster: Roster, size: int, rng: np.random.Generator) -> Ints:
    """Who is free next: people who have most to do with a day on which something is missing or too much, or anybody."""
    n = roster.n_agents
    size = min(size, n)
    if rng.random() < 0.5:
        return np.sort(rng.choice(n, size, replace=False))
    catalogue = roster.team.catalogue
    day = int(rng.integers(len(catalogue.days)))
    near = np.array(
        [
            sum(each >= 0 for each in tour.shifts[max(0, day - 1) : day + 2]) if tour is not None else 0
            for tour in roster.tours
        ],
        dtype=float,
    )
    score = near + 2.0 * rng.random(n)
    return np.sort(np.argsort(-score, kind="stable")[:size])
