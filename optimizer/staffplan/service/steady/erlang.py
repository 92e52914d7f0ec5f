"""Erlang B, C and A for agents who handle one inquiry at a time.

Loads are in erlangs (arrival rate × handling time), n is the number of agents; arguments broadcast against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.steady.integrals import LARGE, log_upper
from staffplan.service.steady.search import fewest
from staffplan.service.steady.waiting import Definition, Waiting

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_TINY = 1e-300


def inverse_blocking(load: Floats, agents: Floats) -> Floats:
    """1 / B(n, a) for arrays of one shape (k,); infinite where B is under the smallest number.

    Up to 29 agents by 1/B(n) = 1 + n/a · 1/B(n − 1) (Erlang 1917; all terms positive); beyond, by Fortet's integral
    1/B(n, a) = a ∫₀^∞ e^−au (1 + u)ⁿ du = a/(n+1) · upper(n + 1, a), which costs the same for 10,000 agents as for 30.
    """
    load, result = np.maximum(load, _TINY), np.ones_like(load)
    large = agents + 1 >= LARGE
    with np.errstate(over="ignore"):
        for k in range(1, int(LARGE)):
            result = np.where(k <= agents, 1 + k / load * result, result)
        result[large] = np.exp(log_inverse_blocking(load[large], agents[large]))
    return result


def log_inverse_blocking(load: Floats, agents: Floats) -> Floats:
    """The logarithm of 1 / B(n, a) for n ≥ LARGE − 1, arrays of one shape (k,)."""
    return log_upper(agents + 1, load) + np.log(load) - np.log(agents + 1)


def erlang_b(load: ArrayLike, agents: ArrayLike) -> Floats:
    """Probability that an inquiry finds all agents busy where nobody waits (Erlang 1917)."""
    a, n = _together(load, agents)
    return (1 / inverse_blocking(a.ravel(), n.ravel())).reshape(a.shape)


def erlang_c(load: ArrayLike, agents: ArrayLike) -> Floats:
    """Probability of waiting where nobody leaves (Erlang 1917); 1 at or above the number of agents."""
    return _waiting_share(load, agents, 0.0)


def erlang_a(load: ArrayLike, agents: ArrayLike, patience: float) -> Floats:
    """Probability of waiting where customers leave; ``patience`` in units of the handling time (Palm 1957)."""
    return _waiting_share(load, agents, 1 / patience)


def _waiting_share(load: ArrayLike, agents: ArrayLike, leaving: float) -> Floats:
    a, n = _together(load, agents)
    return erlang_queue(a.ravel(), np.ones(a.size), n.ravel(), leaving).probability_of_wait.reshape(a.shape)


def _together(load: ArrayLike, agents: ArrayLike) -> list[Floats]:
    return [np.array(values, dtype=np.float64) for values in np.broadcast_arrays(load, agents)]


def least_agents(
    load: ArrayLike, share: float, threshold: float, patience: float | None = None, definition: Definition = "offered"
) -> Ints:
    """Fewest agents that answer ``share`` (under 1) within ``threshold``; Erlang C, or A where there is ``patience``.

    Both times in units of the handling time; ``load`` in erlangs, of any shape.
    """
    if not 0 <= share < 1:
        raise ValueError(f"share {share} is outside 0 ≤ share < 1: no team is large enough that nobody waits")
    loads = np.asarray(load, dtype=np.float64)
    flat, leaving = loads.ravel(), 1 / patience if patience else 0.0

    def enough(chosen: NDArray[np.intp], agents: Ints) -> NDArray[np.bool_]:
        queue = erlang_queue(flat[chosen], np.ones(chosen.size), agents.astype(np.float64), leaving)
        level = np.where(flat[chosen] == 0, 1.0, queue.service_level(threshold, definition))
        return np.greater_equal(level, share)

    return fewest(enough, np.ceil(flat).astype(np.int64) + 1).reshape(loads.shape)


def erlang_queue(arrival: Floats, aht_s: Floats, agents: Floats, leaving: float) -> Waiting:
    """The queue of ``arrival`` inquiries a second, arrays of one shape (k,); ``leaving`` is 1 / patience in seconds."""
    return Waiting(arrival, agents / aht_s, leaving, inverse_blocking(arrival * aht_s, agents))
