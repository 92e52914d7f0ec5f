"""What is found and what is proved of a season, in the numbers by which the year knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.solve.season_overflow import SeasonMaster

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


@dataclass(frozen=True, eq=False)
class Point:
    """A plan of the season."""

    at: Coordinates
    values: Floats
    """Columns of ``season``."""
    season: SeasonMaster


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
