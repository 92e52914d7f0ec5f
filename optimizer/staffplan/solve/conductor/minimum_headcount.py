"""The smallest team (or the cheapest): the searches of the list one after the other, a second list beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from staffplan.solve.conductor.catalogue import AT_FIRST, BESIDE, IN_THE_END, THEN
from staffplan.solve.conductor.portfolio import Portfolio
from staffplan.solve.conductor.walk import walk
from staffplan.solve.incumbent import Incumbent, Standing
from staffplan.solve.model.master import build_master
from staffplan.solve.model.service import service_met
from staffplan.solve.searches.facts import facts_of

if TYPE_CHECKING:
    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run


@dataclass(frozen=True, eq=False)
class Found:
    """What the searches came to."""

    master: Master
    """The model that ``best`` solves; its service curves may be drawn more finely than at the start."""
    best: Incumbent
    """The best plan, or that there is none."""
    sure: Incumbent | None
    """The best plan whose tours are known, for where none are found for the best."""


def smallest_team(run: Run, start: Relaxed) -> Found:
    """Least headcount, or least cost; where thinned service curves promised too much, again with more of them.

    A plan that does not meet the target by the whole curves is none.
    """
    near = start.near
    for _round in range(run.params.whole.redrawn):
        found = _searched(run, start)
        if not found.best.is_plan or _serves(run, found):
            break
        assert found.best.values is not None
        near = (*near, start.master.agents_above(found.best.values))
        start = replace(start, master=build_master(run.problem.works, run.problem.staffing, near), near=near)
    if not _serves(run, found) and not found.best.is_impossible:
        found = _at_last(run, found, start)
    if found.best.values is not None:
        run.tell("found_team_size", int(found.master.headcount_cost() @ found.best.values))
    return found


def _searched(run: Run, start: Relaxed) -> Found:
    standing = Standing(run)
    walk(run, start, AT_FIRST, standing)
    if not standing.is_settled and not run.is_over:
        with Portfolio(run, start, BESIDE, standing), run.engine.ended_by(standing.settled):
            walk(run, start, THEN, standing)
    return Found(start.master, standing.best, standing.sure)


def _serves(run: Run, found: Found) -> bool:
    """Whether there is a plan and it meets the target by the whole curves."""
    values = found.best.values
    return values is not None and service_met(run.problem.staffing, found.master.agents_above(values))


def _at_last(run: Run, found: Found, start: Relaxed) -> Found:
    """Where there is no plan: what is put together, or after a stop found in a short look."""
    for search in IN_THE_END:
        nothing = Incumbent()
        if search.name not in run.params.left_out and search.applies(facts_of(run, start, nothing)):
            best = search.run(run, start, nothing)
            if best is not None:
                return Found(start.master, best, best)
    return replace(found, best=Incumbent())
