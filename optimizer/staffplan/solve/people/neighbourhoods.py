"""Neighbourhoods: a few people are free, all others keep their tours; the master of the few says if it is worth it.

Only where its linear program is under what the few cost now is it dived into.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.dive import DiveParams, dive
from staffplan.solve.people.generation import generate
from staffplan.solve.people.given.problem import TERMS, Held
from staffplan.solve.people.master import Master, Unit
from staffplan.solve.people.responses import exact_pass
from staffplan.solve.people.roster import theta_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.people.clock import Clock
    from staffplan.solve.people.given.problem import Level
    from staffplan.solve.people.paths.team import Tour
    from staffplan.solve.people.roster import Roster

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

TRIES = 3
"""Dives of one neighbourhood, at most."""
WINDOWS = 0.4
"""Part of the neighbourhoods that are some days of more people, not all days of a few."""
LEAST_WINDOW, MOST_WINDOW = 5, 14
"""Days of those."""


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


@dataclass(frozen=True, eq=False)
class Open:
    """What may change: these agents, on days from ``first`` to before ``end``."""

    agents: Ints
    first: int
    end: int


def improved(
    roster: Roster, what: Open, level: Level, pool: Pool, clock: Clock, rng: np.random.Generator, step: float
) -> Roster | None:
    """A better plan in which only what is open differs; None: none was found. Better by ``step``, at least."""
    team, free = roster.team, what.agents
    rest, limits = without(roster, free, level)
    units = [Unit(team.rows[int(roster.row_of[agent])], 1) for agent in free.tolist()]
    master = Master(team, units, limits, team.lack.beside(rest.agents))
    bans = _bans(roster, what, units)
    master.add(_start(roster, what, pool))
    now = roster.value(level) - float(theta_of(level, np.zeros(len(level.held))) @ rest.measures)
    most = now - step + 1e-6
    point = generate(master, clock.over, clock.left, rounds=15, bans=bans)
    for attempt in range(TRIES):
        if point is None or point.value > most or clock.over():
            return None
        params = DiveParams(share=0.05, noise=0.1 * (attempt + 1), rounds=3)
        tours = dive(master, point, clock, params, rng, most, bans)
        if tours is not None:
            found = _given(rest.copy(), free, tours, level, pool)
            exact_pass(found, free, level, theta_of(level), clock.over)
            if found.value(level) < roster.value(level) - 1e-6:
                return found
        point = master.solve(clock.left())
    return None


def _start(roster: Roster, what: Open, pool: Pool) -> list[tuple[int, Tour]]:
    """Tours at hand of each unit: that of now, and those of the pool that do not differ elsewhere."""
    start = []
    for unit, agent in enumerate(what.agents.tolist()):
        now = roster.tours[agent]
        if now is not None:
            start.append((unit, now))
        for tour in pool.of(int(roster.row_of[agent])):
            apart = np.flatnonzero(tour.shifts != (-1 if now is None else now.shifts))
            if now is None or not len(apart) or (apart[0] >= what.first and apart[-1] < what.end):
                start.append((unit, tour))
    return start


def _bans(roster: Roster, what: Open, units: list[Unit]) -> dict[int, tuple[Floats, Floats]]:
    """Everybody does what they do now on the days that are not open."""
    n_days = len(roster.team.catalogue.days)
    if what.first == 0 and what.end == n_days:
        return {}
    found = {}
    for unit, agent in enumerate(what.agents.tolist()):
        tour = roster.tours[agent]
        if tour is not None:
            shut = [day for day in range(n_days) if not what.first <= day < what.end]
            bans = units[unit].row.no_bans()
            for day in shut:
                units[unit].row.ban(*bans, day, int(tour.shifts[day]))
            found[unit] = bans
    return found


def _given(rest: Roster, free: Ints, tours: list[Tour | None], level: Level, pool: Pool) -> Roster:
    for agent, tour in zip(free.tolist(), tours, strict=True):
        if tour is not None:
            settle(rest, agent, tour)
            pool.add(int(rest.row_of[agent]), tour)
    return rest


def settle(roster: Roster, agent: int, tour: Tour) -> None:
    """Give an agent a tour, its breaks where they cost least as the others stand."""
    nothing = np.zeros(len(roster.agents))
    _worth, breaks = roster.team.cover.worth(roster.team.lack.saved(roster.agents, 0, nothing))
    roster.give(agent, tour, breaks[tour.worked])


def chosen(roster: Roster, size: int, rng: np.random.Generator) -> Open:
    """What is open next: a few people, those with most to do around a day, or some more people on a few days."""
    n, n_days = roster.n_agents, len(roster.team.catalogue.days)
    kind = rng.random()
    if kind < WINDOWS and n_days > LEAST_WINDOW:
        length = int(rng.integers(LEAST_WINDOW, min(MOST_WINDOW, n_days) + 1))
        first = int(rng.integers(1 - LEAST_WINDOW // 2, n_days - length // 2))
        few = np.sort(rng.choice(n, min(n, 3 * size), replace=False))
        return Open(few, max(first, 0), min(first + length, n_days))
    if kind < (1 + WINDOWS) / 2:
        return Open(np.sort(rng.choice(n, min(size, n), replace=False)), 0, n_days)
    day = int(rng.integers(n_days))
    near = [0 if each is None else int((each.shifts[max(0, day - 1) : day + 2] >= 0).sum()) for each in roster.tours]
    score = np.array(near) + 2.0 * rng.random(n)
    return Open(np.sort(np.argsort(-score, kind="stable")[:size]), 0, n_days)
