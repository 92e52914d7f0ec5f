"""One person's legal shifts: those of people with the same terms, less what the person cannot work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.legal_shifts import DayAutomaton
from staffplan.schema.scenario.dates import WEEKDAYS
from staffplan.shifts.legal_shifts import work_of
from staffplan.shifts.people.contracts import in_shift
from staffplan.shifts.people.trimmed import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.people.team import DayEntry, Person
    from staffplan.shifts.legal_shifts import LegalShifts
    from staffplan.shifts.people.contracts import KindOfPeople
    from staffplan.shifts.people.history import History

    Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Clocked:
    """When shifts lie by the clock, in minutes from midnight of the horizon's first date; shape (shifts,)."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    weekday: NDArray[np.int64]
    """Of the date on which each starts, from 0 for Monday."""

    @classmethod
    def of(cls, shifts: LegalShifts, grid: Grid) -> Clocked:
        """The ``shifts`` as people read them."""
        midnight = datetime.combine(shifts.days[0], datetime.min.time())

        def minutes(slots: NDArray[np.int64]) -> NDArray[np.int64]:
            times = {slot: grid.instant(slot).replace(tzinfo=None) - midnight for slot in set(slots.tolist())}
            return np.array([times[slot] // timedelta(minutes=1) for slot in slots.tolist()], dtype=np.int64)

        first = shifts.days[0].weekday()
        return cls(minutes(shifts.start), minutes(shifts.start + shifts.length), (first + shifts.day) % len(WEEKDAYS))


@dataclass(frozen=True, eq=False)
class Settled:
    """What is settled of one person's horizon."""

    possible: Bools
    """Whether the person can work each shift, shape (shifts,)."""
    leave: Bools
    """Whether each day is one of leave, shape (days,)."""
    bound: Bools
    """Whether there must be a shift on each day, shape (days,)."""

    @property
    def key(self) -> tuple[bytes, bytes, bytes]:
        """What two people have in common who can do the same."""
        return self.possible.tobytes(), self.leave.tobytes(), self.bound.tobytes()


def settled(
    person: Person,
    entries: Sequence[DayEntry],
    history: History,
    shifts: LegalShifts,
    clocked: Clocked,
    grid: Grid,
) -> Settled:
    """What ``person`` can work, by availability, the ``entries`` of days and the last period."""
    possible = _available(person, clocked, shifts) & _rested(history, shifts, grid)
    leave, bound = (np.zeros(len(shifts.days), dtype=bool) for _each in range(2))
    for entry in entries:
        days = [shifts.days.index(day) for day in entry.dates if day in shifts.days]
        if entry.kind == "fixed":
            possible &= ~np.isin(shifts.day, days) | is_fixed(entry, shifts, clocked)
            bound[days] = True
        elif entry.kind == "off":
            possible &= ~np.isin(shifts.day, days)
        else:
            possible &= ~_touches(entry, days, clocked)
            leave[days] |= entry.kind in ("leave", "sick")
    going_on = in_shift(history, grid)
    if shifts.has_eve and going_on is not None:
        first, behind = grid.place(going_on.start)[0], grid.place(going_on.end)[0]
        same = (shifts.start == first) & (shifts.start + shifts.length == behind)
        possible = np.where(shifts.day == 0, same, possible)
        bound[0], leave[0] = True, False
    return Settled(possible, leave, bound)


def person_work(kind: KindOfPeople, begin: int, history: History, what: Settled, grid: Grid) -> ContractWork | None:
    """The legal work of who begins in ``begin`` of the automaton of ``kind``; None: there is no legal way at all."""
    if begin < 0:
        return None
    shifts, automaton = kind.shifts, kind.automaton
    first = int(shifts.has_eve and history.is_known and in_shift(history, grid) is None)
    tables = []
    for day in range(first, len(shifts.days)):
        table = automaton.days.after[day].copy()
        if what.leave[day]:
            table[:, 0], table[:, 1:] = automaton.leave[day], -1
        elif what.bound[day]:
            table[:, 0] = -1
        tables.append(table)
    tables[0] = tables[0][[begin]]
    work = work_of(kind.contract, shifts, automaton.symbol, DayAutomaton(tuple(tables)), kind.rules, grid)
    kept = what.possible & (shifts.day >= first) & ~what.leave[shifts.day]
    return trimmed(replace(work.only(kept), days=shifts.days[first:], day=work.day[kept] - first))


def is_fixed(entry: DayEntry, shifts: LegalShifts, clocked: Clocked) -> Bools:
    """Which shifts have the times of a fixed ``entry``, on whatever date."""
    assert entry.start is not None
    assert entry.end is not None
    midnight = shifts.day * MINUTES_PER_DAY
    end = entry.end + MINUTES_PER_DAY * (entry.end <= entry.start)
    found: Bools = (clocked.start - midnight == entry.start) & (clocked.end - midnight == end)
    return found


def _available(person: Person, clocked: Clocked, shifts: LegalShifts) -> Bools:
    """Which shifts lie in the hours in which ``person`` can work."""
    said = np.zeros(len(clocked.start), dtype=bool)
    fits = np.zeros(len(clocked.start), dtype=bool)
    since = clocked.start - shifts.day * MINUTES_PER_DAY
    until = clocked.end - shifts.day * MINUTES_PER_DAY
    for each in person.available:
        here = np.isin(clocked.weekday, [WEEKDAYS.index(day) for day in each.weekdays])
        end = each.end + MINUTES_PER_DAY * (each.end < each.start)
        said |= here
        fits |= here & (each.start <= since) & (until <= end) & (each.start != each.end)
    return ~said | fits


def _rested(history: History, shifts: LegalShifts, grid: Grid) -> Bools:
    """Which shifts come after the rest behind the last shift of the past; nobody works the past again."""
    if not history.is_known:
        return np.ones(len(shifts.start), dtype=bool)
    fits = shifts.day >= int(shifts.has_eve)
    if history.rested_from is None:
        return fits
    slot, into = grid.place(history.rested_from)
    return fits & (shifts.start >= slot + bool(into) + (int(shifts.rest[0]) if len(shifts.rest) else 0))


def _touches(entry: DayEntry, days: Iterable[int], clocked: Clocked) -> Bools:
    """Which shifts touch the hours of ``entry`` on ``days``, by index; no hours: all day."""
    touches = np.zeros(len(clocked.start), dtype=bool)
    start, end = entry.start or 0, MINUTES_PER_DAY if entry.end is None else entry.end
    end += MINUTES_PER_DAY * (end <= start)
    for day in days:
        first = day * MINUTES_PER_DAY
        touches |= (clocked.start < first + end) & (clocked.end > first + start)
    return touches
