"""All shifts that anybody may work, numbered once: persons whose works differ share the shifts that are the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork, ShiftPattern

    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Arrays have shape (shifts,)."""

    days: tuple[date, ...]
    """Local dates on which anybody may work, ascending."""
    day: Ints
    """Index into ``days`` of each shift."""
    start: Ints
    """First slot of each."""
    pattern: Ints
    """Its pattern."""
    patterns: tuple[ShiftPattern, ...]

    @property
    def n_shifts(self) -> int:
        """Number of shifts."""
        return len(self.day)

    def part(self, shifts: Ints) -> Catalogue:
        """These shifts alone, in this order."""
        return Catalogue(self.days, self.day[shifts], self.start[shifts], self.pattern[shifts], self.patterns)


def catalogue_of(works: Sequence[ContractWork]) -> tuple[Catalogue, list[Ints]]:
    """The catalogue of ``works``, and the number in it of each of their shifts."""
    days = tuple(sorted({day for work in works for day in work.days}))
    number: dict[ShiftPattern, int] = {}
    rows = []
    for work in works:
        place = np.searchsorted(np.array(days, dtype="datetime64[D]"), np.array(work.days, dtype="datetime64[D]"))
        pattern = np.array([number.setdefault(each, len(number)) for each in work.patterns], dtype=np.int64)
        rows.append(np.column_stack([place[work.day], work.start, pattern[work.pattern]]))
    table, numbers = np.unique(np.concatenate(rows), axis=0, return_inverse=True)
    ends = np.cumsum([len(each) for each in rows])
    day, start, pattern = table.T
    return Catalogue(days, day, start, pattern, tuple(number)), np.split(numbers.ravel(), ends[:-1])
