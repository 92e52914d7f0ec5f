"""All rules of a scenario, each relaxed by one step."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.shifts.relaxed.activities import activity_changes
from staffplan.shifts.relaxed.contracts import contract_changes
from staffplan.shifts.relaxed.relaxation import Relaxation
from staffplan.shifts.relaxed.room import role_changes, seat_changes
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.scenario.keys import Scenario


def relaxations(scenario: Scenario, clock_change: timedelta = timedelta(0)) -> Iterator[Relaxation]:
    """The changes, contract by contract, then of who is on duty, rotations and activities.

    Each leaves legal whatever was legal before, or the same with less of an activity. Where the clocks change by
    ``clock_change`` in the period, shifts longer by that much are among them.
    """
    for index, contract in enumerate(scenario.contract):
        for key, change, changed in contract_changes(contract, scenario, clock_change):
            contracts = (*scenario.contract[:index], changed, *scenario.contract[index + 1 :])
            yield Relaxation(
                f"contract[{index + 1}].{key}",
                Message.of("contract_change", contract=contract.name, change=change),
                scenario.model_copy(update={"contract": contracts}),
            )
    yield from seat_changes(scenario)
    yield from role_changes(scenario)
    yield from _rotation_changes(scenario)
    yield from activity_changes(scenario)


def _rotation_changes(scenario: Scenario) -> Iterator[Relaxation]:
    """A rotation whose phase is everybody's own."""
    for k, rotation in enumerate(scenario.rotation):
        if rotation.phase == "shared":
            free = rotation.model_copy(update={"phase": "free", "begins": None})
            rotations = (*scenario.rotation[:k], free, *scenario.rotation[k + 1 :])
            message = Message.of("contract_change", contract=rotation.name, change=Message.of("phase_of_each"))
            changed = scenario.model_copy(update={"rotation": rotations})
            yield Relaxation(f"rotation[{k + 1}].phase", message, changed)
