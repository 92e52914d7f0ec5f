"""A plan close to the relaxation, where a target spans several slots: most of its whole numbers are given by rounding.

Of the solutions of the relaxation with as many agents as the bound, the one that gives most service over the target is
rounded: every shift and every break takes one of the two whole numbers beside its fraction. That leaves a small model,
and the service to spare makes up for what rounding loses.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

MOST_SPARE = 0.05
"""Service to spare that is enough, in the whole range of a group's curves."""
SHARE = 0.2
"""Of the time left, for the whole numbers."""
NODES = 200
"""Where their search ends."""


def near_relaxation(run: Run, master: Master) -> Outcome | None:
    """A plan of as many agents as the bound near the relaxation; None where there is none, or no target over slots."""
    if not run.by_headcount or not master.groups:
        return None
    run.tell("searching_team")
    model = master.capped(run.headcount_bound)
    spared = model.copy()
    spare = spared.add_columns("spare", 1, 0, MOST_SPARE)
    spared.add_terms([group.rows[0] for group in master.groups], spare, -1)
    cost = np.zeros(spared.n_columns)
    cost[spare] = -1
    relaxed = run.engine.run(spared, cost, seconds=run.left, solver="GLOP", relax=True)
    if relaxed.values is None or relaxed.status != "optimal":
        return None
    master.keep_near(model, relaxed.values)
    seconds = SHARE * run.left
    outcome = run.engine.run(model, np.zeros(model.n_columns), seconds=seconds, nodes=NODES, gap=1.0, seek="either")
    if outcome.values is None:
        return None
    heads = float(master.headcount_cost() @ outcome.values)
    return replace(outcome, status="feasible", objective=heads, bound=float(run.headcount_bound))
