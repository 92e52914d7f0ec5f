"""What a planner could change about who is on duty: seats in the room, agents in some hours, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.shifts.relaxed.relaxation import Relaxation
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.scenario.keys import Scenario


def seat_changes(scenario: Scenario) -> Iterator[Relaxation]:
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


def role_changes(scenario: Scenario) -> Iterator[Relaxation]:
    """One fewer of a role, or none."""
    for k, role in enumerate(scenario.role):
        fewer = role.model_copy(update={"at_least": role.at_least - 1})
        kept = (fewer,) if fewer.at_least else ()
        roles = (*scenario.role[:k], *kept, *scenario.role[k + 1 :])
        message = Message.of("fewer_of_role", role=role.label, count=fewer.at_least)
        yield Relaxation(f"role[{k + 1}].at_least", message, scenario.model_copy(update={"role": roles}))
