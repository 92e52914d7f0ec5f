"""Tours given to people, whose shifts can be exchanged one by one: who may have another shift instead of one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from staffplan.solve.people import hand_out_breaks

if TYPE_CHECKING:
    from staffplan.schema.work import ContractWork
    from staffplan.solve.people import Breaks, Tour

OFF = -1


class Given:
    """The tours of one contract's agents and the breaks of their shifts."""

    def __init__(self, work: ContractWork, tours: list[Tour], wanted: Breaks) -> None:
        """Lay out ``tours`` by day; ``wanted`` are breaks as ``hand_out_breaks`` takes them."""
        self.work = work
        self._day: list[int] = work.day.tolist()
        self._start: list[int] = work.start.tolist()
        self._rested: list[int] = (work.start + work.length + work.rest).tolist()
        self._works = [ends.tolist() for ends in work.automaton.work]
        self._off = [ends.tolist() for ends in work.automaton.off]
        self._rows = [[OFF] * len(work.days) for _tour in tours]
        self.holders: dict[int, list[int]] = {}
        """The agents who have each shift."""
        self.breaks: dict[int, list[Counter[int]]] = {}
        """By shift and rank: how many breaks start in a slot."""
        handed = hand_out_breaks(work, tours, wanted)
        for agent, (tour, rests) in enumerate(zip(tours, handed, strict=True)):
            for shift, breaks in zip(tour, rests, strict=True):
                self._rows[agent][self._day[shift]] = shift
                self.holders.setdefault(shift, []).append(agent)
                taken = self.breaks.setdefault(shift, [Counter() for _break in breaks])
                for rank, (start, _end) in enumerate(breaks):
                    taken[rank][start] += 1

    def tours(self) -> list[Tour]:
        """The shifts of each agent."""
        return [[shift for shift in row if shift != OFF] for row in self._rows]

    def wanted(self) -> Breaks:
        """The breaks as ``hand_out_breaks`` takes them."""
        return {shift: [sorted(places.elements()) for places in ranks] for shift, ranks in self.breaks.items()}

    def takers(self, old: int, new: int, count: int) -> list[int] | None:
        """So many agents who have the shift ``old`` and may have ``new`` instead; None where there are fewer."""
        if new == old:
            return []
        found: list[int] = []
        for agent in self.holders[old]:
            if self._may(agent, old, new):
                found.append(agent)
                if len(found) == count:
                    return found
        return None

    def give(self, agents: list[int], old: int, new: int) -> None:
        """Let ``agents`` have ``new`` instead of ``old``."""
        for agent in agents:
            self._rows[agent][self._day[old]] = OFF
            self._rows[agent][self._day[new]] = new
            self.holders[old].remove(agent)
            self.holders.setdefault(new, []).append(agent)

    def leaver(self, shift: int) -> int | None:
        """An agent who has ``shift`` and may have the day off instead; None where nobody may."""
        day = self._day[shift]
        return next((a for a in self.holders[shift] if self._may_work(self._rows[a], day, OFF)), None)

    def leave(self, agent: int, shift: int) -> None:
        """Let ``agent`` have the day of ``shift`` off."""
        self._rows[agent][self._day[shift]] = OFF
        self.holders[shift].remove(agent)

    def _may(self, agent: int, old: int, new: int) -> bool:
        row, left, day = self._rows[agent], self._day[old], self._day[new]
        if day != left and (row[day] != OFF or not self._may_work(row, left, day)):
            return False
        return self._is_rested(row, left, day, new)

    def _may_work(self, row: list[int], left: int, taken: int) -> bool:
        """Whether the days of ``row`` are legal with ``taken``, a day or ``OFF``, instead of ``left``."""
        now = then = 0
        for day, shift in enumerate(row):
            works = shift != OFF
            then = self._works[day][then] if day == taken or (works and day != left) else self._off[day][then]
            if then < 0:
                return False
            now = self._works[day][now] if works else self._off[day][now]
            if now == then and day >= left and day >= taken:
                return True
        return True

    def _is_rested(self, row: list[int], left: int, day: int, new: int) -> bool:
        """Whether rest before and behind ``new`` on ``day`` is long enough, the shift of the day ``left`` given up."""
        n_days, cycle = len(row), self.work.cycle
        for step in range(1, n_days):
            if day - step < 0 and cycle is None:
                break
            before = row[day - step]  # a negative day is one of the last round
            if before != OFF and (day - step) % n_days != left:
                turn = cycle or 0 if day - step < 0 else 0
                if self._rested[before] - turn > self._start[new]:
                    return False
                break
        for step in range(1, n_days):
            if day + step >= n_days and cycle is None:
                break
            after = row[(day + step) % n_days]
            if after != OFF and (day + step) % n_days != left:
                turn = cycle or 0 if day + step >= n_days else 0
                return self._rested[new] <= self._start[after] + turn
        if cycle is not None:  # nobody else: the shift follows itself
            return self._rested[new] <= self._start[new] + cycle
        return True
