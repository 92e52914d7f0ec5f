"""What a planner could change about activities: none, a shorter one, one on any weekday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.schema.base import format_duration
from staffplan.shifts.relaxed.relaxation import Relaxation
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.scenario.activity import Activity
    from staffplan.schema.scenario.keys import Scenario


def activity_changes(scenario: Scenario) -> Iterator[Relaxation]:
    """Each activity left out; one without a time shorter by a slot, and on any weekday.

    Who has less of it is on duty when he was before, and longer. With a time a shorter one might catch shifts that do
    not hold the whole of it now, so that is no relaxation.
    """
    for k, each in enumerate(scenario.activity):
        key = f"activity[{k + 1}]"
        message = Message.of("no_activity", activity=each.name)
        yield Relaxation(key, message, _with(scenario, k))
        if each.at is None and each.length > scenario.grid:
            shorter = each.model_copy(update={"length": each.length - scenario.grid})
            message = Message.of("shorter_activity", activity=each.name, length=format_duration(shorter.length))
            yield Relaxation(f"{key}.length", message, _with(scenario, k, shorter))
        if each.at is None and each.weekdays:
            message = Message.of("activity_any_day", activity=each.name)
            any_day = each.model_copy(update={"weekdays": ()})
            yield Relaxation(f"{key}.weekdays", message, _with(scenario, k, any_day))


def _with(scenario: Scenario, place: int, *changed: Activity) -> Scenario:
    """``scenario`` with another activity, or none, at a place."""
    activities = (*scenario.activity[:place], *changed, *scenario.activity[place + 1 :])
    return scenario.model_copy(update={"activity": activities})
