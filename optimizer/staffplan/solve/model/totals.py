"""Constraint family "breaks" by running totals, and whole running totals of starts: for the shifts of small teams.

Breaks of one kind may be taken in the order in which their shifts start, since all windows are equally long. So how
many of them have begun by each slot says all: as many as must have by then, and no more than may (Bechtold & Jacobs
1990). That is a variable a slot and not one for each place of each shift's break. Whole numbers are asked of the
running totals of starts alone: how many begin before a slot and how many behind it is what a search can decide, which
of twenty starts that are nearly alike is not.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.coverage import on_slots

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import BreakOption, ContractWork
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns

    Ints = NDArray[np.int64]


def add_totals(model: LinearModel, contract: ContractColumns, duty_rows: list[Ints]) -> None:
    """Running totals of starts, one family for each pattern of shifts, and of breaks, one for each kind of break.

    ``duty_rows`` are the rows of each slot that count the contract's agents on duty, −1 where a slot has none.
    """
    work = contract.work
    model.relax_columns(contract.shifts)
    for pattern, having in work.by_pattern:
        label, shifts = pattern.label, having[np.argsort(work.start[having], kind="stable")]
        begun = _add_begun(model, f"{work.contract.name},{label}", contract.shifts[shifts])
        for rank, option in enumerate(pattern.breaks):
            name = f"{work.contract.name},{label},{rank + 1}"
            _add_taken(model, name, work, option, work.start[shifts], begun, duty_rows)


def _add_begun(model: LinearModel, name: str, shifts: Ints) -> Ints:
    """Columns of the agents who have begun such a shift by each of its starts."""
    begun = model.add_columns(f"begun[{name}]", len(shifts), integer=True)
    rows = model.add_rows(f"begun[{name}]", len(shifts), 0, 0)
    model.add_terms(rows, begun)
    model.add_terms(rows[1:], begun[:-1], -1)
    model.add_terms(rows, shifts, -1)
    return begun


def _add_taken(
    model: LinearModel,
    name: str,
    work: ContractWork,
    option: BreakOption,
    starts: Ints,
    begun: Ints,
    duty_rows: list[Ints],
) -> None:
    """Breaks of one kind begun by each slot: due where the window of a shift ends, possible where it begins."""
    earliest, latest = option.offsets[0], option.offsets[-1]
    slots = np.arange(starts[0] + earliest, starts[-1] + latest + 1)
    taken = model.add_columns(f"taken[{name}]", len(slots))
    order = model.add_rows(f"taken_order[{name}]", len(slots) - 1, 0)
    model.add_terms(order, taken[1:])
    model.add_terms(order, taken[:-1], -1)
    closed = np.searchsorted(starts, slots - latest, side="right") - 1
    must = closed >= 0
    due = model.add_rows(f"taken_due[{name}]", int(must.sum()), 0)
    model.add_terms(due, taken[must])
    model.add_terms(due, begun[closed[must]], -1)
    opened = np.searchsorted(starts, slots - earliest, side="right") - 1
    may = model.add_rows(f"taken_most[{name}]", len(slots), upper=0)
    model.add_terms(may, taken)
    model.add_terms(may, begun[opened], -1)
    # On a break: begun by now, less those begun a break's length ago.
    ending = np.arange(slots[-1] + 1, slots[-1] + option.length)
    at_rest = np.concatenate([slots, ending]), np.concatenate([taken, np.full(len(ending), taken[-1])])
    back = slots[:-1] + option.length, taken[:-1]
    for rows, ((places, columns), value) in product(duty_rows, ((at_rest, -1.0), (back, 1.0))):
        which, slot = on_slots(places, work.cycle, len(rows))
        having = rows[slot] >= 0
        model.add_terms(rows[slot[having]], columns[which[having]], value)
