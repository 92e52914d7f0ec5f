"""Constraint family "coverage": agents on duty in each slot = agents in a shift less those on a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns


def add_coverage(model: LinearModel, contracts: list[ContractColumns], staffing: Staffing) -> NDArray[np.int64]:
    """One row a slot: Σ shifts that hold it − Σ breaks that hold it ≥ the slot's least agents. Returns the rows."""
    rows = model.add_rows("coverage", staffing.grid.n_slots, staffing.least)
    for contract in contracts:
        work = contract.work
        add_spans(model, rows, contract.shifts, work.start, work.length, 1.0, work.cycle)
        for places in contract.breaks:
            add_spans(model, rows, places.column, places.start, places.length, -1.0, work.cycle)
    return rows


def add_agents_above(model: LinearModel, coverage: NDArray[np.int64], staffing: Staffing) -> NDArray[np.int64]:
    """A column of the agents above the least for each slot that a requirement or a message counts; −1 elsewhere."""
    above = np.full(staffing.grid.n_slots, -1, dtype=np.int64)
    counted = np.zeros(staffing.grid.n_slots, dtype=bool)
    for requirement in staffing.requirements:
        for group in requirement.groups:
            counted[group.slots] = True
    if staffing.deferrable is not None:
        counted |= staffing.deferrable.counts
    slots = np.flatnonzero(counted)
    if len(slots):
        above[slots] = model.add_columns("above_least", len(slots))
        model.add_terms(coverage[slots], above[slots], -1)
    return above


def on_duty(contracts: list[ContractColumns], values: NDArray[np.float64], n_slots: int) -> NDArray[np.float64]:
    """Agents on duty in each slot of a solution, shape (n_slots,)."""
    duty = np.zeros(n_slots)
    for contract in contracts:
        work = contract.work
        parts = [(contract.shifts, work.start, work.length, 1.0)]
        parts += [(places.column, places.start, places.length, -1.0) for places in contract.breaks]
        for columns, start, length, value in parts:
            which, slot = slots_held(start, length, work.cycle, n_slots)
            duty += np.bincount(slot, weights=value * values[columns[which]], minlength=n_slots)
    return duty


def add_spans(
    model: LinearModel,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    start: NDArray[np.int64],
    length: NDArray[np.int64],
    value: float,
    cycle: int | None,
) -> None:
    """Add ``value`` × column to the rows of all slots from start on, as far as they lie in the period and have one.

    A slot whose row is −1 has none.
    """
    which, slot = slots_held(start, length, cycle, len(rows))
    having = rows[slot] >= 0
    model.add_terms(rows[slot[having]], columns[which[having]], value)


def slots_held(
    start: NDArray[np.int64], length: NDArray[np.int64], cycle: int | None, n_slots: int
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Every slot of the period that each span holds: (index of the span, slot)."""
    which, slot = spans(start, length)
    inside, slot = on_slots(slot, cycle, n_slots)
    return which[inside], slot


def on_slots(slot: NDArray[np.int64], cycle: int | None, n_slots: int) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Which of these slots lie in the period, and where; those of a cyclic period all do."""
    if cycle is not None:
        slot = slot % cycle
    inside = np.flatnonzero((slot >= 0) & (slot < n_slots))
    return inside, slot[inside]


def spans(start: NDArray[np.int64], length: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Every slot that each span holds: (index of the span, slot), shape (Σ length,)."""
    which = np.repeat(np.arange(len(start)), length)
    first = np.cumsum(length) - length
    return which, start[which] + np.arange(len(which)) - first[which]
