"""The day automaton of a contract: the product of its rules' automata, with states of the same future merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.legal_shifts import DayAutomaton
from staffplan.shifts.days.rule import Day, TooManyStatesError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.shifts.days.rule import Rule, Shifts, State

    States = tuple[State, ...]
    """A state of each rule."""
    Arcs = list[list[States | None]]
    """By state before a day and by symbol, the states after it."""


MOST_STATES = 300_000
"""States before merging, over all days: more take longer than ten seconds to be gone through."""


def day_automaton(
    rules: Sequence[Rule],
    grid: Grid,
    days: tuple[date, ...],
    shifts: Shifts,
    day_of: NDArray[np.intp],
    *,
    has_eve: bool,
) -> tuple[NDArray[np.intp], DayAutomaton]:
    """What the automaton of ``rules`` over ``days`` reads of each of the ``shifts``, shape (shifts,), and it itself.

    ``day_of``: the day of each shift, by index. With ``has_eve`` the first day is the eve of the period: who has no
    shift of it in the plan may have worked or not.

    Raises:
        TooManyStatesError: the rules together have more than ``MOST_STATES`` states.
    """
    symbol, seen = _symbols(rules, shifts)
    layers: list[dict[States, int]] = [{tuple(rule.start for rule in rules): 0}]
    arcs: list[Arcs] = []
    total = 0
    for day in _days(grid, days, has_eve=has_eve):
        offered = np.unique(symbol[day_of == day.index]).tolist()
        ends = [_ends(rules, states, day, offered, seen) for states in layers[-1]]
        arcs.append(ends)
        reached = {states for row in ends for states in row if states is not None}
        layers.append({states: k for k, states in enumerate(sorted(reached))})
        total += len(reached)
        if total > MOST_STATES:
            raise TooManyStatesError
    accepted = [all(rule.ends(each) for rule, each in zip(rules, states, strict=True)) for states in layers[-1]]
    return _without_twins(symbol, _merged(layers, arcs, accepted, len(seen) + 1))


def _symbols(rules: Sequence[Rule], shifts: Shifts) -> tuple[NDArray[np.intp], list[tuple[int, ...]]]:
    """The symbol of each shift, from 1 on, shape (shifts,): those that no rule tells apart have one.

    Also what each rule sees of each symbol.
    """
    marks = np.zeros((len(shifts.night), len(rules)), dtype=np.int64)
    for column, rule in enumerate(rules):
        seen = rule.marks(shifts)
        if seen is not None:
            marks[:, column] = seen
    table, symbol = np.unique(marks, axis=0, return_inverse=True)
    return symbol.ravel().astype(np.intp) + 1, [tuple(row) for row in table.tolist()]


def _days(grid: Grid, days: tuple[date, ...], *, has_eve: bool) -> list[Day]:
    return [
        Day(
            index=index,
            date=day,
            of_week=(day - grid.week_of(day)).days,
            first_slot=grid.place(grid.first_at(day, 0))[0] + (grid.n_slots if grid.cyclic and day < days[0] else 0),
            is_first=index == has_eve,
            is_last=index == len(days) - 1,
            is_eve=has_eve and index == 0,
        )
        for index, day in enumerate(days)
    ]


def _ends(
    rules: Sequence[Rule], states: States, day: Day, offered: Sequence[int], seen: Sequence[tuple[int, ...]]
) -> list[States | None]:
    """The states after ``day``, by symbol; the first is a day off."""
    ends: list[States | None] = [None] * (len(seen) + 1)
    ends[0] = _all([rule.off(state, day) for rule, state in zip(rules, states, strict=True)])
    for symbol in offered:
        marks = seen[symbol - 1]
        ends[symbol] = _all(
            [rule.work(state, day, mark) for rule, state, mark in zip(rules, states, marks, strict=True)]
        )
    return ends


def _all(states: list[State | None]) -> States | None:
    """The states of all rules; None where any forbids it."""
    found = tuple(state for state in states if state is not None)
    return found if len(found) == len(states) else None


def _merged(layers: list[dict[States, int]], arcs: list[Arcs], accepted: list[bool], n_symbols: int) -> DayAutomaton:
    """Merge states with the same future, from the last day back, and drop those without one."""
    group: NDArray[np.intp] = np.where(accepted, 0, -1).astype(np.intp)
    tables = []
    for after, rows in zip(reversed(layers[1:]), reversed(arcs), strict=True):
        group_of = dict(zip(after, group.tolist(), strict=True))
        ends = [tuple(-1 if states is None else group_of[states] for states in row) for row in rows]
        live: dict[tuple[int, ...], int] = {}
        for row in ends:
            if any(end >= 0 for end in row):
                live.setdefault(row, len(live))
        group = np.array([live.get(row, -1) for row in ends], dtype=np.intp)
        tables.append(np.array(list(live), dtype=np.intp).reshape(-1, n_symbols))
    return DayAutomaton(tuple(reversed(tables)))


def _without_twins(symbol: NDArray[np.intp], automaton: DayAutomaton) -> tuple[NDArray[np.intp], DayAutomaton]:
    """One symbol for those that lead to the same states on all days: rules may look at more than makes a difference."""
    if automaton.n_symbols < 2:
        return symbol, automaton
    columns = np.concatenate([table.T for table in automaton.after], axis=1)[1:]
    _table, first, twin = np.unique(columns, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)  # they keep their order
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    kept = np.concatenate([[0], 1 + first[order]])
    numbered = np.concatenate([[0], 1 + place[twin.ravel()]])
    return numbered[symbol], DayAutomaton(tuple(after[:, kept] for after in automaton.after))
