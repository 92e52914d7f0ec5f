"""Two incomplete gamma integrals, scaled so that they neither overflow nor vanish: Erlang B, A and chat rest on them.

    lower(s, y) = s ∫₀^∞ exp(−s x + y (1 − e^−x)) dx = s eʸ y^−s γ(s, y) = 1 + y/(s+1) + y²/((s+1)(s+2)) + …
    upper(s, y) = s ∫₀^∞ exp( s x − y (e^x − 1)) dx = s eʸ y^−s Γ(s, y)

Their sum is the total s eʸ y^−s Γ(s), known by Stirling's series (DLMF 8.2.1, 5.11.1). Each is integrated by
Gauss-Legendre where its integrand falls from the start (lower: y ≤ s, upper: y > s), and is the total less the other
elsewhere, where the other is the smaller part: nothing cancels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LARGE = 30.0
"""From this s on the integrands are short enough for the quadrature, and Stirling's series is exact."""
_STEPS = int(LARGE)
_NEGLIGIBLE = 40.0
"""exp(−40) is under the last place of 1."""
_CHUNK = 1 << 13
"""Elements taken at once, so that the work at a node stays in the processor's cache."""
_ROOTS, _ROOT_WEIGHTS = np.polynomial.legendre.leggauss(40)
NODES, WEIGHTS = (1 + _ROOTS) / 2, _ROOT_WEIGHTS / 2
"""Gauss-Legendre on [0, 1]."""


def log_lower(s: Floats, y: Floats) -> Floats:
    """Logarithm of lower(s, y) for s ≥ 0 and y > 0, arrays of one shape (k,)."""
    return lower_and_falling_share(s, y)[0]


def lower_and_falling_share(s: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Logarithm of lower(s, y), and the mean of 1 − e^−x under its integrand; s ≥ 0, y > 0, arrays of one shape (k,).

    The mean is 1 − s/(s+1) · lower(s+1)/lower(s) = 1 − s/y · (1 − 1/lower(s)); each range takes what keeps its digits.
    """
    log_value, share = np.empty_like(s), np.empty_like(s)
    small, falling = s < LARGE, y <= s
    for chosen, function in (
        (small, _raised_lower),
        (~small & falling, _quadrature_lower),
        (~small & ~falling, _total_less_upper),
    ):
        if chosen.any():
            log_value[chosen], share[chosen] = function(s[chosen], y[chosen])
    return log_value, share


def _quadrature_lower(s: Floats, y: Floats) -> tuple[Floats, Floats]:
    value, moment = _quadrature(s, y, -1)
    return np.log(value), moment / value


def _total_less_upper(s: Floats, y: Floats) -> tuple[Floats, Floats]:
    log_value = _log_part(s, y, -1)
    return log_value, 1 + s / y * np.expm1(-log_value)


def _raised_lower(s: Floats, y: Floats) -> tuple[Floats, Floats]:
    """From lower(s + _STEPS) to lower(s), by lower(s) = 1 + y/(s+1) · lower(s+1): all terms are positive."""
    log_y, log_value = np.log(y), _log_part(s + _STEPS, y, -1)
    above = log_value
    for step in range(_STEPS, 0, -1):
        above = log_value
        log_value = np.logaddexp(0.0, log_y - np.log(s + step) + above)
    return log_value, 1 - s / (s + 1) * np.exp(above - log_value)


def log_upper(s: Floats, y: Floats) -> Floats:
    """Logarithm of upper(s, y) for s ≥ LARGE and y > 0, arrays of one shape (k,)."""
    return _log_part(s, y, 1)


def log_total(s: Floats, y: Floats) -> Floats:
    """Logarithm of lower + upper, which is s eʸ y^−s Γ(s), for s ≥ LARGE and y > 0."""
    excess = (y - s) / s
    log_ratio = np.where(excess < -0.5, np.log(y / s), np.log1p(np.maximum(excess, -0.5)))  # each keeps its digits
    return 0.5 * np.log(2 * np.pi * s) + stirling(s) + s * (excess - log_ratio)


def stirling(s: Floats) -> Floats:
    """What log Γ(s + 1) exceeds (s + ½) log s − s + ½ log 2π by, for s ≥ LARGE (DLMF 5.11.1)."""
    return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * s**2)) / s**2) / s**2) / s


def _log_part(s: Floats, y: Floats, side: Literal[-1, 1]) -> Floats:
    """Lower (side −1) or upper (side 1) by quadrature on its own side, else as the total less the other."""
    result = np.empty_like(s)
    own = (y > s) == (side > 0)
    result[own] = np.log(_quadrature(s[own], y[own], side)[0])
    s, y = s[~own], y[~own]
    total = log_total(s, y)
    share = np.zeros_like(s)
    other = total - np.log(s) < _NEGLIGIBLE  # elsewhere the other part, at most s, does not show
    share[other] = _quadrature(s[other], y[other], -side)[0] * np.exp(-total[other])
    result[~own] = total + np.log1p(-share)
    return result


def _quadrature(s: Floats, y: Floats, side: int) -> tuple[Floats, Floats]:
    """Integrals of f(x) = exp(−|s − y| x − y (e^(side·x) − 1 − side·x)) and of f(x) |e^(side·x) − 1|, both times s."""
    value, moment = np.empty_like(s), np.empty_like(s)
    for first in range(0, s.size, _CHUNK):
        part = slice(first, first + _CHUNK)
        slope, curve = np.abs(s[part] - y[part]), y[part]
        reach = _reach(slope, curve, side)
        total, rise = np.zeros_like(reach), np.zeros_like(reach)
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            x = reach * (side * node)
            grown = np.expm1(x)
            height = weight * np.exp(-side * slope * x - curve * (grown - x))
            total += height
            rise += height * grown
        value[part], moment[part] = s[part] * reach * total, side * s[part] * reach * rise
    return value, moment


def _reach(slope: Floats, curve: Floats, side: int) -> Floats:
    """Where f has fallen to exp(−40): by a parabola, and where that falls short, two of Newton's steps from there."""
    reach = 2 * _NEGLIGIBLE / (slope + np.sqrt(slope**2 + 2 * curve * _NEGLIGIBLE))
    for _ in range(2 if side < 0 else 0):
        step = np.expm1(-reach)
        value = slope * reach + curve * (step + reach)
        reach = reach + (_NEGLIGIBLE - value) / (slope - curve * step)
    return reach


def damped_mean(s: Floats, y: Floats, log_value: Floats, end: float) -> Floats:
    """∫₀^end x e^−x f(x) dx / ∫₀^∞ f(x) dx for the integrand f of lower(s, y), whose logarithm is ``log_value``; s > 0.

    Both sides of the integrand's peak (or of the end nearest to it) are integrated as far as it shows.
    """
    peak = np.minimum(np.log(np.maximum(y / s, 1.0)), end)
    curve = y * np.exp(-peak)
    slope = s - curve  # of the exponent at the peak: not 0 only where the peak is an end
    right = np.minimum(_reach(np.maximum(slope, 0.0), curve, -1), end - peak)
    left = np.minimum(_reach(np.maximum(-slope, 0.0), curve, 1), peak)
    total = np.zeros_like(s)
    for side, length in ((1, right), (-1, left)):
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            step = side * node * length
            exponent = slope * step + curve * (step + np.expm1(-step))
            total += weight * length * (peak + step) * np.exp(-peak - step - exponent)
    return total * np.exp(np.log(s) - s * peak - y * np.expm1(-peak) - log_value)
