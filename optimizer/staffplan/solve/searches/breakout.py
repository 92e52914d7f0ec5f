"""A small team whose agents exchange their tours, one after the other, until nothing is short.

One agent is let go; of all legal tours, the one that covers most of what is then missing is taken instead, which a
longest path gives. Where that leads no further, the slots that stay short count for more (breakout: Morris 1993).
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.processes.child import has_core_to_spare
from staffplan.solve.searches.breakout_beside import ExchangeBeside
from staffplan.solve.searches.construction import in_master
from staffplan.solve.searches.facts import most_near
from staffplan.solve.searches.moves import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.incumbent import Incumbent
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]


def soon_exchanged(run: Run, start: Relaxed, _best: Incumbent) -> Incumbent | None:
    """A plan of as many agents as the bound or one more, after few exchanges; None: not found (Morris 1993)."""
    run.tell("searching_team")
    params, bound = run.params.breakout, run.bound.heads
    team, over = Exchange(run), _over(run, params.soon_share)
    for heads in (bound, bound + 1):
        if team.resize(heads) and team.settled(params.moves + params.moves_each * heads, over):
            return in_master(run, start.master, team.team)
    return None


def exchanged(run: Run, start: Relaxed, best: Incumbent) -> Incumbent | None:
    """A plan of few agents more than the bound, where few exchanges found none at the bound (Morris 1993).

    After some in vain there is one agent more; once nothing is short, one fewer, from a new team time and again.
    """
    params, bound, most = run.params.breakout, run.bound.heads, most_near(run, best)
    found: Incumbent | None = None
    team, over = Exchange(run), _over(run, params.long_share)
    heads = min(bound + 1, most)
    starts = int(heads == bound)
    while bound <= heads <= most and team.resize(heads):
        if team.settled(params.long_moves if starts else params.moves + params.moves_each * heads, over):
            found = in_master(run, start.master, team.team) or found
            run.tell("searching_team", None if found is None else found.heads)
            heads, starts = heads - 1, 1
        elif starts == params.starts or over():
            break
        elif starts:
            starts += 1
            team.clear()
        else:
            heads += 1
    return found


def exchanged_from(run: Run, master: Master, values: Floats) -> Incumbent | None:
    """A plan of the agents of ``values``, which leave little short; None where exchanges find none.

    Who is rested for the first day of a cyclic period is seen at the end. Its tours are not known then, as others may
    go on where one ends.
    """
    values, params, several = np.round(values), run.params.breakout, len(run.problem.works) > 1
    heads = int(master.headcount_cost() @ values)
    if heads > params.from_plan_up_to:
        return None
    run.tell("searching_team")
    one = [(True, params.moves + params.moves_each * heads)]
    begun = [(keep, each * heads) for keep, each in params.from_plan] if several else one
    team, over = Exchange(run), _over(run, params.from_plan_share)
    beside = ExchangeBeside(params.beside_moves_each) if several and has_core_to_spare() else None
    with beside or nullcontext():
        team.begin(run, master, values)
        first = tuple(team.team.tours)
        for keep, moves in begun:
            team.become(first)
            settled = beside.settled(team, moves, over, keep=keep) if beside else team.settled(moves, over, keep=keep)
            found = in_master(run, master, team.team) if settled else None
            if found is not None and run.problem.staffing.grid.cyclic:
                return replace(found, tours=None)
            if found is not None or over():
                return found
    return None


def _over(run: Run, share: float) -> Callable[[], bool]:
    """What says whether the search was stopped, or ``share`` of the time left has passed."""
    until = run.clock.spent + share * run.clock.left
    return lambda: run.engine.is_over or run.clock.spent > until
