"""The first objective: least headcount, or least cost."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.progress import Stop
from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.engine.process import Engine, headcount_of
from staffplan.solve.model.master import Master, build_master
from staffplan.solve.model.service import service_met
from staffplan.solve.model.weeks import Weeks
from staffplan.solve.searches.breakout import soon_exchanged
from staffplan.solve.searches.construction import constructed
from staffplan.solve.searches.portfolio import Rival
from staffplan.solve.searches.repeated_week import SMALL, by_totals, repeated, short_period
from staffplan.solve.searches.rolling_horizon import week_by_week
from staffplan.solve.searches.rounding import is_large, repeats_week, rounded, takes_rounding
from staffplan.solve.searches.target_rounding import near_relaxation
from staffplan.words.language import _

if TYPE_CHECKING:
    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.run import Run

LARGE_TEAM = 20
"""From this bound on, a month is searched week by week."""
REFINEMENTS = 4
"""How often the service curves are drawn anew around a solution, at most."""
STOPPED_SECONDS = 5.0
STOPPED_GAP = 0.5
"""Who stops the search before it has a plan still gets one, if a short look finds any."""
STOPPED_ROOM, STOPPED_ROUNDING_SECONDS = 1.02, 20.0
"""Agents of a large team that is then rounded, divided by the bound, and how long that may take."""


@dataclass(frozen=True)
class Attempt:
    """One try at a plan of few more agents than the bound."""

    solver: str
    more: int
    """Agents above the bound that the plan may have."""
    share: float
    """Of the time left."""
    nodes: int | None = None
    """Where the search ends at the latest: the same on every machine."""
    gap: float | None = None
    """Relative gap at which it ends; 1: at the first plan."""


EXACT = Attempt("GSCIP", 0, 0.06, nodes=20)
ANY = Attempt("GSCIP", 3, 0.5, gap=1.0)
"""Over several weeks even a plan of few more agents takes a search; without one the time may end with nothing."""
CLOSE = Attempt("HIGHS", 1, 0.6)


@dataclass(frozen=True, eq=False)
class First:
    """The first objective's best."""

    master: Master
    """The model that it solves; its service curves may be drawn more finely than at the start."""
    outcome: Outcome
    weekly: bool = False
    """Whether a large model was rounded or the search went week by week: paid hours were saved on the way."""


def first(run: Run, relaxed: Relaxed) -> First:
    """Least headcount, or least cost; where thinned service curves promised too much, again with more of them."""
    master, near = relaxed.master, relaxed.near
    for _round in range(REFINEMENTS):
        found = solved(run, master, relaxed)
        outcome = found.outcome
        if run.by_headcount:
            run.prove(outcome.bound)
        if outcome.values is None:
            return found
        above = master.agents_above(outcome.values)
        if service_met(run.staffing, above):
            break
        near = (*near, above)
        master = build_master(run.works, run.staffing, near)
    assert outcome.values is not None
    run.tell(_("found the size of the team"), int(found.master.headcount_cost() @ outcome.values))
    return found


def solved(run: Run, master: Master, relaxed: Relaxed) -> First:
    """The first objective's best: by rounding, exchange, weeks or mending if one of them serves, all others at once."""
    rounds = takes_rounding(run)
    plan = rounded(run, master, relaxed.week_heads) if rounds else near_relaxation(run, master)
    weekly = rounds and (is_large(run, master) or repeats_week(run, relaxed.week_heads))
    if plan is not None and (not rounds or is_large(run, master) or is_at_bound(run, plan)):
        return First(master, plan, weekly)
    best = plan or (soon_exchanged(run, master) if run.by_headcount else None)
    if best is not None and is_at_bound(run, best):
        return First(master, best)
    if run.headcount_bound >= LARGE_TEAM and not mends_first(run):
        by_week = week_by_week(run, master, relaxed.hardest)
        if by_week is not None and (best is None or headcount_of(by_week) <= headcount_of(best)):
            return First(master, by_week, weekly=True)
    with Rival(run, master, best) as rival, run.engine.ended_by(rival.settled):
        if run.by_headcount:
            best = by_totals(run, master, best)
        soon = best
        if run.by_headcount:
            best = repeated(run, master, best)
        if best is None and run.headcount_bound >= LARGE_TEAM and mends_first(run):
            best = week_by_week(run, master, relaxed.hardest)
        found = at_once(run, master, rival, best)
    saved = [each for each in (best if best is not soon else None, plan if weekly else None) if each is not None]
    return First(master, found, weekly=any(found.values is each.values for each in saved))


def at_once(run: Run, master: Master, rival: Rival, best: Outcome | None = None) -> Outcome:
    """The whole horizon as one model: first with few more agents than the bound, then with any number.

    Finding a plan is what takes time, and whether a search finds it soon is a matter of luck: two solvers try, one of
    them as the ``rival``. ``best`` is the best plan that is known.
    """
    best = rival.better(best)
    if run.by_headcount and not is_at_bound(run, best) and mends_first(run):
        best = short_period(run, master, best) or best
    for attempt in attempts(run, master):
        if is_at_bound(run, best := rival.better(best)):
            break
        outcome = capped(run, master, attempt, None if best is None else headcount_of(best) - 1)
        if outcome.status == "infeasible" and best is None:
            return outcome
        if outcome.values is not None:
            best = outcome
        if attempt is EXACT and not is_at_bound(run, best) and not mends_first(run):
            best = short_period(run, master, best) or best
    best = rival.better(best)
    if best is not None and is_at_bound(run, best):
        return replace(best, bound=float(run.headcount_bound))
    hint = None if best is None else best.values
    last = run.engine.run(master.model, run.cost(master), seconds=run.left, hint=hint, on_better=run.better)
    best = rival.better(best)
    if best is None or (last.objective is not None and last.objective <= objective_of(best)):
        return last
    return replace(best, status="feasible", bound=max(last.bound, float(run.headcount_bound)))


def attempts(run: Run, master: Master) -> tuple[Attempt, ...]:
    """The searches for few agents, in their order; none where cost is what counts."""
    if not run.by_headcount:
        return ()
    if run.staffing.requirements and not mends_first(run):  # never seen to find one
        return (CLOSE,) if int(Weeks(master, run.staffing.grid).count) == 1 else (ANY, CLOSE)
    return (EXACT, CLOSE) if int(Weeks(master, run.staffing.grid).count) == 1 else (EXACT, ANY, CLOSE)


def is_at_bound(run: Run, best: Outcome | None) -> bool:
    """Whether there is a plan of no more agents than the bound: nothing is left to find."""
    return run.by_headcount and best is not None and headcount_of(best) <= run.headcount_bound


def mends_first(run: Run) -> bool:
    """Whether mending finds a plan sooner than a search: of a small team whose target spans several slots."""
    return bool(run.staffing.requirements) and run.headcount_bound <= SMALL


def objective_of(outcome: Outcome) -> float:
    """The objective of a solution, with room for rounding."""
    assert outcome.objective is not None
    return outcome.objective + ROUNDING


def capped(run: Run, master: Master, attempt: Attempt, at_most: int | None = None) -> Outcome:
    """The least headcount among plans of few more agents than the bound, which rises where there is none.

    It rises in ever longer steps, so that rules that no team can keep are known for what they are; not above
    ``at_most``, where a plan of one agent more is known.
    """
    heads = [contract.headcount for contract in master.contracts]
    most = int(master.model.bounds()[1][heads].sum()) if at_most is None else at_most
    more = attempt.more
    while True:
        cap = run.headcount_bound + more if at_most is None else min(run.headcount_bound + more, at_most)
        outcome = run.engine.run(
            master.capped(cap),
            master.headcount_cost(),
            seconds=attempt.share * run.left,
            solver=attempt.solver,
            nodes=attempt.nodes,
            gap=attempt.gap,
        )
        if outcome.status == "infeasible":
            run.headcount_bound = cap + 1
        elif outcome.values is not None:
            run.prove(outcome.bound)
        found = None if outcome.objective is None else round(outcome.objective)
        run.tell(_("looking for the smallest team"), found)
        if outcome.status != "infeasible" or cap >= most:
            return outcome
        if run.left <= 0 or run.stop.is_set():
            return replace(outcome, status="unknown", bound=float(run.headcount_bound))
        more = 2 * more + 1


def some_plan(run: Run, master: Master) -> Outcome | None:
    """Where the search ended without any plan: one that is put together, or after a stop a short look for any."""
    found = constructed(run, master)
    if found is None and run.stop.is_set():
        found = _soon_rounded(run, master) or any_plan(run, master)
    return found


def _soon_rounded(run: Run, master: Master) -> Outcome | None:
    """After a stop: a plan of a large team with agents to spare, by rounding; None where that is no help."""
    if not takes_rounding(run):
        return None
    heads = math.ceil(STOPPED_ROOM * run.headcount_bound)
    limit = timedelta(seconds=run.spent + STOPPED_ROUNDING_SECONDS)
    with Engine(Stop(), run.solving.seed) as engine:
        solving = run.solving.model_copy(update={"time_limit": limit})
        look = replace(run, engine=engine, stop=Stop(), solving=solving, headcount_bound=heads)
        found = rounded(look, master, heads)
    return None if found is None else replace(found, bound=float(run.headcount_bound))


def any_plan(run: Run, master: Master) -> Outcome:
    """After a stop without any plan: a short look for one, of any size."""
    return run.engine.run(
        master.model, master.headcount_cost(), seconds=STOPPED_SECONDS, gap=STOPPED_GAP, stoppable=False
    )
