"""Where rules and need contradict each other: the least shortage that any legal team leaves (an elastic model)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.progress import Stop
from staffplan.solve.engine import Engine
from staffplan.solve.master import build_master

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.staffing import Staffing
    from staffplan.schema.work import ContractWork

SECONDS = 3.0
"""Time for one elastic model: an explanation is wanted soon, and the relaxation already names the slots."""
EXCHANGE = 1.0
"""Part of a group's possible gain that counts like one agent short in one slot: averages are missed first."""


@dataclass(frozen=True, eq=False)
class Shortage:
    """What the best legal team leaves open."""

    agents: NDArray[np.float64]
    """Agents short in each slot, shape (n_slots,)."""
    service: dict[str, float]
    """By group of slots, the part of what its requirement asks that is missed."""

    @property
    def total(self) -> float:
        """Agents short over all slots, and service missed."""
        return float(self.agents.sum()) + sum(self.service.values())


def least_shortage(works: tuple[ContractWork, ...], staffing: Staffing, most: int | None = None) -> Shortage | None:
    """The least shortage, of at most ``most`` agents; None where no team at all obeys the rules."""
    master = build_master(works, staffing)
    model = master.model
    short = model.add_columns("short", staffing.grid.n_slots)
    model.add_terms(master.coverage, short, 1)
    if most is not None:
        model.add_terms(model.add_rows("most", 1, upper=most), [c.headcount for c in master.contracts])
    cost = [np.zeros(int(short[0])), np.ones(len(short))]
    missed = {}
    for name, row in model.row_names:
        label = name.partition("[")[2].rstrip("]")
        if any(name == f"{r.measure}[{label}]" for r in staffing.requirements):
            column = model.add_columns("missed", 1)
            model.add_terms(row, column, EXCHANGE)
            missed[label] = int(column[0])
            cost.append(np.ones(1))
    with Engine(Stop()) as engine:
        weights = np.concatenate(cost)
        outcome = engine.run(model, weights, seconds=SECONDS)
        if outcome.values is None and outcome.status != "infeasible":
            outcome = engine.run(model, weights, seconds=SECONDS, solver="GLOP", relax=True)
    if outcome.values is None:
        return None
    values = np.where(outcome.values < 1e-6, 0.0, outcome.values)
    return Shortage(values[short], {label: float(values[column]) for label, column in missed.items()})
