"""Tours read off a solution: the ways of a contract's agents through its day automaton, one for each.

Where the automaton knows rest as well, a whole flow through it splits into legal tours by itself (flow decomposition:
Ahuja, Magnanti & Orlin 1993, section 3.5), and no further model is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.tours.team import OFF, Team

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.model.columns import ContractColumns, DayArcs

    Ints = NDArray[np.int64]


def team_on_paths(contract: ContractColumns, values: NDArray[np.float64]) -> Team | None:
    """The tours of the agents in ``values``; None where the automaton does not know rest, or the flow is not whole."""
    work, headcount = contract.work, round(float(values[contract.headcount]))
    if not work.rest_is_a_rule or not contract.arcs:
        return None
    if any(
        np.abs(values[arcs.column] - np.round(values[arcs.column])).max(initial=0) > ROUNDING for arcs in contract.arcs
    ):
        return None
    in_shift = np.round(values[contract.shifts]).astype(np.int64)
    rows = np.full((headcount, len(work.days)), OFF, dtype=np.int64)
    state, last = np.zeros(headcount, dtype=np.int64), np.full(headcount, OFF, dtype=np.int64)
    for day in range(len(work.days)):
        symbol = _symbols_of_day([arcs for arcs in contract.arcs if arcs.day == day], values, state, work.symbols(last))
        if symbol is None or not _give_shifts(work, day, symbol, in_shift, rows):
            return None
        state = work.automaton.after[day][state, symbol]
        last = np.where(rows[:, day] != OFF, rows[:, day], last)
    return Team(work, rows, np.ones(headcount, dtype=np.int64))


def _symbols_of_day(arcs: list[DayArcs], values: NDArray[np.float64], state: Ints, before: Ints) -> Ints | None:
    """What each agent does on a day: along each arc as many as it carries, who had that symbol ``before`` first.

    None where an arc carries more than there are.
    """
    symbol = np.full(len(state), -1, dtype=np.int64)
    for each in arcs:
        for origin, column in zip(each.origin.tolist(), each.column.tolist(), strict=True):
            count = round(float(values[column]))
            free = np.flatnonzero((state == origin) & (symbol < 0))
            if count > len(free):
                return None
            symbol[free[np.argsort(before[free] != each.symbol, kind="stable")[:count]]] = each.symbol
    return None if (symbol < 0).any() else symbol


def _give_shifts(work: ContractWork, day: int, symbol: Ints, in_shift: Ints, rows: Ints) -> bool:
    """Give the shifts of a day to those who work it, by symbol; whether they are as many."""
    for each in np.unique(symbol[symbol > 0]).tolist():
        agents = np.flatnonzero(symbol == each)
        shifts = np.flatnonzero((work.day == day) & (work.symbol == each))
        given = np.repeat(shifts, in_shift[shifts])
        if len(given) != len(agents):
            return False
        rows[agents, day] = given
    return True
