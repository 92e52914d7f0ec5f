"""What the solve stage hands on of a year: each season's roster, what is used, and what is proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.roster import Roster
    from staffplan.schema.year.usage import Usage


@dataclass(frozen=True, eq=False)
class SeasonRoster:
    """One season."""

    roster: Roster
    """Everybody's shifts; its bound is the headcount that the year decided on."""
    chosen: NDArray[np.int64]
    """For each slot the offer that takes a share, from 1; 0: none. Shape (n_slots,)."""
    met: bool
    """Whether the service is met by the steady curves."""


@dataclass(frozen=True, eq=False)
class YearOutcome:
    """The year."""

    bot: str
    """Name of the bot that was chosen."""
    objective: float
    """Cost of the year, or headcount of an average day."""
    bound: float
    """Proved: no year within the rules has less."""
    usage: Usage
    seasons: tuple[SeasonRoster, ...]
    seconds: float
    interrupted: bool

    @property
    def gap(self) -> float:
        """How far the objective may be from the least possible, as a share of it."""
        return (self.objective - self.bound) / abs(self.objective) if self.objective else 0.0
