"""Constraint family "days": what the agents of each contract do day after day is a flow through its day automaton.

The flow's polytope is integral, so that all rules of sequences enter the bound as tightly as any formulation over days
and symbols of shifts can make them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.columns import DayArcs

if TYPE_CHECKING:
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns


def add_days(model: LinearModel, contract: ContractColumns) -> tuple[DayArcs, ...]:
    """Headcount flows in at the first day; on each day a symbol's arcs carry as many agents as its shifts have.

    Returns the arcs.
    """
    work, automaton = contract.work, contract.work.automaton
    name = work.contract.name
    sizes = [automaton.n_states(day) for day in range(automaton.n_days)]
    first = np.concatenate([[0], np.cumsum(sizes)])
    nodes = model.add_rows(f"day_state[{name}]", int(first[-1]), 0, 0)
    days = model.add_rows(f"day_shifts[{name}]", automaton.n_days * automaton.n_symbols, 0, 0)
    days = days.reshape(automaton.n_days, automaton.n_symbols)
    model.add_terms(days[work.day, work.symbol - 1], contract.shifts)
    if sizes[0] == 0:  # the rules allow nobody anything
        barred = model.add_rows(f"barred[{name}]", 1, 0, 0)
        model.add_terms(barred, contract.headcount)
        return ()
    found = []
    model.add_terms(nodes[0], contract.headcount)
    for day in range(automaton.n_days):
        for symbol in (*range(1, automaton.n_symbols + 1), 0):
            ends = automaton.after[day][:, symbol]
            origin = np.flatnonzero(ends >= 0)
            label = "off" if not symbol else "work" if automaton.n_symbols == 1 else f"work{symbol}"
            arcs = model.add_columns(f"{label}[{name},{day}]", len(origin), integer=automaton.n_symbols > 1)
            model.add_terms(nodes[first[day] + origin], arcs, -1)
            if day + 1 < automaton.n_days:
                model.add_terms(nodes[first[day + 1] + ends[origin]], arcs, 1)
            if symbol:
                model.add_terms(days[day, symbol - 1], arcs, -1)
            found.append(DayArcs(day, symbol, origin, arcs))
    return tuple(found)
