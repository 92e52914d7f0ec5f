"""Splits the master's numbers into tours at its headcount; else repairs them, else raises the headcount."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.engine.linear import LinearModel
from staffplan.solve.tours.network import add_tours
from staffplan.solve.tours.paths import team_on_paths
from staffplan.solve.tours.people import split_flow
from staffplan.solve.tours.team import OFF, Team

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.engine.process import Engine, Outcome
    from staffplan.solve.model.columns import ContractColumns
    from staffplan.solve.model.master import Master
    from staffplan.solve.tours.network import TourArcs


MANY = 3000
"""Up to this many legal shifts, all of them may be raised; else those that the master uses."""


def split_exactly(
    engine: Engine, contract: ContractColumns, values: NDArray[np.float64], slots_per_day: int, seconds: float
) -> Team | None:
    """Tours with just the shifts and the headcount of ``values``; None where there are none (or none in time)."""
    on_paths = team_on_paths(contract, values)
    if on_paths is not None:
        return on_paths
    counts = values[contract.shifts].astype(np.int64)
    headcount = int(values[contract.headcount])
    model = LinearModel()
    heads = int(model.add_columns("headcount", 1, headcount, headcount, integer=True)[0])
    used = counts > 0
    work = contract.work.only(used)
    arcs = add_tours(model, work, heads)
    _wanted(model, arcs, counts[used], counts[used])
    outcome = engine.run(model, np.zeros(model.n_columns), seconds=seconds, stoppable=False)
    return _team(outcome, contract.work, used, arcs, heads, slots_per_day)


def split_raised(
    engine: Engine, contract: ContractColumns, values: NDArray[np.float64], slots_per_day: int, seconds: float
) -> Team | None:
    """Tours with at least the shifts of ``values`` and as few agents as that takes, within the contract's limits."""
    counts = values[contract.shifts].astype(np.int64)
    least, most = contract.work.contract.headcount
    model = LinearModel()
    upper = np.inf if most is None else most
    heads = int(model.add_columns("headcount", 1, max(least, int(values[contract.headcount])), upper, integer=True)[0])
    used = np.ones(len(counts), dtype=bool) if contract.work.n_shifts < MANY else counts > 0
    work = contract.work.only(used)
    arcs = add_tours(model, work, heads)
    _wanted(model, arcs, counts[used], np.inf)
    cost = np.zeros(model.n_columns)
    cost[heads] = 1
    outcome = engine.run(model, cost, seconds=seconds, stoppable=False)
    return _team(outcome, contract.work, used, arcs, heads, slots_per_day)


def repair(
    engine: Engine,
    master: Master,
    values: NDArray[np.float64],
    seconds: float,
    *,
    all_shifts: bool,
    cost: NDArray[np.float64] | None = None,
    more: int = 0,
) -> NDArray[np.float64] | None:
    """New values of the master's columns, at most its headcount and ``more``, that split; None: not found.

    Any that split, or the best by the ``cost`` of the master's columns.

    The tour network of every contract is added to the master as it is; only shifts in use (or all) may be used.
    """
    model = master.model.copy()
    for contract in master.contracts:
        used = np.ones(contract.work.n_shifts, dtype=bool) if all_shifts else values[contract.shifts] > 0
        work = contract.work.only(used)
        arcs = add_tours(model, work, contract.headcount, name="repair")
        rows = model.add_rows("repair_shift", work.n_shifts, 0, 0)
        model.add_terms(rows[arcs.shift], arcs.column)
        model.add_terms(rows, contract.shifts[used], -1)
        unused = model.add_rows("unused", int((~used).sum()), 0, 0)
        model.add_terms(unused, contract.shifts[~used])
    heads = [contract.headcount for contract in master.contracts]
    most = model.add_rows("headcount", 1, upper=float(values[heads].sum()) + more)
    model.add_terms(most, heads)
    wanted = np.zeros(model.n_columns)
    if cost is not None:
        wanted[: len(cost)] = cost
    outcome = engine.run(model, wanted, seconds=seconds)
    return None if outcome.values is None else outcome.values[: master.model.n_columns]


def _wanted(model: LinearModel, arcs: TourArcs, least: NDArray[np.int64], most: NDArray[np.int64] | float) -> None:
    rows = model.add_rows("shift", len(least), least, most)
    model.add_terms(rows[arcs.shift], arcs.column)


def _team(
    outcome: Outcome,
    work: ContractWork,
    used: NDArray[np.bool_],
    arcs: TourArcs,
    heads: int,
    slots_per_day: int,
) -> Team | None:
    if outcome.values is None:
        return None
    flow = outcome.values[arcs.column].astype(np.int64)
    team = split_flow(work.only(used), arcs, flow, int(outcome.values[heads]), slots_per_day)
    index = np.append(np.flatnonzero(used), OFF)  # the last one is OFF's
    return Team(work, index[team.rows], team.count)
