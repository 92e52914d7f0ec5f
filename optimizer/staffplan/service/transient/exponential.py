"""exp(h A) x and its time integral for tridiagonal A, to a given accuracy, by rational approximation.

Written as simple fractions, c / (z - pole), a rational function r(z) near e^z makes a step of r(hA) x a handful of
tridiagonal solves. Two kinds are used:

* Carathéodory-Fejér, close to e^z on the whole negative axis: what dies out is damped however long the step is, so
  steps are as long as the law moves smoothly, far longer than the time between two events, which is what limits
  uniformisation. Source: Trefethen, Weideman & Schmelzer 2006, Talbot quadratures and rational approximations, §4.
* Sub-diagonal Padé, for steps in which the law travels over many states (a queue that only grows): the poles of the
  other kind lie to the left, where the resolvent of such a matrix is huge. Source: Hairer & Wanner, Solving Ordinary
  Differential Equations II, IV.3.

A poorer approximation of the same kind, solved in the same call, measures the error.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import factorial, perm
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DEGREES = (14, 8)
"""Carathéodory-Fejér: of the approximation that is kept and of the one that measures its error; off by 6e-14 and 2e-8
at most on the negative axis."""
PADE_DEGREES = (8, 6)
"""The same of the Padé approximations: of orders 15 and 11 around the origin."""
SHORT_DEGREES = (4, 2)
"""Padé for steps in which next to nothing moves, of orders 7 and 3: where these two differed by 1e-5 at most, on a day
and a half of 10,000 agents, the better one was off by 6e-12 at most."""
FAR = 16.0
"""A step in which the law travels over more states is taken by Padé."""
ROUND = 1024
"""Steps of as many states up to a multiple of this share their memory."""
TERMS, POINTS, SCALE = 75, 1024, 9.0
"""Chebyshev terms and grid of the construction, and its scale (the published values)."""


@dataclass(frozen=True, eq=False)
class Tridiagonal:
    """A square matrix of three diagonals, in events per second."""

    lower: NDArray[np.float64]
    """Entries (i + 1, i), shape (k - 1,)."""
    diagonal: NDArray[np.float64]
    """Entries (i, i), shape (k,)."""
    upper: NDArray[np.float64]
    """Entries (i, i + 1), shape (k - 1,)."""


@cache
def _chebyshev() -> tuple[NDArray[np.float64], ...]:
    """Chebyshev series of e^z on the negative axis, and the singular values and vectors of its Hankel matrix."""
    from scipy.linalg import hankel, svd

    cosine = np.cos(2 * np.pi * np.arange(POINTS) / POINTS)
    series = np.fft.fft(np.exp(SCALE * (cosine - 1) / (cosine + 1 + 1e-16))).real / POINTS
    return series, *svd(hankel(series[1 : TERMS + 1]))


@cache
def partial_fractions(degree: int) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Poles in the upper half plane and twice their residues, shapes (degree / 2,), for an even degree.

    For real z ≤ 0, e^z is about the real part of Σ residue / (z - pole). (An odd degree has a real pole besides.)
    """
    circle = np.exp(2j * np.pi * np.arange(POINTS) / POINTS)
    series, left, singular, right = _chebyshev()
    above = np.fft.fft(left[::-1, degree], POINTS) / np.fft.fft(right[degree], POINTS)
    best = np.polyval(series[TERMS::-1], circle) - singular[degree] * circle**TERMS * above
    zeros = np.roots(right[degree])
    zeros = zeros[np.abs(zeros) > 1]
    numerator = np.fft.fft(best * np.polyval(np.poly(zeros), circle)).real[degree::-1] / POINTS
    slopes = np.array([np.prod(zero - np.delete(zeros, i)) for i, zero in enumerate(zeros)])
    poles = SCALE * (zeros - 1) ** 2 / (zeros + 1) ** 2
    residues = 4 * np.polyval(numerator, zeros) / slopes * poles / (zeros**2 - 1)
    upper = poles.imag > 0
    return poles[upper], 2 * residues[upper]


@cache
def pade_fractions(degree: int) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """The same for the Padé approximant [degree - 1 / degree] of e^z; its poles lie to the right for these degrees.

    The residues are those that give the first terms of the series of e^z with the poles as rounded: what the residue
    theorem says, the large residues would make a hundred times less accurate.
    """
    denominator = [(-1.0) ** i / (factorial(i) * perm(2 * degree - 1, i)) * perm(degree, i) for i in range(degree + 1)]
    bottom = np.polynomial.Polynomial(denominator)
    roots = np.asarray(bottom.roots(), dtype=np.complex128)
    poles = roots[roots.imag > 0]
    poles -= bottom(poles) / bottom.deriv()(poles)
    terms = np.arange(degree)
    scale = np.array([float(factorial(term)) for term in terms])
    series = -scale[:, None] * poles ** -(terms[:, None] + 1.0)
    real, imaginary = np.linalg.solve(np.hstack((series.real, -series.imag)), np.ones(degree)).reshape(2, -1)
    return poles, real + 1j * imaginary


Kind = Literal["smooth", "far", "short"]
"""How a step is approximated: Carathéodory-Fejér, Padé, or Padé of a low degree."""


@cache
def _stacked(kind: Kind) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Poles of both approximants, and the weights that give the step, its error and its integral from the solutions."""
    degrees = {"smooth": DEGREES, "far": PADE_DEGREES, "short": SHORT_DEGREES}[kind]
    fractions = partial_fractions if kind == "smooth" else pade_fractions
    (kept, kept_residues), (rough, rough_residues) = (fractions(degree) for degree in degrees)
    step = np.concatenate((kept_residues, np.zeros_like(rough_residues)))
    error = np.concatenate((kept_residues, -rough_residues))
    poles = np.concatenate((kept, rough))
    return poles, np.stack((step, error, step / poles))


def _real_sums(weights: NDArray[np.complex128], parts: NDArray[np.complex128]) -> NDArray[np.float64]:
    """Real part of weights · parts. Not as a matrix product: its threads cost more than they bring at this size."""
    real = np.einsum("wi,ij->wj", weights.real, parts.real)
    return np.asarray(real - np.einsum("wi,ij->wj", weights.imag, parts.imag))


@lru_cache(maxsize=8)
def _room(size: int) -> NDArray[np.complex128]:
    """Memory that every step of about this size works in: to ask the system for it anew takes as long as a step."""
    return np.empty(size, dtype=np.complex128)


def rational_step(
    matrix: Tridiagonal, x: NDArray[np.float64], h: float, kind: Kind = "smooth"
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """One step of ``h`` seconds: exp(h A) x, the integral of exp(s A) x over s in (0, h), and how far it may be off.

    The last is the difference between the two approximations of the first, far larger than its error. ``x`` and all
    three have shape (k,) or (k, columns).
    """
    from scipy.linalg.lapack import zgtsv

    poles, weights = _stacked(kind)
    size, count = matrix.diagonal.size, poles.size
    rows = _room(4 * count * ROUND * -(-x.size // ROUND)).reshape(4, -1)
    lower, diagonal, upper = (row[: count * size].reshape(count, size) for row in rows[:3])
    right = rows[3][: count * x.size].reshape(count, *x.shape)
    lower[:, :-1], lower[:, -1] = h * matrix.lower, 0.0
    upper[:, :-1], upper[:, -1] = h * matrix.upper, 0.0
    np.subtract(h * matrix.diagonal, poles[:, None], out=diagonal)
    right[...] = x
    systems = (lower.ravel()[:-1], diagonal.ravel(), upper.ravel()[:-1], right.reshape(count * size, -1))
    *_, solution, info = zgtsv(*systems, 1, 1, 1, 1)
    if info:
        raise ArithmeticError(f"singular step matrix (row {info})")
    after, off, integral = _real_sums(weights, solution.reshape(count, -1))
    return after.reshape(x.shape), h * integral.reshape(x.shape), off.reshape(x.shape)


def next_step(h: float, error: float, tolerance: float) -> float:
    """The step that the error of the last one suggests; the powers were found by trial to need the fewest steps."""
    change = float(0.9 * (tolerance / max(error, 1e-300)) ** (0.1 if error <= tolerance else 0.2))
    return h * min(max(change, 0.2), 5.0)


def propagate(
    matrix: Tridiagonal, x: NDArray[np.float64], duration: float, speed: float, tolerance: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """exp(duration A) x for columns ``x`` (k, columns), and the integral of exp(s A) x over s in (0, duration).

    What moves does so over ``speed`` states a second. In each step the two approximations differ by ``tolerance`` at
    most in any entry, which should be at least 1e-7 × the largest entry.
    """
    total = np.zeros_like(x)
    done, h = 0.0, duration
    while duration - done > 1e-9 * duration:
        h = min(h, duration - done)
        after, integral, off = rational_step(matrix, x, h, "far" if speed * h > FAR else "smooth")
        error = float(np.abs(off).max())
        if error <= tolerance:
            x, done = after, done + h
            total += integral
        h = next_step(h, error, tolerance)
    return x, total
