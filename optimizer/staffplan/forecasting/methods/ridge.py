"""A day's total by regression: recent level, weekday, events; and the total spread over the day's profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.forecasting.methods.profile import profiles

if TYPE_CHECKING:
    from staffplan.forecasting.days import Bools, Dates, Days, Floats

LEAST = 0.5
"""Totals count as this much at least, so that they have a logarithm."""
HALF_LIFE = 6.0
"""Weeks after which a plain day counts half."""
EVENT_HALF_LIFE = 104.0
"""Weeks after which an event's day counts half: events come once or twice a year."""
WEEKDAY_PENALTY = 0.05
ROUNDS = 4
"""Of Huber's weights (Huber 1964)."""
HUBER = 2.5
"""Robust standard deviations up to which a residual counts in full."""
SMOOTHING = 0.35
"""Of the level of residuals (simple exponential smoothing)."""
FADING = 0.75
"""What remains of that level a week ahead."""


@dataclass(frozen=True, eq=False)
class Events:
    """Columns of 0 and 1 that say on which days an event's effect is expected."""

    past: Floats
    """Shape (past days, columns)."""
    prior: Floats
    """Logarithm of each column's uplift where the past says nothing, shape (columns,)."""
    penalty: Floats
    """How strongly each is drawn to it, shape (columns,)."""


@dataclass(frozen=True, eq=False)
class Fit:
    """A regression of the logarithms of day totals."""

    plain: Floats
    """Level and seven weekdays, shape (8,)."""
    effects: Floats
    """Logarithm of each event column's factor, shape (columns,)."""
    level: float
    """Smoothed residual at the end of the past."""

    def totals(self, past: Days, future: Dates) -> Floats:
        """Expected totals of plain days, shape (days,)."""
        ahead = (future.ordinals - past.last) / 7.0
        plain: Floats = np.exp(_plain_columns(future) @ self.plain + self.level * FADING**ahead)
        return plain


def ridge(past: Days, events: Events | None = None) -> Fit:
    """Fit by ridge regression with recency weights and Huber's weights.

    An ordinary day's weight halves in ``HALF_LIFE`` weeks, an event's in ``EVENT_HALF_LIFE``.
    """
    columns = _plain_columns(past.dates)
    penalty = np.array([1e-6] + [WEEKDAY_PENALTY] * 7)
    prior = np.zeros(8)
    special = np.zeros(len(past), dtype=bool)
    if events is not None:
        columns = np.hstack([columns, events.past])
        penalty, prior = np.concatenate([penalty, events.penalty]), np.concatenate([prior, events.prior])
        special = np.any(events.past > 0, axis=1)
    logs = np.log(np.maximum(past.totals, LEAST))
    age = past.dates.weeks_before(past.last)
    weight = np.where(special, 0.5 ** (age / EVENT_HALF_LIFE), 0.5 ** (age / HALF_LIFE))
    found, residual, spread = _robust(columns, logs, weight, penalty, prior, special)
    return Fit(found[:8], found[8:], _level(np.clip(residual, -HUBER * spread, HUBER * spread), special))


def totals_by_profile(past: Days, future: Dates) -> Floats:
    """Day totals by regression times the weekday's profile, shape (days, slots)."""
    return ridge(past).totals(past, future)[:, None] * profiles(past, future)


def _robust(
    columns: Floats, logs: Floats, weight: Floats, penalty: Floats, prior: Floats, special: Bools
) -> tuple[Floats, Floats, float]:
    """Coefficients, residuals, and their robust standard deviation; events always count in full."""
    trust = np.ones(len(logs))
    for _round in range(ROUNDS):
        weighted = (weight * trust)[:, None] * columns
        found = np.linalg.solve(columns.T @ weighted + np.diag(penalty), weighted.T @ logs + penalty * prior)
        residual = np.asarray(logs - columns @ found)
        plain = residual[~special] if (~special).any() else residual
        spread = float(1.4826 * np.median(np.abs(plain - np.median(plain)))) + 1e-6
        trust = np.where(special, 1.0, np.minimum(1.0, HUBER * spread / np.maximum(np.abs(residual), 1e-9)))
    return np.asarray(found), residual, spread


def _level(residual: Floats, special: Bools) -> float:
    """Plain days' residuals, smoothed exponentially."""
    level = 0.0
    for value in residual[~special]:
        level += SMOOTHING * (float(value) - level)
    return level


def _plain_columns(dates: Dates) -> Floats:
    columns = np.zeros((len(dates), 8))
    columns[:, 0] = 1
    columns[np.arange(len(dates)), 1 + dates.weekdays] = 1
    return columns
