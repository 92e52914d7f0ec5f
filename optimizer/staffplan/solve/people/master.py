"""The restricted master: some tours of some people, the need with its breaks, and the levels above as rows.

A *unit* is a row of the team with a number of people: all who are alike for the bound, single agents where plans are
looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from staffplan.solve.engine.growing import GrowingProgram
from staffplan.solve.people.given.problem import TERMS
from staffplan.solve.people.paths.team import MISSING
from staffplan.solve.people.roster import OVER, theta_of
from staffplan.solve.people.rows import need_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.solve.people.given.lack import Lack
    from staffplan.solve.people.given.problem import Level
    from staffplan.solve.people.paths.team import Row, Team, Tour

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


class Unit(NamedTuple):
    """People of one row."""

    row: Row
    size: int


@dataclass(frozen=True, eq=False)
class Prices:
    """What the bound is made of: prices of places, of scopes, and of the levels above."""

    places: Floats
    scopes: Floats
    held: Floats

    def between(self, other: Prices, part: float) -> Prices:
        """So far from these prices on the way to others."""
        return Prices(
            self.places + part * (other.places - self.places),
            self.scopes + part * (other.scopes - self.scopes),
            self.held + part * (other.held - self.held),
        )


@dataclass(frozen=True, eq=False)
class Point:
    """A solution of the restricted master."""

    value: float
    parts: Floats
    """Of each tour, in the order in which they came."""
    units: Floats
    """What one more of each unit would cost."""
    prices: Prices


class Master:
    """Rows of units, of the need and of the levels above; columns of tours."""

    def __init__(self, team: Team, units: Sequence[Unit], level: Level, lack: Lack, *, central: bool = False) -> None:
        """No tour yet: add one for each unit before it is solved. ``level`` holds what these units may come to."""
        self.team, self.units, self.level, self.lack, self.central = team, list(units), level, lack, central
        self._need = need_rows(team.catalogue, team.cover, lack)
        model = self._need.model
        count = np.array([unit.size for unit in units], dtype=float)
        hire = np.array([unit.row.is_hire for unit in units], dtype=bool)
        self._unit_rows = model.add_rows("unit", len(units), np.where(hire, 0.0, count), count)
        missing = self._need.missing
        self._held_rows = model.add_rows("held", len(level.held), -np.inf, [each.most for each in level.held])
        for row, held in zip(self._held_rows, level.held, strict=True):
            model.add_terms(row, np.arange(len(missing)), held.weights.get("missing", 0.0) * missing)
        slack = model.add_columns("over_limit", len(level.held))
        model.add_terms(self._held_rows, slack, -1.0)
        self._weights = theta_of(level, np.zeros(len(level.held)))
        self._held = np.array([[held.weights.get(term, 0.0) for term in TERMS] for held in level.held])
        cost = np.concatenate([self._weights[MISSING] * missing, np.full(len(slack), OVER)])
        self._program = GrowingProgram(model, cost, central=central)
        self.tours: list[Tour] = []
        self.unit_of: list[int] = []
        self.columns: list[int] = []
        self._seen: dict[tuple[int, bytes], int] = {}

    @property
    def weight(self) -> float:
        """What the term ``missing`` counts at this level."""
        return float(self._weights[MISSING])

    def add(self, found: Sequence[tuple[int, Tour]]) -> int:
        """Add these tours of units as far as they are new; how many were."""
        new, cost, terms = [], [], []
        for unit, tour in found:
            key = (unit, tour.shifts.tobytes())
            if key in self._seen:
                continue
            self._seen[key] = len(self.tours)
            self.tours.append(tour)
            self.unit_of.append(unit)
            new.append(tour)
            cost.append(float(self._weights @ tour.measures))
            terms.append(self._terms(unit, tour))
        self.columns += self._program.add(cost, terms).tolist()
        return len(new)

    def place_of(self, unit: int, tour: Tour) -> int:
        """Which of the tours this one is."""
        return self._seen[unit, tour.shifts.tobytes()]

    def _terms(self, unit: int, tour: Tour) -> tuple[Ints, Floats]:
        links = self._need.link[tour.worked]
        links = links[links >= 0]
        rows = np.concatenate([self._unit_rows[[unit]], links, self._held_rows])
        held = self._held @ tour.measures if len(self._held) else np.zeros(0)
        return rows, np.concatenate([np.ones(1 + len(links)), held])

    def hold(self, tours: Ints, most: float) -> None:
        """Let these tours be used so often at most."""
        self._program.bound(np.array(self.columns, dtype=np.int64)[tours], 0.0, most)

    def solve(self, seconds: float) -> Point | None:
        """A solution; None where there is none within the time."""
        found = self._program.solve(seconds)
        if found is None:
            return None
        duals, need = found.duals, self._need
        prices = Prices(duals[need.places], duals[need.scopes] / need.scale, np.maximum(-duals[self._held_rows], 0.0))
        parts = found.values[np.array(self.columns, dtype=np.int64)]
        return Point(found.objective, parts, duals[self._unit_rows], prices)

    def reduced(self, point: Point, found: Sequence[tuple[int, Tour]]) -> list[float]:
        """What one of each of these tours of units would change at the prices of ``point``; shifts at their worth."""
        theta = theta_of(self.level, point.prices.held)
        worth, _breaks = self.team.cover.worth(point.prices.places)
        return [float(theta @ tour.measures - worth[tour.worked].sum() - point.units[unit]) for unit, tour in found]
