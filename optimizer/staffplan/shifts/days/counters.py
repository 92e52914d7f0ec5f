"""Sums over the whole period, multiplied into an automaton that knows all other rules.

A sum of the period knows of no day: so all its states of one day are gone through at once, as arrays. Hours, weekends
and shifts of several names together have too many states to be walked through one by one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.legal_shifts import DayAutomaton
from staffplan.shifts.days.rule import TooManyStatesError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.intp]

MOST_COUNTED = 5_000_000
"""States before merging, over all days: more take longer than some seconds."""


@dataclass(frozen=True, eq=False)
class Counter:
    """From ``least`` to ``most`` of something in the period; no most: any amount."""

    amount: Ints
    """What a day of each symbol adds, shape (1 + symbols,): nothing where it is off."""
    least: int
    most: int | None


def counted(automaton: DayAutomaton, counter: Counter, *, has_eve: bool) -> DayAutomaton:
    """The sequences of ``automaton`` whose sum is within the limits; the eve, if it is the first day, adds nothing.

    Raises:
        TooManyStatesError: there are more than ``MOST_COUNTED`` states.
    """
    if automaton.n_states(0) == 0 or _never_binds(counter, automaton.n_days - has_eve):
        return automaton
    top = counter.least if counter.most is None else counter.most
    keys, tables, total = np.zeros(1, dtype=np.intp), [], 0
    for day, after in enumerate(automaton.after):
        state, amount = np.divmod(keys, top + 1)
        added = np.zeros_like(counter.amount) if has_eve and day == 0 else counter.amount
        ends, sums = after[state], amount[:, None] + added
        if counter.most is None:
            sums = np.minimum(sums, top)
        legal = (ends >= 0) & (sums <= top)
        keys, places = np.unique(np.where(legal, ends * (top + 1) + sums, -1), return_inverse=True)
        if keys[0] == -1:
            keys, places = keys[1:], places - 1
        tables.append(places.reshape(ends.shape))
        total += len(keys)
        if total > MOST_COUNTED:
            raise TooManyStatesError
    return _merged(tables, keys % (top + 1) >= counter.least)


def _never_binds(counter: Counter, days: int) -> bool:
    """Whether no sequence of so many days can break it."""
    return counter.least <= 0 and (counter.most is None or int(counter.amount.max()) * days <= counter.most)


def _merged(tables: list[Ints], accepted: NDArray[np.bool_]) -> DayAutomaton:
    """States with the same future as one, from the last day back; those without a future are left out."""
    group: Ints = np.where(accepted, 0, -1).astype(np.intp)
    found = []
    for table in reversed(tables):
        ends = np.append(group, -1)[table]
        live = np.flatnonzero((ends >= 0).any(axis=1))
        rows, places = np.unique(ends[live], axis=0, return_inverse=True)
        group = np.full(len(table), -1, dtype=np.intp)
        group[live] = places.ravel()
        found.append(rows)
    return DayAutomaton(tuple(reversed(found)))
