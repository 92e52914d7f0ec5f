"""Each rule of a contract relaxed by one step."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock, format_duration
from staffplan.schema.limits import MOST_DAYS
from staffplan.schema.scenario.consistency.contract import lengths_without_breaks
from staffplan.shifts.relaxed.bank import bank_changes
from staffplan.shifts.relaxed.sequences import sequence_changes
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.scenario.keys import Contract, Scenario
    from staffplan.shifts.relaxed.bank import Change

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def contract_changes(contract: Contract, scenario: Scenario, clock_change: timedelta) -> Iterator[Change]:
    """The changes; where the clocks change by ``clock_change`` in the period, longer shifts are among them."""
    yield from _headcount_changes(contract)
    if contract.shift_lengths:
        yield from _start_changes(contract, scenario)
    yield from bank_changes(contract, scenario)
    rest = max(contract.min_rest - HOUR, timedelta(0))
    if rest < contract.min_rest:
        change = Message.of("less_rest", new=format_duration(rest), old=format_duration(contract.min_rest))
        yield "min_rest", change, _with(contract, min_rest=rest)
    if (row := contract.max_days_in_row + 1) <= MOST_DAYS:
        yield "max_days_in_row", Message.of("more_days_in_row", days=row), _with(contract, max_days_in_row=row)
    if contract.days_off_in_row > 1:
        off = contract.days_off_in_row - 1
        change = Message.of("fewer_days_off_in_row", days=off)
        yield "days_off_in_row", change, _with(contract, days_off_in_row=off)
    yield from _week_changes(contract)
    yield from sequence_changes(contract)
    yield from _break_changes(contract, scenario)
    longer = max(contract.shift_lengths, default=DAY) + clock_change
    if clock_change and longer < DAY:
        change = Message.of("longer_shifts", length=format_duration(longer))
        yield "shift_lengths", change, _with(contract, shift_lengths=(*contract.shift_lengths, longer))


def _headcount_changes(contract: Contract) -> Iterator[Change]:
    least, most = contract.headcount
    if most is not None:
        yield "headcount", Message.of("no_limit_on_agents", most=most), _with(contract, headcount=(least, None))
    if least > 0:
        yield "headcount", Message.of("no_least_agents", least=least), _with(contract, headcount=(0, most))


def _start_changes(contract: Contract, scenario: Scenario) -> Iterator[Change]:
    grid = scenario.slot_minutes
    step = int((contract.start_step or scenario.grid).total_seconds()) // 60
    by = -(-60 // step) * step  # an hour or more, so that the old starts stay on the step
    if contract.starts is not None:
        earliest, latest = contract.starts
        span = latest - earliest if latest >= earliest else latest + MINUTES_PER_DAY - earliest
        if earliest >= by and span + by < MINUTES_PER_DAY:
            change = Message.of("starts_earlier", clock=format_clock(earliest - by))
            yield "starts", change, _with(contract, starts=(earliest - by, latest))
        if latest + by < MINUTES_PER_DAY and span + by < MINUTES_PER_DAY:
            change = Message.of("starts_later", clock=format_clock(latest + by))
            yield "starts", change, _with(contract, starts=(earliest, latest + by))
    free = _with(contract, starts=(0, MINUTES_PER_DAY - grid), start_step=None)
    if not _starts_at_any_time(contract, scenario, step):
        yield "starts", Message.of("starts_at_any_time"), free


def _starts_at_any_time(contract: Contract, scenario: Scenario, step: int) -> bool:
    """Whether shifts start at every step of the grid already."""
    if step > scenario.slot_minutes:
        return False
    if contract.starts is not None:
        earliest, latest = contract.starts
        return (latest - earliest) % MINUTES_PER_DAY == MINUTES_PER_DAY - step or latest - earliest == MINUTES_PER_DAY
    hours = scenario.opening.of_any_day()
    return all(day is not None and day[1] - day[0] >= MINUTES_PER_DAY for day in hours)


def _week_changes(contract: Contract) -> Iterator[Change]:
    if contract.weeks_in_turn:
        return
    least, most = contract.days_per_week
    for fewer in dict.fromkeys((least - 1, 0)) if least > 0 else ():
        change = Message.of("days_a_week", least=fewer, most=most)
        yield "days_per_week", change, _with(contract, days_per_week=(fewer, most))
    if most < 7 - contract.days_off_in_row:
        change = Message.of("days_a_week", least=least, most=most + 1)
        yield "days_per_week", change, _with(contract, days_per_week=(least, most + 1))


def _break_changes(contract: Contract, scenario: Scenario) -> Iterator[Change]:
    lengths = (*contract.shift_lengths, *lengths_without_breaks(contract, scenario))
    if len(contract.breaks) != 1 or not lengths:
        return
    rule = contract.breaks[0]
    earliest, latest = rule.starts
    wider = rule.model_copy(update={"starts": (max(earliest - HOUR, timedelta(0)), latest + HOUR)})
    if all(latest + HOUR + rule.length <= length for length in lengths):
        first, last = map(format_duration, wider.starts)
        yield "breaks", Message.of("wider_break", first=first, last=last), _with(contract, breaks=(wider,))


def _with(contract: Contract, **changes: object) -> Contract:
    return contract.model_copy(update=changes)
