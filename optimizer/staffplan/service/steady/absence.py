"""How many of those on duty are there: a random number, where absence is not planned for.

Each of n agents on duty is absent with probability ``absence``, independently: Binomial(n, 1 − absence) are present. Of
these, ``planned`` of the time is off the phones: m · (1 − planned) are available on average, taken as the whole number
below for a part of the slot and the one above for the rest. A curve under absence is its expectation over both.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Shrinkage

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_DEVIATIONS = 9.0
"""A binomial number strays farther than this many standard deviations (and 30 agents) with probability under 1e-17."""
_MARGIN = 30
_STRAY = 7.0
_BLOCK = 32


class Available(NamedTuple):
    """The possible numbers of available agents of several cases, one after the other; arrays have shape (states,)."""

    case: NDArray[np.intp]
    """Which case the state belongs to; states of a case stand side by side, in rising order."""
    agents: Ints
    """How many are available."""
    weight: Floats
    """Its probability."""


def is_certain(shrinkage: Shrinkage) -> bool:
    """Whether all on duty are always available."""
    return shrinkage.planned == 0 and shrinkage.absence == 0


def available_share(shrinkage: Shrinkage) -> float:
    """Mean available agents for one on duty."""
    return (1 - shrinkage.planned) * (1 - shrinkage.absence)


def available(on_duty: Ints, shrinkage: Shrinkage) -> Available:
    """The numbers available for each number on duty, shape (k,), and their probabilities."""
    case, present, weight = _present(on_duty, shrinkage.absence)
    below, over = _time_split(present, shrinkage.planned)
    weight = np.stack([weight * (1 - over), weight * over], axis=1).ravel()
    states, likely = np.stack([below, below + 1], axis=1).ravel(), weight > 0
    return Available(np.repeat(case, 2)[likely], states[likely], weight[likely])


def _time_split(present: Ints, planned: float) -> tuple[Ints, Floats]:
    """Of those present, the whole number available for a part of the slot, and the share of it with one more."""
    share = present * (1 - planned)
    below = np.floor(share + 1e-9).astype(np.int64)
    return below, np.clip(share - below, 0.0, 1.0)


def _present(on_duty: Ints, absence: float) -> tuple[NDArray[np.intp], Ints, Floats]:
    """The numbers present and their probabilities, case after case."""
    if absence == 0:
        return np.arange(on_duty.size), on_duty, np.ones(on_duty.size)
    first, last = _likely(on_duty, absence)
    counts = last - first + 1
    case = np.repeat(np.arange(on_duty.size), counts)
    present = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts - first, counts)
    absent = on_duty[case] - present
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, on_duty.max(initial=0) + 1)))])
    log_ways = log_factorial[on_duty][case] - log_factorial[present] - log_factorial[absent]
    weight = np.exp(log_ways + present * np.log1p(-absence) + absent * np.log(absence))
    return case, present, weight / np.add.reduceat(weight, np.cumsum(counts) - counts)[case]


def _likely(on_duty: Ints, absence: float) -> tuple[Ints, Ints]:
    """Fewest and most present, but for a probability that does not show; all where nobody is ever absent."""
    if absence == 0:
        return on_duty, on_duty
    mean, spread = on_duty * (1 - absence), np.sqrt(on_duty * absence * (1 - absence))
    reach = _DEVIATIONS * spread + _MARGIN
    first = np.maximum(np.floor(mean - reach), 0).astype(np.int64)
    return first, np.minimum(np.ceil(mean + reach).astype(np.int64), on_duty)


def run_of_states(first: Ints, last: Ints, shrinkage: Shrinkage) -> tuple[Ints, Ints]:
    """Fewest and most available that :func:`expected_run` needs for ``first`` to ``last`` on duty; shapes (k,)."""
    fewest = _likely(first // _BLOCK * _BLOCK, shrinkage.absence)[0]
    most = last // _BLOCK * _BLOCK + _BLOCK - 1
    return _time_split(fewest, shrinkage.planned)[0], _time_split(most, shrinkage.planned)[0] + 1


def expected_run(values: Floats, lowest: int, first: int, last: int, shrinkage: Shrinkage) -> Floats:
    """Expectations with ``first`` to ``last`` on duty of ``values`` at ``lowest``, ``lowest`` + 1, … available.

    Shapes (rows, states) to (rows, last − first + 1). Every 32nd number on duty is weighted by its probabilities. From
    there on, with F_k(n) = E f(k + present of n), the next one on duty is there or not:
    F_k(n + 1) = absence · F_k(n) + (1 − absence) · F_{k+1}(n).
    """
    starts = range(first // _BLOCK * _BLOCK, last + 1, _BLOCK)
    fewest = _likely(np.array(starts), shrinkage.absence)[0]
    present = np.arange(fewest[0], starts[-1] + _BLOCK)
    below, over = _time_split(present, shrinkage.planned)
    at_present = values[:, below - lowest] * (1 - over) + values[:, below + 1 - lowest] * over
    if shrinkage.absence == 0:
        return at_present[:, first - starts[0] : last - starts[0] + 1]
    ahead = np.stack(
        [_ahead(at_present, n, int(m - fewest[0]), shrinkage.absence) for n, m in zip(starts, fewest, strict=True)],
        axis=1,
    )
    result = np.empty_like(ahead)
    for step in range(_BLOCK):
        result[:, :, step] = ahead[:, :, 0]
        ahead = shrinkage.absence * ahead[:, :, :-1] + (1 - shrinkage.absence) * ahead[:, :, 1:]
    return result.reshape(values.shape[0], -1)[:, first - starts[0] : last - starts[0] + 1]


def _ahead(at_present: Floats, on_duty: int, begin: int, absence: float) -> Floats:
    """F_k(on_duty) for k = 0 … _BLOCK − 1, shape (rows, _BLOCK); the fewest present stand at index ``begin``."""
    weight = _weights(on_duty, absence)
    values = at_present[:, begin : begin + weight.size + _BLOCK - 1]
    return np.asarray(np.lib.stride_tricks.sliding_window_view(values, weight.size, axis=1) @ weight)


@lru_cache(maxsize=4096)
def _weights(on_duty: int, absence: float) -> Floats:
    return _present(np.array([on_duty]), absence)[2]


def on_duty_for(agents: Ints, shrinkage: Shrinkage) -> tuple[Ints, Ints]:
    """Between which numbers on duty ``agents`` come to be available.

    With fewer than the first, so many are available with a probability under 1e-9; from the second on, not so many.
    """
    share, spare = available_share(shrinkage), _margin(shrinkage)
    stray = _STRAY * np.sqrt(shrinkage.absence * (1 - shrinkage.absence)) * (1 - shrinkage.planned)
    # n · share ± stray · √n = agents, solved for √n
    few = (-stray + np.sqrt(stray**2 + 4 * share * agents)) / (2 * share)
    many = (stray + np.sqrt(stray**2 + 4 * share * (agents + 1))) / (2 * share)
    return (
        np.maximum(np.floor(few**2) - spare, agents).astype(np.int64),
        (np.ceil(many**2) + spare).astype(np.int64),
    )


def _margin(shrinkage: Shrinkage) -> int:
    return 12 if shrinkage.absence else 0  # the normal approximation falls short for few agents
