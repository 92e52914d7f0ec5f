"""The time-varying queue through the period: what given numbers of available agents give, slot by slot."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.transient.chain import added, evolve
from staffplan.service.transient.law import EMPTY, Law, Rates
from staffplan.service.transient.leavers import Leavers, finish, leave, mixed, nobody_leaving
from staffplan.service.transient.wait import answered_in_time, capped_response

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EPOCHS = ((1 / 20, 2), (1 / 4, 3), (1.0, 6))
"""Arrival epochs (Gauss-Legendre) at which a piece of a slot is sampled when the staff changes during the wait: as many
as said, for pieces up to the share said of the slot. They keep the error of a slot's service level under 2e-4."""
SAME = 1e-9
"""Two laws closer than this (sum over states) are the same."""
MOST_ROUNDS = 30
"""Rounds through a cyclic period before its queue counts as growing for ever."""


@dataclass(frozen=True, eq=False)
class Course:
    """What the walk goes through: paths that attendance may take, side by side; all slots have the same length."""

    rates: tuple[tuple[Rates, ...], ...]
    """The rates of each path and slot, shape (paths, n_slots)."""
    weight: Floats
    """What each path counts for in each slot, shape (paths, n_slots); columns add up to 1."""
    redrawn: NDArray[np.bool_]
    """Slots at whose start attendance is drawn anew, so that all paths go on from the mean of all; shape (n_slots,)."""
    slot_s: float
    """Length of a slot in seconds."""
    within_s: float
    """The threshold in seconds."""
    cap_s: float | None = None
    """What a wait counts for at most in the mean, seconds; None: waits count in full."""
    cyclic: bool = False
    """Whether the last slot is followed by the first."""

    @property
    def n_slots(self) -> int:
        """Slots in the period."""
        return len(self.rates[0])

    def ahead(self, path: int, slot: int, count: int) -> list[Rates]:
        """Rates of ``slot`` and of the ``count`` slots after it; past a period's end its last staff stays."""
        last = self.n_slots - 1
        numbers = range(slot, slot + count + 1)
        return [self.rates[path][k % (last + 1) if self.cyclic else min(k, last)] for k in numbers]


@dataclass(frozen=True, eq=False)
class Tally:
    """Expected totals of each slot, shape (n_slots,); times in seconds summed over customers or agents."""

    in_time: Floats
    """Arrivals of the slot that start service within the threshold."""
    delayed: Floats
    """Arrivals of the slot that find every place taken."""
    customer_s: Floats
    """Time in system, chats that leavers finish included."""
    queue_s: Floats
    """Time in queue."""
    response_s: Floats
    """Capped waits of the slot's arrivals; time in queue where waits count in full."""
    chat_s: Floats
    """Time of chats in the hands of agents on duty."""
    busy_s: Floats
    """Time that agents on duty have at least one chat in hand."""
    available_s: Floats
    """Time that agents are available."""
    served: Floats
    """Services that end in the slot, by those on duty or by leavers."""
    left: Floats
    """Customers who lose patience in the slot."""
    in_system: Floats
    """Customers in system at the end of the slot, with leavers too."""


@dataclass
class _State:
    law: Law
    leavers: Leavers


def walk(course: Course, seconds: float = math.inf) -> tuple[Tally, bool]:
    """The tally of every slot, and whether it starts from the right state.

    A period starts empty; a cyclic one goes round until its state at some slot is the one of the round before (within
    :data:`SAME`). False: the cyclic queue grows from round to round. Raises TimeoutError after so many ``seconds``.
    """
    until = time.monotonic() + seconds
    tally = Tally(*np.zeros((11, course.n_slots)))
    concurrency = len(course.rates[0][0].throughput)
    states = [_State(EMPTY, nobody_leaving(concurrency)) for _ in course.rates]
    seen: list[list[Law]] = [[] for _ in range(course.n_slots)]
    for number in range(MOST_ROUNDS if _may_settle(course) else 1):
        for slot in range(course.n_slots):
            if time.monotonic() > until:
                raise TimeoutError
            if slot or number:
                _change_staff(course, slot, states)
            laws = [state.law for state in states]
            if seen[slot] and all(map(_same, seen[slot], laws)):
                return tally, True
            if course.cyclic:
                seen[slot] = laws
            _through_slot(course, slot, states, tally)
        if not course.cyclic:
            return tally, True
    return tally, False


def _may_settle(course: Course) -> bool:
    if not course.cyclic or course.rates[0][0].abandonment:
        return True
    return all(sum(rate.full_rate for rate in path) > sum(rate.arrivals for rate in path) for path in course.rates)


def _same(old: Law, new: Law) -> bool:
    return float(np.abs(added([old, new], [1.0, -1.0]).weight).sum()) < SAME


def _change_staff(course: Course, slot: int, states: list[_State]) -> None:
    """Who goes takes his chats along; then, where attendance is drawn anew, all paths go on from the mean of all."""
    for state, rates in zip(states, course.rates, strict=True):
        fewer = rates[slot - 1].agents - rates[slot].agents
        if fewer > 0:
            state.law, state.leavers = leave(state.law, rates[slot - 1], fewer, state.leavers)
    if len(states) > 1 and course.redrawn[slot]:
        shares = course.weight[:, slot - 1].tolist()
        law = added([state.law for state in states], shares)
        leavers = mixed([state.leavers for state in states], shares)
        for state in states:
            state.law, state.leavers = law, leavers


def _through_slot(course: Course, slot: int, states: list[_State], tally: Tally) -> None:
    """Follow the laws through ``slot`` and note what happens there."""
    rates = [path[slot] for path in course.rates]
    integrals: list[list[Law]] = []
    share = np.zeros(len(states))
    for piece in _pieces(course, slot):
        over, in_time = _through_piece(course, slot, piece, states)
        integrals.append(over)
        share += in_time
    for path, state in enumerate(states):
        law = added([piece[path] for piece in integrals])
        values = _values(course, rates[path], law, state, float(share[path]))
        for name, value in values.items():
            column = getattr(tally, name)
            column[slot] = value * course.weight[path, slot] + (column[slot] if path else 0.0)


def _values(course: Course, rates: Rates, over: Law, state: _State, in_time: float) -> dict[str, float]:
    """One path's part of the tally in a slot, from the law ``over`` the slot's time and the state at its end."""
    customers = over.customers
    held = state.leavers.customers
    state.leavers, leaver_s = finish(state.leavers, rates.throughput, course.slot_s)
    queue_s = float(rates.waiting(customers) @ over.weight)
    response_s = queue_s if course.cap_s is None else rates.arrivals * capped_response(over, rates, course.cap_s)
    return {
        "in_time": rates.arrivals * in_time,
        "delayed": rates.arrivals * float(over.weight[customers >= rates.places].sum()),
        "customer_s": over.mean + leaver_s,
        "queue_s": queue_s,
        "response_s": response_s,
        "chat_s": over.mean - queue_s,
        "busy_s": float(np.minimum(customers, rates.agents) @ over.weight),
        "available_s": rates.agents * course.slot_s,
        "served": float(rates.completions(customers) @ over.weight) + held - state.leavers.customers,
        "left": rates.abandonment * queue_s,
        "in_system": state.law.mean + state.leavers.customers,
    }


def _pieces(course: Course, slot: int) -> list[tuple[float, float, int]]:
    """Pieces of the slot (start, end, slots to come that matter): 0 where no staff changes before the deadline."""
    whole, rest = divmod(course.within_s, course.slot_s)
    cut = course.slot_s - rest
    pieces = [(0.0, cut, int(whole)), (cut, course.slot_s, int(whole) + 1)]
    found = [(start, end, count if _changes(course, slot, count) else 0) for start, end, count in pieces if end > start]
    return found if any(count for *_, count in found) else [(0.0, course.slot_s, 0)]


def _changes(course: Course, slot: int, count: int) -> bool:
    if not any(path[slot].arrivals for path in course.rates):
        return False
    for path in range(len(course.rates)):
        first, *others = course.ahead(path, slot, count)
        if any(rate.agents != first.agents or rate.throughput != first.throughput for rate in others):
            return True
    return False


def _through_piece(
    course: Course, slot: int, piece: tuple[float, float, int], states: list[_State]
) -> tuple[list[Law], Floats]:
    """The laws integrated over the piece, and the integral of the chance to be answered in time, shape (paths,)."""
    start, end, changes = piece
    rates = [path[slot] for path in course.rates]
    if changes == 0:
        over = _follow(states, rates, end - start)
        spans = np.array([[course.within_s]])
        shares = [answered_in_time([law], spans, [rate])[0] for law, rate in zip(over, rates, strict=True)]
        return over, np.array(shares)
    count = next(count for most, count in EPOCHS if end - start <= most * course.slot_s)
    nodes, weights = np.polynomial.legendre.leggauss(count)
    epochs = start + (end - start) * (nodes + 1) / 2
    spans = np.full((count, changes + 1), course.slot_s)
    spans[:, 0] = course.slot_s - epochs
    spans[:, -1] = course.within_s - spans[:, :-1].sum(axis=1)
    integrals, laws = [], []
    for span in np.diff(np.concatenate(([start], epochs, [end]))):
        integrals.append(_follow(states, rates, float(span)))
        laws.append([state.law for state in states])
    shares = [
        (end - start) / 2 * float(weights @ answered_in_time([law[path] for law in laws[:count]], spans, ahead))
        for path, ahead in enumerate(course.ahead(path, slot, changes) for path in range(len(states)))
    ]
    return [added([part[path] for part in integrals]) for path in range(len(states))], np.array(shares)


def _follow(states: list[_State], rates: list[Rates], duration: float) -> list[Law]:
    laws, integrals = evolve([state.law for state in states], rates, duration)
    for state, law in zip(states, laws, strict=True):
        state.law = law
    return integrals
