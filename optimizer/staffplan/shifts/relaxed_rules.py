"""Each rule of a scenario relaxed by one step: what a planner could change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_clock, format_duration
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.scenario.keys import Contract, Scenario

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Relaxation:
    """One rule changed by one step."""

    key: str
    """The scenario's key: ``contract[1].min_rest``."""
    text: str
    """The change in a sentence's words."""
    scenario: Scenario
    """The scenario with the change."""


def relaxations(scenario: Scenario) -> Iterator[Relaxation]:
    """The changes, the least intrusive first, contract by contract."""
    for index, contract in enumerate(scenario.contract):
        for key, text, changed in _contract_changes(contract):
            contracts = (*scenario.contract[:index], changed, *scenario.contract[index + 1 :])
            yield Relaxation(
                f"contract[{index + 1}].{key}",
                _("{contract}: {change}").format(contract=contract.name, change=text),
                scenario.model_copy(update={"contract": contracts}),
            )


def _contract_changes(contract: Contract) -> Iterator[tuple[str, str, Contract]]:
    least, most = contract.headcount
    if most is not None:
        yield (
            "headcount",
            _("no limit on agents instead of {most}").format(most=most),
            _with(contract, headcount=(least, None)),
        )
    if contract.starts is not None:
        yield from _start_changes(contract)
    rest = max(contract.min_rest - HOUR, timedelta(0))
    if rest < contract.min_rest:
        words = _("{new} of rest instead of {old}")
        text = words.format(new=format_duration(rest), old=format_duration(contract.min_rest))
        yield "min_rest", text, _with(contract, min_rest=rest)
    row = contract.max_days_in_row + 1
    yield "max_days_in_row", _("{days} days in a row").format(days=row), _with(contract, max_days_in_row=row)
    if contract.days_off_in_row > 1:
        off = contract.days_off_in_row - 1
        text = _("{days} days off side by side a week").format(days=off)
        yield "days_off_in_row", text, _with(contract, days_off_in_row=off)
    yield from _week_changes(contract)
    yield from _break_changes(contract)


def _start_changes(contract: Contract) -> Iterator[tuple[str, str, Contract]]:
    assert contract.starts is not None
    earliest, latest = contract.starts
    if earliest >= 60:
        text = _("starts from {clock} on").format(clock=format_clock(earliest - 60))
        yield "starts", text, _with(contract, starts=(earliest - 60, latest))
    if latest + 60 < MINUTES_PER_DAY:
        text = _("starts up to {clock}").format(clock=format_clock(latest + 60))
        yield "starts", text, _with(contract, starts=(earliest, latest + 60))
    text = _("starts at any time of the day")
    yield "starts", text, _with(contract, starts=(earliest % 60, MINUTES_PER_DAY - 60 + earliest % 60))


def _week_changes(contract: Contract) -> Iterator[tuple[str, str, Contract]]:
    least, most = contract.days_per_week
    if least > 0:
        text = _("{least} to {most} days a week").format(least=least - 1, most=most)
        yield "days_per_week", text, _with(contract, days_per_week=(least - 1, most))
    if most < 7 - contract.days_off_in_row:
        text = _("{least} to {most} days a week").format(least=least, most=most + 1)
        yield "days_per_week", text, _with(contract, days_per_week=(least, most + 1))


def _break_changes(contract: Contract) -> Iterator[tuple[str, str, Contract]]:
    if len(contract.breaks) != 1:
        return
    rule = contract.breaks[0]
    earliest, latest = rule.starts
    wider = rule.model_copy(update={"starts": (max(earliest - HOUR, timedelta(0)), latest + HOUR)})
    if all(latest + HOUR + rule.length <= length for length in contract.shift_lengths):
        words = _("the break may start {first} to {last} into the shift")
        text = words.format(first=format_duration(wider.starts[0]), last=format_duration(wider.starts[1]))
        yield "breaks", text, _with(contract, breaks=(wider,))


def _with(contract: Contract, **changes: object) -> Contract:
    return contract.model_copy(update=changes)
