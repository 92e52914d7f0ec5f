"""Messages that may wait: what is due by when, and what is done in time in the time that live inquiries leave.

Live inquiries come first; what is left of the agents' time goes to the message with the earliest deadline that can
still be met, and to late ones last of all. All deadlines are equally long in opening time, so that is the message that
came in first. Volumes are taken as their means (a fluid): over the hours that messages may wait, the ups and downs of
the live queue even out.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.service.deferrable import DeferrableService
from staffplan.schema.service.staffing import DeferrableWork
from staffplan.service.steady.absence import available_share

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Scenario

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

WARM_UP = 2
"""Rounds of a cyclic period before the one whose backlog is shown."""
ROUNDS = 1000
SETTLED = 1e-9
"""A cyclic period is gone through until its backlog changes by no more than this share of the messages."""


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
    n_slots, cyclic = demand.grid.n_slots, demand.grid.cyclic
    messages, due_slot = _messages(demand, scenario), _due_slots(demand, scenario)
    spare = np.maximum(_each(scenario) * np.asarray(on_duty) - _live_work(demand, scenario), 0.0)
    capacity = np.where(demand.open, spare, 0.0) / _message_slots(demand, scenario)
    before = WARM_UP if cyclic else 0
    done = _first_come_first_served(np.tile(messages, before + 1).cumsum(), np.tile(capacity, before + 1))
    slots = before * n_slots + np.arange(n_slots)
    known = (messages > 0) & demand.open.any() & (cyclic | (due_slot < n_slots))
    in_time = _in_time(messages, due_slot, capacity, cyclic=cyclic)
    total = float(messages[known].sum())
    return DeferrableService(
        grid=demand.grid,
        messages=messages,
        due_slot=np.where(known, due_slot % n_slots, -1),
        in_time=np.divide(in_time, messages, out=np.full(n_slots, np.nan), where=known),
        done=np.diff(done, prepend=0.0)[slots],
        open_at_end=(messages.sum() * before + messages.cumsum()) - done[slots],
        share=min(float(in_time[known].sum()) / total, 1.0) if total else np.nan,
    )


def _in_time(messages: Floats, due_slot: Ints, capacity: Floats, *, cyclic: bool) -> Floats:
    """Messages of each slot replied to by their deadline, those first that came in first and are not late yet.

    A cyclic period is gone through until what is left open at its end stays the same.
    """
    n_slots = len(messages)
    waiting: deque[list[float]] = deque()  # slot, deadline counted from the period's start, messages left
    left = -1.0
    for _round in range(ROUNDS if cyclic else 1):
        in_time = np.zeros(n_slots)
        for slot in range(n_slots):
            if messages[slot] > 0:
                waiting.append([slot, due_slot[slot], messages[slot]])
            able = capacity[slot]
            while waiting and able > 0:
                served = min(able, waiting[0][2])
                in_time[int(waiting[0][0])] += served
                waiting[0][2] -= served
                able -= served
                if waiting[0][2] > 0:
                    break
                waiting.popleft()
            while waiting and waiting[0][1] <= slot:
                waiting.popleft()
        before, left = left, sum(message[2] for message in waiting)
        if abs(left - before) <= SETTLED * messages.sum():
            break
        for message in waiting:
            message[1] -= n_slots
    return in_time


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
