"""Messages that may wait: what is due by when, and what is done in time in the time that live inquiries leave.

Live inquiries come first; what is left of the agents' time goes to the message with the earliest deadline. All
deadlines are equally long in opening time, so that is the message that came in first. Volumes are taken as their means
(a fluid): over the hours that messages may wait, the ups and downs of the live queue even out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.deferrable import DeferrableService
from staffplan.schema.staffing import DeferrableWork
from staffplan.service.absence import available_share

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario import Scenario

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

WARM_UP = 2
"""Rounds of a cyclic period before the one that counts."""


def live_demand(demand: Demand, scenario: Scenario) -> Demand:
    """``demand`` with the live inquiries of a slow queue (``messages.live = false``) among its messages."""
    if scenario.messages.live:
        return demand
    return replace(demand, human_inquiries=np.zeros(demand.grid.n_slots), left_messages=_messages(demand, scenario))


def deferrable_work(demand: Demand, scenario: Scenario) -> DeferrableWork | None:
    """Work due by the end of each slot, for the optimisation; None where no messages come or none are planned for.

    Messages whose deadline lies after a period that is not cyclic are left out, as are those from before it.
    """
    messages = _messages(demand, scenario)
    if scenario.messages.reply_within is None or not messages.any() or not demand.open.any():
        return None
    work = messages * _message_slots(demand, scenario) * scenario.messages.share
    cyclic = demand.grid.cyclic
    rounds, due_slot = np.divmod(_due_slots(demand, scenario), demand.grid.n_slots)
    released = work.cumsum()
    due = np.bincount(due_slot, work if cyclic else work * (rounds == 0), demand.grid.n_slots).cumsum()
    if cyclic:
        due -= rounds @ work
    before = np.concatenate(([due[-1] - released[-1] if cyclic else 0.0], due[:-1]))
    return DeferrableWork(
        released=released,
        due=due,
        live=_live_work(demand, scenario),
        counts=demand.open & (released - before > 1e-12 * released[-1]),
        each=_each(scenario),
        total=float(released[-1]),
    )


def deferrable_service(demand: Demand, scenario: Scenario, on_duty: ArrayLike) -> DeferrableService:
    """Replies in time with ``on_duty`` agents in each slot, shape (n_slots,). Needs ``messages.reply_within``.

    The period starts with no message open; a cyclic one goes on from its own end.
    """
    n_slots = demand.grid.n_slots
    messages, due_slot = _messages(demand, scenario), _due_slots(demand, scenario)
    before = WARM_UP if demand.grid.cyclic else 0
    periods = before + 1 + (int(due_slot.max()) // n_slots if demand.grid.cyclic else 0)
    spare = np.maximum(_each(scenario) * np.asarray(on_duty) - _live_work(demand, scenario), 0.0)
    spare = np.where(demand.open, spare, 0.0)
    come, capacity = np.tile(messages, periods).cumsum(), np.tile(spare / _message_slots(demand, scenario), periods)
    done = _first_come_first_served(come, capacity)
    slots = before * n_slots + np.arange(n_slots)
    due_slot = before * n_slots + due_slot
    known = (messages > 0) & demand.open.any() & (due_slot < periods * n_slots)
    done_by_then = done[np.minimum(due_slot, periods * n_slots - 1)]
    in_time = np.clip(done_by_then - (come[slots] - messages), 0.0, messages)
    if demand.grid.cyclic and capacity.sum() < come[-1] * (1 - 1e-9):
        in_time[:] = 0.0  # more messages are left from each round to the next, until none is answered in time
    share = np.divide(in_time, messages, out=np.full(n_slots, np.nan), where=known)
    total = float(messages[known].sum())
    return DeferrableService(
        grid=demand.grid,
        messages=messages,
        in_time=share,
        done=np.diff(done, prepend=0.0)[slots],
        open_at_end=(come - done)[slots],
        share=float(in_time[known].sum()) / total if total else np.nan,
    )


def _first_come_first_served(come: Floats, capacity: Floats) -> Floats:
    """Messages done by the end of each slot, from those come by then and what each slot can do.

    The backlog is reflected at 0: done = least over the slots s so far of (come by s + capacity after s), or all of the
    capacity (Lindley's recursion, solved).
    """
    able = capacity.cumsum()
    return np.asarray(able + np.minimum(np.minimum.accumulate(come - able), 0.0))


def _messages(demand: Demand, scenario: Scenario) -> Floats:
    left = np.zeros(demand.grid.n_slots) if demand.left_messages is None else demand.left_messages
    return left if scenario.messages.live else left + demand.human_inquiries


def _message_slots(demand: Demand, scenario: Scenario) -> float:
    """Slots that an agent works on one message."""
    aht = scenario.messages.aht or scenario.handling.aht
    return aht.total_seconds() / (60.0 * demand.grid.slot_minutes)


def _live_work(demand: Demand, scenario: Scenario) -> Floats:
    """Agent-slots of live inquiries, as one agent would take who handles one at a time."""
    live = live_demand(demand, scenario)
    return live.human_inquiries * live.aht_s / (60.0 * demand.grid.slot_minutes)


def _each(scenario: Scenario) -> float:
    """Work that an agent on duty does in a slot: with as many chats in hand as he may have, less shrinkage."""
    return scenario.handling.throughput[-1] * available_share(scenario.shrinkage)


def _due_slots(demand: Demand, scenario: Scenario) -> Ints:
    """The last slot in which a message of each slot is answered in time; n_slots and more: after the period.

    The deadline of the slot's first message, in whole open slots; a message of an open slot may use that slot too.
    """
    within = scenario.messages.reply_within
    if within is None:
        raise ValueError("messages.reply_within says by when messages are due")
    n_slots = demand.grid.n_slots
    slots = max(int(within.total_seconds() / (60 * demand.grid.slot_minutes)), 1)
    open_slots = np.flatnonzero(demand.open)
    if not open_slots.size:
        return np.full(n_slots, n_slots)
    number = np.searchsorted(open_slots, np.arange(n_slots)) + slots - 1
    rounds, place = np.divmod(number, open_slots.size)
    return np.asarray(open_slots[place] + rounds * n_slots)
