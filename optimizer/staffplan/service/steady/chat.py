"""Chat: agents who hold several inquiries at once.

k chats are spread evenly over n agents, so with k = q·n + r the number of agents with q + 1 chats is r and the others
have q. An agent with j chats completes factor_j inquiries per handling time, whichever of them. Above n · concurrency
chats customers wait. A birth-death chain; with concurrency 1 it is Erlang's.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.steady.chat_levels import large_enough, level
from staffplan.service.steady.erlang import log_inverse_blocking
from staffplan.service.steady.waiting import Waiting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_TINY = 1e-300


@dataclass(frozen=True, eq=False)
class InHand:
    """The states in which nobody waits; arrays of shape (k,)."""

    inverse_blocking: Floats
    """Probability of at most N in hand over that of exactly N."""
    chats: Floats
    """Mean number in hand, given at most N."""
    busy: Floats
    """Mean number of agents with at least one in hand, given at most N."""


def in_hand(load: Floats, agents: Floats, factor: tuple[float, ...]) -> InHand:
    """The chain up to N = agents · len(factor); arrays of shape (k,).

    ``load`` in erlangs of one inquiry at a time; ``factor[j − 1]`` is the throughput with j chats relative to one.
    """
    load, large = np.maximum(load, _TINY), large_enough(agents, factor)
    result = [np.empty_like(load) for _ in range(3)]
    for chosen, chain in ((large, by_levels), (~large, by_states)):
        if chosen.any():
            held = chain(load[chosen], agents[chosen], factor)
            for array, part in zip(result, (held.inverse_blocking, held.chats, held.busy), strict=True):
                array[chosen] = part
    return InHand(*result)


def by_states(load: Floats, agents: Floats, factor: tuple[float, ...]) -> InHand:
    """State by state: 1/B(k) = 1 + d_k/a · 1/B(k − 1), and means that each further state draws towards its own."""
    levels, places = np.array((0.0, *factor)), agents * len(factor)
    inverse, chats, busy = np.ones_like(load), np.zeros_like(load), np.zeros_like(load)
    with np.errstate(over="ignore"):
        for k in range(1, int(places.max(initial=0)) + 1):
            live = np.flatnonzero(places >= k)
            n = agents[live]
            q = (k - 1) // n
            lower = levels[q.astype(np.intp)]
            rate = n * lower + (k - q * n) * (levels[q.astype(np.intp) + 1] - lower)
            inverse[live] = 1 + rate / load[live] * inverse[live]
            chats[live] += (k - chats[live]) / inverse[live]
            busy[live] += (np.minimum(k, n) - busy[live]) / inverse[live]
    return InHand(inverse, chats, busy)


def by_levels(load: Floats, agents: Floats, factor: tuple[float, ...]) -> InHand:
    """Level by level (:mod:`.chat_levels`), for many agents; the first level is Erlang B's."""
    log_inverse = log_inverse_blocking(load, agents)
    chats = busy = load * -np.expm1(-log_inverse)
    for q, (below, above) in enumerate(pairwise(factor), start=1):
        this = level(load, agents, below, above)
        under = this.log_bottom + log_inverse
        log_inverse = np.logaddexp(this.log_sum, under)
        share, rest = np.exp(this.log_sum - log_inverse), np.exp(under - log_inverse)
        chats = share * (q * agents + this.mean) + rest * chats
        busy = share * agents + rest * busy
    with np.errstate(over="ignore"):
        return InHand(np.exp(log_inverse), chats, busy)


def chat_queue(
    arrival: Floats, aht_s: Floats, agents: Floats, factor: tuple[float, ...], leaving: float
) -> tuple[Waiting, Floats, Floats]:
    """The queue, the mean number of busy agents and of chats in hand; arrays of one shape (k,).

    ``arrival`` in inquiries a second, ``leaving`` = 1 / patience in seconds (0: nobody leaves).
    """
    held = in_hand(arrival * aht_s, agents, factor)
    queue = Waiting(arrival, agents * factor[-1] / aht_s, leaving, held.inverse_blocking)
    waiting = queue.probability_of_wait
    full = np.exp(-queue.log_growth) * waiting  # exactly N in hand: counted in ``held`` and in ``waiting``
    seen, over = 1 - waiting + full, waiting - full
    return queue, seen * held.busy + over * agents, seen * held.chats + over * agents * len(factor)
