"""Constraint family "deviation": a need that may be missed at a price, and the shift types that are in use.

What a slot has too many or too few of agents are two columns; a shift type (a start by the clock with a length, shared
by all contracts) is a switch that each of its shifts on any day must turn on. Nothing here grows with the team.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.coverage import slots_held

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.deviation import Prices
    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.roster import Roster
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.columns import ContractColumns


@dataclass(frozen=True, eq=False)
class DeviationColumns:
    """Where a model counts what its need's prices are for."""

    surplus: NDArray[np.int64]
    """Agents on duty beyond the need of each slot, shape (n_slots,)."""
    missing: NDArray[np.int64]
    """Agents missing from it, shape (n_slots,)."""
    types: NDArray[np.int64]
    """Whether each shift type is in use, shape (types,); empty where that has no price."""
    type_of: tuple[NDArray[np.int64], ...]
    """Column of the type of each shift, by contract; empty where types have no price."""

    def cost(self, prices: Prices, grid: Grid, n_columns: int) -> NDArray[np.float64]:
        """The objective: the sum of the prices."""
        cost = np.zeros(n_columns)
        cost[self.surplus] = prices.overstaff / grid.slots_per_hour
        cost[self.missing] = prices.understaff / grid.slots_per_hour
        cost[self.types] = prices.per_shift_type
        return cost


def add_need(model: LinearModel, contracts: list[ContractColumns], staffing: Staffing) -> NDArray[np.int64]:
    """One row a slot: agents on duty = the slot's need. Returns the rows; :func:`add_deviation` completes them.

    Written as the first slot, and each other slot less the one before: a shift then stands in two rows, where it
    begins and behind its end, however long it is. The solutions are the same.
    """
    change = np.diff(staffing.required, prepend=0).astype(float)
    rows = model.add_rows("need", len(change), change, change)
    for contract in contracts:
        work = contract.work
        spans = [(contract.shifts, work.start, work.length, 1.0)]
        spans += [(places.column, places.start, places.length, -1.0) for places in contract.breaks]
        for columns, start, length, value in spans:
            which, slot = slots_held(start, length, work.cycle, len(rows))
            _add_changes(model, rows, columns[which], slot, value)
    return rows


def add_deviation(model: LinearModel, rows: NDArray[np.int64], staffing: Staffing) -> DeviationColumns:
    """Agents over and under the need of each slot; its least agents stay a rule.

    The last columns of a model: those before are the ones that it has where the need is a rule.
    """
    gap = staffing.required - staffing.least
    slots = np.arange(len(rows))
    surplus = model.add_columns("surplus", len(rows), np.maximum(-gap, 0), integer=True)
    missing = model.add_columns("missing", len(rows), 0, np.maximum(gap, 0), integer=True)
    _add_changes(model, rows, surplus, slots, -1.0)
    _add_changes(model, rows, missing, slots, 1.0)
    return DeviationColumns(surplus, missing, np.zeros(0, dtype=np.int64), ())


def _add_changes(
    model: LinearModel, rows: NDArray[np.int64], columns: NDArray[np.int64], slots: NDArray[np.int64], value: float
) -> None:
    """Add ``value`` × column in its slot, and take it away in the slot behind; what adds up to nothing is dropped."""
    model.add_terms(rows[slots], columns, value)
    inside = slots + 1 < len(rows)
    model.add_terms(rows[slots[inside] + 1], columns[inside], -value)


def add_types(
    model: LinearModel, contracts: list[ContractColumns], deviation: DeviationColumns, staffing: Staffing, total: float
) -> DeviationColumns:
    """``deviation`` with a switch for each shift type, for plans whose sum of prices is ``total`` or less."""
    types, type_of = _add_types(model, contracts, staffing.grid)
    for contract, of_shift in zip(contracts, type_of, strict=True):
        most = np.minimum(most_in_shift(model, contract, staffing), most_for(total, contract, staffing))
        _add_switches(model, contract, of_shift, most)
        _add_beyond_need(model, contract, of_shift, deviation.surplus, staffing)
    return DeviationColumns(deviation.surplus, deviation.missing, types, type_of)


def _add_types(
    model: LinearModel, contracts: list[ContractColumns], grid: Grid
) -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], ...]]:
    """A switch for each distinct type, and the switch of each shift by contract."""
    of_contract = [types_of(contract.work, grid) for contract in contracts]
    distinct = sorted({kind for kinds in of_contract for kind in kinds})
    place = {kind: k for k, kind in enumerate(distinct)}
    columns = model.add_columns("type", len(distinct), 0, 1, integer=True)
    return columns, tuple(columns[np.array([place[kind] for kind in kinds], dtype=np.int64)] for kinds in of_contract)


def types_of(work: ContractWork, grid: Grid) -> list[tuple[int, int]]:
    """The type of each shift: its start in minutes after local midnight, and its length in slots."""
    starts = {start: grid.instant(start) for start in np.unique(work.start).tolist()}
    minute = {start: 60 * moment.hour + moment.minute for start, moment in starts.items()}
    return [(minute[start], length) for start, length in zip(work.start.tolist(), work.length.tolist(), strict=True)]


def types_in_use(contracts: list[ContractColumns], values: NDArray[np.float64], grid: Grid) -> int:
    """How many distinct types the shifts of a solution have."""
    used: set[tuple[int, int]] = set()
    for contract in contracts:
        kinds = types_of(contract.work, grid)
        used.update(kinds[shift] for shift in np.flatnonzero(values[contract.shifts] > 0))
    return len(used)


def sum_of(
    roster: Roster, contracts: list[ContractColumns], in_shift: Sequence[NDArray[np.int64]], staffing: Staffing
) -> float:
    """The sum of prices of a finished roster, ``in_shift`` of which are the agents in each shift, by contract."""
    assert staffing.prices is not None
    n_slots, cycle = staffing.grid.n_slots, contracts[0].work.cycle
    held = [(shift.start, shift.end) for shift in roster.shifts]
    away = [pause for shift in roster.shifts for pause in shift.breaks]
    present, absent = (
        np.bincount(slots_held(spans[:, 0], spans[:, 1] - spans[:, 0], cycle, n_slots)[1], minlength=n_slots)
        for spans in (np.array(each, dtype=np.int64).reshape(-1, 2) for each in (held, away))
    )
    gap = (present - absent - staffing.required) / staffing.grid.slots_per_hour
    kinds = zip(contracts, in_shift, strict=True)
    types = {
        kind
        for contract, agents in kinds
        for kind, count in zip(types_of(contract.work, staffing.grid), agents.tolist(), strict=True)
        if count > 0
    }
    return staffing.prices.total(float(gap[gap > 0].sum()), -float(gap[gap < 0].sum()), len(types))


def _add_switches(
    model: LinearModel, contract: ContractColumns, of_shift: NDArray[np.int64], most: NDArray[np.float64]
) -> None:
    """Agents in a shift ≤ ``most`` × its type's switch."""
    rows = model.add_rows(f"type_used[{contract.work.contract.name}]", contract.work.n_shifts, upper=0)
    model.add_terms(rows, contract.shifts, 1)
    model.add_terms(rows, of_shift, -most)


def _add_beyond_need(
    model: LinearModel,
    contract: ContractColumns,
    of_shift: NDArray[np.int64],
    surplus: NDArray[np.int64],
    staffing: Staffing,
) -> None:
    """Agents in a shift ≤ need × its type's switch + surplus, in the slot of the shift that needs fewest.

    Whole numbers keep it anyway, as nobody is on a break there; fractions of a switch are worth less with it.
    """
    work = contract.work
    which, slot = slots_held(work.start, work.length, work.cycle, len(surplus))
    on_break = np.zeros((work.n_shifts, len(surplus)), dtype=bool)
    for places in contract.breaks:
        place, off = slots_held(places.start, places.length, work.cycle, len(surplus))
        on_break[places.shift[place], off] = True
    kept = ~on_break[which, slot]
    which, slot = which[kept], slot[kept]
    order = np.lexsort((slot, staffing.required[slot], which))
    shift, first = np.unique(which[order], return_index=True)
    quietest = slot[order][first]
    rows = model.add_rows(f"beyond_need[{work.contract.name}]", len(shift), upper=0)
    model.add_terms(rows, contract.shifts[shift], 1)
    model.add_terms(rows, of_shift[shift], -staffing.required[quietest].astype(float))
    model.add_terms(rows, surplus[quietest], -1)


def most_in_shift(model: LinearModel, contract: ContractColumns, staffing: Staffing) -> NDArray[np.float64]:
    """Agents that each shift has at most in some best plan, shape (shifts,).

    Where nobody has to work a number of days, an agent of a shift may stay at home once every slot that he works in
    has somebody to spare: at the latest when as many as the shift's largest need have the same breaks.
    """
    work = contract.work
    upper = model.bounds()[1][contract.shifts]
    if work.contract.days_per_week[0] > 0:
        return upper
    need = np.maximum(staffing.least, staffing.required) + sum(limit.least for limit in staffing.limits)
    which, slot = slots_held(work.start, work.length, work.cycle, len(need))
    largest = np.zeros(work.n_shifts)
    np.maximum.at(largest, which, need[slot].astype(float))
    for places in contract.breaks:
        count = np.bincount(places.shift, minlength=work.n_shifts)
        largest *= np.maximum(count, 1)
    return np.minimum(upper, largest)


def most_for(total: float, contract: ContractColumns, staffing: Staffing) -> NDArray[np.float64]:
    """Agents that each shift has at most in a plan whose sum of prices is ``total`` or less, shape (shifts,).

    So many agents are so many agent-hours; what of them its slots do not need is surplus, and that has a price.
    """
    assert staffing.prices is not None
    work = contract.work
    if not staffing.prices.overstaff:
        return np.full(work.n_shifts, np.inf)
    which, slot = slots_held(work.start, work.length, work.cycle, len(staffing.required))
    worked = np.bincount(which, minlength=work.n_shifts).astype(float)
    for places in contract.breaks:
        lost = np.zeros(work.n_shifts)
        np.maximum.at(lost, places.shift, places.length.astype(float))
        worked -= lost
    needed = np.bincount(which, weights=staffing.required[slot].astype(float), minlength=work.n_shifts)
    spare = max(total - staffing.prices.per_shift_type, 0.0) * staffing.grid.slots_per_hour / staffing.prices.overstaff
    return np.where(worked > 0, np.floor((needed + spare) / np.maximum(worked, 1) + 1e-6), np.inf)
