"""Need, agents on duty and what lies between them, by hour of the day and by weekday and hour: plans of any dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    from staffplan.schema.plan import CoverageSlot, Plan

    Key = TypeVar("Key")

HOURS = range(24)


@dataclass(frozen=True)
class SlotMeans:
    """Means over some slots, in agents; over and under do not cancel each other."""

    need: float
    """Agents that each slot alone would need for the target."""
    on_duty: float
    """Agents on duty."""
    over: float
    """Agents on duty above need, 0 in slots under it."""
    under: float
    """Need above the agents on duty, 0 in slots over it."""


def hour_means(plan: Plan) -> tuple[SlotMeans | None, ...]:
    """The means of each local hour of the day, shape (24,); None for an hour outside the period."""
    found = _means(plan.coverage, lambda slot: slot.start.hour)
    return tuple(found.get(hour) for hour in HOURS)


def weekday_means(plan: Plan) -> dict[tuple[int, int], SlotMeans]:
    """The means of each weekday (0: Monday) and local hour that the period holds."""
    return _means(plan.coverage, lambda slot: (slot.start.weekday(), slot.start.hour))


def on_duty_difference(first: Plan, other: Plan) -> dict[tuple[int, int], float]:
    """Mean agents on duty of ``other`` less those of ``first``, by weekday and hour that both have."""
    before, after = weekday_means(first), weekday_means(other)
    return {place: after[place].on_duty - before[place].on_duty for place in before if place in after}


def _means(slots: Iterable[CoverageSlot], key: Callable[[CoverageSlot], Key]) -> dict[Key, SlotMeans]:
    groups: defaultdict[Key, list[CoverageSlot]] = defaultdict(list)
    for slot in slots:
        groups[key(slot)].append(slot)
    return {place: _mean(group) for place, group in groups.items()}


def _mean(slots: list[CoverageSlot]) -> SlotMeans:
    count = len(slots)
    return SlotMeans(
        need=sum(slot.required for slot in slots) / count,
        on_duty=sum(slot.on_duty for slot in slots) / count,
        over=sum(max(slot.on_duty - slot.required, 0) for slot in slots) / count,
        under=sum(max(slot.required - slot.on_duty, 0) for slot in slots) / count,
    )
