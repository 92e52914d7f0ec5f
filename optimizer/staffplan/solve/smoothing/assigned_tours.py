"""Tours that agents have, with shifts exchanged one by one: who may have another shift instead of one.

Agents of the same tour are one *kind*, looked at once however many they are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.tours.people import break_starts
from staffplan.solve.tours.team import OFF, Team

if TYPE_CHECKING:
    from staffplan.solve.model.columns import Breaks

    Row = tuple[int, ...]
    """The shift of each day, or ``OFF``."""
    Takers = list[tuple[int, int]]
    """Kinds, and how many agents of each."""


class Given:
    """The tours of one contract's agents and the breaks of their shifts."""

    def __init__(self, team: Team, wanted: Breaks) -> None:
        """Begin with the tours of ``team``; ``wanted`` are breaks as ``break_starts`` takes them."""
        work = team.work
        self.work = work
        self._day: list[int] = work.day.tolist()
        self._start: list[int] = work.start.tolist()
        self._rested: list[int] = work.rested.tolist()
        self._after = [ends.tolist() for ends in work.automaton.after]
        self._symbol: list[int] = [*work.symbol.tolist(), 0]  # the last one is OFF's
        self._may_be: dict[tuple[tuple[int, ...], int, int, int], bool] = {}
        self._rows: list[Row] = []
        self._count: list[int] = []
        self._kinds: dict[Row, int] = {}
        self._holders: dict[int, dict[int, None]] = {}
        """The kinds that have each shift."""
        self._agents = [0] * work.n_shifts
        for row, count in zip(team.rows.tolist(), team.count.tolist(), strict=True):
            self._put(tuple(row), count)
        self.breaks: dict[int, list[Counter[int]]] = {
            shift: [Counter(starts) for starts in break_starts(work, shift, wanted, agents)]
            for shift, agents in enumerate(self._agents)
            if agents
        }
        """By shift and rank: how many breaks start in a slot."""

    def team(self) -> Team:
        """Everybody's tour."""
        kinds = [kind for kind, count in enumerate(self._count) if count]
        rows = np.array([self._rows[kind] for kind in kinds], dtype=np.int64).reshape(-1, len(self.work.days))
        return Team(self.work, rows, np.array([self._count[kind] for kind in kinds], dtype=np.int64))

    def wanted(self) -> Breaks:
        """The breaks as ``break_starts`` takes them."""
        return {shift: [sorted(places.elements()) for places in ranks] for shift, ranks in self.breaks.items()}

    @property
    def held(self) -> int:
        """Shifts of all agents."""
        return sum(self._agents)

    def in_shift(self, shift: int) -> int:
        """How many agents have a shift."""
        return self._agents[shift]

    def takers(self, old: int, new: int, count: int) -> Takers | None:
        """So many agents who have the shift ``old`` and may have ``new`` instead; None where there are fewer."""
        if new == old:
            return []
        found: Takers = []
        for kind in self._holders.get(old, ()):
            if self._may(self._rows[kind], old, new):
                found.append((kind, min(self._count[kind], count)))
                count -= found[-1][1]
                if not count:
                    return found
        return None

    def give(self, takers: Takers, old: int, new: int) -> None:
        """Let ``takers`` have ``new`` instead of ``old``."""
        for kind, count in takers:
            row = list(self._rows[kind])
            row[self._day[old]] = OFF
            row[self._day[new]] = new
            self._move(kind, tuple(row), count)

    def leaver(self, shift: int) -> int | None:
        """A kind that has ``shift`` and may have the day off instead; None where none may."""
        day = self._day[shift]
        return next((k for k in self._holders.get(shift, ()) if self._may_work(self._rows[k], day, OFF, OFF)), None)

    def leave(self, kind: int, shift: int) -> None:
        """Let an agent of ``kind`` have the day of ``shift`` off."""
        row = list(self._rows[kind])
        row[self._day[shift]] = OFF
        self._move(kind, tuple(row), 1)

    def _move(self, kind: int, row: Row, count: int) -> None:
        self._put(self._rows[kind], -count)
        self._put(row, count)

    def _put(self, row: Row, count: int) -> None:
        """Let so many agents more (fewer, where negative) have this tour."""
        kind = self._kinds.setdefault(row, len(self._rows))
        if kind == len(self._rows):
            self._rows.append(row)
            self._count.append(0)
        before, self._count[kind] = self._count[kind], self._count[kind] + count
        for shift in row:
            if shift != OFF:
                self._agents[shift] += count
                if not self._count[kind]:
                    del self._holders[shift][kind]
                elif not before:
                    self._holders.setdefault(shift, {})[kind] = None

    def _may(self, row: Row, old: int, new: int) -> bool:
        left, day = self._day[old], self._day[new]
        if day != left and row[day] != OFF:
            return False
        alike = day == left and self._symbol[old] == self._symbol[new]
        return (alike or self._may_work(row, left, day, new)) and self._is_rested(row, left, day, new)

    def _may_work(self, row: Row, left: int, taken: int, new: int) -> bool:
        """Whether ``row`` is a legal sequence with the shift ``new`` on the day ``taken`` instead of the day ``left``.

        Both are ``OFF`` where the day ``left`` is only given up.
        """
        symbols = tuple([self._symbol[shift] for shift in row])
        key = symbols, left, taken, self._symbol[new]
        if key not in self._may_be:
            self._may_be[key] = self._are_legal(*key)
        return self._may_be[key]

    def _are_legal(self, symbols: tuple[int, ...], left: int, taken: int, new: int) -> bool:
        now = then = 0
        for day, symbol in enumerate(symbols):
            then = self._after[day][then][new if day == taken else 0 if day == left else symbol]
            if then < 0:
                return False
            now = self._after[day][now][symbol]
            if now == then and day >= left and day >= taken:
                return True
        return True

    def _is_rested(self, row: Row, left: int, day: int, new: int) -> bool:
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
