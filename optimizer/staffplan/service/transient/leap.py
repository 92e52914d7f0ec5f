"""A queue so long that nobody will find a free place for a while, followed over all that time at once.

While every place is taken and nobody leaves, customers come and go as two Poisson streams, whatever the number in
system: the law is the one before, folded with that of their difference (Skellam 1946), which is a product of Fourier
transforms. So an hour in which a queue grows by a million costs as much as one in which it grows by a thousand.
"""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.service.transient.law import Law, Rates

    Floats = NDArray[np.float64]

LEAST_TRAVEL = 20_000.0
"""States that the law must be about to travel: less is cheap step by step."""
WIDTH, MARGIN = 9.0, 60
"""How far the law may spread beyond its mean way: so many standard deviations, and so many states."""
MOST_TRAVEL = 4_000_000.0
"""States that one leap may travel: its integral keeps a number for each."""


def leap_time(law: Law, rates: Rates, duration: float) -> float:
    """For how much of ``duration`` the law is free of its lower end and travels far; 0: steps must follow it."""
    drift = rates.arrivals - rates.full_rate
    if rates.abandonment or abs(drift) * duration < LEAST_TRAVEL:
        return 0.0
    gap, spread = law.first - rates.places - MARGIN, WIDTH * sqrt(rates.arrivals + rates.full_rate)
    if drift > 0:
        free = duration if gap >= spread**2 / (4 * drift) or rates.full_rate == 0 else 0.0
    else:  # gap + drift t >= spread sqrt(t), solved for sqrt(t)
        root = (sqrt(spread**2 - 4 * drift * gap) - spread) / (-2 * drift) if gap > 0 else 0.0
        free = root**2
    free = min(free, duration, MOST_TRAVEL / abs(drift))
    return free if abs(drift) * free >= LEAST_TRAVEL / 2 else 0.0


def leap(weight: Floats, first: int, rates: Rates, h: float) -> tuple[tuple[int, Floats], tuple[int, Floats]]:
    """First state and weights of the law ``h`` seconds later, and of its integral over that time."""
    way = (rates.arrivals - rates.full_rate) * h
    room = ceil(WIDTH * sqrt((rates.arrivals + rates.full_rate) * h)) + MARGIN
    low, high = min(floor(way), 0) - room, max(ceil(way), 0) + room
    after = _transformed(weight, rates, h, floor(way) - room, weight.size + 2 * room + 1, over_time=False)
    integral = _transformed(weight, rates, h, low, weight.size + high - low, over_time=True)
    return (first + floor(way) - room, after / after.sum()), (first + low, integral * (h / integral.sum()))


def _transformed(weight: Floats, rates: Rates, h: float, moved: int, size: int, *, over_time: bool) -> Floats:
    """The law after ``h`` seconds, or its integral until then, on ``size`` states from ``moved`` states further on."""
    from scipy.fft import irfft, next_fast_len, rfft

    length = next_fast_len(size, real=True)
    omega = 2 * np.pi * np.arange(length // 2 + 1) / length
    half = np.sin(omega / 2) ** 2
    real = -2 * (rates.arrivals + rates.full_rate) * half
    imaginary = (rates.full_rate - rates.arrivals) * np.sin(omega)
    shift = np.exp(1j * ((moved * np.arange(length // 2 + 1)) % length) * (2 * np.pi / length))
    pace = real + 1j * imaginary
    if over_time:
        factor = np.full(pace.shape, complex(h))
        factor[1:] = np.expm1(pace[1:] * h) / pace[1:]
    else:
        factor = np.exp(pace * h)
    found = irfft(rfft(weight, length) * factor * shift, length)[:size]
    return np.maximum(found, 0.0)
