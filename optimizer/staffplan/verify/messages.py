"""Replies to messages, recomputed: whether what live inquiries leave of the agents' time is enough by each deadline.

Batch by batch, in the order in which they come in: each takes the earliest time that those before it have left over,
from its first open slot to its deadline. What it does not get there is late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.verify.answered import work_of_one
from staffplan.verify.opening import open_slots

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.plan import Plan
    from staffplan.verify.answered import Answered
    from staffplan.verify.roster import Roster

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ROUNDS = 1000
STEADY = 1e-9
"""A cyclic period is gone through until its free time changes by no more than this share of the messages."""


@dataclass(frozen=True, eq=False)
class Batches:
    """The messages that are due in the period, by the slot that they come in; arrays have shape (batches,)."""

    volume: Floats
    """Expected messages."""
    due_day: Ints
    """Ordinal of the local day of the deadline."""
    in_time: Floats
    """Messages replied to by then, where all of them are to be."""
    planned: Floats
    """Messages replied to by then, where only the share that is planned for comes in."""


def replies(roster: Roster, plan: Plan, result: Answered) -> Batches:
    """What the agents on duty reply to in time. ``plan`` states the messages of each slot (``left_messages``)."""
    is_open = np.flatnonzero(open_slots(roster))
    volume = np.array(plan.summary.left_messages or (), dtype=np.float64)
    slots = np.flatnonzero(volume) if len(is_open) else np.zeros(0, dtype=np.int64)
    first = np.searchsorted(is_open, slots)
    last = first + _open_slots_to_reply(roster) - 1
    if not roster.cyclic:
        due = last < len(is_open)
        slots, first, last = slots[due], first[due], last[due]
    free = np.maximum(work_of_one(roster.scenario) * result.duty - result.load, 0.0)[is_open]
    rules = roster.scenario.messages
    able = free * roster.slot_s / (rules.aht or roster.scenario.handling.aht).total_seconds()
    came = volume[slots]
    return Batches(
        volume=came,
        due_day=roster.slot_clock.ordinal[is_open[last % max(len(is_open), 1)]],
        in_time=_served(came, able, first, last, cyclic=roster.cyclic),
        planned=_served(came * rules.share, able, first, last, cyclic=roster.cyclic),
    )


def _open_slots_to_reply(roster: Roster) -> int:
    """Whole open slots from the first in which a message may be replied to up to its deadline."""
    within = roster.scenario.messages.reply_within
    assert within is not None
    return max(int(within.total_seconds()) // roster.slot_s, 1)


def _served(volume: Floats, able: Floats, first: Ints, last: Ints, *, cyclic: bool) -> Floats:
    """What each batch gets of ``able``, the messages that each open slot has time for, in first ≤ open slot ≤ last.

    In a cyclic period last may lie in the next round: the rounds follow one another until one is like the one before.
    """
    if not len(volume):
        return np.zeros(0)
    ahead = int(last.max()) // len(able) + 1
    left = np.tile(able, ahead)
    for _round in range(ROUNDS if cyclic else 1):
        begun = left.copy()
        served = _serve(volume, left, first, last)
        left = np.concatenate((left[len(able) :], able))
        if np.abs(left - begun).max() <= STEADY * volume.sum():
            break
    return served


def _serve(volume: Floats, left: Floats, first: Ints, last: Ints) -> Floats:
    """One round: what each batch gets, taken off ``left``."""
    served = np.zeros(len(volume))
    place = 0
    for batch, (wanted, begin, end) in enumerate(zip(volume, first, last, strict=True)):
        place = max(place, int(begin))
        while place <= end and served[batch] < wanted:
            part = min(wanted - served[batch], left[place])
            served[batch] += part
            left[place] -= part
            if left[place] <= 0:
                place += 1
            else:
                break
    return served
