"""Handling times and the bot's share: the recent mean, by time of day as far as the history is sure of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from staffplan.forecasting.days import Floats

HALF_LIFE = 14.0
"""Days after which a day counts half."""


def mean_by_slot(values: Floats, counts: Floats, variance: float | None = None) -> Floats | None:
    """The expected value of each slot of a day, shape (slots,); None where nothing is known.

    ``values`` and ``counts`` have shape (days, slots): means, NaN where unknown, and of how many contacts. Days count
    less the older they are; a slot's own mean is drawn to that of all slots by as much as its chance error (Bühlmann's
    credibility). ``variance`` of one contact's value in squares of the mean: 1 for handling times that are about
    exponential, and what a share has by itself where it is None.
    """
    weight = np.where(np.isfinite(values) & np.isfinite(counts), counts, 0.0)
    weight = weight * 0.5 ** (np.arange(len(values))[::-1] / HALF_LIFE)[:, None]
    filled = np.where(weight > 0, values, 0.0)
    total, per_slot = weight.sum(), weight.sum(axis=0)
    if total <= 0:
        return None
    overall = float((weight * filled).sum() / total)
    own = np.divide((weight * filled).sum(axis=0), per_slot, out=np.full(len(per_slot), overall), where=per_slot > 0)
    within = overall**2 * variance if variance is not None else overall * (1 - overall)
    busy = per_slot > 0
    between = float(np.average((own[busy] - overall) ** 2, weights=per_slot[busy])) - within * busy.sum() / total
    if between <= 0:
        return np.full(len(per_slot), overall)
    pull = within / between
    return np.asarray((per_slot * own + pull * overall) / (per_slot + pull))


def spread_of_days(values: Floats, counts: Floats, expected: Floats) -> float:
    """The standard deviation of a day's share around the expected one, beyond chance, in points of 1."""
    weight = np.where(np.isfinite(values) & np.isfinite(counts), counts, 0.0)
    number = weight.sum(axis=1)
    days = number > 0
    if days.sum() < 3:
        return 0.0
    error = (weight * (np.where(weight > 0, values, 0.0) - expected)).sum(axis=1)[days] / number[days]
    chance = (weight * (expected * (1 - expected))).sum(axis=1)[days] / number[days] ** 2
    return float(np.sqrt(max(np.mean((error - np.median(error)) ** 2 - chance), 0.0)))
