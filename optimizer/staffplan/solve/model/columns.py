"""The variables of the master: one container for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.engine.linear import LinearModel

Breaks = dict[int, list[list[int]]]
"""By shift and rank, the start of each agent's break."""


@dataclass(frozen=True, eq=False)
class BreakColumns:
    """Agents of each shift whose break starts at each of its possible places; arrays have shape (places,)."""

    rank: int
    """Which of the shift's breaks, from 0."""
    shift: NDArray[np.intp]
    """The shift."""
    start: NDArray[np.int64]
    """First slot of the break."""
    length: NDArray[np.int64]
    """Slots it lasts."""
    column: NDArray[np.int64]
    """The variable."""


@dataclass(frozen=True, eq=False)
class DayArcs:
    """Agents who go through the day automaton on one day by one symbol; arrays have shape (arcs,)."""

    day: int
    """The day, by index."""
    symbol: int
    """What they do: 0 a day off, else a shift of that symbol."""
    origin: NDArray[np.intp]
    """State before the day."""
    column: NDArray[np.int64]
    """The variable."""


@dataclass(frozen=True, eq=False)
class ContractColumns:
    """The variables of one contract."""

    work: ContractWork
    """Its legal shifts."""
    headcount: int
    """Agents of the contract (one column)."""
    shifts: NDArray[np.int64]
    """Agents in each legal shift, shape (shifts,)."""
    breaks: tuple[BreakColumns, ...]
    """One entry for each rank of break; none where breaks are running totals."""
    arcs: tuple[DayArcs, ...] = ()
    """The ways through the day automaton, by day; none before it is in the model."""

    def chosen_breaks(self, values: NDArray[np.float64]) -> Breaks:
        """By shift and rank, the start of each agent's break in a solution."""
        chosen: Breaks = {}
        for places in self.breaks:
            count = values[places.column].astype(np.int64)
            for place in np.flatnonzero(count):
                shift = int(places.shift[place])
                ranks = chosen.setdefault(shift, [[] for _option in self.work.breaks_of(shift)])
                ranks[places.rank] += [int(places.start[place])] * int(count[place])
        return chosen


def add_contract_columns(
    model: LinearModel, work: ContractWork, most_agents: int, *, places: bool = True
) -> ContractColumns:
    """Columns of headcount, shifts and the places of breaks; no shift ever needs more than ``most_agents``."""
    least, most = work.contract.headcount
    upper = most_agents if most is None else min(most, most_agents)
    name = work.contract.name
    headcount = model.add_columns(f"headcount[{name}]", 1, least, max(upper, least), integer=True)
    shifts = model.add_columns(f"shift[{name}]", work.n_shifts, 0, max(upper, least), integer=True)
    breaks = tuple(_break_columns(model, work, rank) for rank in _ranks(work)) if places else ()
    return ContractColumns(work, int(headcount[0]), shifts, breaks)


def _ranks(work: ContractWork) -> Iterator[int]:
    return iter(range(max((len(pattern.breaks) for pattern, _having in work.by_pattern), default=0)))


def _break_columns(model: LinearModel, work: ContractWork, rank: int) -> BreakColumns:
    shift, start, length = [], [], []
    for pattern, having in work.by_pattern:
        if rank < len(pattern.breaks):
            offsets = np.array(pattern.breaks[rank].offsets)
            shift.append(np.repeat(having, len(offsets)))
            start.append((work.start[having][:, None] + offsets).ravel())
            length.append(np.full(len(having) * len(offsets), pattern.breaks[rank].length))
    places = np.concatenate(shift)
    column = model.add_columns(f"break{rank + 1}[{work.contract.name}]", len(places), integer=True)
    return BreakColumns(rank, places.astype(np.intp), np.concatenate(start), np.concatenate(length), column)
