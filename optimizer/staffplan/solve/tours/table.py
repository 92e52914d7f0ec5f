"""The tours of a contract's agents as a table of agents and days, cut into past and future at a day.

What lies before the day is an agent's *past*, the rest the *future*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork

NOBODY = -1
"""The key of agents who take no part."""
SATURDAY = 5


class Table:
    """All tours, and for every agent what the past and the future hold."""

    def __init__(self, work: ContractWork, rows: NDArray[np.int64], slots_per_day: int) -> None:
        """Begin with ``rows``: the shift of each day of each agent, −1 for a day off, shape (agents, days)."""
        self.work, self.slots_per_day = work, slots_per_day
        self.n_days = work.automaton.n_days
        self.weekend = np.array([day.weekday() >= SATURDAY for day in work.days])
        # One more shift, the last, stands for "none": its index is −1 too.
        self.symbol = np.append(work.symbol, 0)
        self.rested = np.append(work.rested, 0)
        self.start = np.append(work.start, 0)
        self.night = np.append(work.night, False)
        self.shift = rows.copy()
        self.rewind()

    def rewind(self) -> None:
        """Go back to the first day: everybody has all before them."""
        count = len(self.shift)
        self.state = np.zeros(count, dtype=np.int64)
        self.first, self.last = np.full(count, -1), np.full(count, -1)
        self.nights, self.weekends = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        works = self.shift >= 0
        self.next = np.full((count, self.n_days + 1), -1)
        self.final = np.full((count, self.n_days + 1), -1)
        for day in reversed(range(self.n_days)):
            here = self.shift[:, day]
            self.next[:, day] = np.where(works[:, day], here, self.next[:, day + 1])
            self.final[:, day] = np.where(self.final[:, day + 1] >= 0, self.final[:, day + 1], here)
        self.nights_left = _from_day_on(self.night[self.shift])
        self.weekends_left = _from_day_on(works & self.weekend)

    def advance(self, day: int) -> None:
        """What was on ``day`` is past."""
        here = self.shift[:, day]
        works = here >= 0
        self.state = self.work.automaton.after[day][self.state, self.symbol[here]]
        self.first = np.where((self.first < 0) & works, here, self.first)
        self.last = np.where(works, here, self.last)
        self.nights += self.night[here]
        self.weekends += works & bool(self.weekend[day])

    def states(self, _day: int) -> NDArray[np.int64]:
        """Who may swap futures with whom: agents in one state."""
        return self.state

    def at_work(self, day: int) -> NDArray[np.int64]:
        """Who may swap the shifts of ``day``: those whose shifts no rule of days tells apart."""
        here = self.shift[:, day]
        return np.where(here >= 0, self.symbol[here], NOBODY).astype(np.int64)

    def unrest(self) -> NDArray[np.int64]:
        """Nights and weekend shifts up to now."""
        return self.nights + self.weekends

    def cost_of_futures(self, agents: NDArray[np.intp], day: int) -> NDArray[np.float64]:
        """Strain if the agents (rows) have the futures of others (columns) from ``day`` on; (…, n, n) of (…, n)."""
        last, following = self.last[agents][..., :, None], self.next[agents, day][..., None, :]
        cost = self._change(last, following)
        cost += (self.nights[agents][..., :, None] + self.nights_left[agents, day][..., None, :]) ** 2
        cost += (self.weekends[agents][..., :, None] + self.weekends_left[agents, day][..., None, :]) ** 2
        if self.work.cycle is not None:
            final, first = self.final[agents, day][..., None, :], self.first[agents][..., :, None]
            cost += self._change(np.where(final >= 0, final, last), np.where(first >= 0, first, following), turn=True)
        return cost

    def cost_of_shifts(self, agents: NDArray[np.intp], day: int) -> NDArray[np.float64]:
        """The same if they have each other's shifts of ``day`` alone."""
        before, after = self.last[agents], self.next[agents, day + 1]
        shift = self.shift[agents, day][..., None, :]
        cost = self._change(before[..., :, None], shift) + self._change(shift, after[..., :, None])
        if self.work.cycle is not None:
            first, final = self.first[agents], self.final[agents, day + 1]
            # Who has no shift before or behind comes from, or goes to, the one at the other end of the period.
            cost += self._change(np.where(before < 0, final, -1)[..., :, None], shift, turn=True)
            cost += self._change(shift, np.where(after < 0, first, -1)[..., :, None], turn=True)
            alone = ((before < 0) & (after < 0))[..., :, None]
            cost[alone & np.isinf(self._change(shift, shift, turn=True))] = np.inf
        others = self.nights[agents] + self.nights_left[agents, day + 1]
        cost += (others[..., :, None] + self.night[shift]) ** 2
        return cost

    def _change(self, before: NDArray[np.intp], after: NDArray[np.intp], *, turn: bool = False) -> NDArray[np.float64]:
        """Hours between the times of day at which two shifts start; infinite where rest between them is short."""
        start, there = self.start[after], (before >= 0) & (after >= 0)
        apart = np.abs(self.start[before] - start) % self.slots_per_day
        hours = np.minimum(apart, self.slots_per_day - apart) * (24 / self.slots_per_day)
        later = start + (self.work.cycle or 0) if turn else start
        short = later < self.rested[before]
        return np.where(there, np.where(short, np.inf, hours), 0.0)

    def swap_futures(self, day: int, taken: NDArray[np.intp]) -> None:
        """Everybody goes on from ``day`` as the agent ``taken`` would have."""
        for part in (self.shift, self.next, self.final, self.nights_left, self.weekends_left):
            part[:, day:] = part[taken, day:]

    def swap_shifts(self, day: int, taken: NDArray[np.intp]) -> None:
        """Everybody has the shift that the agent ``taken`` has on ``day``."""
        self.shift[:, day] = self.shift[taken, day]


def _from_day_on(marked: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many of ``marked``, shape (agents, days), lie on each day or later, shape (agents, days + 1)."""
    total = np.zeros((len(marked), marked.shape[1] + 1), dtype=np.int64)
    total[:, :-1] = np.cumsum(marked[:, ::-1], axis=1)[:, ::-1]
    return total
