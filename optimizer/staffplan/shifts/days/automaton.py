"""The day automaton of a contract: the product of its rules' automata, with states of the same future merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.legal_shifts import DayAutomaton
from staffplan.shifts.days.rule import Day, TooManyStatesError, on_leave

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
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


@dataclass(frozen=True, eq=False)
class PeopleAutomaton:
    """The automaton of several people, who do not all begin alike, and some of whom are on leave."""

    symbol: NDArray[np.intp]
    """What it reads of each shift, from 1 on; shape (shifts,)."""
    days: DayAutomaton
    """Legal sequences from any beginning on."""
    leave: tuple[NDArray[np.intp], ...]
    """For each day, the state after a day of leave from each state, or −1; shape (days,) of (states,)."""
    begins: tuple[int, ...]
    """The state in which each beginning stands before its day; −1: nothing is legal from there on."""


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
    begins = [(0, tuple(rule.start for rule in rules))]
    found = people_automaton(rules, grid, days, shifts, day_of, begins, has_eve=has_eve)
    return found.symbol, found.days


def people_automaton(
    rules: Sequence[Rule],
    grid: Grid,
    days: tuple[date, ...],
    shifts: Shifts,
    day_of: NDArray[np.intp],
    begins: Sequence[tuple[int, States]],
    leave_days: Collection[int] = (),
    *,
    has_eve: bool,
) -> PeopleAutomaton:
    """The same where people begin with a day, by index, in states of the rules, and some are on leave on some days.

    Of ``shifts`` only those on one of ``days`` can be worked; others may only be known of days before.

    Raises:
        TooManyStatesError: the rules together have more than ``MOST_STATES`` states.
    """
    symbol, seen = symbols_of(rules, shifts)
    layers: list[dict[States, int]] = [_sorted({states for day, states in begins if day == 0})]
    arcs: list[Arcs] = []
    total = 0
    for day in days_of(grid, days, has_eve=has_eve):
        offered = np.unique(symbol[: len(day_of)][day_of == day.index]).tolist()
        on_leave = day.index in leave_days
        ends = [_ends(rules, states, day, offered, seen, leave=on_leave) for states in layers[-1]]
        arcs.append(ends)
        reached = {states for row in ends for states in row if states is not None}
        layers.append(_sorted(reached | {states for first, states in begins if first == day.index + 1}))
        total += len(layers[-1])
        if total > MOST_STATES:
            raise TooManyStatesError
    accepted = [all(rule.ends(each) for rule, each in zip(rules, states, strict=True)) for states in layers[-1]]
    tables, groups = _merged(layers, arcs, accepted, len(seen) + 2)
    symbol, automaton = _without_twins(symbol[: len(day_of)], DayAutomaton(tuple(table[:, :-1] for table in tables)))
    where = tuple(int(groups[day][layers[day][states]]) for day, states in begins)
    return PeopleAutomaton(symbol, automaton, tuple(table[:, -1] for table in tables), where)


def _sorted(states: set[States]) -> dict[States, int]:
    return {each: k for k, each in enumerate(sorted(states))}


def symbols_of(rules: Sequence[Rule], shifts: Shifts) -> tuple[NDArray[np.intp], list[tuple[int, ...]]]:
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


def days_of(grid: Grid, days: tuple[date, ...], *, has_eve: bool) -> list[Day]:
    """The horizon ``days`` as rules see them."""
    return [
        Day(
            index=index,
            date=day,
            of_week=(day - grid.week_of(day)).days,
            first_slot=grid.place(grid.first_at(day, 0))[0] + (grid.n_slots if grid.cyclic and day < days[0] else 0),
            is_last=index == len(days) - 1,
            is_eve=has_eve and index == 0,
        )
        for index, day in enumerate(days)
    ]


def _ends(
    rules: Sequence[Rule],
    states: States,
    day: Day,
    offered: Sequence[int],
    seen: Sequence[tuple[int, ...]],
    *,
    leave: bool,
) -> list[States | None]:
    """The states after ``day``, by symbol; the first is a day off, the last a day of ``leave``, if there is any."""
    ends: list[States | None] = [None] * (len(seen) + 2)
    ends[0] = _all([rule.off(state, day) for rule, state in zip(rules, states, strict=True)])
    if leave:
        ends[-1] = _all([on_leave(rule, state, day) for rule, state in zip(rules, states, strict=True)])
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


def _merged(
    layers: list[dict[States, int]], arcs: list[Arcs], accepted: list[bool], n_columns: int
) -> tuple[list[NDArray[np.intp]], list[NDArray[np.intp]]]:
    """Merge states with the same future, from the last day back, and drop those without one.

    Returns the states after each day by merged state and column, and the merged state of each state, or −1.
    """
    groups: list[NDArray[np.intp]] = [np.where(accepted, 0, -1).astype(np.intp)]
    tables = []
    for after, rows in zip(reversed(layers[1:]), reversed(arcs), strict=True):
        group_of = dict(zip(after, groups[-1].tolist(), strict=True))
        ends = [tuple(-1 if states is None else group_of[states] for states in row) for row in rows]
        live: dict[tuple[int, ...], int] = {}
        for row in ends:
            if any(end >= 0 for end in row):
                live.setdefault(row, len(live))
        groups.append(np.array([live.get(row, -1) for row in ends], dtype=np.intp))
        tables.append(np.array(list(live), dtype=np.intp).reshape(-1, n_columns))
    return tables[::-1], groups[::-1]


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
