"""Every legal shift of a contract on the planning grid."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.legal_shifts import ContractWork
from staffplan.schema.scenario.keys import WEEKDAYS
from staffplan.shifts.days import day_automaton
from staffplan.shifts.legal_breaks import break_options
from staffplan.shifts.nights import night_shifts
from staffplan.shifts.some_tour import without_false_hope

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Contract, Opening, Scenario


def legal_work(scenario: Scenario, grid: Grid) -> tuple[ContractWork, ...]:
    """The legal shifts of each contract of ``scenario``, in its order, over the period of ``grid`` and its eve.

    A contract under which nobody can work the period has none.
    """
    return tuple(_contract_work(contract, scenario, grid) for contract in scenario.contract)


def _contract_work(contract: Contract, scenario: Scenario, grid: Grid) -> ContractWork:
    eve = () if grid.cyclic else (grid.days[0] - timedelta(days=1),)
    days = (*eve, *_aligned(grid))
    shifts = sorted(
        (index, start + _turn(grid, day), length)
        for index, day in enumerate(days)
        for length in sorted({grid.slots_in(length) for length in contract.shift_lengths})
        for start in _starts(contract, scenario.opening, grid, day, length)
        if start < grid.n_slots and (grid.cyclic or start + length > 0)
    )
    has_eve = bool(eve) and bool(shifts) and shifts[0][0] == 0
    if eve and not has_eve:
        days, shifts = days[1:], [(index - 1, start, length) for index, start, length in shifts]
    day, start, length = np.array(shifts, dtype=np.int64).reshape(-1, 3).T
    work = ContractWork(
        contract=contract,
        days=days,
        day=day.astype(np.intp),
        start=start,
        length=length,
        night=night_shifts(start, length, scenario.payroll, grid),
        breaks={int(n): break_options(contract.breaks, int(n), grid) for n in set(length)},
        rest=-(-int(contract.min_rest.total_seconds()) // (60 * grid.slot_minutes)),
        automaton=day_automaton(contract, grid, days, has_eve=has_eve, busy=frozenset(map(int, day))),
        cycle=grid.n_slots if grid.cyclic else None,
    )
    return without_false_hope(work)


def _aligned(grid: Grid) -> tuple[date, ...]:
    """The days of the period; a cyclic one is turned so that it begins with a calendar week."""
    if not grid.cyclic:
        return grid.days
    first = next(k for k, day in enumerate(grid.days) if grid.week_of(day) == day)
    return grid.days[first:] + grid.days[:first]


def _turn(grid: Grid, day: date) -> int:
    """Slots to add on a day that the turning of a cyclic period put behind its end."""
    return grid.n_slots if grid.cyclic and day < _aligned(grid)[0] else 0


def _starts(contract: Contract, opening: Opening, grid: Grid, day: date, length: int) -> Iterator[int]:
    """Slots at which a shift of ``length`` slots may start on ``day``; clock times that the day skips are left out."""
    step = int((contract.start_step or timedelta(minutes=grid.slot_minutes)).total_seconds()) // 60
    if contract.starts is None:
        yield from _starts_inside(opening, grid, day, length, step)
        return
    earliest, latest = contract.starts
    if latest < earliest:
        latest += MINUTES_PER_DAY
    for minutes in range(earliest, latest + 1, step):
        # A start past midnight belongs to its own date, so an over-midnight window is read modulo the day.
        slot = grid.slot_at(day, minutes % MINUTES_PER_DAY)
        if slot is not None:
            yield slot


def _starts_inside(opening: Opening, grid: Grid, day: date, length: int, step: int) -> Iterator[int]:
    """Starts on ``day`` whose shift lies in its opening hours, or in those of the day before past midnight."""
    for opened in (day - timedelta(days=1), day):
        hours = opening_hours(opening, opened)
        if hours is None:
            continue
        around_the_clock = hours[1] - hours[0] >= MINUTES_PER_DAY
        if around_the_clock and opened < day:
            continue
        first, closing = (0, None) if around_the_clock else (hours[0], _slot_of(grid, opened, hours[1]))
        for minutes in range(first, MINUTES_PER_DAY if around_the_clock else hours[1], step):
            slot = grid.slot_at(opened, minutes) if minutes // MINUTES_PER_DAY == (day - opened).days else None
            # Hours are compared on the real clock: in the night of a clock change they are longer or shorter.
            if slot is not None and (closing is None or slot + length <= closing):
                yield slot


def _slot_of(grid: Grid, day: date, minutes: int) -> int:
    """The slot that holds the instant ``minutes`` after local midnight of ``day``, also where the clock skips it."""
    days, minutes = divmod(minutes, MINUTES_PER_DAY)
    local = datetime.combine(day + timedelta(days=days), time(minutes // 60, minutes % 60), tzinfo=grid.zone)
    return int((local.astimezone(UTC) - grid.start.astimezone(UTC)) // timedelta(minutes=grid.slot_minutes))


def opening_hours(opening: Opening, day: date) -> tuple[int, int] | None:
    """Minutes after local midnight from opening to closing (past 1440 over midnight); None: closed all day."""
    weekday = WEEKDAYS[day.weekday()]
    if weekday in opening.closed:
        return None
    earliest, latest = opening.by_weekday.get(weekday, opening.hours)
    return earliest, latest + MINUTES_PER_DAY if latest <= earliest else latest
