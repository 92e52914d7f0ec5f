"""Chat in large teams: probabilities of the states in which nobody waits, summed by level and not by state.

On level q every agent has q or q + 1 chats, and with r of them at q + 1 the completion rate is (f_q · n + r · Δ) / aht
with Δ = f_{q+1} − f_q: it rises by even steps, as in a queue with impatient customers. With s = f_q · n / Δ and
y = load / Δ, seen from the top of the level (probability 1) the level's bottom has the probability W and the level the
sum H, where

    log W = log Γ(s + n + 1) − log Γ(s + 1) − n log y
    H = y/(s+n+1) · upper(s + n + 1, y) − W · y/(s+1) · upper(s + 1, y)     for y > s
    H = W · y/(s+1) · lower(s + 1, y) − y/(s+n+1) · lower(s + n + 1, y)     for y ≤ s

so that 10,000 agents cost what 100 do. All is kept in logarithms: the sums of levels differ by hundreds of digits.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from staffplan.service.steady.integrals import LARGE, log_lower, log_upper, stirling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_FLAT = 1e-3
"""Under this n · |log ratio| the mean of a geometric level is its series' first terms."""


class Level(NamedTuple):
    """One level seen from its top; arrays of shape (k,)."""

    log_bottom: Floats
    """log W: probability of the state just under the level over that of its top."""
    log_sum: Floats
    """log H: probability of the level's n states over that of its top."""
    mean: Floats
    """Mean number of agents with the level's extra chat, given the level."""


def level(load: Floats, agents: Floats, below: float, above: float) -> Level:
    """The level on which agents with ``below`` throughput come to have ``above``; arrays of shape (k,), below > 0.

    ``agents`` · below / (above − below) must be at least LARGE.
    """
    if above == below:
        return _flat_level(load, agents, below)
    step = above - below
    s, y = agents * below / step, load / step
    log_bottom = (
        agents * np.log(s / y) + (s + agents + 0.5) * np.log1p(agents / s) - agents + stirling(s + agents) - stirling(s)
    )
    log_sum = np.empty_like(s)
    rising = y > s
    for chosen, part in ((rising, log_upper), (~rising, log_lower)):
        s_, y_, n_ = s[chosen], y[chosen], agents[chosen]
        top = np.log(y_ / (s_ + n_ + 1)) + part(s_ + n_ + 1, y_)
        bottom = np.log(y_ / (s_ + 1)) + part(s_ + 1, y_) + log_bottom[chosen]
        high, low = (top, bottom) if part is log_upper else (bottom, top)
        log_sum[chosen] = high + np.log1p(-np.exp(low - high))
    # balance of flows: (s + r) π_r = y π_{r−1}, summed over the level
    mean = y * (1 + np.exp(log_bottom - log_sum) - np.exp(-log_sum)) - s
    return Level(log_bottom, log_sum, np.clip(mean, 1.0, agents))


def _flat_level(load: Floats, agents: Floats, throughput: float) -> Level:
    """Another chat does not change the throughput: probabilities fall from the top by the factor ρ, a geometric sum."""
    log_ratio = np.log(agents * throughput / load)
    total = agents * log_ratio
    near = np.abs(total) < _FLAT
    x = np.where(near, 1.0, log_ratio)
    growth = np.maximum(agents * x, 0.0) - np.maximum(x, 0.0)
    log_sum = growth + np.log(-np.expm1(-np.abs(agents * x))) - np.log(-np.expm1(-np.abs(x)))
    with np.errstate(over="ignore"):
        from_top = agents / -np.expm1(-agents * x) - 1 / -np.expm1(-x)
    series = (agents - 1) / 2 + (agents**2 - 1) * log_ratio / 12
    log_series = np.log(agents) + (agents - 1) * log_ratio / 2 + (agents**2 - 1) * log_ratio**2 / 24
    return Level(total, np.where(near, log_series, log_sum), agents - np.where(near, series, from_top))


def large_enough(agents: Floats, factor: tuple[float, ...]) -> NDArray[np.bool_]:
    """Whether the levels' formulas hold: n and every level's s are large; shape (k,)."""
    rising = [below / (above - below) for below, above in pairwise(factor) if above > below]
    return np.greater_equal(agents * min([1.0, *rising]), 2 * LARGE)
