"""The network of one automaton: rest between shifts and sequences of days, as arrays that a kernel walks through.

Each day has a row for every start of a shift and one for who works no more on it; each row has a place for every state
of the automaton. From a row one waits for the next, works a shift and lands where one is rested, or, from the last one,
is off and goes on to the next day. Persons whose works share the automaton share the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork, DayAutomaton

    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Network:
    """Where everything leads; places are numbers into one array of all futures, whose last one is that of no way."""

    n_days: int
    shift_of: Ints
    """Number of each shift in the catalogue, shape (shifts,); shifts are ordered by day and start."""
    first: Ints
    """First shift of each day, and behind the last day their number; shape (days + 1,)."""
    row: Ints
    """Row of each shift on its day, ascending, shape (shifts,)."""
    rows: Ints
    """Rows of each day, that of who works no more among them; shape (days,)."""
    states: Ints
    """States before each day, shape (days,)."""
    place: Ints
    """First place of each day, then the place behind the horizon, then that of no way; shape (days + 2,)."""
    off: NDArray[np.int32]
    """Where a day off leads, by day and state: shape (Σ states,)."""
    off_first: Ints
    """First entry of each day in it, shape (days,)."""
    land: NDArray[np.int32]
    """Where each shift leads, by shift and state before its day: shape (Σ shifts · states,)."""
    land_first: Ints
    """First entry of each shift in it, shape (shifts,)."""
    skips: Ints
    """Day on which one may work again after each shift; days between are off. Shape (shifts,)."""

    @property
    def n_shifts(self) -> int:
        """Number of shifts."""
        return len(self.row)

    @property
    def n_places(self) -> int:
        """Places of futures."""
        return int(self.place[-1]) + 1


def network_of(works: Sequence[ContractWork], numbers: Sequence[Ints]) -> Network:
    """The network of works that share an automaton; ``numbers`` are those of their shifts in the catalogue."""
    automaton = works[0].automaton
    shift_of, chosen = np.unique(np.concatenate(numbers), return_index=True)
    day, start, rested, symbol = (
        np.concatenate([getattr(work, name) for work in works])[chosen] for name in ("day", "start", "rested", "symbol")
    )
    order = np.lexsort((start, day))
    shift_of, day, start, rested, symbol = (each[order] for each in (shift_of, day, start, rested, symbol))
    return _built(automaton, shift_of, day.astype(np.int64), start, rested, symbol)


def _built(
    automaton: DayAutomaton, shift_of: Ints, day: Ints, start: Ints, rested: Ints, symbol: NDArray[np.intp]
) -> Network:
    n_days = automaton.n_days
    first = np.searchsorted(day, np.arange(n_days + 1))
    begins = np.flatnonzero(np.diff(day, prepend=-1) | np.diff(start, prepend=-(2**40)))
    node = np.cumsum(np.isin(np.arange(len(day)), begins)) - 1
    node_day, node_start = day[begins], start[begins]
    first_node = np.searchsorted(node_day, np.arange(n_days + 1))
    rows = np.diff(first_node) + 1
    states = np.array([automaton.n_states(each) for each in range(n_days)], dtype=np.int64)
    place = np.concatenate([[0], np.cumsum(rows * states)])
    place = np.append(place, place[-1] + 1)
    ready = np.maximum(np.searchsorted(node_start, rested), first_node[day + 1])
    skips = np.append(node_day, n_days)[ready]
    landing = np.append(
        place[node_day] + (np.arange(len(begins)) - first_node[node_day]) * states[node_day], place[n_days]
    )
    land = _landings(automaton, day, symbol, skips, landing[ready], int(place[-1]))
    off = [
        np.where(table[:, 0] >= 0, place[each + 1] + table[:, 0], place[-1])
        for each, table in enumerate(automaton.after)
    ]
    sizes = states[day]
    return Network(
        n_days,
        shift_of,
        first,
        node - first_node[day],
        rows,
        states,
        place,
        np.concatenate([np.zeros(0, dtype=np.int64), *off]).astype(np.int32),
        np.cumsum(states) - states,
        land,
        np.cumsum(sizes) - sizes,
        skips,
    )


def _landings(
    automaton: DayAutomaton, day: Ints, symbol: NDArray[np.intp], skips: Ints, row: Ints, nowhere: int
) -> NDArray[np.int32]:
    """Where each shift leads, by shift and state."""
    known: dict[tuple[int, int, int], NDArray[np.intp]] = {}
    found = []
    for key in zip(day.tolist(), symbol.tolist(), skips.tolist(), strict=True):
        if key not in known:
            known[key] = _after(automaton, *key)
        found.append(known[key])
    ends = np.concatenate([np.zeros(0, dtype=np.intp), *found])
    base = np.repeat(row, [len(each) for each in found])
    return np.where(ends >= 0, base + ends, nowhere).astype(np.int32)


def _after(automaton: DayAutomaton, day: int, symbol: int, later: int) -> NDArray[np.intp]:
    """The state before ``later`` of who works on ``day`` and is off on the days between, by the state before it."""
    state = automaton.after[day][:, symbol]
    for between in range(day + 1, later):
        state = np.append(automaton.after[between][:, 0], -1)[state]
    return state
