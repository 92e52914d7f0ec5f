"""The third objective: service spread evenly, at the same headcount and for the same paid hours.

What is made small is the unevenness of ``solve/smoothing/penalty.py``. Everybody's tour is settled already; one shift
after the other is given up and taken anew, on that day or another of its week, where it serves most evenly and the
agent may work it, with its breaks where they are missed least. That goes on until no such exchange helps. In large
teams several agents of a shift change together first. Even service meets a target with less: shifts that it has made
needless are left out, and the rest is spread anew.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.coverage import on_slots
from staffplan.solve.smoothing.assigned_tours import Given
from staffplan.solve.smoothing.slot_costs import SlotCosts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import DutyLimit
    from staffplan.solve.model.columns import Breaks
    from staffplan.solve.run import Run
    from staffplan.solve.smoothing.assigned_tours import Takers
    from staffplan.solve.tours.team import Team

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

BLOCK = 4
"""Agents who change together: this to a power, down to one."""
TRIES = 2
"""Of the shifts that look better, so many are tried."""
LOOKED_AT = 30
"""Of them, who may have them is asked for so many."""
GAIN = 1e-6
"""Less than this is none."""
WORTH = 0.01
"""A round that brings less than this share of all that was gained is the last one for so many agents."""
FINER = 0.001
"""Where all rounds for so many agents bring less than this share, fewer agents are not looked at."""
FEW = 1e-4
"""Share of all shifts: where fewer are left out at a time, the next would be fewer still."""


def spread(run: Run, teams: list[Team], wanted: list[Breaks]) -> tuple[list[Team], list[Breaks]]:
    """Tours and breaks of less unevenness for the agents of ``teams``, whose breaks are ``wanted``.

    Both are by contract. Requirements that are met stay met; shifts without which they are met are left out.
    """
    run.tell("spreading_service", sum(team.headcount for team in teams))
    given = [Given(team, breaks) for team, breaks in zip(teams, wanted, strict=True)]
    staffing, grid = run.problem.staffing, run.problem.staffing.grid
    weeks = [Week(each, days, grid) for each in given for days in _weeks(each.work, grid)]
    levels = SlotCosts(staffing, _duty(weeks, grid), [_duty(weeks, grid, limit) for limit in staffing.limits])
    most = max((each.in_shift(shift) for each in given for shift in range(each.work.n_shifts)), default=0)
    block = BLOCK ** int(np.log(max(most // 2, 1)) / np.log(BLOCK))
    first = levels.total
    while True:
        before = levels.total
        _settle(run, weeks, levels, block, first)
        if block == 1 or 0 < before - levels.total < FINER * (first - levels.total):
            break
        block //= BLOCK
    few = FEW * sum(each.held for each in given)
    while sum(week.give_back(levels) for week in weeks) > few and run.clock.left > 0 and not run.stop.is_set():
        _settle(run, weeks, levels, block, first)
    return [each.team() for each in given], [each.wanted() for each in given]


def _duty(weeks: Sequence[Week], grid: Grid, limit: DutyLimit | None = None) -> Ints:
    """Agents on duty in each slot, or those whom a ``limit`` counts, shape (n_slots,)."""
    duty = np.zeros(grid.n_slots, dtype=np.int64)
    for week in weeks:
        if limit is None or limit.counts(week.name):
            week.add_duty(duty)
    return duty


def _settle(run: Run, weeks: Sequence[Week], levels: SlotCosts, block: int, first: float) -> None:
    """Exchange shifts of ``block`` agents as long as a round brings its share; all cost ``first`` at the beginning."""
    for week in weeks:
        week.look_anew()
    before = np.inf
    while before - levels.total > max(WORTH * (first - levels.total), GAIN):
        before = levels.total
        for week in weeks:
            if run.clock.left <= 0 or run.stop.is_set():
                return
            week.exchange(levels, block)


def _weeks(work: ContractWork, grid: Grid) -> list[Ints]:
    """The days of the contract's horizon on which shifts may start, calendar week by calendar week."""
    of_day = {day: grid.week_of(work.days[day]) for day in np.unique(work.day).tolist()}
    return [np.array([d for d, w in of_day.items() if w == week]) for week in sorted(set(of_day.values()))]


@dataclass(frozen=True, eq=False)
class _Work:
    """A shift with its breaks."""

    shift: int
    breaks: list[int]
    """The slot in which each starts."""
    slots: Ints
    """The slots of the period in which who has it is on duty."""


class Week:
    """The shifts of one contract that start in one week."""

    def __init__(self, given: Given, days: Ints, grid: Grid) -> None:
        """Those of ``days``."""
        work = given.work
        self.given, self.work, self.name = given, work, work.contract.name
        self.shifts = np.flatnonzero(np.isin(work.day, days))
        start, length = work.start[self.shifts], work.length[self.shifts]
        self.first = int(start.min())
        reach = int((start + length).max()) - self.first
        inside, slot = on_slots(np.arange(self.first, self.first + reach), work.cycle, grid.n_slots)
        self.slots, place = np.unique(slot, return_inverse=True)
        self._inside, self._place = inside, place
        self._near = np.ones(len(work.days), dtype=bool)
        """Days on which, or beside which, something has changed."""
        self.slot_at = np.full(reach, -1)
        self.slot_at[inside] = slot
        self.paid = work.paid_slots[self.shifts]
        self.begin, self.end = start - self.first, start + length - self.first
        self.options = [
            (having, self.begin[having] + np.array(option.offsets)[:, None], option.length)
            for pattern in np.unique(work.pattern[self.shifts]).tolist()
            for having in (np.flatnonzero(work.pattern[self.shifts] == pattern),)
            for option in work.patterns[pattern].breaks
        ]

    def add_duty(self, duty: Ints) -> None:
        """Count who is on duty in each slot."""
        for shift in self.shifts.tolist():
            if count := self.given.in_shift(shift):
                np.add.at(duty, self._slots_from(self._span(shift)), count)
                for rank, places in enumerate(self.given.breaks[shift]):
                    for start, agents in places.items():
                        np.add.at(duty, self._slots_from(self._break(shift, rank, start)), -agents)

    def look_anew(self) -> None:
        """Take it that something has changed on every day."""
        self._near[:] = True

    def exchange(self, levels: SlotCosts, block: int) -> None:
        """Give up one shift after the other for a better one, where something near it has changed."""
        near = self._near
        self._near = np.zeros(len(near), dtype=bool)
        for shift in self.shifts[near[self.work.day[self.shifts]]].tolist():
            while self._is_held(shift, block) and (new := self._taken_anew(levels, shift, block)) is not None:
                for day in self.work.day[[shift, new]].tolist():
                    self._near[max(day - 1, 0) : day + 2] = True

    def give_back(self, levels: SlotCosts) -> int:
        """Leave out shifts that no requirement misses, where somebody may have the day off; how many there were."""
        left = 0
        for shift in self.shifts.tolist():
            while self._is_held(shift, 1) and self._is_left_out(levels, shift):
                left += 1
        return left

    def _is_left_out(self, levels: SlotCosts, shift: int) -> bool:
        """Whether one agent less may have ``shift``; then one agent less has it."""
        work = self._work(shift, self._costliest_breaks(levels, shift, 1))
        leaver = self.given.leaver(shift) if levels.to_spare(work.slots) else None
        if leaver is None:
            return False
        levels.add(work.slots, -1, self.name)
        if not levels.allowed():
            levels.add(work.slots, 1, self.name)
            return False
        self.given.leave(leaver, shift)
        for places, start in zip(self.given.breaks[shift], work.breaks, strict=True):
            places[start] -= 1
        return True

    def _is_held(self, shift: int, block: int) -> bool:
        """Whether ``block`` agents have a shift, and its breaks together."""
        return self.given.in_shift(shift) >= block and all(
            max(places.values()) >= block for places in self.given.breaks[shift]
        )

    def _taken_anew(self, levels: SlotCosts, shift: int, block: int) -> int | None:
        """The better shift, or the same one with better breaks, that ``block`` agents of ``shift`` now have."""
        old = self._work(shift, self._costliest_breaks(levels, shift, block))
        missed = levels.missed
        saved = -levels.add(old.slots, -block, self.name)
        for takers, new in self._choices(levels, old, block, saved, levels.missed - missed):
            cost = levels.add(new.slots, block, self.name)
            if cost < saved - GAIN and levels.allowed():
                self._give(takers, old, new, block)
                return new.shift
            levels.add(new.slots, -block, self.name)
        levels.add(old.slots, block, self.name)
        return None

    def _choices(
        self, levels: SlotCosts, old: _Work, block: int, saved: float, answering: float
    ) -> Iterator[tuple[Takers, _Work]]:
        """What ``block`` agents may have instead of ``old`` for less than was ``saved``, the best first; and who."""
        sums = self._sums(levels.rise(self.slots, block, answering))
        worth = sums.take(self.end) - sums.take(self.begin)
        for having, at, length in self.options:
            worth[having] -= (sums[length:] - sums[:-length]).take(at).max(axis=0)
        worth[self.paid > self.work.paid_slots[old.shift]] = np.inf
        likely = np.flatnonzero(worth < saved - GAIN)
        found = 0
        for new in self.shifts[likely[np.argsort(worth[likely], kind="stable")]][:LOOKED_AT].tolist():
            takers = self.given.takers(old.shift, new, block)
            if takers is not None:
                yield takers, self._work(new, self._best_breaks(sums, new))
                found += 1
            if found == TRIES:
                break

    def _costliest_breaks(self, levels: SlotCosts, shift: int, block: int) -> list[int]:
        """Of the breaks that agents of a shift take, those during which ``block`` of them are missed most."""
        start, end = self._span(shift)
        at_work = self.slot_at[start - self.first : end - self.first]
        inside = at_work >= 0
        missed = levels.rise(at_work[inside], -block)
        begins = [0, *inside.cumsum().tolist()]
        """The place in ``missed`` of each slot of the shift."""
        return [
            max(
                sorted(place for place, agents in places.items() if agents >= block),
                key=lambda place: np.add.reduce(missed[begins[place - start] : begins[place - start + option.length]]),
            )
            for option, places in zip(self.work.breaks_of(shift), self.given.breaks[shift], strict=True)
        ]

    def _best_breaks(self, sums: Floats, shift: int) -> list[int]:
        """The places of breaks at which most is saved."""
        starts = []
        for option in self.work.breaks_of(shift):
            places = int(self.work.start[shift]) + np.array(option.offsets)
            at = places - self.first
            starts.append(int(places[(sums[at + option.length] - sums[at]).argmax()]))
        return starts

    def _sums(self, rise: Floats) -> Floats:
        """Running totals over all slots that shifts hold, from the first one on."""
        spread_ = np.zeros(len(self.slot_at))
        spread_[self._inside] = rise[self._place]
        return np.concatenate([[0.0], np.cumsum(spread_)])

    def _span(self, shift: int) -> tuple[int, int]:
        start = int(self.work.start[shift])
        return start, start + int(self.work.length[shift])

    def _break(self, shift: int, rank: int, start: int) -> tuple[int, int]:
        return start, start + self.work.breaks_of(shift)[rank].length

    def _slots_from(self, span: tuple[int, int]) -> Ints:
        slots = self.slot_at[span[0] - self.first : span[1] - self.first]
        inside: Ints = slots[slots >= 0]
        return inside

    def _work(self, shift: int, breaks: list[int]) -> _Work:
        start, end = self._span(shift)
        at_work = self.slot_at[start - self.first : end - self.first].copy()
        for rank, begin in enumerate(breaks):
            first, last = self._break(shift, rank, begin)
            at_work[first - start : last - start] = -1
        return _Work(shift, breaks, at_work[at_work >= 0])

    def _give(self, takers: Takers, old: _Work, new: _Work, block: int) -> None:
        """Let ``takers`` have the shift and breaks ``new`` instead of ``old``."""
        self.given.give(takers, old.shift, new.shift)
        for work, more in ((old, -block), (new, block)):
            taken = self.given.breaks.setdefault(work.shift, [Counter() for _break in work.breaks])
            for places, start in zip(taken, work.breaks, strict=True):
                places[start] += more
