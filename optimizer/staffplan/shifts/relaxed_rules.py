"""Each rule of a scenario relaxed by one step: what a planner could change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock, format_duration
from staffplan.schema.scenario.contract_rules import lengths_without_breaks
from staffplan.shifts.relaxed_bank import bank_changes
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.scenario.keys import Contract, Scenario
    from staffplan.shifts.relaxed_bank import Change

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Relaxation:
    """One rule changed by one step."""

    key: str
    """The scenario's key: ``contract[1].min_rest``."""
    message: Message
    """The change, to be told."""
    scenario: Scenario
    """The scenario with the change."""
    of_need: bool = False
    """Whether it changes what slots need, not who may cover it."""


def relaxations(scenario: Scenario, clock_change: timedelta = timedelta(0)) -> Iterator[Relaxation]:
    """The changes, contract by contract, then of who is on duty; each leaves legal whatever was legal before.

    Where the clocks change by ``clock_change`` in the period, shifts longer by that much are among them.
    """
    for index, contract in enumerate(scenario.contract):
        for key, change, changed in _contract_changes(contract, scenario, clock_change):
            contracts = (*scenario.contract[:index], changed, *scenario.contract[index + 1 :])
            yield Relaxation(
                f"contract[{index + 1}].{key}",
                Message.of("contract_change", contract=contract.name, change=change),
                scenario.model_copy(update={"contract": contracts}),
            )
    yield from _seat_changes(scenario)
    yield from _role_changes(scenario)


def _seat_changes(scenario: Scenario) -> Iterator[Relaxation]:
    """A seat more, always or in some hours, and an agent fewer who has to be there in some hours."""
    target = scenario.target
    if (seats := target.maximum_staff) is not None:
        more = target.model_copy(update={"maximum_staff": seats + 1})
        message = Message.of("more_seats", key="target", seats=seats + 1)
        yield Relaxation("target.maximum_staff", message, scenario.model_copy(update={"target": more}))
    for k, entry in enumerate(target.hours):
        key = f"target.hours[{k + 1}]"
        if (seats := entry.maximum_staff) is not None:
            message = Message.of("more_seats", key=key, seats=seats + 1)
            yield Relaxation(f"{key}.maximum_staff", message, _with_entry(scenario, k, maximum_staff=seats + 1))
        if least := entry.minimum_staff:
            message = Message.of("fewer_there", key=key, least=least - 1)
            fewer = _with_entry(scenario, k, minimum_staff=least - 1)
            yield Relaxation(f"{key}.minimum_staff", message, fewer, of_need=True)


def _with_entry(scenario: Scenario, place: int, **changes: int) -> Scenario:
    """``scenario`` with other values in one entry of its target's hours."""
    hours = list(scenario.target.hours)
    hours[place] = hours[place].model_copy(update=changes)
    return scenario.model_copy(update={"target": scenario.target.model_copy(update={"hours": tuple(hours)})})


def _role_changes(scenario: Scenario) -> Iterator[Relaxation]:
    """One fewer of a role, or none."""
    for k, role in enumerate(scenario.role):
        fewer = role.model_copy(update={"at_least": role.at_least - 1})
        kept = (fewer,) if fewer.at_least else ()
        roles = (*scenario.role[:k], *kept, *scenario.role[k + 1 :])
        message = Message.of("fewer_of_role", role=role.label, count=fewer.at_least)
        yield Relaxation(f"role[{k + 1}].at_least", message, scenario.model_copy(update={"role": roles}))


def _contract_changes(contract: Contract, scenario: Scenario, clock_change: timedelta) -> Iterator[Change]:
    yield from _headcount_changes(contract)
    if contract.shift_lengths:
        yield from _start_changes(contract, scenario)
    yield from bank_changes(contract, scenario)
    rest = max(contract.min_rest - HOUR, timedelta(0))
    if rest < contract.min_rest:
        change = Message.of("less_rest", new=format_duration(rest), old=format_duration(contract.min_rest))
        yield "min_rest", change, _with(contract, min_rest=rest)
    row = contract.max_days_in_row + 1
    yield "max_days_in_row", Message.of("more_days_in_row", days=row), _with(contract, max_days_in_row=row)
    if contract.days_off_in_row > 1:
        off = contract.days_off_in_row - 1
        change = Message.of("fewer_days_off_in_row", days=off)
        yield "days_off_in_row", change, _with(contract, days_off_in_row=off)
    yield from _week_changes(contract)
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
