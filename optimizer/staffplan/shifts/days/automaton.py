"""The day automaton of a contract: the product of its rules' automata, with states of the same future merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from staffplan.schema.legal_shifts import DayAutomaton
from staffplan.shifts.days.counters import Counter, counted
from staffplan.shifts.days.rule import Day, EndsAnyway, TooManyStatesError, on_leave
from staffplan.shifts.days.totals import Totals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
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
    sums = [rule for rule in rules if isinstance(rule, Totals) and rule.of_period]
    kept = [_MarksAlone(rule) if rule in sums else rule for rule in rules]
    begins = [(0, tuple(rule.start for rule in kept))]
    walked = _walked(kept, grid, days, shifts, day_of, begins, has_eve=has_eve)
    automaton = walked.days
    for column, rule in enumerate(rules):
        if isinstance(rule, Totals) and rule.of_period:
            amount = np.array([0, *(row[column] for row in walked.seen)], dtype=np.intp)
            automaton = counted(automaton, Counter(amount, *rule.limits), has_eve=has_eve)
    return _without_twins(walked.symbol, automaton)


class _MarksAlone(EndsAnyway):
    """What a rule sees, and nothing that it forbids: a sum of the period is multiplied in afterwards."""

    start: State = ()

    def __init__(self, rule: Rule) -> None:
        """Of ``rule``."""
        self._rule = rule

    def marks(self, shifts: Shifts) -> Sequence[int] | NDArray[np.int64] | None:
        """What it sees."""
        return self._rule.marks(shifts)

    def work(self, state: State, day: Day, mark: int) -> State | None:
        """Any shift."""
        del day, mark
        return state

    def off(self, state: State, day: Day) -> State | None:
        """Any day off."""
        del day
        return state


@dataclass(frozen=True, eq=False)
class _Walked:
    """All rules walked through, before symbols that make no difference are one."""

    symbol: NDArray[np.intp]
    seen: list[tuple[int, ...]]
    """What each rule sees of each symbol."""
    tables: list[NDArray[np.intp]]
    """By day the states after it: a day off, shifts by symbol, a day of leave."""
    where: tuple[int, ...]
    """State of each beginning; −1: none."""

    @property
    def days(self) -> DayAutomaton:
        """The automaton without leave."""
        return DayAutomaton(tuple(table[:, :-1] for table in self.tables))


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
    walked = _walked(rules, grid, days, shifts, day_of, begins, leave_days, has_eve=has_eve)
    symbol, automaton = _without_twins(walked.symbol, walked.days)
    return PeopleAutomaton(symbol, automaton, tuple(table[:, -1] for table in walked.tables), walked.where)


def _walked(
    rules: Sequence[Rule],
    grid: Grid,
    days: tuple[date, ...],
    shifts: Shifts,
    day_of: NDArray[np.intp],
    begins: Sequence[tuple[int, States]],
    leave_days: Collection[int] = (),
    *,
    has_eve: bool,
) -> _Walked:
    """Every state that can be reached, day by day, then those with the same future as one."""
    symbol, seen = symbols_of(rules, shifts)
    layers: list[dict[States, int]] = [_sorted({states for day, states in begins if day == 0})]
    arcs: list[Arcs] = []
    total = 0
    for day in days_of(grid, days, has_eve=has_eve):
        offered = np.unique(symbol[: len(day_of)][day_of == day.index]).tolist()
        ends = _ends(rules, layers[-1], day, offered, seen, leave=day.index in leave_days)
        arcs.append(ends)
        reached = {states for row in ends for states in row if states is not None}
        layers.append(_sorted(reached | {states for first, states in begins if first == day.index + 1}))
        total += len(layers[-1])
        if total > MOST_STATES:
            raise TooManyStatesError
    accepted = [all(rule.ends(each) for rule, each in zip(rules, states, strict=True)) for states in layers[-1]]
    tables, groups = _merged(layers, arcs, accepted, len(seen) + 2)
    where = tuple(int(groups[day][layers[day][states]]) for day, states in begins)
    return _Walked(symbol[: len(day_of)], seen, tables, where)


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
    layer: Iterable[States],
    day: Day,
    offered: Sequence[int],
    seen: Sequence[tuple[int, ...]],
    *,
    leave: bool,
) -> Arcs:
    """For each of these states the states after ``day``: a day off, shifts by symbol, a day of ``leave`` if any.

    Each rule is asked once for each of its own states: the states of all rules together are many more.
    """
    marks = list(zip(*seen, strict=True)) or [()] * len(rules)
    of_rule = [
        {state: _ends_of(rule, state, day, offered, each, leave=leave) for state in set(states)}
        for rule, states, each in zip(rules, zip(*layer, strict=True), marks, strict=False)
    ]
    return [
        [_all(ends) for ends in zip(*(known[state] for known, state in zip(of_rule, states, strict=True)), strict=True)]
        for states in layer
    ]


def _ends_of(
    rule: Rule, state: State, day: Day, offered: Sequence[int], marks: Sequence[int], *, leave: bool
) -> list[State | None]:
    """A rule's states after ``day`` from one of its states, in the same order."""
    ends: list[State | None] = [None] * (len(marks) + 2)
    ends[0] = rule.off(state, day)
    ends[-1] = on_leave(rule, state, day) if leave else None
    known: dict[int, State | None] = {}
    for symbol in offered:
        mark = marks[symbol - 1]
        if mark not in known:
            known[mark] = rule.work(state, day, mark)
        ends[symbol] = known[mark]
    return ends


def _all(states: Iterable[State | None]) -> States | None:
    """The states of all rules; None where any forbids it."""
    found = tuple(states)
    return None if None in found else cast("States", found)


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
