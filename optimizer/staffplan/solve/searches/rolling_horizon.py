"""Large teams over several weeks: the hardest week alone gives the team, then all weeks are planned in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.engine.process import Outcome
from staffplan.solve.model.weeks import Weeks
from staffplan.solve.run import MANY
from staffplan.words.language import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

HARDEST_SHARE = 0.15
"""Of the time left, for the hardest week of a team that other searches find plans for too."""
WEEK_NODES = 2000
SECOND_GAP = 0.005
"""Where the search of a week for few paid hours ends."""


def week_by_week(run: Run, master: Master, hardest: int | None) -> Outcome | None:
    """The least headcount where the hardest week's team can work the other weeks too; None where that fails.

    Where the team cannot work some week, that week's own team is tried next.
    """
    weeks = Weeks(master, run.staffing.grid)
    if not run.by_headcount or not weeks.separate:
        return None
    heads = master.headcount_cost()
    tried: set[int] = set()
    hardest = weeks.hardest(run.staffing) if hardest is None else hardest
    while hardest not in tried and run.left > 0:
        tried.add(hardest)
        share = HARDEST_SHARE if run.headcount_bound < MANY else 1.0
        alone = run.engine.run(weeks.focus(hardest), heads, seconds=share * run.left)
        run.prove(alone.bound)
        if alone.values is None:
            return None
        found, failed = all_weeks(run, master, weeks, alone.values)
        if failed is None:
            return Outcome("feasible", float(run.headcount_bound), float(heads @ found), found)
        hardest = failed
    return None


def all_weeks(
    run: Run, master: Master, weeks: Weeks, found: NDArray[np.float64]
) -> tuple[NDArray[np.float64], int | None]:
    """All weeks in their order with the team of ``found``; the week that the team cannot work, if any."""
    paid, team = master.paid_cost(), np.flatnonzero(master.headcount_cost())
    for week in range(weeks.count):
        model = weeks.focus(week, found if week else None, in_order=True)
        model.fix_columns(team, found[team])
        run.tell(_("planning week {week}").format(week=week + 1))
        outcome = run.engine.run(model, paid, seconds=0.5 * run.left, nodes=WEEK_NODES, gap=SECOND_GAP)
        if outcome.values is None and outcome.status != "infeasible":
            outcome = run.engine.run(model, paid, seconds=0.3 * run.left, solver="HIGHS", gap=SECOND_GAP)
        if outcome.values is None:
            return found, week
        found = outcome.values
    return found, None
