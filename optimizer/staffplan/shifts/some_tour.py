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
        none = np.zeros((0, 1 + work.automaton.n_symbols), dtype=np.intp)
        barred = work.only(np.zeros(work.n_shifts, dtype=bool))
        return replace(barred, automaton=DayAutomaton((none,) * work.automaton.n_days))
    possible = _in_some_tour(work)
    return work if possible.all() else work.only(possible)


def has_tour(work: ContractWork) -> bool:
    """Whether one person can work at all: some legal sequence of days has shifts with the rest between them.

    In a cyclic period the last shift leaves the rest before the first one, a turn later.
    """
    if work.automaton.n_states(0) == 0:
        return False
    if work.cycle is None:
        return bool((_rested(work, 0, np.array([[-np.inf]]))[-1] < np.inf).any())
    return any(
        bool((_rested(work, day, entered)[-1] <= (first + work.cycle)[:, None]).any())
        for day, first, entered in _first_shifts(work)
    )


def _in_some_tour(work: ContractWork) -> NDArray[np.bool_]:
    """Whether each shift is one of a legal sequence, shape (shifts,); the end of the period is left open."""
    rested = _rested(work, 0, np.array([[-np.inf]]))
    in_time = _in_time(work)
    possible = np.zeros(work.n_shifts, dtype=bool)
    for day, after in enumerate(work.automaton.after):
        shifts = np.flatnonzero(work.day == day)
        ends = after[:, work.symbol[shifts]].T
        ready = np.append(in_time[day + 1], -np.inf)[ends]  # the last one is that of no way
        fits = (rested[day][0] <= work.start[shifts, None]) & (work.rested[shifts, None] <= ready)
        possible[shifts] = fits.any(axis=1)
    return possible


def _in_time(work: ContractWork) -> list[Floats]:
    """By day, when one has to be rested at the latest so that a legal way to the end is left, by state before it."""
    latest = [np.array([np.inf])]
    for day in reversed(range(work.automaton.n_days)):
        ahead, after = np.append(latest[-1], -np.inf), work.automaton.after[day]  # the last one is that of no way
        best = ahead[after[:, 0]]
        for symbol, starts, rested in _by_symbol(work, day):
            by_ready = np.argsort(rested, kind="stable")
            last_start = np.append(-np.inf, np.maximum.accumulate(starts[by_ready]))
            works = last_start[np.searchsorted(rested[by_ready], ahead, side="right")]
            best = np.maximum(best, works[after[:, symbol]])
        latest.append(best)
    return latest[::-1]


def _first_shifts(work: ContractWork) -> Iterator[tuple[int, Floats, Floats]]:
    """Each day behind which some people go on whose first shift is on it: the slots at which those shifts start.

    Also when each of them is rested, by start and state, shape (starts, states); infinite where that is no state.
    """
    state = 0
    for day in range(work.automaton.n_days):
        for symbol, starts, rested in _by_symbol(work, day):
            after = int(work.automaton.after[day][state, symbol])
            if after >= 0:
                entered = np.full((len(starts), _states(work, day + 1)), np.inf)
                entered[:, after] = [rested[starts == start].min() for start in starts]
                yield day + 1, starts, entered
        state = int(work.automaton.after[day][state, 0])
        if state < 0:
            return


def _rested(work: ContractWork, day: int, rested: Floats) -> list[Floats]:
    """When people are rested at the soonest, from ``rested`` before ``day`` on, day by day to the end; by state."""
    found = [rested]
    for today in range(day, work.automaton.n_days):
        ways = [(0, rested)]
        for symbol, starts, ready in _by_symbol(work, today):
            # Who is rested first, of those who start no sooner than one is rested.
            soonest = np.append(np.minimum.accumulate(ready[::-1])[::-1], np.inf)
            ways.append((symbol, soonest[np.searchsorted(starts, rested)]))
        after = np.full((len(rested), _states(work, today + 1)), np.inf)
        for symbol, times in ways:
            ends = work.automaton.after[today][:, symbol]
            goes = ends >= 0
            np.minimum.at(after.T, ends[goes], times.T[goes])
        rested = after
        found.append(rested)
    return found


def _states(work: ContractWork, day: int) -> int:
    """States before ``day``; behind the last day there is one."""
    return work.automaton.n_states(day) if day < work.automaton.n_days else 1


def _by_symbol(work: ContractWork, day: int) -> Iterator[tuple[int, Floats, Floats]]:
    """Each symbol of the shifts of ``day``: where they start, ascending, and when one is rested after each."""
    here = np.flatnonzero(work.day == day)
    here = here[np.argsort(work.start[here], kind="stable")]
    for symbol in np.unique(work.symbol[here]).tolist():
        shifts = here[work.symbol[here] == symbol]
        yield symbol, work.start[shifts].astype(float), work.rested[shifts].astype(float)
