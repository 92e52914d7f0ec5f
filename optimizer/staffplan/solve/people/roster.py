"""A plan on the way: the tour and the breaks of everybody, who is hired, and how many are on duty where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.given.problem import TERMS
from staffplan.solve.people.paths.team import MISSING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.people.given.problem import Level
    from staffplan.solve.people.paths.team import Team, Tour

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

OVER = 1e4
"""What a unit over the limit of a level above counts, in units of this level, while plans are looked for."""


def theta_of(level: Level, held: Floats | None = None) -> Floats:
    """What each term counts: at this level, and ``held`` times in each of the levels above."""
    theta = np.array([level.weights.get(term, 0.0) for term in TERMS])
    for number, above in enumerate(level.held):
        times = OVER if held is None else held[number]
        theta += times * np.array([above.weights.get(term, 0.0) for term in TERMS])
    return theta


class Roster:
    """One agent for each person and for each who might be hired; tours may be exchanged one by one."""

    def __init__(self, team: Team) -> None:
        """Nobody works yet; call ``give`` for every person."""
        self.team = team
        self.row_of = np.repeat(np.arange(len(team.rows)), [row.most for row in team.rows])
        self.tours: list[Tour | None] = [None] * len(self.row_of)
        self.breaks: list[Ints | None] = [None] * len(self.row_of)
        self.agents = np.zeros(team.cover.n_places, dtype=np.int64)
        self.measures = np.zeros(len(TERMS))

    def copy(self) -> Roster:
        """Another one with the same tours, which are never changed themselves."""
        twin = object.__new__(Roster)
        twin.team, twin.row_of = self.team, self.row_of
        twin.tours, twin.breaks = self.tours.copy(), self.breaks.copy()
        twin.agents, twin.measures = self.agents.copy(), self.measures.copy()
        return twin

    @property
    def n_agents(self) -> int:
        """Persons, and those who might be hired."""
        return len(self.tours)

    def take(self, agent: int) -> None:
        """Take an agent's tour away."""
        tour, breaks = self.tours[agent], self.breaks[agent]
        if tour is not None and breaks is not None:
            self._count(tour, breaks, -1)
        self.tours[agent] = self.breaks[agent] = None

    def give(self, agent: int, tour: Tour, breaks: Ints) -> None:
        """Give a tour to an agent who has none; breaks by shift of the tour and rank."""
        self.tours[agent], self.breaks[agent] = tour, breaks
        self._count(tour, breaks, 1)

    def _count(self, tour: Tour, breaks: Ints, sign: int) -> None:
        for shift, each in zip(tour.worked.tolist(), breaks, strict=True):
            self.team.cover.add(self.agents, shift, each, sign)
        self.measures += sign * tour.measures

    def terms(self) -> Floats:
        """What the plan comes to, by term."""
        terms = self.measures.copy()
        terms[MISSING] += self.team.lack.cost(self.agents)
        return terms

    def value(self, level: Level) -> float:
        """The level's sum, and ``OVER`` times what levels above are over their limits."""
        terms = self.terms()
        value = float(theta_of(level, np.zeros(len(level.held))) @ terms)
        for above in level.held:
            value += OVER * max(
                0.0, sum(each * terms[TERMS.index(term)] for term, each in above.weights.items()) - above.most
            )
        return value
