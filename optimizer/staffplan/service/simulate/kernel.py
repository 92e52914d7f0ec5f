"""The event loop of the simulation: compiled by numba where that is installed (the extra ``fast``), else plain Python.

Customers are served first come, first served. All chats in hand go forward at the same speed: that of chats spread
evenly over the agents, r of whom hold one more than the others. So every chat ends when a common clock, which runs at
that speed, reaches its own mark; for exponential handling times this is the birth-death chain of the steady and the
time-varying queue. Whoever gives up while waiting is found out when his turn comes, which changes nothing for others.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar, cast

from staffplan.service.simulate.estimates import (
    ARRIVED,
    AVAILABLE,
    BUSY,
    CHATS,
    IN_TIME,
    LEFT,
    LEFT_IN_TIME,
    OFFERED_WAIT,
    RESPONSE,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64] | list[float]
    Ints = NDArray[np.int64] | list[int]

COMPILED = find_spec("numba") is not None
"""Whether the loop is machine code; lists are faster than arrays where it is not."""
F = TypeVar("F", bound=Callable[..., object])

INFINITE, NEVER = float("inf"), -1.0


def compiled(function: F) -> F:
    """``function`` as machine code where numba is installed, else itself."""
    if not COMPILED:
        return function
    from numba import njit

    return cast("F", njit(cache=True, nogil=True)(function))


@compiled
def push(heap: Floats, size: int, value: float) -> None:
    """Add ``value`` to the first ``size`` entries of a binary heap, whose least is first."""
    at = size
    while at > 0 and heap[(at - 1) // 2] > value:
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at] = value


@compiled
def remove(heap: Floats, size: int, at: int) -> None:
    """Take the entry at ``at`` out of the first ``size`` entries of a heap."""
    last = size - 1
    value = heap[last]
    while at > 0 and heap[(at - 1) // 2] > value:
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    child = 2 * at + 1
    while child < last:
        if child + 1 < last and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= value:
            break
        heap[at] = heap[child]
        at = child
        child = 2 * at + 1
    heap[at] = value


@compiled
def speed_of(chats: int, agents: int, throughput: Floats) -> float:
    """Handling seconds that each of the chats in hand goes forward in a second; ``throughput[j]`` is with j chats."""
    if chats <= agents:
        return throughput[1]
    each = chats // agents
    more = chats - each * agents
    total = (agents - more) * throughput[each]
    if more:
        total += more * throughput[each + 1]
    return total / chats


@compiled
def leave(heap: Floats, chats: int, before: int, after: int, uniform: Floats, used: int) -> tuple[int, int]:
    """``before`` - ``after`` random agents go and finish their chats elsewhere: chats left, random numbers used."""
    each = chats // before
    more = chats - each * before
    for staying in range(before, after, -1):
        takes = each
        if uniform[used] * staying < more:
            takes += 1
            more -= 1
        used += 1
        for _ in range(takes):
            remove(heap, chats, min(int(uniform[used] * chats), chats - 1))
            chats -= 1
            used += 1
    return chats, used


@compiled
def note_response(
    totals: NDArray[np.float64], slot: int, wait: float, patience: float, within: float, cap: float
) -> bool:
    """Count the end of a customer's wait of ``wait`` seconds by the slot of arrival; whether he was still there."""
    stayed = wait <= patience
    totals[OFFERED_WAIT, slot] += wait
    if stayed:
        totals[IN_TIME, slot] += wait <= within
        totals[RESPONSE, slot] += min(wait, cap)
    else:
        totals[LEFT, slot] += 1
        totals[LEFT_IN_TIME, slot] += patience <= within
        totals[RESPONSE, slot] += patience if cap == INFINITE else cap
    return stayed


@compiled
def run(
    slot_s: float,
    within: float,
    cap: float,
    totals: NDArray[np.float64],
    arrival: Floats,
    work: Floats,
    patience: Floats,
    uniform: Floats,
    agents: Ints,
    throughput: Floats,
    heap: Floats,
) -> None:
    """Simulate the slots of ``agents`` from empty and add what happens to ``totals``, shape (ROWS, slots).

    ``arrival`` (seconds, rising), ``work`` (handling seconds with one chat) and ``patience`` (seconds) are by customer;
    waits, answers and leaving count in the slot of arrival. ``cap``: no response counts for more, and leaving counts as
    it; infinite: waits count in full. ``throughput`` is by chats in hand, from 0 on; ``heap`` is room for
    the marks of all chats in hand, ``uniform`` are the random numbers that choose the leavers.
    Whoever still waits at the end counts as not answered in time, and with the wait until then. A customer without
    patience (0 s) leaves at once if he has to wait.
    """
    concurrency = len(throughput) - 1
    time, clock = 0.0, 0.0
    chats, coming, head, used = 0, 0, 0, 0
    for slot in range(len(agents)):
        staff = agents[slot]
        if slot and staff < agents[slot - 1]:
            chats, used = leave(heap, chats, agents[slot - 1], staff, uniform, used)
        end = (slot + 1) * slot_s
        while True:
            while head < coming and chats < staff * concurrency:
                came = arrival[head]
                if note_response(totals, int(came / slot_s), time - came, patience[head], within, cap):
                    push(heap, chats, clock + work[head])
                    chats += 1
                head += 1
            speed = speed_of(chats, staff, throughput) if chats else 0.0
            done = time + (heap[0] - clock) / speed if chats else INFINITE
            comes = arrival[coming] if coming < len(arrival) else INFINITE
            then = max(min(done, comes, end), time)
            totals[BUSY, slot] += min(chats, staff) * (then - time)
            totals[CHATS, slot] += chats * (then - time)
            clock += speed * (then - time)
            time = then
            if done <= comes and done <= end:
                remove(heap, chats, 0)
                chats -= 1
            elif comes <= end:
                totals[ARRIVED, int(comes / slot_s)] += 1
                coming += 1
            else:
                break
        totals[AVAILABLE, slot] += staff * slot_s
    for waiting in range(head, coming):
        came = arrival[waiting]
        note_response(totals, int(came / slot_s), time - came, patience[waiting], NEVER, cap)
