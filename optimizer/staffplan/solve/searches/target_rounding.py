"""A plan close to the relaxation, where a target spans several slots: most of its whole numbers are given by rounding.

Of the solutions of the relaxation with as many agents as the bound, the one that gives most service over the target is
rounded: every shift and every break takes one of the two whole numbers beside its fraction. That leaves a small model,
and the service to spare makes up for what rounding loses.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.incumbent import Incumbent

if TYPE_CHECKING:
    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run


def near_relaxation(run: Run, start: Relaxed, _best: Incumbent) -> Incumbent | None:
    """A plan near the relaxation of as many agents as the bound, of a large team also of few more; None: not found.

    The search space is what lies beside a relaxed solution (RENS: Berthold 2014), here of the one with most to spare.
    """
    for heads in _sizes(run):
        run.tell("searching_team")
        found = _near(run, start.master, heads)
        if found is not None or run.is_over:
            return found
    return None


def _sizes(run: Run) -> list[int]:
    """Agents to try: the bound, of a large team shares more, of people by name one more after the other."""
    bound, params = run.bound.heads, run.params
    if run.problem.has_people:
        return [bound + more for more in range(1 + params.rounding.more_beside_people)]
    rooms = params.rounding.target_rooms if bound > params.week.small_heads else (1.0,)
    return list(dict.fromkeys(math.ceil(room * bound) for room in rooms))


def _near(run: Run, master: Master, heads: int) -> Incumbent | None:
    params = run.params.rounding
    model = master.capped(heads)
    spared = model.copy()
    spare = spared.add_columns("spare", 1, 0, params.target_spare)
    spared.add_terms([group.rows[0] for group in master.groups], spare, -1)
    cost = np.zeros(spared.n_columns)
    cost[spare] = -1
    seconds = params.target_relaxed_share * run.clock.left
    relaxed = run.engine.run(spared, cost, seconds=seconds, role="relaxation")
    if relaxed.values is None or relaxed.status != "optimal":
        return None
    master.keep_near(model, relaxed.values)
    seconds, nodes = params.target_share * run.clock.left, params.target_nodes
    outcome = run.engine.run(model, np.zeros(model.n_columns), seconds=seconds, nodes=nodes, gap=1.0, seek="either")
    if outcome.values is None:
        return None
    return Incumbent(outcome.values, float(master.headcount_cost() @ outcome.values))
