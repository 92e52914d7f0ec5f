"""The search: headcount (or cost) by the master, then paid hours, a legal tour for everyone, even service."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.schema.people.preferences import Preferences
from staffplan.solve.bound.relaxation import relaxed
from staffplan.solve.conductor.minimum_headcount import Found, smallest_team
from staffplan.solve.engine.process import Engine
from staffplan.solve.incumbent import Incumbent
from staffplan.solve.named.levels import Level, least, preferred
from staffplan.solve.named.missing import least_missing
from staffplan.solve.params import SearchParams
from staffplan.solve.priced import best_priced
from staffplan.solve.run import Clock, Run, TeamProblem, no_week
from staffplan.solve.searches.construction import put_together
from staffplan.solve.smoothing.paid_hours import second
from staffplan.solve.smoothing.spread import spread
from staffplan.solve.tours.finish import roster, tours
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork, HardWeek
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.roster import Roster
    from staffplan.schema.scenario.keys import Objective, Solving
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.tours.team import Team


HEADCOUNT_SHARE = 0.6
"""Of the time, for the headcount where fair shares and wishes are looked after as well."""


def find_roster(
    works: tuple[ContractWork, ...],
    staffing: Staffing,
    objective: Objective,
    solving: Solving,
    watcher: Watcher,
    stop: Stop,
    find_hard_week: Callable[[], HardWeek | None] = no_week,
    params: SearchParams | None = None,
    preferences: Preferences | None = None,
    *,
    may_miss: bool = False,
) -> Roster | None:
    """The best roster for the need of ``staffing``; None where the rules and the need contradict each other.

    The search for a small team over several weeks begins with their hard week, and only that asks ``find_hard_week``.
    ``params`` are the numbers that steer it; None: those of ``SearchParams``. ``preferences`` are what people by name
    wish and share; they come behind the objective, and before paid hours. With ``may_miss`` the
    team is what it is, and as little as can be is missing.

    Raises NoPlanError where the time limit ends, or the user stops, before there is any plan.
    """

    def doubted(solver: str) -> None:
        run.tell("asking_again", solver=solver)

    problem = TeamProblem(works, staffing, objective, find_hard_week, preferences or Preferences(), may_miss)
    clock = Clock(solving.time_limit.total_seconds())
    with Engine(stop, solving.seed, doubted) as engine:
        run = Run(engine, problem, clock, watcher, stop, solving.seed, params=params or SearchParams())
        if may_miss:
            return _missed(run)
        return _searched(run) if staffing.prices is None else best_priced(run)


def _missed(run: Run) -> Roster | None:
    """The plan of those who are there, whatever it misses."""
    with run.clock.timed("search"):
        found = least_missing(run)
    if found is None:
        return None
    master, values, missing = found
    best, met = Incumbent(values, float(master.headcount_cost() @ values)), None
    if run.problem.preferences:
        with run.clock.timed("preferences"):
            chosen = preferred(run, master, best, run.problem.preferences)
        master, best, met = chosen.master, chosen.best, chosen.met
    assert best.values is not None
    with run.clock.timed("second_objective"):
        values, _bound = least(run, master, Level(master.paid_cost()), best.values)
    with run.clock.timed("tours"):
        teams, values = tours(run, master, replace(best, values=values, tours=None), None)
    breaks = [contract.chosen_breaks(values) for contract in master.contracts]
    run.bound.prove(round(best.objective))
    return replace(roster(run, -np.inf, teams, breaks), proved=missing.is_least, preferences=met, missing=missing)


def _searched(run: Run) -> Roster | None:
    with run.clock.timed("relaxation"):
        start = relaxed(run)
    if start is None:
        return None
    with run.clock.timed("search"):
        found = smallest_team(_kept_short(run), start)
    best, master = found.best, found.master
    if best.is_impossible:
        return None
    if not best.is_plan:
        raise NoPlanError(_("no plan was found within {seconds:.0f} s").format(seconds=run.clock.spent))
    met = None
    if run.problem.preferences:
        with run.clock.timed("preferences"):
            chosen = preferred(run, master, best, run.problem.preferences)
        master, best, met = chosen.master, chosen.best, chosen.met
        found = Found(master, best, None)
    if met is not None or not best.hours_saved:
        with run.clock.timed("second_objective"):
            best = second(run, master, best)
    with run.clock.timed("tours"):
        teams, values = _with_tours(run, found, best)
    breaks = [contract.chosen_breaks(values) for contract in master.contracts]
    if met is None:  # else who has which shift is settled
        with run.clock.timed("evenness"):
            teams, breaks = spread(run, teams, breaks)
    run.bound.prove(start.heads)
    return replace(roster(run, best.bound, teams, breaks), preferences=met)


def _kept_short(run: Run) -> Run:
    """``run`` with a part of its time alone, where something comes behind the headcount that takes long."""
    if not run.problem.preferences:
        return run
    return replace(run, clock=replace(run.clock, limit=HEADCOUNT_SHARE * run.clock.limit))


def _with_tours(run: Run, found: Found, best: Incumbent) -> tuple[list[Team], NDArray[np.float64]]:
    """Everybody's tour and the plan of them; where none are found, those of a plan that is put together."""
    try:
        return tours(run, found.master, best, found.sure)
    except NoPlanError:
        sure = put_together(run, found.master)
        if sure is None:
            raise
        return tours(run, found.master, sure, sure)
