"""A team that may be too small: as little as can be is missing, agents first, then service, then all that comes behind.

Nobody is hired. What is missing has a column and a price (an elastic model); levels are held one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.schema.roster import Missing
from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.named.levels import Level, hold, least
from staffplan.solve.searches.shortage import Elastic
from staffplan.words.language import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]

FIRST_SHARE = 0.3
"""Of the time left, for the first plan near the relaxation, and as much for one anywhere where there is none near."""


def least_missing(run: Run) -> tuple[Master, Floats, Missing] | None:
    """The model, a solution of it and what is missing in that; None where the rules contradict one another.

    Raises NoPlanError where time ends before there is any plan.
    """
    elastic = Elastic(run.problem.works, run.problem.staffing)
    master, model = elastic.master, elastic.model
    agents = elastic.cost.copy()
    missed = [column for columns in elastic.missed.values() for column in columns]
    agents[missed] = 0.0
    service = np.zeros(model.n_columns)
    for label, columns in elastic.missed.items():
        service[columns] = _range_of(run, label)
    run.tell("searching_team")
    values = _first(run, master, elastic.cost)
    if values is None:
        return None
    run.tell("filling_gaps", _heads(master, values))
    bounds: list[float | None] = []
    is_least = True
    for cost in (agents, service):
        values, bound = least(run, master, Level(cost), values)
        bounds.append(bound)
        is_least &= bound is not None and float(cost @ values) <= bound + ROUNDING * max(1.0, abs(bound))
        hold(master, cost, float(cost @ values))
    return master, values, Missing(bounds[0], bounds[1], is_least)


def _heads(master: Master, values: Floats) -> int:
    return round(float(master.headcount_cost() @ values))


def _first(run: Run, master: Master, cost: Floats) -> Floats | None:
    """Any plan, near the relaxation where there is one; None: there provably is none."""
    relaxed = run.engine.run(master.model, cost, seconds=run.clock.left, role="relaxation")
    if relaxed.status == "infeasible":
        return None
    near = master.model.copy()
    if relaxed.values is not None:
        master.keep_near(near, relaxed.values)
    for model in (near, master.model):
        outcome = run.engine.run(model, cost, seconds=FIRST_SHARE * run.clock.left, role="proof")
        if outcome.values is not None:
            return outcome.values
        if outcome.status == "infeasible" and model is master.model:
            return None
    raise NoPlanError(_("no plan was found within {seconds:.0f} s").format(seconds=run.clock.spent))


def _range_of(run: Run, label: str) -> float:
    """What the slots of a group can gain between them: a column of what is missed is a part of it."""
    for requirement in run.problem.staffing.requirements:
        for group in requirement.groups:
            if requirement.measure == "service_level" and group.label == label:
                return sum(float(abs(requirement.gain[k][-1] - requirement.gain[k][0])) for k in group.slots.tolist())
    return 1.0
