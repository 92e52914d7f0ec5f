"""Constraint family "days": the working days of each contract are a flow through its day automaton.

The flow's polytope is integral, so that days per week, days off side by side and days in a row enter the bound as
tightly as any formulation over days alone can make them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns


def add_days(model: LinearModel, contract: ContractColumns) -> None:
    """Headcount flows in at the first day; on each day the working arcs carry as many agents as there are shifts."""
    work, automaton = contract.work, contract.work.automaton
    name = work.contract.name
    sizes = [automaton.n_states(day) for day in range(automaton.n_days)]
    first = np.concatenate([[0], np.cumsum(sizes)])
    nodes = model.add_rows(f"day_state[{name}]", int(first[-1]), 0, 0)
    days = model.add_rows(f"day_shifts[{name}]", automaton.n_days, 0, 0)
    model.add_terms(days[work.day], contract.shifts)
    if sizes[0] == 0:  # the rules allow nobody anything
        barred = model.add_rows(f"barred[{name}]", 1, 0, 0)
        model.add_terms(barred, contract.headcount)
        return
    model.add_terms(nodes[0], contract.headcount)
    for day in range(automaton.n_days):
        for label, ends in (("work", automaton.work[day]), ("off", automaton.off[day])):
            origin = np.flatnonzero(ends >= 0)
            arcs = model.add_columns(f"{label}[{name},{day}]", len(origin))
            model.add_terms(nodes[first[day] + origin], arcs, -1)
            if day + 1 < automaton.n_days:
                model.add_terms(nodes[first[day + 1] + ends[origin]], arcs, 1)
            if label == "work":
                model.add_terms(days[day], arcs, -1)
