"""The second objective: fewest paid hours at that headcount, or fewest agents at that cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.service import service_met

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

SECOND_NODES = 1
SECOND_SECONDS = 5.0
SECOND_GAP = 0.005
"""Where its search ends: at a point that is the same on every machine, unless time runs out."""
MORE_NODES = 50
"""Where it ends if there is no plan by then: not even of the one that is known, whose columns are not all given."""


def second(run: Run, master: Master, first: Outcome) -> NDArray[np.float64]:
    """Fewest paid hours at that headcount (or fewest agents at that cost), as far as the time goes."""
    assert first.values is not None
    heads, money = master.headcount_cost(), master.money_cost()
    fixed, cost = (heads, master.paid_cost()) if run.by_headcount else (money, heads)
    row = master.model.add_rows("first_objective", 1, upper=float(fixed @ first.values) * (1 + 1e-9))
    columns = np.flatnonzero(fixed)
    master.model.add_terms(row, columns, fixed[columns])
    run.tell("saving_hours", int(heads @ first.values))
    values = improved(run, master, cost, first.values, seconds=SECOND_SECONDS, nodes=SECOND_NODES)
    return values if service_met(run.staffing, master.agents_above(values)) else first.values


def improved(
    run: Run, master: Master, cost: NDArray[np.float64], values: NDArray[np.float64], *, seconds: float, nodes: int
) -> NDArray[np.float64]:
    """A solution of less ``cost`` than ``values``, as far as a search of fixed size finds one.

    It looks among the shifts and breaks that lie between ``values`` and the roundings of the relaxation.
    """
    model = master.model
    relaxed = run.engine.run(model, cost, seconds=run.left, solver="GLOP", relax=True)
    if relaxed.status != "optimal" or (1 + SECOND_GAP) * relaxed.bound >= cost @ values or run.left <= 0:
        return values
    assert relaxed.values is not None
    between = model.copy()
    master.keep_near(between, values, relaxed.values)
    for most in sorted({nodes, max(nodes, MORE_NODES)}):
        outcome = run.engine.run(
            between, cost, seconds=min(run.left, seconds), hint=values, nodes=most, gap=SECOND_GAP, seek="either"
        )
        if outcome.values is not None or run.left <= 0 or run.stop.is_set():
            break
    if outcome.values is None or cost @ outcome.values >= cost @ values:
        return values
    return outcome.values
