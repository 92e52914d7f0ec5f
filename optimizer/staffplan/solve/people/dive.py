"""Dive by days: what a solution of the master has most of is fixed, day by day, until everybody has one tour.

Fixed are single (unit, day) = a shift or a day off, not whole tours: a tour is one of very many, a day of it is not.
After each round tours are generated again for those who are still divided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.generation import generate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.people.clock import Clock
    from staffplan.solve.people.generation import Bans
    from staffplan.solve.people.master import Master, Point
    from staffplan.solve.people.paths.team import Tour

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

WHOLE = 1 - 1e-4
"""Parts from here on are whole."""


@dataclass(frozen=True)
class DiveParams:
    """How fast it goes down; found by trying on the instances of tests/benchmarks."""

    share: float = 0.04
    """Of the days that are open, so many are fixed in a round ..."""
    sure: float = 0.95
    """... and all, up to three times as many, of which the solution has so much."""
    half: float = 0.5
    """Of less than this only one day is fixed in a round."""
    rounds: int = 4
    """How often tours are generated between two rounds, at most."""
    noise: float = 0.0
    """How much chance there is in what comes first, so that dives differ."""


class _Fixing:
    """What is fixed so far, for single units."""

    def __init__(self, master: Master, bans: Bans) -> None:
        """Nothing is, beside ``bans``."""
        self.master = master
        n_days = len(master.team.catalogue.days)
        self.fixed = np.zeros((len(master.units), n_days), dtype=bool)
        self.dead = np.zeros(0, dtype=bool)
        self.closed: list[int] = []
        self.bans = {unit: (shifts.copy(), off.copy()) for unit, (shifts, off) in bans.items()}

    def table(self) -> tuple[Ints, Ints]:
        """The shifts of all tours by day, and their units."""
        master = self.master
        self.dead = np.append(self.dead, np.zeros(len(master.tours) - len(self.dead), dtype=bool))
        return np.array([tour.shifts for tour in master.tours]), np.array(master.unit_of)

    def fix(self, unit: int, day: int, shift: int, shifts: Ints, units: Ints) -> bool:
        """Let the unit do this on the day, −1 off; False where no tour at hand does, beside what is fixed."""
        mine = (units == unit) & ~self.dead
        bad = mine & (shifts[:, day] != shift)
        if not (mine & ~bad).any():
            return False
        self.fixed[unit, day] = True
        self.dead |= bad
        self._ban(unit, day, shift)
        return True

    def _ban(self, unit: int, day: int, shift: int) -> None:
        row = self.master.units[unit].row
        self.bans.setdefault(unit, row.no_bans())
        row.ban(*self.bans[unit], day, shift)

    def close(self) -> None:
        """Take the tours that break what is fixed out of the master."""
        new = np.setdiff1d(np.flatnonzero(self.dead), self.closed)
        self.master.hold(new, 0.0)
        self.closed += new.tolist()

    def reopen(self) -> None:
        """Let all tours be used again."""
        self.master.hold(np.array(self.closed, dtype=np.int64), np.inf)


def dive(
    master: Master,
    point: Point,
    clock: Clock,
    params: DiveParams,
    rng: np.random.Generator,
    most: float = np.inf,
    bans: Bans | None = None,
) -> list[Tour | None] | None:
    """A tour for each unit, all of one person, None for a hire who is not needed; None where it is no longer worth it.

    It ends where the master, as far as it is fixed, comes to more than ``most``; ``bans`` hold from the beginning.
    """
    fixing = _Fixing(master, bans or {})
    at: Point | None = point
    try:
        while at is not None and not clock.over():
            if at.value > most:
                return None
            chosen = _round(fixing, at, params, rng)
            if chosen is not None:
                return chosen
            fixing.close()
            units = np.flatnonzero(~fixing.fixed.all(axis=1))
            at = generate(master, clock.over, clock.left, units=units, bans=fixing.bans, rounds=params.rounds)
        return None
    finally:
        fixing.reopen()


def _round(fixing: _Fixing, point: Point, params: DiveParams, rng: np.random.Generator) -> list[Tour | None] | None:
    """Fix some more days; the tours where everybody is whole already."""
    shifts, units = fixing.table()
    parts = np.zeros(len(shifts))
    parts[: len(point.parts)] = point.parts
    parts[fixing.dead] = 0.0
    used = np.flatnonzero(parts > 1e-7)
    if (parts[used] >= WHOLE).all():
        return _chosen(fixing, parts, used, units)
    part, shift = _most(fixing, parts, used, shifts, units)
    _fix_some(fixing, part, shift, shifts, units, params, rng)
    return None


def _chosen(fixing: _Fixing, parts: Floats, used: Ints, units: Ints) -> list[Tour | None]:
    tours: list[Tour | None] = [None] * len(fixing.master.units)
    for number in used.tolist():
        tours[int(units[number])] = fixing.master.tours[number]
    return tours


def _most(fixing: _Fixing, parts: Floats, used: Ints, shifts: Ints, units: Ints) -> tuple[Floats, Ints]:
    """For each unit and day the largest part of one shift, or a day off, and which it is."""
    n_units, n_days = fixing.fixed.shape
    unit, day = np.repeat(units[used], n_days), np.tile(np.arange(n_days), len(used))
    what = shifts[used].ravel() + 1
    base = int(what.max(initial=0)) + 1
    keys, place = np.unique((unit * n_days + day) * base + what, return_inverse=True)
    sums = np.bincount(place.ravel(), weights=np.repeat(parts[used], n_days))
    order = np.argsort(sums, kind="stable")
    cell, choice = np.divmod(keys[order], base)
    part, shift = np.zeros(n_units * n_days), np.full(n_units * n_days, -1, dtype=np.int64)
    part[cell], shift[cell] = sums[order], choice - 1
    return part.reshape(n_units, n_days), shift.reshape(n_units, n_days)


def _fix_some(
    fixing: _Fixing, part: Floats, shift: Ints, shifts: Ints, units: Ints, params: DiveParams, rng: np.random.Generator
) -> None:
    """Fix the days with the largest parts."""
    score = part.copy()
    if params.noise:
        score += np.where(part < WHOLE, params.noise * rng.random(part.shape), 0.0)
    score[fixing.fixed] = -1.0
    few = max(1, round(params.share * int((~fixing.fixed).sum())))
    order = np.argsort(-score, axis=None, kind="stable")[: 3 * few]
    for rank, cell in enumerate(order.tolist()):
        unit, day = divmod(cell, part.shape[1])
        if score[unit, day] < 0:
            break
        wanted = (rank < few and (part[unit, day] > params.half or rank == 0)) or part[unit, day] > params.sure
        if wanted:
            fixing.fix(unit, day, int(shift[unit, day]), shifts, units)
