"""Bands by a gamma-Poisson model: a factor of the day, a factor of the slot, and chance.

The day's and the slot's factors are gamma distributed, so that counts are negative binomial (Jongbloed & Koole 2001,
"Managing uncertainty in call centres using Poisson mixtures"); their spread is what the backtest shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import nbinom

from staffplan.schema.forecasting.outlook import Sigmas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.forecasting.days import Bools, Floats, Ints

UNTRIED = Sigmas(0.15, 0.2, 0.25, 0.1)
"""Where the history is too short for a backtest."""
FEW = 4
"""Fewer tries at a distance say nothing: those of all distances are taken."""
EDGE = 0.02
LEAST = 1e-3


@dataclass(frozen=True, eq=False)
class Tried:
    """One backtest: days forecast and what came, plain ones alone marked."""

    ahead: Ints
    """Days from the last day known, 1 and more."""
    expected: Floats
    """Shape (days, slots)."""
    actual: Floats
    """Shape (days, slots)."""
    plain: Bools
    """Days that neither an event nor an outlier makes special, shape (days,)."""


def sigmas_of(tries: Sequence[Tried]) -> Sigmas:
    """The spread that the tries show beyond chance; it never shrinks with distance."""
    usable = [each for each in tries if each.plain.any()]
    if not usable:
        return UNTRIED
    ahead = np.concatenate([each.ahead[each.plain] for each in usable])
    expected = np.concatenate([each.expected[each.plain] for each in usable])
    actual = np.concatenate([each.actual[each.plain] for each in usable])
    totals = np.maximum(expected.sum(axis=1), 1)
    logs = np.log(np.maximum(actual.sum(axis=1), 1) / totals)
    week = _spread(logs, totals, ahead <= 7)
    fortnight = max(_spread(logs, totals, (ahead > 7) & (ahead <= 14)), week)
    month = max(_spread(logs, totals, ahead > 14), fortnight)
    return Sigmas(week, fortnight, month, _slot_spread(expected, actual))


def _spread(logs: Floats, totals: Floats, which: Bools) -> float:
    """Root mean square of a day's logarithmic errors less what chance adds, a little more where there are few."""
    if which.sum() < FEW:
        which = np.ones(len(logs), dtype=bool)
    own = logs[which]
    square = float(np.mean(np.clip(own, *np.quantile(own, [EDGE, 1 - EDGE])) ** 2))
    enlarged = square * (len(own) + 2) / len(own) - float(np.mean(1 / totals[which]))
    return float(np.sqrt(max(enlarged, LEAST**2)))


def _slot_spread(expected: Floats, actual: Floats) -> float:
    """The spread of slots beside their day's total, beyond chance.

    Given the day's total, chance is that of a multinomial count; and a slot with the share p shows (1 − p)² of its own
    factor's variance, and p² of that of each other's.
    """
    share = expected / np.maximum(expected.sum(axis=1), 1e-9)[:, None]
    mean = share * actual.sum(axis=1)[:, None]
    chance = mean * (1 - share)
    square = mean**2 * (1 - 2 * share) + actual.sum(axis=1)[:, None] ** 2 * share**2 * (share**2).sum(axis=1)[:, None]
    beyond = float(((actual - mean) ** 2 - chance).sum())
    return float(np.sqrt(max(beyond / max(float(square.sum()), 1e-9), LEAST**2)))


def day_sigma(sigmas: Sigmas, ahead: Ints) -> Floats:
    """The spread of a day's factor by its distance, shape (days,)."""
    far = sigmas.month * np.sqrt(np.maximum(ahead / 28, 1))
    return np.where(ahead <= 7, sigmas.week, np.where(ahead <= 14, sigmas.fortnight, far))


def quantiles(mean: Floats, day: Floats, slot: float, levels: Sequence[float]) -> list[Floats]:
    """Quantiles of each interval's count; ``mean`` is (days, slots), ``day`` the days' spread, shape (days,)."""
    shape = 1 / np.maximum(day**2 + slot**2, 1e-9)[:, None]
    safe = np.maximum(mean, 1e-9)
    return [np.asarray(nbinom.ppf(level, shape, shape / (shape + safe))) for level in levels]


def totals_between(mean: Floats, day: Floats, slot: float) -> tuple[Floats, Floats]:
    """The 10% and 90% quantiles of each day's total, shape (days,): slots' own factors cancel out in part."""
    total = mean.sum(axis=1)
    own = slot * np.sqrt((mean**2).sum(axis=1)) / np.maximum(total, 1e-9)
    low, high = quantiles(total[:, None], np.hypot(day, own), 0.0, (0.1, 0.9))
    return np.where(total > 0, low[:, 0], 0), np.where(total > 0, high[:, 0], 0)
