"""The number in system as a birth-death chain with rates that change by slot: its distribution through time.

Chats are spread evenly over the agents on duty at every moment (the same law as the steady curve's). Only states that
carry probability are kept, in a window that moves and widens with the law. Several chains side by side are followed in
common steps, which costs less than one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.service.transient.exponential import FAR, Kind, Tridiagonal, next_step, rational_step
from staffplan.service.transient.law import Law
from staffplan.service.transient.leap import leap, leap_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.service.transient.law import Rates

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

STEP_TOLERANCE = 1e-5
"""Sum over states by which the two approximations of a step may differ; the true error is under 1e-9."""
EDGE = 1e-12
"""Probability that the outermost states of the window may hold."""
AT_FIRST, ONCE_TOUCHED = 32, 5
"""A window is wider than its law by the width over this, and by more once the law has touched its edge."""
DUST = 1e-14
"""Probability that may be cut off at each end when the window is trimmed."""
BOLD = 16
"""A first step takes no law further than its window's width over this (about its spread), or FAR where that is more.
Found by trial on a week of 10,000 agents. This is where the search for a step begins; STEP_TOLERANCE decides."""
SHORT = 0.3
"""Steps of up to this part of the shortest handling time are taken by Padé too: fewer poles; where the whole way is as
short, of a low degree if that will do. Found by trial on the same plan, whose figures stay within 1e-10 of themselves.
"""
WHOLE = 1 - 1e-9
"""Share of a duration that counts as all of it."""


def trimmed(law: Law) -> Law:
    """``law`` without the states at both ends that hold next to nothing, its weights adding up to 1."""
    weight = np.abs(law.weight)
    below = int(weight.cumsum().searchsorted(DUST))
    above = int(weight[::-1].cumsum().searchsorted(DUST))
    kept = law.weight[below : weight.size - above]
    return Law(law.first + below, kept / kept.sum())


def widened(law: Law, part: int, below: bool = True, above: bool = True, way: float = 0.0) -> Law:
    """``law`` on a window wider by a ``part``-th on the sides said, never under 0 customers.

    ``way``: states by which it is about to move, for which there is room too.
    """
    margin = 6 + law.weight.size // part
    low, high = min(margin + max(int(-way), 0), law.first) if below else 0, margin + max(int(way), 0) if above else 0
    weight = np.zeros(law.weight.size + low + high)
    weight[low : low + law.weight.size] = law.weight
    return Law(law.first - low, weight)


def added(laws: Sequence[Law], shares: Sequence[float] | None = None) -> Law:
    """The sum of laws on different windows, each times its share (absent: 1)."""
    first = min(law.first for law in laws)
    weight = np.zeros(max(law.first + law.weight.size for law in laws) - first)
    for law, share in zip(laws, shares or [1.0] * len(laws), strict=True):
        weight[law.first - first : law.first - first + law.weight.size] += share * law.weight
    return Law(first, weight)


@dataclass(frozen=True, eq=False)
class Bundle:
    """Chains on their windows, one after the other along the diagonal of one matrix; arrays have shape (chains,)."""

    matrix: Tridiagonal
    """Of p' = A p; nobody leaves downwards from a window's first state, nor upwards from its last."""
    speed: Floats
    """States a second by which the mean moves."""
    pull: Floats
    """How much less it moves for each state on, per second; 0 where it does not slow down."""
    pace: float
    """Chats that one agent completes per second, at most."""

    def travel(self, h: float) -> float:
        """States that the fastest of the laws travels in the next ``h`` seconds, about."""
        lasting = np.where(self.pull > 0, -np.expm1(-h * self.pull) / np.maximum(self.pull, 1e-12), h)
        return float((self.speed * lasting).max())

    def kinds(self, h: float, duration: float) -> tuple[Kind, ...]:
        """What suits a step of ``h`` seconds on a way of ``duration`` seconds, to be tried in this order."""
        if self.travel(h) > FAR:
            return ("far",)
        if duration * self.pace <= SHORT:
            return "short", "far"
        return ("far",) if h * self.pace <= SHORT else ("smooth",)

    def first_step(self, duration: float) -> float:
        """The step to begin with on a way of ``duration`` seconds."""
        reach = max(FAR, self.matrix.diagonal.size / self.speed.size / BOLD)
        h = duration
        while (way := self.travel(h)) > reach:
            h *= max(0.9 * reach / way, 0.1)
        return h


def bundle(laws: Sequence[Law], rates: Sequence[Rates]) -> Bundle:
    """The chains of ``laws``, each with its rates."""
    sizes = [law.weight.size for law in laws]
    up, down = np.empty(sum(sizes)), np.empty(sum(sizes))
    speed, pull = np.empty(len(laws)), np.empty(len(laws))
    start = 0
    for number, (law, rate) in enumerate(zip(laws, rates, strict=True)):
        end = start + law.weight.size
        up[start:end] = rate.arrivals
        down[start:end] = rate.leaving(law.customers)
        speed[number] = abs(rate.arrivals - float(down[start:end] @ law.weight))
        middle = start + min(max(int(law.mean) - law.first, 0), law.weight.size - 2)
        pull[number] = down[middle + 1] - down[middle]
        down[start], up[end - 1] = 0.0, 0.0
        start = end
    pace = max(max(rate.throughput) for rate in rates)
    return Bundle(Tridiagonal(up[:-1], -(up + down), down[1:]), speed, pull, pace)


def _leapt(laws: list[Law], rates: Sequence[Rates], duration: float, sums: list[list[Law]]) -> tuple[list[Law], float]:
    """The laws after as much of ``duration`` as none of them feels its lower end, and how much that is.

    Notes the integrals in ``sums``.
    """
    h = min(leap_time(law, rate, duration) for law, rate in zip(laws, rates, strict=True))
    if not h:
        return laws, 0.0
    moved = []
    for law, rate, total in zip(laws, rates, sums, strict=True):
        after, integral = leap(law.weight, law.first, rate, h)
        moved.append(trimmed(Law(*after)))
        total.append(Law(*integral))
    return moved, h


def _split(values: Floats, laws: Sequence[Law]) -> list[Law]:
    """``values`` of all laws, one after the other, by law."""
    parts, start = [], 0
    for law in laws:
        end = start + law.weight.size
        parts.append(Law(law.first, values[start:end]))
        start = end
    return parts


def evolve(laws: Sequence[Law], rates: Sequence[Rates], duration: float) -> tuple[list[Law], list[Law]]:
    """The laws ``duration`` seconds later, and their integrals over that time (weights add up to ``duration``).

    Solves the Kolmogorov forward equations with constant rates. A step whose result touches the edge of a window is
    done again in a wider one.
    """
    sums: list[list[Law]] = [[] for _ in laws]
    laws, done = _leapt([trimmed(law) for law in laws], rates, duration, sums)
    if done >= duration * WHOLE:
        return laws, [added(total) for total in sums]
    now = [widened(law, AT_FIRST) for law in laws]
    chains = bundle(now, rates)
    h = chains.first_step(duration - done)
    while done < duration * WHOLE:
        h = min(h, duration - done)
        x = np.concatenate([law.weight for law in now])
        for kind in chains.kinds(h, duration):
            after, integral, off = rational_step(chains.matrix, x, h, kind)
            error = max(float(np.abs(part.weight).sum()) for part in _split(off, now))
            if error <= STEP_TOLERANCE:
                break
        else:
            h = next_step(h, error, STEP_TOLERANCE)
            continue
        then = _split(after, now)
        touched = [(law.first > 0 and abs(law.weight[0]) > EDGE, abs(law.weight[-1]) > EDGE) for law in then]
        if any(below or above for below, above in touched):
            now = [widened(law, ONCE_TOUCHED, *sides) for law, sides in zip(now, touched, strict=True)]
        else:
            for total, part in zip(sums, _split(integral, now), strict=True):
                total.append(Law(part.first, part.weight * (h / part.weight.sum())))
            done += h
            before, h = h, next_step(h, error, STEP_TOLERANCE)
            if done >= duration * WHOLE:
                return [trimmed(law) for law in then], [added(total) for total in sums]
            ways = [
                (law.mean - old.mean) * min(h, duration - done) / before for old, law in zip(now, then, strict=True)
            ]
            now = [trimmed(law) for law in then]
            now, leapt = _leapt(now, rates, duration - done, sums)
            if leapt:
                done, ways = done + leapt, [0.0] * len(now)
            if done >= duration * WHOLE:
                return now, [added(total) for total in sums]
            now = [widened(law, AT_FIRST, way=way) for law, way in zip(now, ways, strict=True)]
        chains = bundle(now, rates)
    return [trimmed(law) for law in now], [added(total) for total in sums]
