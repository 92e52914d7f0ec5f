"""The steady queue while all agents are busy: who waits, how long, and who leaves.

Customers arrive at random (Poisson, rate λ); while anybody waits, inquiries are completed at rate D and each of those
who wait leaves at rate θ (exponential patience; θ = 0: nobody leaves). What happens while a place is free enters by one
number only, the inverse blocking R = Σ_{k≤N} π_k / π_N over the states up to N places, all taken and nobody waiting.
With s = D/θ, y = λ/θ and A = lower(s, y) (:mod:`.integrals`; A = 1/(1 − λ/D) where θ = 0):

    P(wait) = A / (A + R − 1)
    P(offered wait > t) = P(wait) · exp(−(D − λ)t − y (θt − 1 + e^−θt)) · lower(s, y e^−θt) / A

The offered wait is that of a customer who never leaves (Baccelli & Hebuterne 1981; Garnett, Mandelbaum & Reiman 2002).
Given that it exceeds t, it ends before the patience with probability e^−θt (1 − share(s, y e^−θt)).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from staffplan.service.steady.integrals import damped_mean, lower_and_falling_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Definition = Literal["offered", "served", "without_early_leavers", "early_leavers_met"]
"""What the service level divides by; :meth:`Waiting.service_level` says how."""
_TINY = 1e-300
_HIDDEN = -60.0
"""exp(−60) times anything that follows does not show in a probability."""


@dataclass(frozen=True, eq=False)
class Waiting:
    """Steady queues; all arrays have shape (k,), rates are per second."""

    arrival: Floats
    """λ: inquiries offered."""
    capacity: Floats
    """D: completions while somebody waits."""
    leaving: float
    """θ: 1 / mean patience; 0: nobody leaves."""
    inverse_blocking: Floats
    """R: probability of at most N in hand over that of exactly N."""

    @cached_property
    def _scaled(self) -> tuple[Floats, Floats]:
        return self.capacity / self.leaving, np.maximum(self.arrival / self.leaving, _TINY)

    @cached_property
    def stable(self) -> NDArray[np.bool_]:
        """Whether the queue has a steady state: always where customers leave."""
        return (self.leaving > 0) | (self.arrival < self.capacity)

    @cached_property
    def _spare(self) -> Floats:
        """D − λ where nobody leaves and the queue is stable, else 1."""
        return np.where(self.stable, self.capacity - self.arrival, 1.0)

    @cached_property
    def _growth(self) -> tuple[Floats, Floats]:
        """Logarithm of A, and the share of those who wait that leaves."""
        if self.leaving:
            return lower_and_falling_share(*self._scaled)
        with np.errstate(divide="ignore"):
            log_growth = np.where(self.stable, np.log(self.capacity) - np.log(self._spare), np.inf)
        return log_growth, np.zeros_like(self.arrival)

    @property
    def log_growth(self) -> Floats:
        """Logarithm of A: P(wait) over the probability of exactly N in hand; infinite where unstable."""
        return self._growth[0]

    @cached_property
    def probability_of_wait(self) -> Floats:
        """Share of customers who find every place taken."""
        with np.errstate(over="ignore"):
            return 1 / (1 + (self.inverse_blocking - 1) * np.exp(-self.log_growth))

    @cached_property
    def abandonment(self) -> Floats:
        """Share of customers who leave before a response."""
        return self.probability_of_wait * self._growth[1]

    @cached_property
    def average_wait(self) -> Floats:
        """Mean time to the response or to leaving, over all customers, in seconds; infinite where unstable."""
        if self.leaving:
            return self.abandonment / self.leaving
        return np.where(self.stable, self.probability_of_wait / self._spare, np.inf)

    @cached_property
    def queue_length(self) -> Floats:
        """Mean number of customers who wait (Little's law)."""
        return self.arrival * self.average_wait

    def waits_longer(self, seconds: float | Floats) -> tuple[Floats, Floats]:
        """Share of customers still waiting after ``seconds`` (or shape (k,)), and the share of those who will leave."""
        if not self.leaving:
            with np.errstate(under="ignore"):
                fall = np.where(self.stable, np.exp(-self._spare * seconds), 1.0)
            return self.probability_of_wait * fall, np.zeros_like(fall)
        (s, y), passed = self._scaled, np.broadcast_to(self.leaving * np.asarray(seconds), self.arrival.shape)
        exponent = -(s - y) * passed - y * (passed + np.expm1(-passed)) - self.log_growth
        later = np.maximum(y * np.exp(-passed), _TINY)
        shows = (self.probability_of_wait > _TINY) & ((later > s) | (exponent > _HIDDEN - np.log1p(s)))
        share, leave = np.zeros_like(y), np.ones_like(y)
        log_growth, leave[shows] = lower_and_falling_share(s[shows], later[shows])
        share[shows] = np.exp(np.minimum(exponent[shows] + log_growth, 0.0) - passed[shows])
        return self.probability_of_wait * share, leave

    def in_time(self, seconds: float) -> Floats:
        """Share of offered customers who get a response within ``seconds``."""
        later, leave = self.waits_longer(seconds)
        return np.clip(1 - self.abandonment - later * (1 - leave), 0.0, 1.0)

    def abandoned_within(self, seconds: float) -> Floats:
        """Share of offered customers who leave within ``seconds``."""
        later, leave = self.waits_longer(seconds)
        return np.clip(self.abandonment - later * leave, 0.0, 1.0)

    def service_level(self, seconds: float, definition: Definition = "offered") -> Floats:
        """Share answered within ``seconds``, by one of the definitions in use (docs/queueing.md).

        ``offered``: in time ÷ offered, so that leaving first is a miss; ``served``: in time ÷ all who were answered;
        ``without_early_leavers``: in time ÷ (offered less those who left within the threshold); ``early_leavers_met``:
        (in time + left within the threshold) ÷ offered. 0 where nobody is left to divide by.
        """
        return share_of(definition, self.in_time(seconds), self.abandonment, self.abandoned_within(seconds))

    def capped_response(self, cap: float) -> Floats:
        """Mean time to the response; none counts for more than ``cap`` seconds, and one who leaves for ``cap``."""
        later, leave = self.waits_longer(cap)
        if not self.leaving:
            return np.where(self.stable, (self.probability_of_wait - later) / self._spare, cap)
        served = np.zeros_like(later)
        some = self.capacity > 0
        s, y = (values[some] for values in self._scaled)
        served[some] = damped_mean(s, y, self.log_growth[some], self.leaving * cap) / self.leaving
        return self.probability_of_wait * served + cap * (self.abandonment + later * (1 - leave))

    def percentile(self, share: float) -> Floats:
        """The time that the wait of ``share`` of the customers does not exceed, in seconds; infinite where unstable."""
        if not 0 <= share < 1:
            raise ValueError(f"share {share} is outside 0 ≤ share < 1")
        over = 1 - share
        if not self.leaving:
            wait = np.log(np.maximum(self.probability_of_wait / over, 1.0)) / self._spare
            return np.where(self.stable, wait, np.inf)
        low, high = np.zeros_like(self.arrival), np.full_like(self.arrival, -np.log(over) / self.leaving)
        for _ in range(60):  # no wait exceeds the patience, whose percentile is the upper end
            middle = (low + high) / 2
            longer = self.waits_longer(middle)[0] > over
            low, high = np.where(longer, middle, low), np.where(longer, high, middle)
        return np.where(self.probability_of_wait > over, high, 0.0)


def share_of(definition: Definition, in_time: Floats, abandonment: Floats, abandoned_within: Floats) -> Floats:
    """The service level by ``definition`` from shares of the offered customers, arrays of one shape."""
    if definition == "offered":
        return in_time
    if definition == "early_leavers_met":
        return np.minimum(in_time + abandoned_within, 1.0)
    counted = 1 - (abandonment if definition == "served" else abandoned_within)
    return np.divide(in_time, counted, out=np.zeros_like(in_time), where=counted > in_time * 1e-12)
