"""The day automaton of a contract: the product of its rules' automata, with states of the same future merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.legal_shifts import DayAutomaton
from staffplan.shifts.days.rule import Day
from staffplan.shifts.days.runs import AtAll, DaysInRow
from staffplan.shifts.days.weeks import CalendarWeeks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Contract
    from staffplan.shifts.days.rule import Rule, Shifts, State

    States = tuple[State, ...]
    """A state of each rule."""
    Arcs = list[list[States | None]]
    """By state before a day and by symbol, the states after it."""


def rules_of(contract: Contract, grid: Grid) -> tuple[Rule, ...]:
    """The rules of sequences of ``contract``."""
    return (CalendarWeeks(contract), DaysInRow(contract, cyclic=grid.cyclic), AtAll())


def symbols_of(rules: Sequence[Rule], shifts: Shifts) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """The symbol of each shift, from 1 on, shape (shifts,): those that no rule tells apart have one.

    Also what each rule sees of each symbol, shape (symbols, rules).
    """
    n_shifts = len(shifts.day)
    seen = [rule.marks(shifts) for rule in rules]
    none = np.zeros(n_shifts, dtype=np.int64)
    marks = np.column_stack([none if each is None else np.asarray(each, dtype=np.int64) for each in seen])
    table, symbol = np.unique(marks, axis=0, return_inverse=True)
    return symbol.ravel().astype(np.intp) + 1, table


def day_automaton(
    rules: Sequence[Rule],
    grid: Grid,
    days: tuple[date, ...],
    offered: Sequence[Sequence[int]],
    marks: NDArray[np.int64],
    *,
    has_eve: bool,
) -> DayAutomaton:
    """The automaton of ``rules`` over ``days``, whose shifts have the symbols ``offered`` on each.

    ``marks`` are what each rule sees of each symbol, shape (symbols, rules). With ``has_eve`` the first day is the eve
    of the period: who has no shift of it in the plan may have worked or not.
    """
    seen = [tuple(row) for row in marks.tolist()]
    layers: list[dict[States, int]] = [{tuple(rule.start for rule in rules): 0}]
    arcs: list[Arcs] = []
    for index, date_ in enumerate(days):
        of_week = (date_ - grid.week_of(date_)).days
        day = Day(index, date_, of_week, index == len(days) - 1, off_is_known=not (has_eve and index == 0))
        ends = [_ends(rules, state, day, offered[index], seen) for state in layers[-1]]
        arcs.append(ends)
        reached = {state for row in ends for state in row if state is not None}
        layers.append({state: k for k, state in enumerate(sorted(reached))})
    accepted = [all(rule.ends(each) for rule, each in zip(rules, states, strict=True)) for states in layers[-1]]
    return _merged(layers, arcs, accepted, len(seen) + 1)


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
        ends = [tuple(-1 if state is None else group_of[state] for state in row) for row in rows]
        live: dict[tuple[int, ...], int] = {}
        for row in ends:
            if any(end >= 0 for end in row):
                live.setdefault(row, len(live))
        group = np.array([live.get(row, -1) for row in ends], dtype=np.intp)
        tables.append(np.array(list(live), dtype=np.intp).reshape(-1, n_symbols))
    return DayAutomaton(tuple(reversed(tables)))
