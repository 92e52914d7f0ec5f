"""The tour of a contract that covers most, of all that are legal: a longest path through rest and days at once.

Every working day of it may have another start and another length, unlike the tours that a plan is put together from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.rest import rest_network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.model.rest import RestNetwork
    from staffplan.solve.searches.choices import Choices

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Day:
    """The shifts of a day, by their start; states of the automaton are those before the day, then one for none."""

    shifts: Ints
    first: Ints
    """Place of the first shift of each node at which shifts begin, ascending."""
    since: list[int]
    """Place of the first shift from each node on; the last is behind all."""
    land_day: Ints
    """The day on which one is rested after each shift; the number of days where it lies behind the horizon."""
    land_node: Ints
    """Where on that day."""
    land_state: Ints
    """The state there, shape (shifts, states); −1: not allowed."""
    off: Ints
    """The state of the next day where this one is off."""

    @property
    def rows(self) -> int:
        """Nodes, and one for who works no more on that day."""
        return len(self.first) + 1


@dataclass(frozen=True, eq=False)
class _Places:
    """Where a day's futures stand among those of all days, which are kept in one array."""

    layer: slice
    landed: Ints
    """Those after each shift, shape (shifts, states)."""
    rested: Ints
    """Those of the next day where this one is off."""


@dataclass(frozen=True, eq=False)
class Best:
    """What can be covered at most; −∞ where nothing is allowed."""

    most: float
    """By the whole tour."""
    future: Floats
    """From each day, node and state on."""
    worth: list[Floats]
    """By day, from each (shift, state) on, where that shift is worked."""


class Responses:
    """The best tours of one contract; in a cyclic period who is rested for its first day is left open."""

    def __init__(self, choices: Choices) -> None:
        """Sort the shifts by day and by where they lead."""
        self.choices, self._automaton = choices, choices.work.automaton
        network = rest_network(choices.work)
        self._days = [self._day(network, day) for day in range(self._automaton.n_days)]
        columns = np.array([len(day.off) for day in self._days] + [2])
        sizes = columns * [*(day.rows for day in self._days), 1]
        self._begins, self._columns = np.concatenate([[0], np.cumsum(sizes)]), columns
        self._places = [self._placed(number) for number in range(len(self._days))]

    def _day(self, network: RestNetwork, day: int) -> _Day:
        shifts = np.flatnonzero(self.choices.work.day == day)
        node = network.origin[shifts] - network.first[day]
        ready = np.where(network.wraps[shifts], network.n_nodes, network.ready[shifts])
        lands = np.searchsorted(network.first, ready, side="right") - 1
        leads = list(zip(lands.tolist(), self.choices.work.symbol[shifts].tolist(), strict=True))
        after = {lead: self._after(day, *lead) for lead in sorted(set(leads))}
        off = np.append(self._automaton.after[day][:, 0], -1)
        first = np.flatnonzero(np.diff(node, prepend=-1))
        return _Day(
            shifts,
            first,
            [*np.searchsorted(node, np.arange(len(first))).tolist(), len(shifts)],
            lands,
            ready - network.first[lands],
            np.array([after[lead] for lead in leads], dtype=np.int64).reshape(len(shifts), len(off)),
            off,
        )

    def _after(self, day: int, later: int, symbol: int) -> Ints:
        """The state before ``later`` of who works on ``day`` and rests on the days between, by the state before it."""
        state = self._automaton.after[day][:, symbol]
        for between in range(day + 1, min(later, self._automaton.n_days)):
            state = np.where(state >= 0, self._automaton.after[between][state, 0], -1)
        return np.append(state, -1)

    def _placed(self, number: int) -> _Places:
        day, begins, columns = self._days[number], self._begins, self._columns
        row = begins[day.land_day] + day.land_node * columns[day.land_day]
        landed = row[:, None] + day.land_state % columns[day.land_day][:, None]
        rested = begins[number + 1] + day.off % columns[number + 1]
        return _Places(slice(int(begins[number]), int(begins[number + 1])), landed, rested)

    def best(self, weight: Floats) -> Best | None:
        """The tour that covers most ``weight``, shape (n_slots,); None where the rules allow nobody anything."""
        return self.best_for(self.choices.gains(weight)) if self.choices.work.n_shifts else None

    def best_for(self, gain: Floats) -> Best | None:
        """The tour whose shifts ``gain`` most, shape (shifts,); None where the rules allow nobody anything."""
        if not self.choices.work.n_shifts or not self._automaton.n_states(0):
            return None
        future = np.full(int(self._begins[-1]), -np.inf)
        future[-2] = 0.0
        worth: list[Floats] = []
        for day, places in zip(self._days[::-1], self._places[::-1], strict=True):
            ends = future[places.landed]
            ends += gain[day.shifts, None]
            layer = future[places.layer].reshape(day.rows, -1)
            layer[-1] = future[places.rested]
            if len(day.first):
                np.maximum.reduceat(ends, day.first, out=layer[:-1])
                np.maximum.accumulate(layer[::-1], out=layer[::-1])
            worth.append(ends)
        most = float(future[0])
        return None if most == -np.inf else Best(most, future, worth[::-1])

    def shifts(self, best: Best) -> Ints:
        """The shifts of that tour."""
        number, node, state, shifts = 0, 0, 0, []
        while number < len(self._days):
            day, begin = self._days[number], self._days[number].since[node]
            worth = best.worth[number][begin:, state]
            chosen = begin + int(worth.argmax()) if len(worth) else -1
            if chosen < 0 or worth[chosen - begin] <= best.future[self._places[number].rested[state]]:
                number, node, state = number + 1, 0, int(day.off[state])
                continue
            shifts.append(int(day.shifts[chosen]))
            number, node = int(day.land_day[chosen]), int(day.land_node[chosen])
            state = int(day.land_state[chosen, state])
        return np.array(shifts, dtype=np.int64)
