"""The second objective: fewest paid hours at that headcount, or fewest agents at that cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.service import service_met

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.incumbent import Incumbent
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run


def second(run: Run, master: Master, best: Incumbent) -> Incumbent:
    """Fewest paid hours at that headcount (or fewest agents at that cost), as far as the time goes."""
    assert best.values is not None
    heads, money = master.headcount_cost(), master.money_cost()
    fixed, cost = (heads, master.paid_cost()) if run.problem.by_headcount else (money, heads)
    master = master.open()
    row = master.model.add_rows("first_objective", 1, upper=float(fixed @ best.values) * (1 + 1e-9))
    columns = np.flatnonzero(fixed)
    master.model.add_terms(row, columns, fixed[columns])
    run.tell("saving_hours", int(heads @ best.values))
    params = run.params.second
    values = improved(run, master, cost, best.values, seconds=params.seconds, nodes=params.nodes)
    if values is None or not service_met(run.problem.staffing, master.agents_above(values)):
        return best
    return replace(best, values=values, tours=None, hours_saved=True)


def improved(
    run: Run, master: Master, cost: NDArray[np.float64], values: NDArray[np.float64], *, seconds: float, nodes: int
) -> NDArray[np.float64] | None:
    """A solution of less ``cost`` than ``values``; None where a search of fixed size finds none.

    It looks among the shifts and breaks that lie between ``values`` and the roundings of the relaxation, which is the
    neighbourhood of RINS (Danna, Rothberg & Le Pape 2005) with all that lies between left open.
    """
    model, params = master.model, run.params.second
    relaxed = run.engine.run(model, cost, seconds=run.clock.left, role="relaxation")
    if relaxed.status != "optimal" or (1 + params.gap) * relaxed.bound >= cost @ values or run.clock.left <= 0:
        return None
    assert relaxed.values is not None
    between = model.copy()
    master.keep_near(between, values, relaxed.values)
    for most in sorted({nodes, max(nodes, params.more_nodes)}):
        seconds = min(run.clock.left, seconds)
        outcome = run.engine.run(between, cost, seconds=seconds, hint=values, nodes=most, gap=params.gap, seek="either")
        if outcome.values is not None or run.clock.left <= 0 or run.stop.is_set():
            break
    if outcome.values is None or cost @ outcome.values >= cost @ values:
        return None
    return outcome.values
