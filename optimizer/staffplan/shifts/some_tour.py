"""Which shifts anybody can work: those of some tour that keeps days and rest together, round the period's end too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.legal_shifts import DayAutomaton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork

    Floats = NDArray[np.float64]


def without_false_hope(work: ContractWork) -> ContractWork:
    """``work`` with the shifts of legal tours alone, so that no search counts on any other.

    In a cyclic period shifts stay that only the way from its end to its beginning bars, if any tour is legal.
    """
    if not work.n_shifts:
        return work
    if not has_tour(work):
        none = (np.zeros(0, dtype=np.intp),) * work.automaton.n_days
        barred = _with_shifts(work, np.zeros(work.n_shifts, dtype=bool))
        return replace(barred, breaks={}, automaton=DayAutomaton(work=none, off=none))
    possible = _in_some_tour(work)
    return work if possible.all() else _with_shifts(work, possible)


def _with_shifts(work: ContractWork, kept: NDArray[np.bool_]) -> ContractWork:
    arrays = {name: getattr(work, name)[kept] for name in ("day", "start", "length", "night")}
    lengths = set(arrays["length"].tolist())
    return replace(work, **arrays, breaks={n: breaks for n, breaks in work.breaks.items() if n in lengths})


def has_tour(work: ContractWork) -> bool:
    """Whether one person can work at all: some legal sequence of days has shifts with the rest between them.

    In a cyclic period the last shift leaves the rest before the first one, a turn later.
    """
    if work.automaton.n_states(0) == 0:
        return False
    if work.cycle is None:
        return bool(np.isfinite(_rested(work, 0, np.array([[-np.inf]]))[-1]).any())
    return any(
        bool((_rested(work, day, entered)[-1] <= (first + work.cycle)[:, None]).any())
        for day, first, entered in _first_shifts(work)
    )


def _in_some_tour(work: ContractWork) -> NDArray[np.bool_]:
    """Whether each shift is one of a legal sequence, shape (shifts,); the end of the period is left open."""
    rested = _rested(work, 0, np.array([[-np.inf]]))
    in_time = _in_time(work)
    possible = np.zeros(work.n_shifts, dtype=bool)
    for day, ways in enumerate(work.automaton.work):
        shifts, states = np.flatnonzero(work.day == day), np.flatnonzero(ways >= 0)
        start, ready = work.start[shifts, None], (work.start + work.length + work.rest)[shifts, None]
        fits = (rested[day][0, states] <= start) & (ready <= in_time[day + 1][ways[states]])
        possible[shifts] = fits.any(axis=1)
    return possible


def _in_time(work: ContractWork) -> list[Floats]:
    """By day, when one has to be rested at the latest so that a legal way to the end is left, by state before it."""
    latest = [np.array([np.inf])]
    for day in reversed(range(work.automaton.n_days)):
        starts, ends = _ends(work, day)
        by_ready = np.argsort(ends, kind="stable")
        ready = ends[by_ready] + work.rest
        last_start = np.append(-np.inf, np.maximum.accumulate(starts[by_ready]))
        ahead, automaton = np.append(latest[-1], -np.inf), work.automaton  # the last one is that of no way
        works = last_start[np.searchsorted(ready, ahead, side="right")]
        latest.append(np.maximum(ahead[automaton.off[day]], works[automaton.work[day]]))
    return latest[::-1]


def _first_shifts(work: ContractWork) -> Iterator[tuple[int, Floats, Floats]]:
    """Each day behind which some people go on whose first shift is on it: the slots at which those shifts start.

    Also when each of them is rested, by start and state, shape (starts, states); infinite where that is no state.
    """
    state = 0
    for day in range(work.automaton.n_days):
        starts, ends = _ends(work, day)
        after = int(work.automaton.work[day][state])
        if after >= 0 and len(starts):
            entered = np.full((len(starts), _states(work, day + 1)), np.inf)
            own = [ends[starts == start].min() for start in starts]
            entered[:, after] = np.array(own) + work.rest
            yield day + 1, starts, entered
        state = int(work.automaton.off[day][state])
        if state < 0:
            return


def _rested(work: ContractWork, day: int, rested: Floats) -> list[Floats]:
    """When people are rested at the soonest, from ``rested`` before ``day`` on, day by day to the end; by state."""
    found = [rested]
    for today in range(day, work.automaton.n_days):
        starts, ends = _ends(work, today)
        # The shift that ends first, of those that start no sooner than one is rested.
        soonest = np.append(np.minimum.accumulate(ends[::-1])[::-1], np.inf)
        worked = soonest[np.searchsorted(starts, rested)] + work.rest
        after = np.full((len(rested), _states(work, today + 1)), np.inf)
        for times, ways in ((rested, work.automaton.off[today]), (worked, work.automaton.work[today])):
            for state in np.flatnonzero(ways >= 0):
                after[:, ways[state]] = np.minimum(after[:, ways[state]], times[:, state])
        rested = after
        found.append(rested)
    return found


def _states(work: ContractWork, day: int) -> int:
    """States before ``day``; behind the last day there is one."""
    return work.automaton.n_states(day) if day < work.automaton.n_days else 1


def _ends(work: ContractWork, day: int) -> tuple[Floats, Floats]:
    """Starts and ends of the shifts of ``day``, by start."""
    here = work.day == day
    order = np.argsort(work.start[here], kind="stable")
    starts = work.start[here][order].astype(float)
    return starts, starts + work.length[here][order]
