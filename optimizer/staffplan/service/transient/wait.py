"""The chance that one who finds a queue is answered within the threshold, when the staff changes while he waits.

With j customers ahead in the queue, service starts at the (j + 1)-th departure from it. While anybody waits all agents
are full, so departures are a pure death process: completions at the rate a(t) of the agents then on duty, and each of
those ahead leaves at rate 1 / patience; an agent who comes on duty takes as many from the head of the queue as he can
hold at once; an agent who goes takes nobody. The caller's own patience runs besides.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.transient.exponential import Tridiagonal, propagate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.service.transient.law import Law, Rates

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

NEGLIGIBLE = 1e-11
"""Probability of having to wait that counts as none."""
RESPONSES = 24
"""Response times (Gauss-Legendre) over which a capped mean is integrated."""
TOLERANCE = 1e-5
"""How far the two approximations of a step may differ where the staff changes; the true error is far smaller."""


def chance_at_constant_staff(ahead: Ints, full_rate: float, abandonment: float, within: Floats) -> Floats:
    """P(service starts within ``within`` seconds and the caller has not left) with ``ahead`` in the queue before him.

    A sum of independent exponential times with rates a + iθ; in closed form an incomplete gamma (θ = 0) or beta
    function. Shapes broadcast. Source: Garnett, Mandelbaum & Reiman 2002; order statistics of exponential times.
    """
    from scipy.special import betainc, gammainc

    if full_rate == 0.0:
        return np.zeros(np.broadcast_shapes(ahead.shape, within.shape))
    if abandonment == 0.0:
        return np.asarray(gammainc(ahead + 1.0, full_rate * within))
    agents = full_rate / abandonment
    patient = betainc(ahead + 1.0, agents + 1.0, -np.expm1(-abandonment * within))
    return np.asarray(agents / (agents + ahead + 1.0) * patient)


def _patient_chance(ahead: Ints, spans: Floats, rates: list[Rates]) -> Floats:
    """Nobody leaves: completions until the deadline are Poisson, and what matters is only their number in all."""
    from scipy.special import gammainc

    full = np.array([rate.full_rate for rate in rates])
    taken = sum(_rise(old, new) for old, new in pairwise(rates))
    needed = ahead + 1.0 - taken
    chance = gammainc(np.maximum(needed, 1.0)[:, None], (spans @ full)[None, :])
    return np.where(needed[:, None] <= 0, 1.0, chance)


def _rise(old: Rates, new: Rates) -> int:
    return max(new.agents - old.agents, 0) * len(new.throughput)


def _queue_matrix(size: int, rates: Rates) -> Tridiagonal:
    """Backward equations of the chances: row 0 is "service has started", row j + 1 "j are ahead"."""
    served = rates.full_rate + rates.abandonment * np.arange(size, dtype=np.float64)
    diagonal = np.concatenate(([0.0], -served - rates.abandonment))
    return Tridiagonal(served, diagonal, np.zeros(size))


def chance_in_time(largest_ahead: int, spans: Floats, rates: list[Rates]) -> Floats:
    """Chance of being answered before a deadline for 0 … ``largest_ahead`` customers ahead, shape (ahead, epochs).

    ``spans[e, m]`` is the time in seconds that the caller of epoch e would wait during the m-th slot that the wait
    touches, whose rates are ``rates[m]``; middle columns are whole slots. Exact but for the error of the integration.
    """
    ahead = np.arange(largest_ahead + 1)
    last = rates[-1]
    if last.abandonment == 0.0:
        return _patient_chance(ahead, spans, rates)
    reach = _slots_that_matter(largest_ahead, spans, rates)
    spans, rates, last = spans[:, :reach], rates[:reach], rates[reach - 1]
    chance = chance_at_constant_staff(ahead[:, None], last.full_rate, last.abandonment, spans[None, :, -1])
    chance = np.vstack((np.ones(len(spans)), chance))
    for m in range(len(rates) - 2, -1, -1):
        chance = _before_change(chance, _rise(rates[m], rates[m + 1]))
        chance = _back_through(chance, _queue_matrix(ahead.size, rates[m]), spans[:, m])
    return chance[1:]


def _slots_that_matter(largest_ahead: int, spans: Floats, rates: list[Rates]) -> int:
    """After how many of the slots even the last in the queue has been called or has lost patience, almost surely.

    Those ahead are taken to wait for ever, which can only make it longer.
    """
    from scipy.special import gammainc

    taken = np.cumsum([0, *(_rise(old, new) for old, new in pairwise(rates))])
    passed = spans.cumsum(axis=1).min(axis=0)
    called = (spans * [rate.full_rate for rate in rates]).cumsum(axis=1).min(axis=0)
    needed = largest_ahead + 1.0 - taken
    late = np.where(needed > 0, 1 - gammainc(np.maximum(needed, 1.0), called), 0.0)
    settled = late * np.exp(-rates[0].abandonment * passed) < NEGLIGIBLE
    return int(np.argmax(settled)) + 1 if settled.any() else len(rates)


def _before_change(chance: Floats, taken: int) -> Floats:
    """The ``taken`` at the head of the queue start service as agents come on duty."""
    taken = min(taken, len(chance) - 1)
    head = np.ones((taken, chance.shape[1]))
    return np.vstack((head, chance[: len(chance) - taken]))


def _back_through(chance: Floats, matrix: Tridiagonal, spans: Floats) -> Floats:
    """Chances ``spans[e]`` seconds earlier, for each column e; columns share the way as far as it goes."""
    result, done = chance.copy(), 0.0
    speed = float(matrix.lower[-1])
    for column in np.argsort(spans, kind="stable"):
        longer = spans >= spans[column]
        if spans[column] > done:
            span = float(spans[column]) - done
            result[:, longer], _ = propagate(matrix, result[:, longer], span, speed, TOLERANCE)
            done = float(spans[column])
    return result


def answered_in_time(laws: Sequence[Law], spans: Floats, rates: list[Rates]) -> Floats:
    """Share of ``laws[e]`` that is answered within the threshold; ``spans`` and ``rates`` as for chance_in_time.

    ``rates[0]`` are those of the slot of arrival; shape (epochs,).
    """
    places = rates[0].places
    queued = [law.weight[max(places - law.first, 0) :] for law in laws]
    free = np.array([law.weight.sum() - queue.sum() for law, queue in zip(laws, queued, strict=True)])
    if max(float(np.abs(queue).sum()) for queue in queued) < NEGLIGIBLE:
        return free
    ahead = [max(law.first - places, 0) for law in laws]
    largest = max(a + queue.size for a, queue in zip(ahead, queued, strict=True)) - 1
    chance = chance_in_time(min(largest, _hopeless(spans, rates)), spans, rates)
    for e, (a, queue) in enumerate(zip(ahead, queued, strict=True)):
        called = chance[a : a + queue.size, e]
        free[e] += queue[: called.size] @ called
    return free


def _hopeless(spans: Floats, rates: list[Rates]) -> int:
    """With so many ahead nobody is answered in time, almost surely: neither services nor leaving take them all away."""
    called = float((spans * [rate.full_rate for rate in rates]).sum(axis=1).max())
    taken = sum(_rise(old, new) for old, new in pairwise(rates))
    stay = np.exp(-rates[0].abandonment * float(spans.sum(axis=1).max()))
    services = taken + called + 10 * np.sqrt(called) + 50
    # ahead · stay − 10 · √ahead ≥ services, solved for √ahead
    root = (10 + np.sqrt(100 + 4 * stay * services)) / max(2 * stay, 1e-9)
    return int(min(root**2, 2**62))


def capped_response(law: Law, rates: Rates, cap: float) -> float:
    """Σ weight × mean response time, none over ``cap`` seconds and one who leaves counted as ``cap``.

    The mean is the integral of the share not answered within s, over s from 0 to the cap. The staff of the slot is
    taken for the whole wait: an approximation where it changes meanwhile.
    """
    nodes, weights = np.polynomial.legendre.leggauss(RESPONSES)
    times = cap * ((nodes + 1) / 2) ** 2
    slopes = cap * (nodes + 1) / 2
    late = [float(law.weight.sum() - answered_in_time([law], np.array([[time]]), [rates])[0]) for time in times]
    return float((weights * slopes) @ late)
