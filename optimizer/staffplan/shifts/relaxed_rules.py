"""Each rule of a scenario relaxed by one step: what a planner could change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock, format_duration
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.scenario.keys import Contract, Scenario

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Relaxation:
    """One rule changed by one step."""

    key: str
    """The scenario's key: ``contract[1].min_rest``."""
    message: Message
    """The change, to be told."""
    scenario: Scenario
    """The scenario with the change."""


def relaxations(scenario: Scenario) -> Iterator[Relaxation]:
    """The changes, the least intrusive first, contract by contract."""
    for index, contract in enumerate(scenario.contract):
        for key, change, changed in _contract_changes(contract):
            contracts = (*scenario.contract[:index], changed, *scenario.contract[index + 1 :])
            yield Relaxation(
                f"contract[{index + 1}].{key}",
                Message.of("contract_change", contract=contract.name, change=change),
                scenario.model_copy(update={"contract": contracts}),
            )


def _contract_changes(contract: Contract) -> Iterator[tuple[str, Message, Contract]]:
    least, most = contract.headcount
    if most is not None:
        yield "headcount", Message.of("no_limit_on_agents", most=most), _with(contract, headcount=(least, None))
    if contract.starts is not None:
        yield from _start_changes(contract)
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
    yield from _break_changes(contract)


def _start_changes(contract: Contract) -> Iterator[tuple[str, Message, Contract]]:
    assert contract.starts is not None
    earliest, latest = contract.starts
    if earliest >= 60:
        change = Message.of("starts_earlier", clock=format_clock(earliest - 60))
        yield "starts", change, _with(contract, starts=(earliest - 60, latest))
    if latest + 60 < MINUTES_PER_DAY:
        change = Message.of("starts_later", clock=format_clock(latest + 60))
        yield "starts", change, _with(contract, starts=(earliest, latest + 60))
    change = Message.of("starts_at_any_time")
    yield "starts", change, _with(contract, starts=(earliest % 60, MINUTES_PER_DAY - 60 + earliest % 60))


def _week_changes(contract: Contract) -> Iterator[tuple[str, Message, Contract]]:
    least, most = contract.days_per_week
    if least > 0:
        change = Message.of("days_a_week", least=least - 1, most=most)
        yield "days_per_week", change, _with(contract, days_per_week=(least - 1, most))
    if most < 7 - contract.days_off_in_row:
        change = Message.of("days_a_week", least=least, most=most + 1)
        yield "days_per_week", change, _with(contract, days_per_week=(least, most + 1))


def _break_changes(contract: Contract) -> Iterator[tuple[str, Message, Contract]]:
    if len(contract.breaks) != 1:
        return
    rule = contract.breaks[0]
    earliest, latest = rule.starts
    wider = rule.model_copy(update={"starts": (max(earliest - HOUR, timedelta(0)), latest + HOUR)})
    if all(latest + HOUR + rule.length <= length for length in contract.shift_lengths):
        first, last = map(format_duration, wider.starts)
        yield "breaks", Message.of("wider_break", first=first, last=last), _with(contract, breaks=(wider,))


def _with(contract: Contract, **changes: object) -> Contract:
    return contract.model_copy(update=changes)
