"""Branch and cut over the whole horizon as one model: at the bound, to prove it, or as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.processes.child import has_core_to_spare
from staffplan.solve.incumbent import Incumbent

if TYPE_CHECKING:
    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run


def at_bound(run: Run, start: Relaxed, _best: Incumbent) -> Incumbent | None:
    """A plan of as many agents as the bound, which rises where there provably is none.

    Destructive improvement (Klein & Scholl 1999), by the solver that raises bounds soonest. Where there is no second
    core it has a part of the time only.
    """
    master, share = start.master, 1.0 if has_core_to_spare() else run.params.whole.proof_share
    until = run.clock.spent + share * run.clock.left
    while run.clock.spent < until and not run.is_over:
        heads, seconds = run.bound.heads, until - run.clock.spent
        outcome = run.engine.run(master.capped(heads), master.headcount_cost(), seconds=seconds, role="proof")
        if outcome.status != "infeasible":
            return _plan(outcome)
        run.bound.prove(heads + 1)
    return None


def of_few_shifts(run: Run, start: Relaxed, _best: Incumbent) -> Incumbent | None:
    """The best plan of a small model, by the solver of proofs (branch and cut: Padberg & Rinaldi 1991).

    Where rules tell shifts apart, whole numbers on the ways through the days decide, which searches that round or
    exchange do not look at.
    """
    seconds = run.params.whole.few_share * run.clock.left
    cost = run.problem.cost(start.master)
    outcome = run.engine.run(start.master.model, cost, seconds=seconds, role="proof")
    if outcome.status == "infeasible":
        return Incumbent(bound=np.inf)
    run.bound.prove(outcome.bound)
    return _plan(outcome)


def whole(run: Run, start: Relaxed, best: Incumbent) -> Incumbent:
    """The best plan of the whole model, from the one that is known on (branch and cut: Padberg & Rinaldi 1991)."""
    cost, hint = run.problem.cost(start.master), best.values
    outcome = run.engine.run(start.master.model, cost, seconds=run.clock.left, hint=hint, on_better=run.better)
    if outcome.status == "infeasible":
        return Incumbent(bound=np.inf)
    if run.problem.by_headcount:
        run.bound.prove(outcome.bound)
    return _plan(outcome) or Incumbent(bound=outcome.bound)


def short_look(run: Run, master: Master) -> Outcome:
    """After a stop without any plan: one of any size, if it is soon found."""
    params, cost = run.params.whole, master.headcount_cost()
    seconds, gap = params.stopped_seconds, params.stopped_gap
    return run.engine.run(master.model, cost, seconds=seconds, gap=gap, stoppable=False)


def any_plan(run: Run, start: Relaxed, _best: Incumbent) -> Incumbent | None:
    """After a stop without any plan: one of any size, if it is soon found (Padberg & Rinaldi 1991)."""
    return _plan(short_look(run, start.master))


def _plan(outcome: Outcome) -> Incumbent | None:
    """The plan of a solver's answer."""
    if outcome.values is None or outcome.objective is None:
        return None
    return Incumbent(outcome.values, outcome.objective, outcome.bound)
