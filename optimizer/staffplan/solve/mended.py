"""A small team that is short somewhere, mended a few days at a time until nothing is short.

At the bound there are few plans, and a search over all days may not come upon one. A plan with as many agents that
leaves a little short is soon found; then two days in a row are open, with all others as they are, and the least
shortage is looked for; then the next two, and where a round of them is no help, three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.language import _
from staffplan.solve.shortage import NEGLIGIBLE, Elastic

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.staffing import Staffing
    from staffplan.schema.work import ContractWork
    from staffplan.solve.master import Master
    from staffplan.solve.run import Run

    Problem = tuple[tuple[ContractWork, ...], Staffing]

SHARE = 0.4
"""Of the time left."""
WINDOW_SECONDS = 3.0
WINDOW_NODES = 1000
"""Where the search of a few days ends."""
FEWEST, MOST = 2, 4
"""Days that are open at once."""
MISSED = 50.0
"""What a group's whole missed service counts, beside an agent short in one slot."""


def mended(run: Run, problem: Problem, heads: int) -> tuple[Master, NDArray[np.float64]] | None:
    """A plan of at most ``heads`` agents that leaves nothing short, and its master; None where none is come to."""
    elastic = Elastic(*problem, heads)
    cost = elastic.cost.copy()
    cost[[column for columns in elastic.missed.values() for column in columns]] = MISSED
    until = run.spent + SHARE * run.left
    start = run.engine.run(elastic.model, cost, seconds=min(WINDOW_SECONDS, run.left))
    if start.values is None:
        return None
    values = _mend(run, elastic, cost, start.values, until)
    if cost @ values > NEGLIGIBLE:
        return None
    elastic.model.fix_columns(np.flatnonzero(cost), 0.0)
    return elastic.master, values


def _mend(
    run: Run, elastic: Elastic, cost: NDArray[np.float64], values: NDArray[np.float64], until: float
) -> NDArray[np.float64]:
    """The least shortage that is come to by the time ``until``, a few days at a time."""
    columns = np.concatenate([contract.shifts for contract in elastic.master.contracts])
    day = np.concatenate([contract.work.day for contract in elastic.master.contracts])
    days, first, in_vain, width = int(day.max()) + 1, 0, 0, FEWEST
    while cost @ values > NEGLIGIBLE and run.spent < until and not run.stop.is_set() and width <= MOST:
        run.tell(_("looking for the smallest team"))
        others = columns[(day - first) % days >= width]
        model = elastic.model.copy()
        model.fix_columns(others, values[others])
        seconds = min(WINDOW_SECONDS, run.left)
        found = run.engine.run(model, cost, seconds=seconds, hint=values, nodes=WINDOW_NODES, seek="either")
        better = found.values is not None and cost @ found.values < cost @ values - NEGLIGIBLE
        if found.values is not None and cost @ found.values <= cost @ values + NEGLIGIBLE:
            values = found.values
        first, in_vain = (first + 1) % days, 0 if better else in_vain + 1
        if in_vain > days:
            width, in_vain = width + 1, 0
    return values
