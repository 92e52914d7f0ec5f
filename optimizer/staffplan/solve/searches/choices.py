"""The tours among which a plan is put together: an agent has one start by the clock and one length, or name, each day.

Which tour covers most is a longest path through the day automaton, for all starts and lengths of a contract at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.coverage import on_slots, slots_held

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

HOUR_COST = 2.0**-12
"""What a slot in a shift is held to cost beside the slots it covers: of equal tours the shorter one."""


@dataclass(frozen=True, eq=False)
class Tour:
    """The shifts of one agent and where the breaks lie."""

    shifts: Ints
    """Indices into the contract's work."""
    breaks: list[tuple[int, int, int, int]]
    """Shift, rank, first slot and length of each break."""
    duty: Ints
    """1 in the slots that the agent is on duty, shape (n_slots,)."""


class Choices:
    """The tours of one contract."""

    def __init__(self, work: ContractWork, grid: Grid) -> None:
        """Sort the shifts of ``work`` by start and length, or name: a kind of shifts has one shift a day at most.

        That may hold its activities in several ways.
        """
        self.work, self.n_slots = work, grid.n_slots
        clock = np.array([minutes_by_clock(work, grid, shift) for shift in range(work.n_shifts)], dtype=np.int64)
        kinds, kind = np.unique(np.column_stack([work.family, clock]), axis=0, return_inverse=True)
        self.shift = _laid(work, kind.ravel(), len(kinds))
        """The shift of each kind on each day, -1 for none; (ways, kinds, days)."""
        if work.cycle is not None:
            self.shift = self._turned()
        self.symbol = work.symbols(self.shift)
        """What the day automaton reads of them; (ways, kinds, days)."""
        self.tight = self._unrested(1)
        """Whether who works the shift of a day is not rested for the one of the next; (kinds, days)."""
        self.barred: NDArray[np.bool_] = np.any(self._unrested(2), axis=1, keepdims=True)
        """Kinds after which even a day off is not rest enough."""
        self.first = int(work.start.min(initial=0))
        behind = int((work.start + work.length).max(initial=1))
        self.inside, self.slot = on_slots(np.arange(self.first, behind), work.cycle, grid.n_slots)
        self.reach = behind - self.first
        self._begin = work.start - self.first
        self._end = self._begin + work.length
        self._cost = HOUR_COST * work.length
        self._breaks = [
            (having, self._begin[having][:, None] + np.array(option.offsets), option.length)
            for pattern, having in work.by_pattern
            for option in pattern.breaks
        ]

    def _turned(self) -> Ints:
        """The kinds of a cyclic period: where the last day's shift leaves no rest for the first day's, one or other."""
        shift, unrested = self.shift, self._unrested(1)[:, -1]
        late = shift[:, unrested]
        late[:, :, 0] = -1
        shift[:, unrested, -1] = -1
        return np.concatenate([shift, late], axis=1)

    def _unrested(self, days: int) -> NDArray[np.bool_]:
        """Whether the shift of a day ends too late for the one of the same kind so many days later."""
        work, shift = self.work, self.shift[0]  # the others begin and end with it
        later = np.roll(shift, -days, axis=1)
        turn = np.zeros(shift.shape[1], dtype=np.int64)
        turn[-days:] = work.cycle or np.iinfo(np.int64).max // 4
        between = work.start[later] + turn - work.start[shift]
        unrested: NDArray[np.bool_] = (shift >= 0) & (later >= 0) & (between < work.length[shift] + work.rest[shift])
        return unrested

    def best(self, weight: Floats) -> tuple[float, Ints] | None:
        """The tour that covers most ``weight`` and how much; None where the rules allow nobody anything."""
        if not self.work.n_shifts or not self.work.automaton.n_states(0):
            return None
        gain = self.gains(weight)[self.shift]
        gain[(self.shift < 0) | self.barred] = -np.inf
        futures = self._futures(gain)
        kind = int(np.argmax(futures[0][0, :, 0]))
        most = float(futures[0][0, kind, 0])
        return (
            None if most == -np.inf else (most, self._path(gain[:, kind], [layer[:, kind] for layer in futures], kind))
        )

    def gains(self, weight: Floats) -> Floats:
        """What each shift covers of ``weight``, its breaks where they lose least, shape (shifts,)."""
        sums = self._sums(weight)
        gains: Floats = sums[self._end] - sums[self._begin] - self._cost
        for having, at, length in self._breaks:
            gains[having] -= (sums[at + length] - sums[at]).min(axis=1)
        return gains

    def _sums(self, weight: Floats) -> Floats:
        """Running totals of ``weight`` over all slots that shifts hold, from the first one on."""
        spread = np.zeros(self.reach)
        spread[self.inside] = weight[self.slot]
        return np.concatenate([[0.0], np.cumsum(spread)])

    def _futures(self, gain: Floats) -> list[Floats]:
        """The most that can be covered from each day on, shape (unrested, kinds, states); behind the last day 0."""
        automaton = self.work.automaton
        layers = [np.zeros((2, gain.shape[1], 1))]
        for day in reversed(range(automaton.n_days)):
            after = automaton.after[day]
            rested = _at(layers[-1][0], after[:, 0])
            best = rested
            for symbol, gained in zip(self.symbol[:, :, day], gain[:, :, day, None], strict=True):
                ends = after[:, symbol].T
                works = np.where(self.tight[:, day, None], _at(layers[-1][1], ends), _at(layers[-1][0], ends))
                best = np.maximum(best, works + gained)
            layers.append(np.stack([np.broadcast_to(best, works.shape), np.broadcast_to(rested, works.shape)]))
        return layers[::-1]

    def _path(self, gain: Floats, futures: list[Floats], kind: int) -> Ints:
        """The shifts of the best sequence of days of one kind."""
        automaton, state, unrested, shifts = self.work.automaton, 0, 0, []
        for day in range(automaton.n_days):
            after, tight = automaton.after[day][state], int(self.tight[kind, day])
            works, off = after[self.symbol[:, kind, day]], after[0]
            worths = np.where(works < 0, -np.inf, gain[:, day] + futures[day + 1][tight, np.maximum(works, 0)])
            way = int(worths.argmax())
            if not unrested and worths[way] > (-np.inf if off < 0 else futures[day + 1][0, off]):
                shifts.append(self.shift[way, kind, day])
                state, unrested = int(works[way]), tight
            else:
                state, unrested = int(off), 0
        return np.array(shifts, dtype=np.int64)

    def tour(self, shifts: Ints, weight: Floats) -> Tour:
        """The tour of these shifts, its breaks where they lose least of ``weight``."""
        work, sums, breaks = self.work, self._sums(weight), []
        for shift in shifts.tolist():
            for rank, option in enumerate(work.breaks_of(shift)):
                places = int(work.start[shift]) + np.array(option.offsets)
                at = places - self.first
                start = int(places[(sums[at + option.length] - sums[at]).argmin()])
                breaks.append((shift, rank, start, option.length))
        return self.laid(shifts, breaks)

    def laid(self, shifts: Ints, breaks: list[tuple[int, int, int, int]]) -> Tour:
        """The tour of these shifts and breaks."""
        away = np.array([(start, length) for _shift, _rank, start, length in breaks], dtype=np.int64).reshape(-1, 2)
        duty = self._held(self.work.start[shifts], self.work.length[shifts]) - self._held(*away.T)
        return Tour(shifts, breaks, duty)

    def _held(self, start: Ints, length: Ints) -> Ints:
        """How many of these spans hold each slot."""
        return np.bincount(slots_held(start, length, self.work.cycle, self.n_slots)[1], minlength=self.n_slots)


def minutes_by_clock(work: ContractWork, grid: Grid, shift: int) -> int:
    """Where a shift starts by the clock, in minutes from the midnight of its day."""
    start = grid.instant(int(work.start[shift]))
    day = work.days[int(work.day[shift])]
    return (start.date() - day).days * 1440 + start.hour * 60 + start.minute


def _laid(work: ContractWork, kind: NDArray[np.intp], kinds: int) -> Ints:
    """The shift of each kind on each day, shape (ways, kinds, days); of a clock time shown twice the later one."""
    place = kind * len(work.days) + work.day
    last = np.full(kinds * len(work.days), np.iinfo(np.int64).min)
    np.maximum.at(last, place, work.start)
    kept = np.flatnonzero(work.start == last[place])
    kept = kept[np.argsort(place[kept], kind="stable")]
    way = np.arange(len(kept)) - np.searchsorted(place[kept], place[kept])
    shift = np.full((int(way.max(initial=0)) + 1, kinds, len(work.days)), -1, dtype=np.int64)
    shift[way, kind[kept], work.day[kept]] = kept
    return shift


def _at(future: Floats, ends: NDArray[np.intp]) -> Floats:
    """The future of each arc's end, shape (kinds, states); −∞ where there is no arc.

    ``ends`` are those of every kind, or of all alike.
    """
    row = np.arange(len(future))[:, None]
    return np.where(ends >= 0, future[row, np.maximum(ends, 0)], -np.inf)
