"""The search where the need has prices: their least sum first, then least headcount (or cost) at that sum.

Weeks are not taken apart here, as a shift type that is in use in one week is free in all others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.solve.bound.relaxation import least_heads
from staffplan.solve.content import least_agents
from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.engine.process import Outcome
from staffplan.solve.incumbent import Incumbent
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.deviation import add_types, sum_of, types_in_use
from staffplan.solve.model.master import Master, build_master
from staffplan.solve.searches.branch_and_cut import short_look
from staffplan.solve.searches.construction import put_together
from staffplan.solve.smoothing.paid_hours import second
from staffplan.solve.tours.finish import in_money, roster, tours
from staffplan.words.language import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.roster import Roster
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.engine.solvers import Role
    from staffplan.solve.params import PricedParams
    from staffplan.solve.run import Run
    from staffplan.solve.tours.team import Team


@dataclass(frozen=True)
class Search:
    """One look for the least sum."""

    role: Role
    share: float
    """Of the time left."""
    gap: float = 0.0
    """Relative gap at which it ends, and those after it are left out."""


def _free(params: PricedParams) -> tuple[Search, ...]:
    """With all shifts, before types are looked at."""
    return (Search("search", params.free_share, params.free_gap),)


def _least(params: PricedParams) -> tuple[Search, ...]:
    """Types are switches, which the first is best at; where there are too many, the second finds better plans."""
    return Search("switches", params.switches_share), Search("search", params.search_share)


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
    master = build_master(run.problem.works, run.problem.staffing)
    run.bound.prove(least_agents(run.problem.works, run.problem.staffing))
    with run.clock.timed("search"):
        master, found = _least_sum(run, master)
    if found.outcome.status == "infeasible":
        return None
    if found.outcome.values is None and run.stop.is_set():
        found = replace(found, outcome=_counted(run, master, short_look(run, master)))
    sure: Incumbent | None = None
    if found.outcome.values is None:
        sure = put_together(run, master)  # in time no solver came to any plan
        if sure is not None:
            found = replace(found, outcome=_counted(run, master, replace(found.outcome, values=sure.values)))
    if found.outcome.values is None:
        raise NoPlanError(_("no plan was found within {seconds:.0f} s").format(seconds=run.clock.spent))
    with run.clock.timed("second_objective"):
        fixed, after = _at_that_sum(run, master, found.outcome.values)
        assert after.objective is not None
        best = second(run, fixed, Incumbent(after.values, after.objective))
    with run.clock.timed("tours"):
        made = _with_tours(run, fixed, best, sure)
        if made is not None:
            return _roster(run, fixed, found, after, *made)
        sure = put_together(run, master)  # it may cost more, but it has tours
        if sure is None:
            raise NoPlanError(_("the shifts found could not be split into legal tours"))
        return _roster(run, fixed, found, after, *tours(run, master, sure, sure), is_that_sum=False)


def _with_tours(
    run: Run, master: Master, best: Incumbent, sure: Incumbent | None
) -> tuple[list[Team], NDArray[np.float64]] | None:
    """Everybody's tour and the plan of them; None where none are found in time."""
    try:
        return tours(run, master, best, sure)
    except NoPlanError:
        return None


def _price(run: Run, master: Master) -> NDArray[np.float64]:
    assert run.problem.staffing.prices is not None
    assert master.deviation is not None
    return master.deviation.cost(run.problem.staffing.prices, run.problem.staffing.grid, master.model.n_columns)


def _least_sum(run: Run, master: Master) -> tuple[Master, _Sum]:
    """The least sum, and the master that it was found with.

    First a plan of the relaxation's shifts, then the least sum were types free: it limits how many a shift may have.
    """
    assert run.problem.staffing.prices is not None
    least = _least(run.params.priced)
    start = _rounded(run, master)
    if start.outcome.status == "infeasible":
        return master, start
    if not run.problem.staffing.prices.per_shift_type:
        return master, _searched(run, master, least, start)
    free = _searched(run, master, _free(run.params.priced), start)
    if free.outcome.status == "infeasible":
        return master, free
    typed = _typed(run, master, free.outcome)
    return typed, _searched(run, typed, least, _Sum(_counted(run, typed, free.outcome), free.bound))


def _rounded(run: Run, master: Master) -> _Sum:
    """A plan of the shifts and breaks alone that the relaxation uses, and the relaxation's bound.

    A large model takes solvers long even to begin with; of its shifts the relaxation uses a tenth.
    """
    price, params = _price(run, master), run.params.priced
    relaxed = run.engine.run(master.model, price, seconds=params.relaxed_share * run.clock.left, role="relaxation")
    if relaxed.status == "infeasible":
        return _Sum(relaxed, np.inf)
    nothing = _Sum(Outcome("unknown", 0.0, None, None), max(relaxed.bound, 0.0) if relaxed.status == "optimal" else 0.0)
    if relaxed.values is None:
        return nothing
    columns = master.shifts_and_breaks
    few = replace(master, model=master.model.copy())
    few.model.fix_columns(columns[relaxed.values[columns] < ROUNDING], 0.0)
    seconds = params.rounded_share * run.clock.left
    found = run.engine.run(few.model, price, seconds=seconds, role="switches", gap=params.rounded_gap)
    return replace(nothing, outcome=_counted(run, master, replace(found, status="unknown")))


def _typed(run: Run, master: Master, found: Outcome) -> Master:
    """``master`` with shift types, for plans no worse than ``found``."""
    assert master.deviation is not None
    assert run.problem.staffing.prices is not None
    model = master.model.copy()
    total = np.inf
    if found.values is not None and found.objective is not None:
        total = found.objective + run.problem.staffing.prices.per_shift_type * types_in_use(
            master.contracts, found.values, run.problem.staffing.grid
        )
    return replace(
        master, model=model, deviation=add_types(model, master.contracts, master.deviation, run.problem.staffing, total)
    )


def _searched(run: Run, master: Master, searches: tuple[Search, ...], best: _Sum) -> _Sum:
    """The least sum that one solver after the other finds from ``best`` on, until it is proved."""
    price = _price(run, master)
    for search in searches:
        if best.within(search.gap):
            break
        hint, seconds = best.outcome.values, search.share * run.clock.left
        outcome = run.engine.run(
            master.model, price, seconds=seconds, role=search.role, hint=hint, gap=search.gap or None
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
    gap = on_duty(master.contracts, values, len(master.coverage)) - run.problem.staffing.required
    values[deviation.surplus], values[deviation.missing] = np.maximum(gap, 0), np.maximum(-gap, 0)
    values[deviation.types] = 0
    for contract, of_shift in zip(master.contracts, deviation.type_of, strict=False):
        values[of_shift[values[contract.shifts] > 0]] = 1
    return replace(outcome, objective=float(_price(run, master) @ values), values=values)


def _at_that_sum(run: Run, master: Master, values: NDArray[np.float64]) -> tuple[Master, Outcome]:
    """Least headcount (or cost) among the plans of no larger sum, and the master that asks for that sum."""
    total = float(_price(run, master) @ values)
    model = _within(run, master, total)
    run.bound.prove(least_agents(run.problem.works, run.problem.staffing, total + _rounding(total)))
    fixed, cost = replace(master, model=model), run.problem.cost(master)
    run.tell("searching_team", int(master.headcount_cost() @ values))
    outcome = run.engine.run(
        model, cost, seconds=run.params.priced.after_share * run.clock.left, hint=values, on_better=run.better
    )
    run.bound.prove(outcome.bound if run.problem.by_headcount else least_heads(run, master, model))
    if outcome.values is None or cost @ outcome.values > cost @ values:
        bound = outcome.bound if np.isfinite(outcome.bound) else -np.inf
        outcome = replace(outcome, status="feasible", bound=bound, objective=float(cost @ values), values=values)
    return fixed, outcome


def _within(run: Run, master: Master, total: float) -> LinearModel:
    """A copy of the model for plans of no larger sum."""
    price, model = _price(run, master), master.model.copy()
    priced = np.flatnonzero(price)
    model.add_terms(model.add_rows("total", 1, upper=total + _rounding(total)), priced, price[priced])
    return model


def _rounding(total: float) -> float:
    return ROUNDING * max(1.0, abs(total))


def _roster(
    run: Run,
    master: Master,
    found: _Sum,
    after: Outcome,
    teams: list[Team],
    values: NDArray[np.float64],
    *,
    is_that_sum: bool = True,
) -> Roster:
    """Everybody's shifts and breaks; where tours took other shifts, the sum is not that of the proof any more."""
    made = roster(run, after.bound, teams, [contract.chosen_breaks(values) for contract in master.contracts])
    assert found.outcome.objective is not None
    bound = min(found.bound, found.outcome.objective)
    counted = zip(teams, master.contracts, strict=True)
    if is_that_sum and all(_as_counted(team, values[contract.shifts]) for team, contract in counted):
        return replace(made, total_bound=bound, proved=made.proved and found.within(0.0))
    total = sum_of(made, master.contracts, [team.in_shift for team in teams], run.problem.staffing)
    cost_bound = in_money(run, -np.inf, total)
    return replace(
        made, total_bound=bound, proved=False, headcount_bound=_heads_at(run, master, total), cost_bound=cost_bound
    )


def _heads_at(run: Run, master: Master, total: float) -> int:
    """Agents of any plan whose sum is ``total`` at most, at least: by the relaxation too, where there is time."""
    known = least_agents(run.problem.works, run.problem.staffing, total)
    if run.clock.left <= 0:
        return known
    return max(known, least_heads(run, master, _within(run, master, total)))


def _as_counted(team: Team, counts: NDArray[np.float64]) -> bool:
    return bool((team.in_shift == counts).all())
