"""What a planner could change about the named shifts of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY, format_duration
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.scenario.keys import Contract, Scenario

Change = tuple[str, Message, "Contract"]
"""The contract's key, the change, and the contract with it."""


def bank_changes(contract: Contract, scenario: Scenario) -> Iterator[Change]:
    """Each shift of the bank that the contract does not list; and where it has only named ones, any start for them."""
    for each in scenario.shift if contract.shifts else ():
        if each.name not in contract.shifts:
            changed = contract.model_copy(update={"shifts": (*contract.shifts, each.name)})
            yield "shifts", Message.of("another_shift", name=each.name), changed
    whole = sorted({each.spans[0][1] for each in scenario.shifts_of(contract) if len(each.parts) == 1})
    if whole and not contract.shift_lengths:
        update = {
            "shift_lengths": tuple(whole),
            "starts": (0, MINUTES_PER_DAY - scenario.slot_minutes),
            "start_step": None,
        }
        lengths = ", ".join(map(format_duration, whole))
        yield "shift_lengths", Message.of("also_at_any_time", lengths=lengths), contract.model_copy(update=update)
