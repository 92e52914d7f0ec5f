"""What is found and proved of a season: points, cuts and steps in the numbers that the year uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.year.overflow import SeasonMaster

    Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Coordinates:
    """A season as the year sees it, or prices of it."""

    agents: Floats
    """Of each group, shape (groups,)."""
    volume: Floats
    """Inquiries a day handed to each supplier, shape (suppliers,)."""
    surcharge: Floats
    """The same, counted factor − 1 times."""
    hours: float
    """What the hours of one period cost."""

    def dot(self, other: Coordinates) -> float:
        """Sum of the products."""
        return float(
            self.agents @ other.agents
            + self.volume @ other.volume
            + self.surcharge @ other.surcharge
            + self.hours * other.hours
        )


@dataclass(frozen=True)
class Wish:
    """What the year's bound believes that a season could be."""

    agents: tuple[int, ...]
    """Of each group."""
    switches: tuple[int, ...]
    """Columns of the hours that are handed over."""


@dataclass(frozen=True, eq=False)
class Point:
    """A plan of the season."""

    at: Coordinates
    values: Floats
    """Columns of ``season``."""
    season: SeasonMaster

    def fits(self, wish: Wish) -> bool:
        """Whether this is a plan with the agents of ``wish``, or fewer, and its hours handed over."""
        on = self.season.all_switches
        handed = on[self.values[on] > 0.5]
        return bool(np.all(self.at.agents <= wish.agents)) and tuple(handed.tolist()) == wish.switches


@dataclass(frozen=True, eq=False)
class Cut:
    """prices · coordinates ≥ least, for every plan of the season."""

    prices: Coordinates
    least: float


@dataclass(frozen=True, eq=False)
class Step:
    """Every plan with no more agents of any group has prices · coordinates ≥ least; inf: there is no such plan."""

    agents: NDArray[np.int64]
    prices: Coordinates
    least: float
