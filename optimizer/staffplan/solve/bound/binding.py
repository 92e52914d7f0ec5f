"""What the bound rests on: dual values of the relaxation by slot, and the bounds of changed problems."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.progress import Stop
from staffplan.solve.engine.process import Engine
from staffplan.solve.model.master import build_master
from staffplan.solve.model.service import is_exact

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import Staffing

SECONDS = 20.0
ROUNDS = 4
ROUNDING = 1e-6


@dataclass(frozen=True, eq=False)
class Binding:
    """The relaxation of a master and what its bound rests on."""

    headcount: float
    """Least headcount of the relaxation (or least cost, where that was asked for); no legal plan has less."""
    by_slot: NDArray[np.float64]
    """Part of the bound that the need of each slot pays for, by its dual price, shape (n_slots,), each ≥ 0."""

    @property
    def bound(self) -> int:
        """The proved bound."""
        return int(np.ceil(self.headcount - ROUNDING * max(1.0, self.headcount)))


def relaxation(
    works: tuple[ContractWork, ...],
    staffing: Staffing,
    engine: Engine | None = None,
    seconds: float = SECONDS,
    *,
    by_cost: bool = False,
) -> Binding | None:
    """The relaxed master's headcount (or cost) and prices; None where it is infeasible or takes too long.

    Several in a row share an ``engine``; without one it has its own.
    """
    near: tuple[NDArray[np.float64], ...] = ()
    with Engine(Stop()) if engine is None else nullcontext(engine) as solver:
        for _round in range(ROUNDS):
            master = build_master(works, staffing, near)
            cost = master.money_cost() / staffing.grid.slots_per_hour if by_cost else master.headcount_cost()
            outcome = solver.run(master.model, cost, seconds=seconds, role="relaxation")
            if outcome.status != "optimal" or outcome.values is None or outcome.objective is None:
                return None
            above = master.agents_above(outcome.values)
            if is_exact(staffing, near, above):
                break
            near = (above,)
    assert outcome.duals is not None
    assert outcome.objective is not None
    paid = np.maximum(outcome.duals[master.coverage] * (staffing.least + above), 0.0)
    return Binding(outcome.objective, paid)
