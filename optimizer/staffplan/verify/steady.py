"""The checker's own steady queue: what customers and agents experience for given numbers of agents on duty.

Customers arrive at random at rate λ; with k of them in hand, spread evenly over m agents, inquiries are completed at
rate μ_k. With all N = m × concurrency places taken the rate is R = μ_N, and those who wait leave at rate θ each. With
π_k the stationary distribution of this birth-death chain, the virtual wait has the density

    v(x) = λ π_{N−1} h(x),   h(x) = exp((λ/θ)(1 − e^{−θx}) − R x),   Σ_{k<N} π_k + ∫ v = 1,

and who meets a wait of x is still there with probability e^{−θx} (Baccelli & Hebuterne 1981; Zeltyn & Mandelbaum 2005,
section 3). For θ = 0 it is Erlang C's h(x) = e^{−(R−λ)x}. So, in units of π_{N−1}, with E = Σ_{k<N} π_k / π_{N−1},
J = ∫₀^∞ h and A(t) = ∫₀^t e^{−θx} h,

    in time ÷ offered = (E + λ A(t)) / (E + λ J),   P(wait) = λ J / (E + λ J),
    leave ÷ offered = (1 − (R − λ) J) / (E + λ J), as ∫ h' = −1;   mean wait = leave / θ, for θ = 0 P(wait) / (R − λ).

E is summed term by term from state N − 1 down, the integrals are in :mod:`.quadrature`. Absence makes the number of
agents binomial; time off the phones mixes the whole numbers around what it leaves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.verify.quadrature import log_integral

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Counts = NDArray[np.int64]

NEGLIGIBLE = 1e-13
"""Terms and probabilities that are left out of a sum, relative to it."""
HUGE = 1e100
"""Sums are scaled down once they are larger."""
STEPS = 8
"""Terms added before the next look at what is done."""


@dataclass(frozen=True)
class Service:
    """What all slots have in common; times in seconds."""

    throughput: tuple[float, ...]
    """Relative rate at which an agent completes inquiries with 1, 2, … in hand; the first is 1."""
    within_s: float
    """Threshold of the first response."""
    patience_s: float | None = None
    """Mean time that a customer waits before leaving; None: nobody leaves."""
    absence: float = 0.0
    """Probability that an agent on duty is not there."""
    planned: float = 0.0
    """Share of the time on duty that is off the phones."""
    cap_s: float | None = None
    """No wait counts for more than this, and who leaves counts as this; None: waits count in full."""
    longest_s: float = np.inf
    """Where the number of agents is random: what the wait in a queue that only grows counts as."""


@dataclass(frozen=True, eq=False)
class Steady:
    """Means by slot; arrays have shape (k,)."""

    in_time: Floats
    """Share of the offered customers who are answered within the threshold."""
    abandonment: Floats
    """Share of the offered customers who leave."""
    wait_s: Floats
    """Mean wait in seconds, by the target's rule."""
    busy: Floats
    """Mean number of agents with something in hand."""
    available: Floats
    """Mean number of agents at work."""


def steady(arrival: Floats, aht_s: Floats, agents: Counts, service: Service) -> Steady:
    """The queues of ``agents`` on duty; all arrays have shape (k,), arrivals are per second and above 0."""
    _slots, kind = np.unique(np.stack((arrival, aht_s)), axis=1, return_inverse=True)
    row, available, chance = _available(agents, service)
    # Slots that are alike share their queues, and so do different numbers on duty of which equally many are there.
    keys = kind.ravel()[row] * (int(agents.max(initial=0)) + 2) + available
    _keys, first, where = np.unique(keys, return_index=True, return_inverse=True)
    rows = row[first]
    columns = _certain(arrival[rows], 1 / aht_s[rows], available[first], service)
    means = (np.bincount(row, weights=chance * column[where], minlength=len(arrival)) for column in columns)
    return Steady(*(mean.astype(np.float64) for mean in means))


def _available(agents: Counts, service: Service) -> tuple[Counts, Counts, Floats]:
    """Every likely number of available agents: row, number, and its probability, shape (pairs,)."""
    tables = {int(n): _numbers_available(int(n), service) for n in np.unique(agents)}
    kept = [tables[n] for n in agents.tolist()]
    row = np.repeat(np.arange(len(agents)), [len(numbers) for numbers, _chances in kept])
    number: Counts = np.concatenate([np.zeros(0, dtype=np.int64), *(numbers for numbers, _chances in kept)])
    chance: Floats = np.concatenate([np.zeros(0), *(chances for _numbers, chances in kept)])
    return row, number, chance


def _numbers_available(agents: int, service: Service) -> tuple[Counts, Floats]:
    """Of ``agents`` on duty a binomial number m is there; m (1 − planned) are at work, in whole numbers around it."""
    if not service.absence and not service.planned:
        return np.array([agents]), np.ones(1)
    present = _binomial(agents, service.absence)
    share = np.arange(agents + 1) * (1 - service.planned)
    below = np.floor(share + 1e-9).astype(np.int64)
    chance = np.zeros(agents + 2)
    np.add.at(chance, below, present * (1 - (share - below)))
    np.add.at(chance, below + 1, present * (share - below))
    kept = np.flatnonzero(chance > NEGLIGIBLE)
    return kept, chance[kept]


def _binomial(n: int, absence: float) -> Floats:
    """Probability that m = 0, …, n of n agents are there."""
    m = np.arange(n + 1)
    if not absence:
        return np.where(m == n, 1.0, 0.0)
    log_factorial = np.concatenate(([0.0], np.cumsum(np.log(m[1:]))))
    log_choose = log_factorial[n] - log_factorial - log_factorial[::-1]
    chances: Floats = np.exp(log_choose + m * np.log1p(-absence) + (n - m) * np.log(absence))
    return chances


def _certain(arrival: Floats, rate: Floats, agents: Counts, service: Service) -> tuple[Floats, ...]:
    """The columns of :class:`Steady` for so many agents at work; those of no agents, or too few for ever, apart."""
    capacity = agents * rate * service.throughput[-1]
    keeps_up = (agents > 0) & ((capacity > arrival) | (service.patience_s is not None))
    in_time, busy = np.zeros(len(arrival)), agents.astype(np.float64)
    abandonment = np.full(len(arrival), 0.0 if service.patience_s is None else 1.0)
    forever = service.longest_s if service.patience_s is None else min(service.patience_s, service.longest_s)
    wait = np.full(len(arrival), forever if service.cap_s is None else service.cap_s)
    live = np.flatnonzero(keeps_up)
    columns = _queue(arrival[live], rate[live], agents[live], service)
    in_time[live], abandonment[live], wait[live], busy[live] = columns
    return in_time, abandonment, wait, busy, agents.astype(np.float64)


def _queue(arrival: Floats, rate: Floats, agents: Counts, service: Service) -> tuple[Floats, ...]:
    """In time, leaving, mean wait and busy agents where at least one agent works and the queue has a steady state."""
    leaving = 1 / service.patience_s if service.patience_s else 0.0
    capacity, log_arrival = agents * rate * service.throughput[-1], np.log(arrival)
    log_below, busy_below = _states_below(arrival, rate, agents, service.throughput)
    log_rest, _mean = log_integral(arrival, capacity, leaving, np.inf)
    log_all = np.logaddexp(log_below, log_arrival + log_rest)
    free, waits = np.exp(log_below - log_all), np.exp(log_arrival + log_rest - log_all)

    met, _mean = log_integral(arrival, capacity + leaving, leaving, service.within_s)
    leave = (np.exp(-log_all) - (capacity - arrival) * np.exp(log_rest - log_all)) if leaving else 0 * free
    if service.cap_s is None:
        wait = leave / leaving if leaving else waits / (capacity - arrival)
        wait = np.minimum(wait, service.longest_s)
    else:
        # The mean of min(wait, cap) is ∫₀^cap (1 − answered by x) dx.
        answered, mean = log_integral(arrival, capacity + leaving, leaving, service.cap_s)
        wait = service.cap_s * waits - (service.cap_s - mean) * np.exp(log_arrival + answered - log_all)
    return free + np.exp(log_arrival + met - log_all), leave, wait, free * busy_below + waits * agents


def _states_below(
    arrival: Floats, rate: Floats, agents: Counts, throughput: tuple[float, ...]
) -> tuple[Floats, Floats]:
    """The logarithm of E, and the mean number of busy agents below N: by π_{k−1} = π_k μ_k / λ from N − 1 down."""
    log_total, mean_busy = np.empty(len(agents)), np.empty(len(agents))
    below = _Below.full(arrival / rate, agents, throughput)
    going = np.arange(len(agents))
    while len(going):
        for _step in range(STEPS):
            below.step_down()
        over = below.over()
        log_total[going[over]] = np.log(below.total[over]) + below.log_scale[over]
        mean_busy[going[over]] = below.busy[over] / below.total[over]
        going, below = going[~over], below.kept(~over)
    return log_total, mean_busy


@dataclass(eq=False)
class _Below:
    """Sums over the states from N − 1 down to the present one, in units of its first term; arrays of shape (going,)."""

    throughput: tuple[float, ...]
    load: Floats
    """λ × handling time."""
    agents: Floats
    level: Counts
    """What every agent has in hand, at least."""
    more: Floats
    """Agents who have one more in hand."""
    term: Floats
    total: Floats
    busy: Floats
    """Sum of terms × busy agents."""
    log_scale: Floats
    """What the sums were divided by, as a logarithm."""

    @classmethod
    def full(cls, load: Floats, agents: Counts, throughput: tuple[float, ...]) -> _Below:
        """At state N − 1: all hands full but one."""
        n, one = agents.astype(np.float64), np.ones(len(agents))
        level = np.full(len(agents), len(throughput) - 1)
        busy = n if len(throughput) > 1 else n - 1
        return cls(throughput, load, n, level, n - 1, one, one.copy(), busy.copy(), np.zeros(len(agents)))

    def completions(self) -> Floats:
        """Inquiries completed for each handling time."""
        if len(self.throughput) == 1:
            return self.more
        each: Floats = np.array((0.0, *self.throughput))
        base: Floats = each[self.level]
        result: Floats = self.agents * base + self.more * (each[self.level + 1] - base)
        return result

    def step_down(self) -> None:
        """Add the state with one inquiry less in hand; nothing below the empty one."""
        self.term = self.term * self.completions() / self.load
        self.total += self.term
        self.more = self.more - 1
        if len(self.throughput) > 1:
            borrow = (self.more < 0) & (self.level > 0)
            self.level = self.level - borrow
            self.more = np.where(borrow, self.agents - 1, self.more)
        self.more = np.maximum(self.more, 0.0)
        self.busy += self.term * (
            self.more if len(self.throughput) == 1 else np.where(self.level, self.agents, self.more)
        )

    def over(self) -> NDArray[np.bool_]:
        """Where further terms no longer count; sums that grew large are scaled down."""
        large = self.total > HUGE
        if large.any():
            scale = np.where(large, self.total, 1.0)
            self.log_scale += np.log(scale)
            for values in (self.term, self.busy, self.total):
                values /= scale
        falling = self.completions() < self.load
        over: NDArray[np.bool_] = falling & (self.term < NEGLIGIBLE * self.total)
        return over

    def kept(self, chosen: NDArray[np.bool_]) -> _Below:
        """The rows of ``chosen``."""
        if chosen.all():
            return self
        rest = (values[chosen] for values in (self.more, self.term, self.total, self.busy, self.log_scale))
        return _Below(self.throughput, self.load[chosen], self.agents[chosen], self.level[chosen], *rest)
