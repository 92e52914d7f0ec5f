"""The best tour of one person: a longest path through the network, from its end back, then along the best way.

Compiled by numba where that is installed (the extra ``fast``), else by numpy over the states of a day; both add the
same numbers in the same order and prefer the same of equal ways, so their answers are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.people.paths.network import Network

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Places = NDArray[np.int32]

COMPILED = find_spec("numba") is not None
"""Whether the kernel is machine code."""
F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """``function`` as machine code where numba is installed, else itself."""
    if not COMPILED:
        return function
    from numba import njit

    return cast("F", njit(cache=True, nogil=True)(function))


@compiled
def futures(
    first: Ints,
    row: Ints,
    rows: Ints,
    states: Ints,
    place: Ints,
    off: Places,
    off_first: Ints,
    land: Places,
    land_first: Ints,
    gain: Floats,
    off_gain: Floats,
    future: Floats,
) -> None:
    """Fill ``future``, the most that can be gained from each place on; arrays are those of the network."""
    future[place[-1]] = -np.inf
    future[place[-2]] = 0.0
    for day in range(len(rows) - 1, -1, -1):
        n, at = states[day], place[day]
        here = at + (rows[day] - 1) * n
        for state in range(n):
            future[here + state] = future[off[off_first[day] + state]] + off_gain[day]
        shift = first[day + 1] - 1
        for line in range(rows[day] - 2, -1, -1):
            here = at + line * n
            for state in range(n):
                future[here + state] = future[here + n + state]
            while shift >= first[day] and row[shift] == line:
                gained = gain[shift]
                if gained > -np.inf:
                    to = land_first[shift]
                    for state in range(n):
                        worth = future[land[to + state]] + gained
                        future[here + state] = max(future[here + state], worth)
                shift -= 1


@compiled
def best_way(
    first: Ints,
    row: Ints,
    rows: Ints,
    states: Ints,
    place: Ints,
    off: Places,
    off_first: Ints,
    land: Places,
    land_first: Ints,
    gain: Floats,
    off_gain: Floats,
    future: Floats,
    tour: Ints,
) -> None:
    """Write the shift of each day of the best tour to ``tour``, −1 where it is off: of equal ways the later start."""
    tour[:] = -1
    at, end = 0, place[-2]
    day, line, state = 0, 0, 0
    while at != end:
        n = states[day]
        if line == rows[day] - 1:
            at = off[off_first[day] + state]
        elif future[at] == future[at + n]:
            at += n
        else:
            shift = np.searchsorted(row[first[day] : first[day + 1]], line) + first[day]
            while future[land[land_first[shift] + state]] + gain[shift] != future[at]:
                shift += 1
            tour[day] = shift
            at = land[land_first[shift] + state]
        if at != end:
            while at >= place[day + 1]:
                day += 1
            line = (at - place[day]) // states[day]
            state = (at - place[day]) % states[day]


def futures_by_numpy(network: Network, gain: Floats, off_gain: Floats, future: Floats) -> None:
    """The same as ``futures``, over all states and shifts of a day at once."""
    future[network.place[-1]], future[network.place[-2]] = -np.inf, 0.0
    for day in range(network.n_days - 1, -1, -1):
        n, rows, first = int(network.states[day]), int(network.rows[day]), int(network.first[day])
        layer = future[network.place[day] : network.place[day] + rows * n].reshape(rows, n)
        begin = network.off_first[day]
        layer[-1] = future[network.off[begin : begin + n]] + off_gain[day]
        count = int(network.first[day + 1]) - first
        if count:
            begin = network.land_first[first]
            ends = future[network.land[begin : begin + count * n]].reshape(count, n)
            ends += gain[first : first + count, None]
            starts = np.flatnonzero(np.diff(network.row[first : first + count], prepend=-1))
            np.maximum.reduceat(ends, starts, out=layer[:-1])
            np.maximum.accumulate(layer[::-1], out=layer[::-1])


class Kernel:
    """Best tours through one network."""

    def __init__(self, network: Network, *, by_numpy: bool = not COMPILED) -> None:
        """Keep room for the futures of one person."""
        self.network, self._by_numpy = network, by_numpy
        self._future = np.empty(network.n_places)
        self._arrays = (
            network.first,
            network.row,
            network.rows,
            network.states,
            network.place,
            network.off,
            network.off_first,
            network.land,
            network.land_first,
        )

    def best(self, gain: Floats, off_gain: Floats) -> tuple[float, Ints]:
        """What the best tour gains, and its shift of each day, −1 off; −∞ and no shift where there is no legal tour.

        ``gain`` is by shift, −∞ where it must not be worked; ``off_gain`` by day, finite or −∞.
        """
        network = self.network
        if network.n_days and not network.states[0]:
            return -np.inf, np.full(network.n_days, -1, dtype=np.int64)
        gain = gain + self._between(off_gain)
        if self._by_numpy:
            futures_by_numpy(network, gain, off_gain, self._future)
        else:
            futures(*self._arrays, gain, off_gain, self._future)
        most = float(self._future[0])
        tour = np.full(network.n_days, -1, dtype=np.int64)
        if most > -np.inf:
            best_way(*self._arrays, gain, off_gain, self._future, tour)
        return most, tour

    def _between(self, off_gain: Floats) -> Floats | float:
        """What the days off between each shift and the next possible one gain."""
        if not off_gain.any():
            return 0.0
        barred = np.isneginf(off_gain)
        sums, bars = (
            np.concatenate([[0.0], np.cumsum(each)]) for each in (np.where(barred, 0.0, off_gain), barred.astype(float))
        )
        day = np.repeat(np.arange(self.network.n_days), np.diff(self.network.first))
        skips = self.network.skips
        between: Floats = np.where(bars[skips] > bars[day + 1], -np.inf, sums[skips] - sums[day + 1])
        return between
