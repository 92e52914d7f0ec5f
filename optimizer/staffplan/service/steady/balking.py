"""The steady queue where some customers leave at once if they have to wait (balking).

Of λ inquiries a second a share b leaves at once wherever all agents are busy, so that the line grows by λ(1 − b): the
states while somebody waits are those of a queue with that rate, those below are as before. So R of :mod:`.erlang` is
taken with λ and the line with λ(1 − b), and P(all busy) = A / (A + R − 1) as in :mod:`.waiting` (balance of flows in a
birth-death chain; Ancker & Gafarian 1963).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.steady.erlang import inverse_blocking
from staffplan.service.steady.waiting import Waiting, share_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.service.steady.waiting import Definition

    Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class BalkingQueue:
    """Steady queues of agents with one customer each; arrays have shape (k,)."""

    arrival: Floats
    """Inquiries a second."""
    aht_s: Floats
    """Average handling time in seconds."""
    agents: Floats
    leaving: float
    """1 / mean patience in seconds of those who wait; 0: they stay."""
    balking: float
    """Share of customers who leave at once if they have to wait."""

    @cached_property
    def _line(self) -> Waiting:
        """The queue of those who would wait, each with the chances of one who does."""
        blocking = inverse_blocking(self.arrival * self.aht_s, self.agents)
        return Waiting(self.arrival * (1 - self.balking), self.agents / self.aht_s, self.leaving, blocking)

    @property
    def probability_of_wait(self) -> Floats:
        """Share of customers who find all agents busy."""
        return self._line.probability_of_wait

    @property
    def average_wait(self) -> Floats:
        """Mean time to the response or to leaving, over all customers, in seconds."""
        return (1 - self.balking) * self._line.average_wait

    @property
    def abandonment(self) -> Floats:
        """Share of customers who leave, at once or later."""
        return self.balking * self.probability_of_wait + (1 - self.balking) * self._line.abandonment

    def in_time(self, seconds: float) -> Floats:
        """Share of all customers who get a response within ``seconds``."""
        return (1 - self.balking) * self._line.in_time(seconds) + self.balking * (1 - self.probability_of_wait)

    def abandoned_within(self, seconds: float) -> Floats:
        """Share of all customers who leave within ``seconds``, at once included."""
        later = (1 - self.balking) * self._line.abandoned_within(seconds)
        return self.balking * self.probability_of_wait + later

    def service_level(self, seconds: float, definition: Definition = "offered") -> Floats:
        """As of :meth:`Waiting.service_level`."""
        return share_of(definition, self.in_time(seconds), self.abandonment, self.abandoned_within(seconds))

    def offered_wait(self) -> Floats:
        """Mean wait in seconds that a customer would have who never leaves (virtual wait): ∫ P(V > t) dt.

        P(V > t) is that share of the line that still waits, over the chance that its patience lasts.
        """
        nodes, weights = np.polynomial.legendre.leggauss(200)
        horizon = 60.0 * float(self.aht_s.max())
        moments = horizon * ((nodes + 1) / 2) ** 2
        steps = horizon * weights * (nodes + 1) / 2
        share = [self._line.waits_longer(float(t))[0] * np.exp(min(self.leaving * t, 600.0)) for t in moments]
        return np.asarray(steps @ np.array(share))
