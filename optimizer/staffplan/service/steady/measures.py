"""Which queue answers for a number of available agents (Erlang or chat), and its measures.

All are means, so that absence can be averaged over.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.steady.chat import chat_queue
from staffplan.service.steady.erlang import erlang_queue

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Scenario

    Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Measures:
    """Means by case; arrays have shape (k,)."""

    in_time: Floats
    """Share of the offered customers who are answered within the threshold."""
    abandonment: Floats
    """Share of the offered customers who leave."""
    average_wait: Floats
    """Mean wait in seconds, by the target's rule."""
    time_in_queue: Floats
    """Mean time until the response or until leaving, in seconds."""
    probability_of_wait: Floats
    """Share of customers who find every place taken."""
    busy: Floats
    """Mean number of agents with work in hand."""
    in_hand: Floats
    """Mean number of inquiries in hand."""
    available: Floats
    """Mean number of available agents."""

    def each(self, function: Callable[[Floats], Floats]) -> Measures:
        """Apply ``function`` to every array."""
        return Measures(*(function(getattr(self, field.name)) for field in fields(self)))

    def rows(self) -> Floats:
        """All arrays as the rows of one, shape (fields, k)."""
        return np.stack([getattr(self, field.name) for field in fields(self)])

    @classmethod
    def of_rows(cls, rows: Floats) -> Measures:
        """The inverse of :meth:`rows`."""
        return cls(*rows)

    def part(self, begin: int, end: int) -> Measures:
        """The cases from ``begin`` (included) to ``end`` (excluded)."""
        return self.each(lambda values: values[begin:end])


def measure(arrival: Floats, aht_s: Floats, agents: NDArray[np.int64], scenario: Scenario, longest: float) -> Measures:
    """The measures of queues with ``arrival`` > 0 inquiries a second; arrays have shape (k,).

    No mean wait exceeds ``longest`` seconds: where the number of agents changes by the slot, a queue that only grows
    does so for a slot at most; infinite where the number is certain.
    """
    target, patience, factor = scenario.target, scenario.handling.patience, scenario.handling.throughput
    leaving = 1 / patience.total_seconds() if patience else 0.0
    n = agents.astype(np.float64)
    if len(factor) == 1:
        queue = erlang_queue(arrival, aht_s, n, leaving)
        busy = np.where(queue.stable, arrival * aht_s * (1 - queue.abandonment), n)
        in_hand = busy
    else:
        queue, busy, in_hand = chat_queue(arrival, aht_s, n, factor, leaving)
    in_queue = np.minimum(queue.average_wait, longest)
    cap = target.average_wait_cap
    return Measures(
        in_time=queue.in_time(target.within.total_seconds()),
        abandonment=queue.abandonment,
        average_wait=in_queue if cap is None else queue.capped_response(cap.total_seconds()),
        time_in_queue=in_queue,
        probability_of_wait=queue.probability_of_wait,
        busy=busy,
        in_hand=in_hand,
        available=n,
    )
