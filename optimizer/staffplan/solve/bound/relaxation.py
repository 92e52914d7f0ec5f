"""The relaxation: the first bound, and the service curves drawn exactly where its solution lies."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.processes.child import has_core_to_spare
from staffplan.solve.bound.tight import binding_in, by_tight_slots
from staffplan.solve.content import least_agents
from staffplan.solve.engine.process import Engine
from staffplan.solve.model.master import Master, build_master
from staffplan.solve.model.service import is_exact
from staffplan.solve.model.weeks import Weeks
from staffplan.solve.run import whole_bound

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.run import Run


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The master that the search starts from."""

    master: Master
    near: tuple[NDArray[np.float64], ...] = ()
    """Agents above the least around which its service curves are exact."""
    week_heads: int | None = None
    """Agents that the hardest week takes at least where it follows itself, of a large model."""
    heads: int = 0
    """Agents of any plan, at least, where headcount is not what is minimised; no search goes by it."""


def relaxed(run: Run) -> Relaxed | None:
    """The master with its service curves exact where the relaxation lies; None where that is infeasible already.

    The relaxation's headcount, rounded up, is the first bound.
    """
    run.tell("searching_team")
    if run.problem.by_headcount:
        run.bound.prove(least_agents(run.problem.works, run.problem.staffing))
    near: tuple[NDArray[np.float64], ...] = ()
    week_heads: int | None = None
    for _round in range(run.params.relaxation.redrawn):
        master = build_master(run.problem.works, run.problem.staffing, near)
        parts = _in_parts(run, master)
        if parts is None:
            return None
        week_heads = parts.week_heads
        if parts.above is None:
            break
        if run.problem.by_headcount:
            run.bound.prove(parts.bound)
        if is_exact(run.problem.staffing, near, parts.above):
            break
        near = (parts.above,)
    run.tell("searching_team")
    heads = 0 if run.problem.by_headcount else least_heads(run, master, master.model)
    return Relaxed(master, near, week_heads, heads)


def least_heads(run: Run, master: Master, model: LinearModel) -> int:
    """Agents of any plan of ``model``, at least: by its relaxation, or where time runs out by the need's content."""
    cost = np.zeros(model.n_columns)
    cost[[contract.headcount for contract in master.contracts]] = 1
    seconds = run.params.relaxation.heads_share * run.clock.left
    outcome = run.engine.run(model, cost, seconds=seconds, role="relaxation")
    known = least_agents(tuple(contract.work for contract in master.contracts), run.problem.staffing)
    return max(known, whole_bound(outcome.bound))


@dataclass(frozen=True, eq=False)
class _Parts:
    """The relaxation, of a large team's month or a large model week by week."""

    bound: float
    above: NDArray[np.float64] | None
    """Agents above the least; None where time ran out: the bound is then what was proved up to there."""
    week_heads: int | None = None
    """What the hardest week takes, repeated, where it was relaxed."""


def _in_parts(run: Run, master: Master) -> _Parts | None:
    """None: infeasible."""
    if _takes_tight_slots(run, master):
        # Nothing is known before or behind that week alone: its bound holds for the period.
        alone, week, repeated = _hardest_week(run)
        if alone.status == "infeasible":
            return None
        if alone.status == "optimal":
            run.bound.prove(alone.bound)
        parts = _by_tight_slots(run, master, alone.bound, week, repeated)
        if parts is not None:
            return parts
    weeks = Weeks(master, run.problem.staffing.grid)
    large = run.problem.staffing.required.max() >= run.params.relaxation.weekly_from_peak or _is_large(run, master)
    apart = run.problem.by_headcount and weeks.separate and large
    bound, above = -np.inf, np.zeros(len(run.problem.staffing.least))
    for number in range(weeks.count if apart else 1):
        model = weeks.focus(number) if apart else master.model
        seconds = run.params.relaxation.share * run.clock.left
        outcome = run.engine.run(model, run.problem.cost(master), seconds=seconds, role="relaxation")
        if outcome.status == "infeasible":
            return None
        if outcome.values is None or outcome.status != "optimal":
            return _Parts(bound, None)
        bound = max(bound, outcome.bound)
        here = weeks.of_slot == number if apart else np.ones(len(above), dtype=bool)
        above[here] = master.agents_above(outcome.values)[here]
    return _Parts(bound, above)


def _takes_tight_slots(run: Run, master: Master) -> bool:
    """Whether the tight slots alone are relaxed: of a large model over several weeks, where no curve needs more.

    Breaks that are left out of it would take seats.
    """
    problem = run.problem
    alone = problem.has_own_needs and not problem.staffing.limits
    return problem.by_headcount and alone and _is_large(run, master) and problem.hard_week is not None


def _is_large(run: Run, master: Master) -> bool:
    return master.model.n_columns >= run.params.relaxation.weekly_from_columns


def _hardest_week(run: Run) -> tuple[Outcome, Master, Outcome]:
    """The hardest week's relaxation alone, and its master and relaxation repeated; side by side if there are cores."""
    assert run.problem.hard_week is not None
    if not has_core_to_spare():
        _week, alone = _relaxed_week(run, run.problem.hard_week.alone)
        return alone, *_relaxed_week(run, run.problem.hard_week.repeated)
    with ThreadPoolExecutor(1) as pool, Engine(run.stop, run.seed) as engine:
        beside = pool.submit(_relaxed_week, replace(run, engine=engine), run.problem.hard_week.alone)
        week, repeated = _relaxed_week(run, run.problem.hard_week.repeated)
        _week, alone = beside.result()
    return alone, week, repeated


def _relaxed_week(run: Run, problem: tuple[tuple[ContractWork, ...], Staffing]) -> tuple[Master, Outcome]:
    """The master of one week, and its relaxation."""
    week = build_master(*problem)
    return week, run.engine.run(week.model, week.headcount_cost(), seconds=run.clock.left, role="relaxation")


def _by_tight_slots(run: Run, master: Master, bound: float, week: Master, repeated: Outcome) -> _Parts | None:
    """The relaxation by the slots that bind in the ``week``, repeated; None where one of them has no solution.

    Where ``bound`` is already as high as the repeated week's, nobody will find a better one.
    """
    assert run.problem.hard_week is not None
    _works, staffing = run.problem.hard_week.repeated
    if repeated.duals is None:
        return None
    heads = whole_bound(repeated.bound)
    if whole_bound(bound) < heads:
        known = binding_in(staffing, repeated.duals[week.coverage], run.problem.staffing)
        outcome = by_tight_slots(run, master, known, heads)
        if outcome.values is None:
            return None
        bound = max(bound, outcome.bound)
    return _Parts(bound, np.zeros(len(run.problem.staffing.least)), heads)
