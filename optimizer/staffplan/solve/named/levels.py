"""Fair shares, then wishes, one after the other at the headcount of a plan: each as small as it is found to be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.people.preferences import PreferencesMet
from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.model.service import service_met
from staffplan.solve.named.shares import add_share
from staffplan.solve.named.wishes import add_wishes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.people.preferences import Preferences
    from staffplan.solve.incumbent import Incumbent
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]

SHARE = 0.5
"""Of the time left, for each level."""
NEAR_SHARE = 0.6
"""Of that, for what lies between the plan and the relaxation."""


@dataclass(frozen=True, eq=False)
class Level:
    """What is made small."""

    cost: Floats
    """Of every column."""
    fixed: float = 0.0
    """What is added to the sum."""


@dataclass(frozen=True, eq=False)
class Preferred:
    """A plan of people by name whose fair shares and wishes are looked after."""

    master: Master
    """The model, in which no later objective makes them worse."""
    best: Incumbent
    """The plan, as a solution of it."""
    met: PreferencesMet


def preferred(run: Run, master: Master, best: Incumbent, preferences: Preferences) -> Preferred:
    """The plan ``best``, or one of as many agents with fairer shares and, at those, more wishes granted."""
    assert best.values is not None
    master, values, met = master.open(), best.values, PreferencesMet()
    heads = master.headcount_cost()
    hold(master, heads, float(heads @ values))
    if preferences.shares:
        beyond = []
        for share in preferences.shares:
            columns, values = add_share(master.model, master.contracts, share, values)
            beyond.append(columns)
        cost = np.zeros(master.model.n_columns)
        cost[np.concatenate(beyond)] = 1
        run.tell("sharing_fairly", round(best.objective))
        values, bound = least(run, master, Level(cost), values)
        met = replace(met, beyond=float(cost @ values), beyond_bound=bound)
        hold(master, cost, met.beyond)
    if preferences.wishes:
        cost, fixed, values = add_wishes(master.model, master.contracts, preferences.wishes, values)
        run.tell("granting_wishes", round(best.objective))
        values, bound = least(run, master, Level(cost, fixed), values)
        met = replace(met, wishes_bound=bound)
        hold(master, cost, float(cost @ values))
    changed = len(values) != len(best.values) or not np.array_equal(values, best.values)
    known = None if changed else best.tours
    return Preferred(replace(master, model=master.model.sealed()), replace(best, values=values, tours=known), met)


def hold(master: Master, cost: Floats, most: float) -> None:
    """Let no solution of ``master`` cost more than ``most``."""
    row = master.model.add_rows("level", 1, upper=most + ROUNDING * max(abs(most), 1.0))
    columns = np.flatnonzero(cost)
    master.model.add_terms(row, columns, cost[columns])


def least(run: Run, master: Master, level: Level, values: Floats) -> tuple[Floats, float | None]:
    """The best solution that is found from ``values`` on, and a bound of what the ``level`` makes small.

    By the solver of proofs: in 8 s it granted all wishes that can be, where SCIP found none and CP-SAT no plan in 20.
    First among what lies between it and the relaxation (RINS: Danna, Rothberg & Le Pape 2005), then in the whole model.
    """
    model, seconds = master.model, SHARE * run.clock.left
    cost, fixed = level.cost, level.fixed
    relaxed = run.engine.run(model, cost, seconds=seconds, role="relaxation")
    if relaxed.status != "optimal" or relaxed.values is None:
        return values, None
    bound = _whole(relaxed.bound + fixed, cost) - fixed
    between = model.copy()
    master.keep_near(between, values, relaxed.values)
    for tried, part in ((between, NEAR_SHARE), (model, 1 - NEAR_SHARE)):
        if bound >= cost @ values - ROUNDING or run.clock.left <= 0 or run.stop.is_set():
            break
        outcome = run.engine.run(tried, cost, seconds=part * seconds, hint=values, role="proof")
        if tried is model and np.isfinite(outcome.bound):
            bound = max(bound, _whole(outcome.bound + fixed, cost) - fixed)
        found = outcome.values
        if found is not None and cost @ found < cost @ values - ROUNDING and _serves(run, master, found):
            values = found
    return values, bound + fixed


def _whole(bound: float, cost: Floats) -> float:
    """``bound`` rounded up where every cost is whole."""
    return float(np.ceil(bound - ROUNDING)) if np.array_equal(cost, np.round(cost)) else bound


def _serves(run: Run, master: Master, values: Floats) -> bool:
    """Whether ``values`` meet the target by the whole curves, where it must be met."""
    return run.problem.may_miss or service_met(run.problem.staffing, master.agents_above(values))
