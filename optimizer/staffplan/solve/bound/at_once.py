"""The least team of a small problem as one model, with a legal tour for everyone: for trying many changes of it.

The search for a plan has ways to find good plans of large teams; of a small one the whole model is solved sooner.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.model.master import Master, build_master
from staffplan.solve.model.service import service_met
from staffplan.solve.tours.split import repair, split_exactly

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.process import Engine

    Floats = NDArray[np.float64]

SMALL = 5_000
"""Columns of a model up to which it is solved as a whole in seconds; a month of one contract has twice as many."""
TOUR_SECONDS = 5.0
ROUNDS = 4
"""How often the service curves are drawn anew around a solution, at most."""


@dataclass(frozen=True)
class AtOnce:
    """The least team; with None agents, the proof that there is none."""

    headcount: int | None = None
    """Agents: the least number, or where cost is minimised that of the cheapest plan found."""
    paid_slots: dict[str, int] | None = None
    """Paid slots by contract; the least cost (or, without rates, hours) found at that headcount."""


def least_at_once(
    engine: Engine, works: tuple[ContractWork, ...], staffing: Staffing, seconds: float, *, by_cost: bool
) -> AtOnce | None:
    """The least headcount (or cost), proved; None where the model is large, or the time ends before it is known."""
    until = time.monotonic() + seconds
    near: tuple[Floats, ...] = ()
    for _round in range(ROUNDS):
        master = build_master(works, staffing, near)
        if master.model.n_columns > SMALL or time.monotonic() >= until:
            return None
        first = master.money_cost() if by_cost else master.headcount_cost()
        outcome = engine.run(master.model, first, seconds=until - time.monotonic())
        if outcome.status == "infeasible":
            return AtOnce()
        if outcome.status != "optimal" or outcome.values is None:
            return None
        if service_met(staffing, master.agents_above(outcome.values)):
            return _with_tours(engine, staffing, master, outcome.values, first, until)
        near = (*near, master.agents_above(outcome.values))
    return None


def _with_tours(
    engine: Engine, staffing: Staffing, master: Master, values: Floats, first: Floats, until: float
) -> AtOnce | None:
    """The best of what comes second at the same first objective, if its shifts, or others, are legal tours."""
    rated = all(contract.work.contract.hourly_cost is not None for contract in master.contracts)
    second = master.money_cost() if rated else master.paid_cost()
    model = master.model.copy()
    least = float(first @ values)
    row = model.add_rows("first", 1, upper=least + ROUNDING * max(1.0, least))
    priced = first.nonzero()[0]
    model.add_terms(row, priced, first[priced])
    better = engine.run(model, second, seconds=max(until - time.monotonic(), 0.1), hint=values)
    if better.values is not None and service_met(staffing, master.agents_above(better.values)):
        values = better.values
    per_day = 24 * staffing.grid.slots_per_hour
    if not _splits(engine, master, values, per_day):
        again = repair(engine, master, values, max(until - time.monotonic(), 0.1), all_shifts=True, cost=second)
        if again is None or float(first @ again) > least + ROUNDING * max(1.0, least):
            return None
        values = again
        if not (service_met(staffing, master.agents_above(values)) and _splits(engine, master, values, per_day)):
            return None
    return AtOnce(
        headcount=round(float(master.headcount_cost() @ values)),
        paid_slots={
            contract.work.contract.name: int(contract.work.paid_slots @ values[contract.shifts])
            for contract in master.contracts
        },
    )


def _splits(engine: Engine, master: Master, values: Floats, per_day: int) -> bool:
    """Whether the shifts of a solution are legal tours of its agents; a day has ``per_day`` slots."""
    return all(
        split_exactly(engine, contract, values, per_day, TOUR_SECONDS) is not None for contract in master.contracts
    )
