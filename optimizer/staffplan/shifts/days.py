"""The day automaton: which sequences of working days and days off a contract allows one person.

Three rules are followed side by side, each by its own small state: days per calendar week, days off side by side in a
calendar week, days in a row. A calendar week that is only partly inside the horizon is legal where the days outside
could be filled in so that the whole week is legal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.legal_shifts import DayAutomaton

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Contract

DAYS_IN_WEEK = 7


@dataclass(frozen=True, order=True)
class _State:
    """What the past days of one person mean for the days to come."""

    worked: int = 0
    """Working days in the current calendar week."""
    unknown: int = 0
    """Days of the current week that the plan does not hold."""
    off_run: int = 0
    """Days off in a row up to now, inside the current week."""
    unknown_run: int = 0
    """How many of these the plan does not hold; they come first."""
    spent: int | None = None
    """Fewest unknown days that the week's days off side by side take up; None: it has none side by side yet."""
    run: int = 0
    """Working days in a row up to now."""
    lead: int | None = None
    """Cyclic periods: working days in a row from the first day on; None while they still go on."""
    ever: bool = False
    """Whether the person has worked at all: who never works is no agent."""


@dataclass(frozen=True)
class _Rules:
    contract: Contract
    cyclic: bool

    def enter_week(self, state: _State, unknown: int) -> _State:
        """A calendar week begins, of which ``unknown`` days lie before the horizon; unknown days may be days off."""
        begun = replace(state, worked=0, unknown=unknown, off_run=unknown, unknown_run=unknown, spent=None)
        return self._noted(begun)

    def _noted(self, state: _State) -> _State:
        """``state`` with the days off side by side that its run of days off makes, if they take fewer unknown days."""
        spent = self._spent(state, 0)
        if spent is None or (state.spent is not None and state.spent <= spent):
            return state
        return replace(state, spent=spent)

    def _spent(self, state: _State, after: int) -> int | None:
        """Unknown days in a block of days off that ends with the run and ``after`` unknown days; None: too few days."""
        before = self.contract.days_off_in_row - after
        return None if before > state.off_run else after + max(0, state.unknown_run - (state.off_run - max(before, 0)))

    def leave_week(self, state: _State, unknown: int) -> bool:
        """Whether the week may end with ``unknown`` more days after the horizon."""
        least, most = self.contract.days_per_week
        within = min(unknown, self.contract.days_off_in_row)
        spent = [state.spent, *(self._spent(state, after) for after in range(1, within + 1))]
        to_work = [state.worked + state.unknown + unknown - days for days in spent if days is not None]
        return state.worked <= most and max(to_work, default=-1) >= least

    def work(self, state: _State) -> _State | None:
        if state.worked == self.contract.days_per_week[1] or state.run == self.contract.max_days_in_row:
            return None
        return replace(state, worked=state.worked + 1, off_run=0, unknown_run=0, run=state.run + 1, ever=True)

    def off(self, state: _State, *, known: bool = True) -> _State:
        rested = replace(
            state,
            off_run=min(state.off_run + 1, DAYS_IN_WEEK),
            unknown=state.unknown + (not known),
            unknown_run=state.unknown_run + (not known),
            run=0,
            lead=state.run if self.cyclic and state.lead is None else state.lead,
        )
        return self._noted(rested)

    def ends_well(self, state: _State) -> bool:
        """Whether the horizon may end here: the agent works at all, and a cyclic end fits to its beginning."""
        if not state.ever:
            return False
        if not self.cyclic:
            return True
        # Who never has a day off works for ever: state.lead is None then.
        return state.lead is not None and state.lead + state.run <= self.contract.max_days_in_row


def day_automaton(
    contract: Contract, grid: Grid, days: tuple[date, ...], *, has_eve: bool, busy: frozenset[int]
) -> DayAutomaton:
    """The automaton of ``contract`` over ``days``; only the days in ``busy`` (indices) have legal shifts.

    With ``has_eve`` the first day is the eve of the period: who has no shift of it in the plan may have worked or not.
    """
    rules = _Rules(contract, grid.cyclic)
    layers: list[dict[_State, int]] = [{_State(): 0}]
    arcs: list[tuple[list[_State | None], list[_State | None]]] = []
    for index, day in enumerate(days):
        work: list[_State | None] = []
        off: list[_State | None] = []
        for state in layers[-1]:
            before = _begin_day(rules, state, grid, index, day)
            worked = rules.work(before) if index in busy else None
            rested = rules.off(before, known=not (has_eve and index == 0))
            work.append(_end_day(rules, worked, grid, days, index))
            off.append(_end_day(rules, rested, grid, days, index))
        arcs.append((work, off))
        layers.append({state: k for k, state in enumerate(sorted({s for s in (*work, *off) if s}, key=_order))})
    return _merged(layers, arcs, [rules.ends_well(state) for state in layers[-1]])


def _order(state: _State) -> tuple[int, ...]:
    return (
        state.worked,
        state.unknown,
        state.off_run,
        state.unknown_run,
        -1 if state.spent is None else state.spent,
        state.run,
        -1 if state.lead is None else state.lead,
        state.ever,
    )


def _begin_day(rules: _Rules, state: _State, grid: Grid, index: int, day: date) -> _State:
    week_day = (day - grid.week_of(day)).days
    if index == 0:
        return rules.enter_week(state, week_day)
    return rules.enter_week(state, 0) if week_day == 0 else state


def _end_day(rules: _Rules, state: _State | None, grid: Grid, days: tuple[date, ...], index: int) -> _State | None:
    if state is None:
        return None
    left = DAYS_IN_WEEK - 1 - (days[index] - grid.week_of(days[index])).days
    if index == len(days) - 1:
        return state if rules.leave_week(state, left) else None
    if left:
        return state
    # A finished week no longer matters but for the run that goes on.
    if not rules.leave_week(state, 0):
        return None
    return replace(state, worked=0, unknown=0, off_run=0, unknown_run=0, spent=None)


def _merged(
    layers: list[dict[_State, int]], arcs: list[tuple[list[_State | None], list[_State | None]]], accepted: list[bool]
) -> DayAutomaton:
    """Merge states with the same future, from the last day back, and drop those without one."""
    group: NDArray[np.intp] = np.where(accepted, 0, -1).astype(np.intp)
    work_layers, off_layers = [], []
    for after, (work, off) in zip(reversed(layers[1:]), reversed(arcs), strict=True):
        ends = [tuple(-1 if s is None else int(group[after[s]]) for s in pair) for pair in zip(work, off, strict=True)]
        live: dict[tuple[int, ...], int] = {}
        for pair in ends:
            if pair != (-1, -1):
                live.setdefault(pair, len(live))
        group = np.array([live.get(pair, -1) for pair in ends], dtype=np.intp)
        table = np.array(list(live), dtype=np.intp).reshape(-1, 2)
        work_layers.append(table[:, 0])
        off_layers.append(table[:, 1])
    return DayAutomaton(work=tuple(reversed(work_layers)), off=tuple(reversed(off_layers)))
