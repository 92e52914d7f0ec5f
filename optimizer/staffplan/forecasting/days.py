"""Days as the methods see them: dates, and a row of volumes for each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Dates:
    """Days of the calendar in order; both arrays have shape (days,)."""

    ordinals: Ints
    """Days since 0001-01-01, as ``date.toordinal`` counts them."""
    weekdays: Ints
    """0 for Monday to 6; a make-up workday has the weekday that it is worked like."""

    def __len__(self) -> int:
        """How many."""
        return len(self.ordinals)

    def where(self, keep: Bools | Ints) -> Dates:
        """Those that ``keep`` marks or numbers."""
        return Dates(self.ordinals[keep], self.weekdays[keep])

    def weeks_before(self, ordinal: int) -> Floats:
        """How many weeks each lies before the day ``ordinal``."""
        return (ordinal - self.ordinals) / 7.0


@dataclass(frozen=True, eq=False)
class Days:
    """Days with their volumes, all known."""

    dates: Dates
    counts: Floats
    """Inquiries, shape (days, slots)."""

    def __len__(self) -> int:
        """How many."""
        return len(self.dates)

    @property
    def last(self) -> int:
        """The last day's ordinal."""
        return int(self.dates.ordinals[-1])

    @property
    def totals(self) -> Floats:
        """Inquiries of each day."""
        total: Floats = self.counts.sum(axis=1)
        return total

    def where(self, keep: Bools | Ints) -> Days:
        """Those that ``keep`` marks or numbers."""
        return Days(self.dates.where(keep), self.counts[keep])

    def scaled(self, factor: Floats) -> Days:
        """Each day's volumes times its factor, shape (days,)."""
        return replace(self, counts=self.counts * factor[:, None])

    def until(self, ordinal: int) -> Days:
        """The days before ``ordinal``."""
        return self.where(self.dates.ordinals < ordinal)


def weekdays_of(ordinals: Ints) -> Ints:
    """0 for Monday to 6."""
    return (ordinals + 6) % 7
