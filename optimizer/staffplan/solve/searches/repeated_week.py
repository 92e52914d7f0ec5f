"""Small teams over several weeks: the hardest week is searched on its own, as one that follows itself, and repeated.

With few agents a plan at the bound leaves hardly an hour to spare, and no solver finds a month of it at once. One week
is soon searched. Repeated, it is a legal month; the days that need something else are then mended.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.engine.process import headcount_of
from staffplan.solve.model.master import build_master
from staffplan.solve.model.service import service_met
from staffplan.solve.searches.breakout import exchanged
from staffplan.solve.searches.choices import minutes_by_clock
from staffplan.solve.searches.fix_and_relax import DEEP, QUICK, Effort, by_mending, mended
from staffplan.solve.smoothing.paid_hours import improved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork, HardWeek
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Problem = tuple[tuple[ContractWork, ...], Staffing]

MORE = 4
"""Agents above the bound up to which a week that follows itself is looked for."""
SAVING_NODES = 200
SAVING_SECONDS = 5.0
"""Where the search for few paid hours of the week ends."""
SMALL = 60
"""Agents up to which a short period is searched by running totals."""
SHORT = 8
"""Days of a short period, at most."""
SHARE = 0.15
"""Of the time left, for one search."""
FILL_SECONDS = 5.0
"""For the rest of a plan whose shifts are known."""


def repeated(run: Run, master: Master, best: Outcome | None) -> Outcome | None:
    """A plan of the whole period of few agents more than the bound; ``best`` where there is no hard week, or no luck.

    A search comes first where it is soon done by running totals, else mending. The bound rises where the hardest week
    alone proves it.
    """
    hard = run.hard_week
    if hard is None:
        return best
    ways = (by_search, by_repair) if _totals_help(hard.repeated) else (by_repair, by_search)
    for way in ways:
        most = run.headcount_bound + MORE if best is None else headcount_of(best) - 1
        if most < run.headcount_bound or run.left <= 0 or run.engine.is_over:
            break
        run.tell("searching_team", None if best is None else headcount_of(best))
        best = way(run, master, hard, most) or best
    return best


def by_search(run: Run, master: Master, hard: HardWeek, most: int) -> Outcome | None:
    """The plan that repeats a week of at most ``most`` agents, by a solver's search; the bound may rise."""
    for heads in range(run.headcount_bound, most + 1):
        week = _week(hard.repeated)
        outcome = _searched(run, week, week.model, heads)
        if outcome.values is not None:
            return in_all_weeks(run, master, week, outcome.values, heads)
        if outcome.status != "infeasible":
            return None
        if heads == run.headcount_bound:
            alone = _week(hard.alone)
            if _searched(run, alone, alone.model, heads).status == "infeasible":
                run.headcount_bound = heads + 1
    return None


def by_repair(run: Run, master: Master, hard: HardWeek, most: int, effort: Effort = QUICK) -> Outcome | None:
    """The plan that repeats a week of at most ``most`` agents, by mending one that leaves little short."""
    best: Outcome | None = None
    for plan in by_mending(run, hard.repeated, run.headcount_bound, min(most, SMALL), effort):
        best = in_all_weeks(run, master, plan.master, plan.values, plan.heads) or best
    return best


def mended_at_bound(run: Run, master: Master) -> Outcome | None:
    """A plan at the bound by mending, of a hard week for as long as it takes; None where that is no help."""
    if run.hard_week is not None:
        return by_repair(run, master, run.hard_week, run.headcount_bound, DEEP)
    return short_repair(run, master, run.headcount_bound)


def by_totals(run: Run, master: Master, best: Outcome | None) -> Outcome | None:
    """A plan of a short period at the bound, which rises where there provably is none; ``best`` where that is no help.

    ``best`` is the best plan that is known.
    """
    problem = run.works, run.staffing
    if not _totals_help(problem) or len(run.staffing.grid.days) > SHORT:
        return best
    for _more in range(MORE + 1):
        if run.headcount_bound > SMALL or (best is not None and headcount_of(best) <= run.headcount_bound):
            break
        whole = _week(problem)
        outcome = _searched(run, whole, whole.model, run.headcount_bound)
        if outcome.status != "infeasible":
            found = None if outcome.values is None else filled(run, master, whole.counts(outcome.values))
            return found or best
        run.headcount_bound += 1
    return best


def short_period(run: Run, master: Master, best: Outcome | None) -> Outcome | None:
    """A better plan of a short period than ``best``, of few agents more than the bound, by exchange or mending."""
    if len(run.staffing.grid.days) > SHORT:
        return None
    found = exchanged(run, master, _near(run, None if best is None else headcount_of(best) - 1))
    known = found or best
    return short_repair(run, master, None if known is None else headcount_of(known) - 1) or found


def short_repair(run: Run, master: Master, most: int | None) -> Outcome | None:
    """A plan of a short period, of few agents more than the bound and ``most`` at most, by mending, if that serves."""
    if len(run.staffing.grid.days) > SHORT or run.engine.is_over:
        return None
    best: Outcome | None = None
    for plan in by_mending(run, (run.works, run.staffing), run.headcount_bound, _near(run, most)):
        best = filled(run, master, plan.counts) or best
    return best


def _near(run: Run, most: int | None) -> int:
    """The most agents that a short period is searched with, ``most`` at most."""
    near = min(run.headcount_bound + MORE, SMALL)
    return near if most is None else min(near, most)


def _totals_help(problem: Problem) -> bool:
    """Whether whole shifts are found soonest by running totals: one contract, and every slot has a need of its own."""
    works, staffing = problem
    return len(works) == 1 and not staffing.requirements and staffing.deferrable is None


def _week(problem: Problem) -> Master:
    """The master of a problem, in the form in which a search finds whole shifts soonest."""
    return build_master(*problem, totals=_totals_help(problem))


def _searched(run: Run, master: Master, model: LinearModel, heads: int) -> Outcome:
    """Any plan of a week of at most ``heads`` agents."""
    model.add_terms(model.add_rows("heads", 1, upper=heads), [contract.headcount for contract in master.contracts])
    return run.engine.run(model, np.zeros(model.n_columns), seconds=SHARE * run.left, seek="either")


def _clock(work: ContractWork, grid: Grid, shift: int) -> tuple[str, int, int, int]:
    """What tells a shift from the others of its week: contract, weekday of its day, slots of clock time, length."""
    weekday = work.days[work.day[shift]].weekday()
    return work.contract.name, weekday, minutes_by_clock(work, grid, shift), int(work.length[shift])


def in_every_week(run: Run, master: Master, week: Master, values: Floats) -> list[Ints]:
    """Agents in each shift of the whole period, by contract, where every week is as in ``values``."""
    assert run.hard_week is not None
    _works, staffing = run.hard_week.repeated
    pattern = {
        _clock(contract.work, staffing.grid, shift): int(count[shift])
        for contract, count in zip(week.contracts, week.counts(values), strict=True)
        for shift in np.flatnonzero(count).tolist()
    }
    return [
        np.array([pattern.get(_clock(c.work, run.staffing.grid, k), 0) for k in range(c.work.n_shifts)], dtype=np.int64)
        for c in master.contracts
    ]


def in_all_weeks(run: Run, master: Master, week: Master, values: Floats, heads: int) -> Outcome | None:
    """The week in every week: with few paid hours where that serves, as it is, or mended; None where all fail."""
    week = replace(week, model=week.capped(heads))
    cost = week.paid_cost()
    saved = improved(run, week, cost, values, seconds=min(SAVING_SECONDS, SHARE * run.left), nodes=SAVING_NODES)
    patterns = [in_every_week(run, master, week, each) for each in ([saved] if saved is values else [saved, values])]
    for counts in patterns:
        found = filled(run, master, counts)
        if found is not None and headcount_of(found) <= heads:
            return found
    if heads > SMALL:
        return None
    made = mended(run, (run.works, run.staffing), heads, patterns[-1])
    return filled(run, master, made.counts) if made is not None and made.whole else None


def filled(run: Run, master: Master, counts: list[Ints]) -> Outcome | None:
    """The plan of the master with these agents in each shift; None where there is none that meets the target."""
    model = master.model.copy()
    for contract, count in zip(master.contracts, counts, strict=True):
        model.fix_columns(contract.shifts, count)
    outcome = run.engine.run(model, master.headcount_cost(), seconds=FILL_SECONDS)
    if outcome.values is None or not service_met(run.staffing, master.agents_above(outcome.values)):
        return None
    return outcome
