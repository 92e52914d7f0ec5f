"""The tour of a contract that covers most, of all that are legal: a longest path through rest and days at once.

Every working day of it may have another start and another length, unlike the tours that a plan is put together from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.rest import rest_network

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.choices import Choices
    from staffplan.solve.rest import RestNetwork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class _Landing:
    """Shifts of a day after which one is rested on the same later day."""

    shifts: Ints
    """Their places among the day's shifts."""
    day: int
    """That day; the number of days where it lies behind the horizon."""
    node: Ints
    """Where on that day, shape (shifts,)."""
    state: Ints
    """The automaton's state there, by the state before the shift; −1: not allowed, as it is from −1."""


@dataclass(frozen=True, eq=False)
class _Day:
    """The shifts of a day, by their start."""

    shifts: Ints
    node: Ints
    """The node of the day at which each begins, from 0, ascending."""
    first: Ints
    """Place of the first shift of each node."""
    landings: list[_Landing]


@dataclass(frozen=True, eq=False)
class Best:
    """What can be covered at most; the last column of each array, −∞, stands for the state −1."""

    most: float
    """By the whole tour."""
    futures: list[Floats]
    """By day, from each (node, state) on; behind the day's last node is one for who works no more on that day."""
    worth: list[Floats]
    """By day, from each (shift, state) on, where that shift is worked."""


class Responses:
    """The best tours of one contract over a period that does not wrap."""

    def __init__(self, choices: Choices) -> None:
        """Sort the shifts by day and by where they lead."""
        self.choices, self._automaton = choices, choices.work.automaton
        network = rest_network(choices.work)
        self._days = [self._day(network, day) for day in range(self._automaton.n_days)]
        self._off = [np.append(off, -1) for off in self._automaton.off]

    def _day(self, network: RestNetwork, day: int) -> _Day:
        shifts = np.flatnonzero(self.choices.work.day == day)
        node = network.origin[shifts] - network.first[day]
        ready = network.ready[shifts]
        lands = np.searchsorted(network.first, ready, side="right") - 1
        landings = []
        for later in np.unique(lands).tolist():
            here = np.flatnonzero(lands == later)
            landings.append(_Landing(here, later, ready[here] - network.first[later], self._after(day, later)))
        return _Day(shifts, node, np.flatnonzero(np.diff(node, prepend=-1)), landings)

    def _after(self, day: int, later: int) -> Ints:
        """The state before ``later`` of who works on ``day`` and rests on the days between, by the state before it."""
        state = self._automaton.work[day]
        for between in range(day + 1, min(later, self._automaton.n_days)):
            state = np.where(state >= 0, self._automaton.off[between][state], -1)
        return np.append(state, -1)

    def best(self, weight: Floats) -> Best | None:
        """The tour that covers most ``weight``, shape (n_slots,); None where the rules allow nobody anything."""
        if not self.choices.work.n_shifts or not self._automaton.n_states(0):
            return None
        gain = self.choices.gains(weight)
        futures: list[Floats] = [np.array([[0.0, -np.inf]])]
        worth: list[Floats] = []
        for day, off in zip(self._days[::-1], self._off[::-1], strict=True):
            ends = np.empty((len(day.shifts), len(off)))
            for landing in day.landings:
                there = futures[len(self._days) - landing.day]
                ends[landing.shifts] = there[landing.node[:, None], landing.state]
            ends += gain[day.shifts][:, None]
            nodes = np.maximum.reduceat(ends, day.first) if len(day.first) else ends
            rested = futures[-1][:1, off]
            futures.append(np.maximum.accumulate(np.concatenate([rested, nodes[::-1]]))[::-1])
            worth.append(ends)
        most = float(futures[-1][0, 0])
        return None if most == -np.inf else Best(most, futures[::-1], worth[::-1])

    def shifts(self, best: Best) -> Ints:
        """The shifts of that tour."""
        number, node, state, shifts = 0, 0, 0, []
        while number < len(self._days):
            day, off = self._days[number], int(self._off[number][state])
            begin = int(np.searchsorted(day.node, node))
            chosen = begin + int(best.worth[number][begin:, state].argmax()) if begin < len(day.shifts) else -1
            if chosen < 0 or best.worth[number][chosen, state] <= best.futures[number + 1][0, off]:
                number, node, state = number + 1, 0, off
                continue
            shifts.append(int(day.shifts[chosen]))
            number, node, state = _landed(day, chosen, state)
        return np.array(shifts, dtype=np.int64)


def _landed(day: _Day, chosen: int, state: int) -> tuple[int, int, int]:
    """Day, node and state in which one is rested after a shift."""
    landing, place = next((landing, k) for landing in day.landings for k in np.flatnonzero(landing.shifts == chosen))
    return landing.day, int(landing.node[place]), int(landing.state[state])
