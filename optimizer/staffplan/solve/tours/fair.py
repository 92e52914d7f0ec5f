"""Fairness: who works which tour, so that starts stay stable and nights and weekends are shared evenly.

What is made small is the *strain* of a contract's agents:

    Σ over agents (hours by which each shift starts off the one before + nights² + weekend shifts²)

How many nights and weekend shifts there are is settled, so their squares are least where everybody has the same number.
Two agents may swap all that lies ahead of them on a day on which they are in the same state of the day automaton, and
two who both work on a day may swap that day's shifts, as long as rest holds. Both are looked for day after day.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.tours.table import NOBODY, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.tours.team import Tour

    Ints = NDArray[np.int64]

    Costs = Callable[[NDArray[np.intp]], NDArray[np.float64]]
    """Strain if each of some agents (rows) takes what another of them (columns) has; infinite where not legal. Shape
    (parts, n, n) for agents of shape (parts, n)."""

PASSES = 4
"""How often the days are gone through for teams of up to ``LARGE`` agents; larger ones once, half as many together."""
LARGE = 500
TOGETHER = 64
"""Agents among whom swaps are looked for at once: their pairs are what takes time."""
AT_ONCE = 32
"""So many such parts are worked out in one go: what fits near the processor."""
ROUNDS = 4
GAIN = 1e-6


def never() -> bool:
    """There is time."""
    return False


def shared(work: ContractWork, rows: Ints, slots_per_day: int, is_over: Callable[[], bool] = never) -> Ints:
    """The same shifts, in legal tours of less strain: the shift of each day of each agent, shape (agents, days).

    Where ``is_over`` says that time is up, what was swapped up to there stays: tours are legal at every moment.
    """
    if len(rows) < 2 or work.automaton.n_states(0) == 0:
        return rows
    table = Table(work, rows, slots_per_day)
    passes, together = (PASSES, TOGETHER) if len(rows) <= LARGE else (1, TOGETHER // 2)
    for _pass in range(passes):
        changed = False
        table.rewind()
        for day in range(work.automaton.n_days):
            if is_over():
                return table.shift
            for keys, costs, swap in (
                (table.states, table.cost_of_futures, table.swap_futures),
                (table.at_work, table.cost_of_shifts, table.swap_shifts),
            ):
                taken = _swaps(keys(day), table.unrest(), partial(costs, day=day), together, is_over)
                if taken is not None:
                    swap(day, taken)
                    changed = True
            table.advance(day)
        if not changed:
            break
    return table.shift


def strain(work: ContractWork, tours: list[Tour], slots_per_day: int) -> float:
    """The strain of these tours; in a cyclic period the last shift comes before the first."""
    weekend = np.array([day.weekday() >= 5 for day in work.days])
    total = 0.0
    for tour in tours:
        starts = work.start[tour] % slots_per_day
        before = np.roll(starts, 1) if work.cycle is not None else np.concatenate([starts[:1], starts[:-1]])
        apart = np.abs(starts - before)
        total += float(np.minimum(apart, slots_per_day - apart).sum()) * 24 / slots_per_day
        total += int(work.night[tour].sum()) ** 2 + int(weekend[work.day[tour]].sum()) ** 2
    return total


def _swaps(
    keys: NDArray[np.int64], order: NDArray[np.int64], costs: Costs, together: int, is_over: Callable[[], bool]
) -> NDArray[np.intp] | None:
    """Whose part each agent takes, by swaps among agents of the same key, −1 taking none; None: all keep their own."""
    taken = np.arange(len(keys))
    sorted_ = np.lexsort((order, keys))
    sorted_ = sorted_[keys[sorted_] != NOBODY]
    cuts = np.flatnonzero(np.diff(keys[sorted_])) + 1
    for group in np.split(sorted_, cuts):
        for agents in _dealt(group, together):
            if is_over():
                break
            taken[agents] = np.take_along_axis(agents, _best_pairs(costs(agents)), axis=1)
    return None if (taken == np.arange(len(keys))).all() else taken


def _dealt(group: NDArray[np.intp], together: int) -> Iterator[NDArray[np.intp]]:
    """The agents of ``group`` dealt out in turn to parts of ``together`` at most: some parts at once, equally large."""
    parts = -(-len(group) // together)
    each, larger = divmod(len(group), parts) if parts else (0, 0)
    hands = group[: parts * each].reshape(each, parts).T
    full = np.column_stack([hands[:larger], group[parts * each :]])
    for many in (full, hands[larger:]):
        if many.shape[1] > 1:
            yield from (many[first : first + AT_ONCE] for first in range(0, len(many), AT_ONCE))


def _best_pairs(cost: NDArray[np.float64]) -> NDArray[np.intp]:
    """Permutations of less cost, shape (parts, n) of (parts, n, n): again and again everybody's best swap of all."""
    order = np.tile(np.arange(cost.shape[1]), (len(cost), 1))
    parts = np.arange(len(cost))
    for _round in range(ROUNDS):
        now = np.take_along_axis(cost[parts], order[parts, None, :], axis=2)
        gain = now.diagonal(axis1=1, axis2=2)[:, :, None] - now
        gain += gain.transpose(0, 2, 1)
        partner = gain.argmax(axis=2)
        best = np.take_along_axis(gain, partner[:, :, None], axis=2)[:, :, 0]
        swaps = np.argsort(-best, axis=1, kind="stable")
        wanted = np.count_nonzero(best > GAIN, axis=1)
        for part, row, others, count in zip(parts.tolist(), swaps, partner, wanted.tolist(), strict=True):
            _swap(order[part], row[:count], others)
        parts = parts[wanted > 0]
        if not len(parts):
            break
    return order


def _swap(order: NDArray[np.intp], swaps: NDArray[np.intp], partner: NDArray[np.intp]) -> None:
    """Make ``swaps`` with each one's ``partner``, as far as both have not swapped yet."""
    free = [True] * len(order)
    places = order.tolist()
    for one, other in zip(swaps.tolist(), partner[swaps].tolist(), strict=True):
        if free[one] and free[other]:
            free[one] = free[other] = False
            places[one], places[other] = places[other], places[one]
    order[:] = places
