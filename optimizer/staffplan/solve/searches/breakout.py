"""A small team whose agents exchange their tours, one after the other, until nothing is short.

One agent is let go; of all legal tours, the one that covers most of what is then missing is taken instead, which a
longest path gives. Where that leads no further, the slots that stay short count for more (breakout: Morris 1993).
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

import numpy as np

from staffplan.processes.child import has_core_to_spare
from staffplan.solve.engine.process import headcount_of
from staffplan.solve.searches.breakout_beside import ExchangeBeside
from staffplan.solve.searches.construction import in_master
from staffplan.solve.searches.moves import Exchange

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]

MOST_AGENTS = 250
"""Of larger teams nobody exchanges tours one by one: weeks and rounding are faster."""
MOVES, MOVES_EACH = 1000, 10
"""Exchanges with so many agents, and for each of them, before there is one more."""
BEGUN = (True, 500), (False, 250), (True, 500)
"""Exchanges for each agent from a plan of several contracts on, each time anew: nothing else finds one so soon.

Where each contract keeps its number of agents (True) they take a third of the time.
"""
MOST_MENDED = 100
"""Of larger teams that leave little short, shifts and breaks are rounded together sooner than tours are exchanged."""
LONG_MOVES = 6000
"""Exchanges once there is a plan of one agent more, before the search begins anew."""
STARTS = 10
"""How often it begins then, at most."""
SOON_SHARE, BEGUN_SHARE, SHARE = 0.2, 0.4, 0.85
"""Of the time left, at most: for few exchanges, for those that begin at a plan, and for many."""


def soon_exchanged(run: Run, master: Master) -> Outcome | None:
    """A plan of as many agents as the bound or one more, after few exchanges; None where that is no help."""
    if not _helps(run):
        return None
    run.tell("searching_team")
    team, over = Exchange(run), _over(run, SOON_SHARE)
    for heads in (run.headcount_bound, run.headcount_bound + 1):
        if team.resize(heads) and team.settled(MOVES + MOVES_EACH * heads, over):
            return in_master(run, master, team.team)
    return None


def exchanged(run: Run, master: Master, most: int) -> Outcome | None:
    """A plan of few agents more than the bound, and ``most`` at most, where few exchanges found none at the bound."""
    best: Outcome | None = None
    if not _helps(run):
        return best
    bound, team, over = run.headcount_bound, Exchange(run), _over(run, SHARE)
    heads = min(bound + 1, most)
    starts = int(heads == bound)
    while bound <= heads <= most and team.resize(heads):
        if team.settled(LONG_MOVES if starts else MOVES + MOVES_EACH * heads, over):
            best = in_master(run, master, team.team) or best
            run.tell("searching_team", None if best is None else headcount_of(best))
            heads, starts = heads - 1, 1
        elif starts == STARTS or over():
            break
        elif starts:
            starts += 1
            team.clear()
        else:
            heads += 1
    return best


def exchanged_from(run: Run, master: Master, values: Floats) -> Outcome | None:
    """A plan of the agents of ``values``, which leave little short; None where exchanges find none.

    Who is rested for the first day of a cyclic period is seen at the end. Its tours are not kept as the known ones, as
    others may go on where one ends.
    """
    values = np.round(values)
    heads = int(master.headcount_cost() @ values)
    if heads > MOST_MENDED:
        return None
    run.tell("searching_team")
    begun = (
        [(keep, each * heads) for keep, each in BEGUN] if len(run.works) > 1 else [(True, MOVES + MOVES_EACH * heads)]
    )
    team, over, known = Exchange(run), _over(run, BEGUN_SHARE), run.known
    beside = ExchangeBeside() if len(run.works) > 1 and has_core_to_spare() else None
    with beside or nullcontext():
        team.begin(run, master, values)
        first = tuple(team.team.tours)
        for keep, moves in begun:
            team.become(first)
            settled = beside.settled(team, moves, over, keep=keep) if beside else team.settled(moves, over, keep=keep)
            found = in_master(run, master, team.team) if settled else None
            if run.staffing.grid.cyclic:
                run.known = known
            if found is not None or over():
                return found
    return None


def _over(run: Run, share: float) -> Callable[[], bool]:
    """What says whether the search was stopped, or ``share`` of the time left has passed."""
    until = run.spent + share * run.left
    return lambda: run.engine.is_over or run.spent > until


def _helps(run: Run) -> bool:
    """Whether every slot has a need of its own, and the team is not too large."""
    staffing = run.staffing
    plain = not staffing.requirements and staffing.deferrable is None and not staffing.grid.cyclic
    return plain and run.headcount_bound <= MOST_AGENTS
