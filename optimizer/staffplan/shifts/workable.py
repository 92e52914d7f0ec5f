"""Whether the rules of a contract leave one person any legal tour at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from staffplan.schema.legal_shifts import ContractWork

EVER = -(2**40)
"""Rested since ever."""
Day = list[tuple[int, int]]
"""Start of each shift of a day, ascending, and the slot at which one is rested after the shortest shift from there."""


def has_legal_tour(work: ContractWork) -> bool:
    """Whether one person can work the whole horizon by the rules; in a cyclic period, over and over.

    Who is rested earlier can work whatever a later one can, so of the ways to a state of the day automaton only the
    earliest counts.
    """
    if not work.n_shifts or work.automaton.n_states(0) == 0:
        return False
    days = [_shifts_of(work, day) for day in range(len(work.days))]
    if work.cycle is None:
        return _leads_on(work, days, 0, {0: EVER}) is not None
    return any(_comes_around(work, days, day, start, rested) for day, on in enumerate(days) for start, rested in on)


def _shifts_of(work: ContractWork, day: int) -> Day:
    here = work.day == day
    rested = work.start + work.length + work.rest
    return [(int(s), int(rested[here & (work.start == s)].min())) for s in np.unique(work.start[here])]


def _comes_around(work: ContractWork, days: list[Day], first: int, start: int, rested: int) -> bool:
    """Whether a cyclic tour can begin with the shift at ``start`` of the day ``first``."""
    state = 0
    for day in range(first):
        state = int(work.automaton.off[day][state])
        if state < 0:
            return False
    state = int(work.automaton.work[first][state])
    end = None if state < 0 else _leads_on(work, days, first + 1, {state: rested})
    return end is not None and end <= start + (work.cycle or 0)


def _leads_on(work: ContractWork, days: list[Day], first: int, ready: dict[int, int]) -> int | None:
    """The earliest slot at which one is rested behind the end, from the states ``ready`` on; None: no way to it."""
    for day in range(first, len(days)):
        after: dict[int, int] = {}
        for state, moment in ready.items():
            shift = next((rested for start, rested in days[day] if start >= moment), None)
            ways = [(int(work.automaton.off[day][state]), moment)]
            if shift is not None:
                ways.append((int(work.automaton.work[day][state]), shift))
            for state_after, rested in ways:
                if state_after >= 0:
                    after[state_after] = min(rested, after.get(state_after, rested))
        ready = after
    return min(ready.values(), default=None)
