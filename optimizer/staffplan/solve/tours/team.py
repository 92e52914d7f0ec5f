"""The tours of one contract's agents: agents of the same tour are counted, not listed, while that is enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.coverage import slots_held

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.model.columns import Breaks

Tour = list[int]
"""The shifts of one agent, in order, as indices into the contract's work."""
OFF = -1
"""No shift on a day."""


@dataclass(frozen=True, eq=False)
class Team:
    """The agents of one contract by tour."""

    work: ContractWork
    """The legal shifts."""
    rows: NDArray[np.int64]
    """The shift of each day of each tour, or ``OFF``, shape (tours, days)."""
    count: NDArray[np.int64]
    """How many agents have each tour, shape (tours,)."""

    @classmethod
    def of(cls, work: ContractWork, tours: Sequence[Tour]) -> Team:
        """Agents with these tours, one after the other."""
        return cls(work, laid_out(work, tours), np.ones(len(tours), dtype=np.int64))

    @property
    def headcount(self) -> int:
        """Agents."""
        return int(self.count.sum())

    @property
    def agents(self) -> NDArray[np.int64]:
        """The shift of each day of each agent, or ``OFF``, shape (agents, days)."""
        return np.repeat(self.rows, self.count, axis=0)

    @property
    def tours(self) -> list[Tour]:
        """The shifts of each agent."""
        return [row[row != OFF].tolist() for row in self.agents]

    @property
    def in_shift(self) -> NDArray[np.int64]:
        """Agents in each legal shift, shape (shifts,)."""
        tour, day = np.nonzero(self.rows != OFF)
        counted = np.bincount(self.rows[tour, day], self.count[tour], self.work.n_shifts)
        return counted.astype(np.int64)


def laid_out(work: ContractWork, tours: Sequence[Tour]) -> NDArray[np.int64]:
    """``tours`` by day, ``OFF`` where there is no shift, shape (tours, days)."""
    rows = np.full((len(tours), len(work.days)), OFF, dtype=np.int64)
    for row, tour in zip(rows, tours, strict=True):
        row[work.day[tour]] = tour
    return rows


def of_teams(teams: Sequence[Team], wanted: Sequence[Breaks], n_slots: int) -> NDArray[np.int64]:
    """Agents of ``teams`` on duty in each slot, shape (n_slots,); ``wanted`` are the breaks of each."""
    duty = np.zeros(n_slots)
    for team, breaks in zip(teams, wanted, strict=True):
        work = team.work
        which, slot = slots_held(work.start, work.length, work.cycle, n_slots)
        duty += np.bincount(slot, team.in_shift[which], n_slots)
        places: dict[int, list[int]] = {}
        for shift, ranks in breaks.items():
            for option, starts in zip(work.breaks_of(shift), ranks, strict=True):
                places.setdefault(option.length, []).extend(starts)
        for length, starts in places.items():
            start, count = np.unique(np.array(starts, dtype=np.int64), return_counts=True)
            which, slot = slots_held(start, np.full_like(start, length), work.cycle, n_slots)
            duty -= np.bincount(slot, count[which], n_slots)
    return duty.astype(np.int64)
