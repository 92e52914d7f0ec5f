"""The integrals over the virtual wait that the checker's queue needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FALL = 45.0
"""The quadrature leaves out where the integrand is under exp(−45) of its largest value."""
BISECTIONS = 40
NODES, WEIGHTS = np.polynomial.legendre.leggauss(64)


def log_integral(arrival: Floats, decay: Floats, leaving: float, upper: float) -> tuple[Floats, Floats]:
    """The logarithm of ∫₀^upper f, and the mean of x under f, for f(x) = exp((λ/θ)(1 − e^{−θx}) − decay x).

    f is log-concave, and a plain exponential once e^{−θx} is gone: Gauss-Legendre quadrature of the stretch where it
    shows, in two parts, is exact to about 1e-13. Where ``leaving`` (θ) is 0, f(x) = exp((λ − decay) x), with decay > λ.
    """
    if upper == 0:
        return np.full_like(arrival, -np.inf), np.zeros_like(arrival)

    def exponent(x: Floats) -> Floats:
        if not leaving:
            return (arrival - decay) * x
        return -arrival / leaving * np.expm1(-leaving * x) - decay * x

    peak = np.clip(np.log(arrival / decay) / leaving, 0.0, upper) if leaving else np.zeros_like(arrival)
    top = exponent(peak)
    # Beyond these the integrand has fallen for sure.
    far = (arrival / leaving + FALL - top) / decay if leaving else FALL / (decay - arrival)
    first = _where_it_falls(lambda x: exponent(x) - top + FALL, peak, np.zeros_like(peak))
    last = _where_it_falls(lambda x: exponent(x) - top + FALL, peak, np.minimum(far, upper))
    bend = np.clip(FALL / leaving if leaving else np.inf, first, last)
    total, moment = np.zeros_like(peak), np.zeros_like(peak)
    for left, right in ((first, bend), (bend, last)):
        if not (right > left).any():
            continue
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            x = left + (right - left) / 2 * (1 + node)
            value = (right - left) / 2 * weight * np.exp(exponent(x) - top)
            total += value
            moment += value * x
    return top + np.log(total), moment / total


def _where_it_falls(height: Callable[[Floats], Floats], inside: Floats, outside: Floats) -> Floats:
    """The point between ``inside`` and ``outside`` where ``height`` turns negative; ``outside`` where it never does."""
    never = height(outside) >= 0
    if never.all():
        return outside
    low, high = inside, outside
    for _step in range(BISECTIONS):
        middle = (low + high) / 2
        shows = height(middle) >= 0
        low, high = np.where(shows, middle, low), np.where(shows, high, middle)
    return np.where(never, outside, high)
