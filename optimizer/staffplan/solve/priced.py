"""The search where the need has prices: their least sum first, then least headcount (or cost) at that sum.

Weeks are not taken apart here, as a shift type that is in use in one week is free in all others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.engine.process import Outcome
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.deviation import add_types, types_in_use
from staffplan.solve.model.master import Master, build_master
from staffplan.solve.searches.least import any_plan
from staffplan.solve.smoothing.paid_hours import second
from staffplan.solve.tours.finish import roster, tours
from staffplan.words.language import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.roster import Roster
    from staffplan.solve.run import Run
    from staffplan.solve.tours.team import Team

AFTER_SHARE = 0.8
"""Of the time left: for the least headcount at the least sum."""


@dataclass(frozen=True)
class Search:
    """One look for the least sum."""

    solver: str
    share: float
    """Of the time left."""
    gap: float = 0.0
    """Relative gap at which it ends, and those after it are left out."""


RELAXED_SHARE = 0.25
"""Of the time, for the relaxation."""
ROUNDED = Search("CP_SAT", 0.1, 0.02)
"""With the shifts of the relaxation alone."""
FREE = (Search("GSCIP", 0.1, 0.01),)
"""With all shifts, before types are looked at."""
LEAST = (Search("CP_SAT", 0.4), Search("GSCIP", 0.6))
"""Types are switches, which the first is best at; where there are too many for it, the second finds better plans."""


@dataclass(frozen=True, eq=False)
class _Sum:
    """The least sum of prices."""

    outcome: Outcome
    bound: float
    """Proved: no legal plan has a smaller one."""

    def within(self, gap: float) -> bool:
        """Whether the sum found is the least, or at most the share ``gap`` of it above the bound."""
        found = self.outcome.objective
        return found is not None and found <= self.bound + _rounding(self.bound) + gap * found


def best_priced(run: Run) -> Roster | None:
    """The best roster where the need has prices; None where the rules contradict each other.

    Raises NoPlanError where the time limit ends, or the user stops, before there is any plan.
    """
    run.tell("searching_fit")
    master = build_master(run.works, run.staffing)
    run.headcount_bound = _least_heads(run)
    with run.timed("search"):
        master, found = _least_sum(run, master)
    if found.outcome.status == "infeasible":
        return None
    if found.outcome.values is None and run.stop.is_set():
        found = replace(found, outcome=_counted(run, master, any_plan(run, master)))
    if found.outcome.values is None:
        raise NoPlanError(_("no plan was found within {seconds:.0f} s").format(seconds=run.spent))
    with run.timed("second_objective"):
        fixed, after = _at_that_sum(run, master, found.outcome.values)
        values = second(run, fixed, after)
    with run.timed("tours"):
        teams, values = tours(run, fixed, values)
    return _roster(run, fixed, found, after, values, teams)


def _least_heads(run: Run) -> int:
    return sum(work.contract.headcount[0] for work in run.works)


def _price(run: Run, master: Master) -> NDArray[np.float64]:
    assert run.staffing.prices is not None
    assert master.deviation is not None
    return master.deviation.cost(run.staffing.prices, run.staffing.grid, master.model.n_columns)


def _least_sum(run: Run, master: Master) -> tuple[Master, _Sum]:
    """The least sum, and the master that it was found with.

    First a plan of the relaxation's shifts, then the least sum were types free: it limits how many a shift may have.
    """
    assert run.staffing.prices is not None
    start = _rounded(run, master)
    if start.outcome.status == "infeasible":
        return master, start
    if not run.staffing.prices.per_shift_type:
        return master, _searched(run, master, LEAST, start)
    free = _searched(run, master, FREE, start)
    if free.outcome.status == "infeasible":
        return master, free
    typed = _typed(run, master, free.outcome)
    return typed, _searched(run, typed, LEAST, _Sum(_counted(run, typed, free.outcome), free.bound))


def _rounded(run: Run, master: Master) -> _Sum:
    """A plan of the shifts and breaks alone that the relaxation uses, and the relaxation's bound.

    A large model takes solvers long even to begin with; of its shifts the relaxation uses a tenth.
    """
    price = _price(run, master)
    relaxed = run.engine.run(master.model, price, seconds=RELAXED_SHARE * run.left, solver="GLOP", relax=True)
    if relaxed.status == "infeasible":
        return _Sum(relaxed, np.inf)
    nothing = _Sum(Outcome("unknown", 0.0, None, None), max(relaxed.bound, 0.0) if relaxed.status == "optimal" else 0.0)
    if relaxed.values is None:
        return nothing
    columns = master.shifts_and_breaks
    few = replace(master, model=master.model.copy())
    few.model.fix_columns(columns[relaxed.values[columns] < ROUNDING], 0.0)
    found = run.engine.run(few.model, price, seconds=ROUNDED.share * run.left, solver=ROUNDED.solver, gap=ROUNDED.gap)
    return replace(nothing, outcome=_counted(run, master, replace(found, status="unknown")))


def _typed(run: Run, master: Master, found: Outcome) -> Master:
    """``master`` with shift types, for plans no worse than ``found``."""
    assert master.deviation is not None
    assert run.staffing.prices is not None
    model = master.model.copy()
    total = np.inf
    if found.values is not None and found.objective is not None:
        total = found.objective + run.staffing.prices.per_shift_type * types_in_use(
            master.contracts, found.values, run.staffing.grid
        )
    return replace(
        master, model=model, deviation=add_types(model, master.contracts, master.deviation, run.staffing, total)
    )


def _searched(run: Run, master: Master, searches: tuple[Search, ...], best: _Sum) -> _Sum:
    """The least sum that one solver after the other finds from ``best`` on, until it is proved."""
    price = _price(run, master)
    for search in searches:
        if best.within(search.gap):
            break
        hint, seconds = best.outcome.values, search.share * run.left
        outcome = run.engine.run(
            master.model, price, seconds=seconds, solver=search.solver, hint=hint, gap=search.gap or None
        )
        if outcome.status == "infeasible" and hint is None:
            return _Sum(outcome, np.inf)
        bound = best.bound if outcome.status == "infeasible" else max(best.bound, outcome.bound)
        best = _Sum(_better(best.outcome, _counted(run, master, outcome)), bound)
    return best


def _better(one: Outcome, other: Outcome) -> Outcome:
    """The one of the smaller objective, the first where they are the same."""
    if other.objective is None or (one.objective is not None and one.objective <= other.objective):
        return one
    return other


def _counted(run: Run, master: Master, outcome: Outcome) -> Outcome:
    """``outcome`` with surplus, missing agents and shift types as its shifts make them, and the sum of their prices."""
    if outcome.values is None:
        return outcome
    deviation, values = master.deviation, np.zeros(master.model.n_columns)
    values[: len(outcome.values)] = outcome.values  # a smaller model's columns are the first of a larger one
    assert deviation is not None
    gap = on_duty(master.contracts, values, len(master.coverage)) - run.staffing.required
    values[deviation.surplus], values[deviation.missing] = np.maximum(gap, 0), np.maximum(-gap, 0)
    values[deviation.types] = 0
    for contract, of_shift in zip(master.contracts, deviation.type_of, strict=False):
        values[of_shift[values[contract.shifts] > 0]] = 1
    return replace(outcome, objective=float(_price(run, master) @ values), values=values)


def _at_that_sum(run: Run, master: Master, values: NDArray[np.float64]) -> tuple[Master, Outcome]:
    """Least headcount (or cost) among the plans of no larger sum, and the master that asks for that sum."""
    price = _price(run, master)
    model = master.model.copy()
    total = float(price @ values)
    priced = np.flatnonzero(price)
    model.add_terms(model.add_rows("total", 1, upper=total + _rounding(total)), priced, price[priced])
    fixed, cost = replace(master, model=model), run.cost(master)
    run.tell("searching_team", int(master.headcount_cost() @ values))
    outcome = run.engine.run(model, cost, seconds=AFTER_SHARE * run.left, hint=values, on_better=run.better)
    if run.by_headcount:
        run.prove(outcome.bound)
    if outcome.values is None or cost @ outcome.values > cost @ values:
        bound = outcome.bound if np.isfinite(outcome.bound) else 0.0
        outcome = replace(outcome, status="feasible", bound=bound, objective=float(cost @ values), values=values)
    return fixed, outcome


def _rounding(total: float) -> float:
    return ROUNDING * max(1.0, abs(total))


def _roster(
    run: Run, master: Master, found: _Sum, after: Outcome, values: NDArray[np.float64], teams: list[Team]
) -> Roster:
    """Everybody's shifts and breaks; where tours took other shifts, the sum is not that of the proof any more."""
    made = roster(run, after, teams, [contract.chosen_breaks(values) for contract in master.contracts])
    assert found.outcome.objective is not None
    bound = min(found.bound, found.outcome.objective)
    if all(_as_counted(team, values[c.shifts]) for team, c in zip(teams, master.contracts, strict=True)):
        return replace(made, total_bound=bound, proved=made.proved and found.within(0.0))
    cost_bound = None if made.cost_bound is None else 0.0
    return replace(made, total_bound=bound, proved=False, headcount_bound=_least_heads(run), cost_bound=cost_bound)


def _as_counted(team: Team, counts: NDArray[np.float64]) -> bool:
    return bool((team.in_shift == counts).all())
