"""Every legal shift of a contract on the planning grid."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import Fault, InputError
from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.legal_shifts import ContractWork, ShiftPattern
from staffplan.shifts.activities import with_activities
from staffplan.shifts.days.automaton import day_automaton
from staffplan.shifts.days.contract import rules_of
from staffplan.shifts.days.rest import RestBetween
from staffplan.shifts.days.rule import Shifts, TooManyStatesError
from staffplan.shifts.legal_breaks import break_options
from staffplan.shifts.named import named_shifts
from staffplan.shifts.nights import night_shifts
from staffplan.shifts.some_tour import without_false_hope
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import DayAutomaton
    from staffplan.schema.scenario.keys import Contract, Scenario
    from staffplan.schema.scenario.opening import OpeningCalendar
    from staffplan.shifts.days.rule import Rule


def legal_work(scenario: Scenario, grid: Grid) -> tuple[ContractWork, ...]:
    """The legal shifts of each contract of ``scenario``, in its order, over the period of ``grid`` and its eve.

    A contract under which nobody can work the period has none.

    Raises:
        InputError: the rules of sequences of a contract have more states together than can be gone through.
    """
    return tuple(_contract_work(contract, scenario, grid) for contract in scenario.contract)


@dataclass(frozen=True, eq=False)
class LegalShifts:
    """Every legal shift of a contract, whatever the days around it; arrays as in ``ContractWork``."""

    days: tuple[date, ...]
    """Local dates of the horizon."""
    has_eve: bool
    """Whether the first of them is the day before the period."""
    day: NDArray[np.intp]
    start: NDArray[np.int64]
    length: NDArray[np.int64]
    night: NDArray[np.bool_]
    pattern: NDArray[np.intp]
    patterns: tuple[ShiftPattern, ...]
    rest: NDArray[np.int64]
    seen: Shifts
    """The same as rules of sequences look at them."""


def _contract_work(contract: Contract, scenario: Scenario, grid: Grid) -> ContractWork:
    found = legal_shifts(contract, scenario, grid)
    rules = rules_of(contract, scenario, grid, found.days, found.seen)
    with few_states(contract):
        symbol, automaton = day_automaton(rules, grid, found.days, found.seen, found.day, has_eve=found.has_eve)
    return without_false_hope(work_of(contract, found, symbol, automaton, rules, grid))


def work_of(
    contract: Contract,
    found: LegalShifts,
    symbol: NDArray[np.intp],
    automaton: DayAutomaton,
    rules: Sequence[Rule],
    grid: Grid,
) -> ContractWork:
    """What the later stages are given of ``found``; ``rules`` are those of ``automaton``."""
    return ContractWork(
        contract=contract,
        days=found.days,
        day=found.day,
        start=found.start,
        length=found.length,
        night=found.night,
        pattern=found.pattern,
        patterns=found.patterns,
        rest=found.rest,
        symbol=symbol,
        automaton=automaton,
        rest_is_a_rule=any(isinstance(rule, RestBetween) for rule in rules),
        cycle=grid.n_slots if grid.cyclic else None,
    )


def legal_shifts(contract: Contract, scenario: Scenario, grid: Grid) -> LegalShifts:
    """Every legal shift of ``contract`` over the period of ``grid`` and its eve."""
    eve = () if grid.cyclic else (grid.days[0] - timedelta(days=1),)
    days = (*eve, *_aligned(grid))
    lengths = _patterns(contract, grid)
    shifts = sorted(
        {
            (index, start + _turn(grid, day), pattern)
            for index, day in enumerate(days)
            for start, end in _starts(contract, scenario.calendar, grid, day)
            for pattern, length in enumerate(each.length for each in lengths)
            if (end is None or start + length <= end) and start < grid.n_slots and (grid.cyclic or start + length > 0)
        }
    )
    patterns, named = _named(contract, scenario, grid, days, lengths)
    patterns, placed = with_activities(scenario.activities_of(contract), grid, days, [*shifts, *named], patterns)
    shifts = sorted(placed)
    has_eve = bool(eve) and bool(shifts) and shifts[0][0] == 0
    if eve and not has_eve:
        days, shifts = days[1:], [(index - 1, start, pattern) for index, start, pattern in shifts]
    day, start, pattern = np.array(shifts, dtype=np.int64).reshape(-1, 3).T
    length = np.array([each.length for each in patterns], dtype=np.int64)[pattern]
    night = night_shifts(start, length, scenario.payroll, grid)
    rest = np.full(len(start), -(-int(contract.min_rest.total_seconds()) // (60 * grid.slot_minutes)))
    seen = _seen(grid, days, day, start, [patterns[k] for k in pattern.tolist()], night)
    return LegalShifts(
        days, has_eve, day.astype(np.intp), start, length, night, pattern.astype(np.intp), patterns, rest, seen
    )


@contextmanager
def few_states(contract: Contract) -> Iterator[None]:
    """Say of which ``contract`` the rules remember too much."""
    try:
        yield
    except TooManyStatesError:
        raise InputError([_too_many(contract)]) from None


def _too_many(contract: Contract) -> Fault:
    return Fault(
        file=_("scenario"),
        found=_("rules of {contract} that remember too much together").format(contract=contract.name),
        accepted=_("shorter windows in days_off_in_any, or fewer limits of the period, the month and the week at once"),
        column="contract",
        code="inconsistent",
    )


def _seen(
    grid: Grid,
    days: tuple[date, ...],
    day: NDArray[np.int64],
    start: NDArray[np.int64],
    patterns: list[ShiftPattern],
    night: NDArray[np.bool_],
) -> Shifts:
    """The shifts as rules of sequences look at them; ``patterns`` and ``night`` are those of each."""
    midnight = np.array([grid.place(grid.first_at(each, 0))[0] + _turn(grid, each) for each in days])
    local = [grid.instant(slot) for slot in start.tolist()]
    return Shifts(
        since_midnight=start - midnight[day],
        clock=np.array([moment.hour * 60 + moment.minute for moment in local], dtype=np.int64),
        length=np.array([pattern.length for pattern in patterns], dtype=np.int64),
        paid=np.array([pattern.paid for pattern in patterns], dtype=np.int64),
        night=night,
        name=[pattern.name for pattern in patterns],
        activities=[pattern.activities for pattern in patterns],
    )


def _named(
    contract: Contract, scenario: Scenario, grid: Grid, days: tuple[date, ...], lengths: tuple[ShiftPattern, ...]
) -> tuple[tuple[ShiftPattern, ...], list[tuple[int, int, int]]]:
    """All patterns, and day, first slot and pattern of each named shift; ``lengths`` are the patterns without names."""
    number = {pattern: k for k, pattern in enumerate(lengths)}
    bank = scenario.shifts_of(contract)
    shifts = [
        (index, start + _turn(grid, day), number.setdefault(pattern, len(number)))
        for index, day in enumerate(days)
        for start, pattern in named_shifts(contract, bank, grid, day)
        if start < grid.n_slots and (grid.cyclic or start + pattern.length > 0)
    ]
    return tuple(number), shifts


def _patterns(contract: Contract, grid: Grid) -> tuple[ShiftPattern, ...]:
    """The kinds of shifts of a contract, by length."""
    lengths = sorted({grid.slots_in(length) for length in contract.shift_lengths})
    return tuple([ShiftPattern(length, break_options(contract.breaks, length, grid)) for length in lengths])


def _aligned(grid: Grid) -> tuple[date, ...]:
    """The days of the period; a cyclic one is turned so that it begins with a calendar week."""
    if not grid.cyclic:
        return grid.days
    first = next(k for k, day in enumerate(grid.days) if grid.week_of(day) == day)
    return grid.days[first:] + grid.days[:first]


def _turn(grid: Grid, day: date) -> int:
    """Slots to add on a day that the turning of a cyclic period put behind its end."""
    return grid.n_slots if grid.cyclic and day < _aligned(grid)[0] else 0


def _starts(contract: Contract, opening: OpeningCalendar, grid: Grid, day: date) -> set[tuple[int, int | None]]:
    """Slots at which a shift may start on ``day``, and the slot that it must end by (None: any time).

    Of a time that the clock shows twice both are meant, of one that it skips none.
    """
    step = int((contract.start_step or timedelta(minutes=grid.slot_minutes)).total_seconds()) // 60
    if contract.starts is None:
        return set(_starts_inside(opening, grid, day, step))
    earliest, latest = contract.starts
    if latest < earliest:
        latest += MINUTES_PER_DAY
    # A start past midnight belongs to its own date, so an over-midnight window is read modulo the day.
    shown = {minutes % MINUTES_PER_DAY for minutes in range(earliest, latest + 1, step)}
    return {(slot, None) for minutes in shown for slot in grid.slots_at(day, minutes)}


def _starts_inside(opening: OpeningCalendar, grid: Grid, day: date, step: int) -> Iterator[tuple[int, int | None]]:
    """Starts on ``day`` in its opening hours, or in those of the day before past midnight, with their closing."""
    for opened in (day - timedelta(days=1), day):
        hours = opening.of(opened)
        if hours is None:
            continue
        around_the_clock = hours[1] - hours[0] >= MINUTES_PER_DAY
        if around_the_clock and opened < day:
            continue
        if around_the_clock:
            hours = 0, MINUTES_PER_DAY
        # Hours are compared on the real clock: in the night of a clock change they are longer or shorter.
        (first, into), (last, _rest) = (grid.place(grid.first_at(opened, minutes)) for minutes in hours)
        for slot in range(first + bool(into), last):
            shown = grid.instant(slot)
            since = shown.hour * 60 + shown.minute + MINUTES_PER_DAY * (day - opened).days - hours[0]
            if shown.date() == day and since % step == 0:
                yield slot, None if around_the_clock else last
