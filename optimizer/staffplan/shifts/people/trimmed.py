"""Work without what is of no use: states that nobody reaches or from which nothing legal follows, and their shifts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.legal_shifts import DayAutomaton

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork

    Ints = NDArray[np.intp]


def trimmed(work: ContractWork) -> ContractWork | None:
    """``work`` with the states and shifts of some legal sequence of days alone; None: there is none.

    Rest between shifts is not looked at, as far as the automaton does not know it.
    """
    tables = _with_shifts(work)
    alive = _alive(tables)
    if not alive[0][0]:
        return None
    reached, found = np.zeros(1, dtype=np.intp), []
    for table, ahead in zip(tables, alive[1:], strict=True):
        here = table[reached]
        ends = np.where((here >= 0) & np.append(ahead, False)[here], here, -1)
        reached = np.unique(ends[ends >= 0])
        number = np.full(len(ahead) + 1, -1, dtype=np.intp)  # the last one is that of no state
        number[reached] = np.arange(len(reached))
        found.append(number[ends])
    kept = np.array([bool((found[d][:, s] >= 0).any()) for d, s in zip(work.day, work.symbol, strict=True)], dtype=bool)
    return replace(work.only(kept), automaton=DayAutomaton(tuple(found)))


def _with_shifts(work: ContractWork) -> list[Ints]:
    """The states after each day, −1 where nobody has a shift of that symbol."""
    tables = []
    for day, table in enumerate(work.automaton.after):
        offered = np.zeros(table.shape[1], dtype=bool)
        offered[0], offered[work.symbol[work.day == day]] = True, True
        tables.append(np.where(offered, table, -1))
    return tables


def _alive(tables: list[Ints]) -> list[NDArray[np.bool_]]:
    """By day, whether something legal follows each state."""
    alive: list[NDArray[np.bool_]] = [np.ones(1, dtype=bool)]
    for table in reversed(tables):
        ends = np.append(alive[-1], False)[table]
        alive.append(np.any(ends & (table >= 0), axis=1))
    return alive[::-1]
