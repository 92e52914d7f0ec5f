"""Chats of agents whose shift ends: they finish what they hold and take no new ones.

Who leaves does not depend on who is busy: it is a random choice of the agents. They take their chats out of the chain;
nothing that happens to those chats affects the customers who stay, so that the chain stays one of a single number, and
the leavers need only their expected numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.transient.exponential import Tridiagonal, propagate
from staffplan.service.transient.law import Law, Rates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TOLERANCE = 1e-5
"""How far the two approximations of a step may differ, as a share of the leavers; the true error is far smaller."""


@dataclass(frozen=True, eq=False)
class Leavers:
    """Expected agents who have left the floor and still hold 1, 2, … chats, shape (concurrency,)."""

    agents: NDArray[np.float64]

    @property
    def customers(self) -> float:
        """Expected chats that they hold."""
        return float(np.arange(1, self.agents.size + 1) @ self.agents)


def mixed(leavers: Sequence[Leavers], shares: Sequence[float]) -> Leavers:
    """Σ share × leavers."""
    return Leavers(sum((share * some.agents for share, some in zip(shares, leavers, strict=True)), np.zeros(1)))


def nobody_leaving(concurrency: int) -> Leavers:
    """No leavers."""
    return Leavers(np.zeros(concurrency))


@cache
def _log_factorials(size: int) -> NDArray[np.float64]:
    from scipy.special import gammaln

    return np.asarray(gammaln(np.arange(size) + 1.0))


def hypergeometric(total: int, marked: NDArray[np.int64], drawn: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """How many of the ``marked`` of ``total`` agents are among ``drawn`` random ones.

    Returns values and their probabilities, both of shape (marked, values): about eight standard deviations around the
    mean, which is all of them for small teams. The probability is a product of a factor of the marked ones, one of
    those drawn and one of those left: C(drawn, v) C(total - drawn, m - v) / C(total, m).
    """
    share = drawn / total
    variance = marked * share * (1 - share) * (total - marked) / max(total - 1, 1)
    low = np.maximum(np.floor(marked * share - 8 * np.sqrt(variance)) - 1, np.maximum(marked + drawn - total, 0))
    high = np.minimum(np.ceil(marked * share + 8 * np.sqrt(variance)) + 1, np.minimum(marked, drawn))
    values = low.astype(np.int64)[:, None] + np.arange(int((high - low).max()) + 1)
    legal = values <= high[:, None]
    values = np.minimum(values, high.astype(np.int64)[:, None])
    log = _log_choose(drawn)[values]
    log += _log_choose(total - drawn)[marked[:, None] - values]
    log -= _log_choose(total)[marked][:, None]
    chance = np.exp(log, out=log)
    chance *= legal
    return values, chance


def _log_choose(n: int) -> NDArray[np.float64]:
    """Log C(n, k) for k = 0 … n, shape (n + 1,)."""
    table = _log_factorials(1 << int(n + 1).bit_length())[: n + 1]
    return np.asarray(table[n] - table - table[::-1])


def leave(law: Law, before: Rates, fewer: int, leavers: Leavers) -> tuple[Law, Leavers]:
    """The law of those who stay in system after ``fewer`` of the agents left with their chats, and all leavers.

    With k customers over n agents, k mod n of the agents hold one chat more than the others; how many of those are
    among the leavers is hypergeometric, and in the mean it is their share of the agents.
    """
    concurrency = len(before.throughput)
    customers = law.customers
    each, more = np.divmod(np.minimum(customers, before.places), before.agents)
    fuller, chance = hypergeometric(before.agents, more, fewer)
    chance *= law.weight[:, None]
    stay = (customers - fewer * each)[:, None] - fuller
    first = int(stay.min())
    stay -= first
    weight = np.bincount(stay.ravel(), weights=chance.ravel()).astype(np.float64)
    in_mean = fewer * more / before.agents
    holding = np.bincount(each + 1, law.weight * in_mean, concurrency + 2)
    holding += np.bincount(each, law.weight * (fewer - in_mean), concurrency + 2)
    return Law(first, weight), Leavers(leavers.agents + holding[1:-1])


def finish(leavers: Leavers, throughput: tuple[float, ...], duration: float) -> tuple[Leavers, float]:
    """The leavers ``duration`` seconds later, and the expected integral of the chats they held, in chat-seconds.

    An agent with j chats goes to j - 1 at rate throughput[j - 1].
    """
    if leavers.agents.max() < 1e-12:
        return leavers, 0.0
    rates = np.array(throughput)
    matrix = Tridiagonal(np.zeros(rates.size - 1), -rates, rates[1:])
    tolerance = TOLERANCE * float(np.abs(leavers.agents).sum())
    after, agent_s = propagate(matrix, leavers.agents[:, None], duration, 0.0, tolerance)
    return Leavers(np.maximum(after[:, 0], 0.0)), Leavers(agent_s[:, 0]).customers
