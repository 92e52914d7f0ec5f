"""Quantiles against counts drawn with the factors that they assume; spreads found again."""

import numpy as np
import pytest

from staffplan.forecasting.bands import Tried, day_sigma, quantiles, sigmas_of, totals_between
from staffplan.schema.forecasting.outlook import Sigmas

MEAN = np.tile([5.0, 40.0, 200.0, 80.0], (1, 1))


def drawn(day, slot, count, random):
    days = random.gamma(1 / day**2, day**2, (count, 1))
    return random.poisson(MEAN * days * random.gamma(1 / slot**2, slot**2, (count, 4)))


def test_quantiles_are_those_of_drawn_counts():
    counts = drawn(0.2, 0.1, 40_000, np.random.default_rng(5))
    levels = (0.1, 0.5, 0.9)
    expected = np.quantile(counts, levels, axis=0)
    found = np.vstack(quantiles(MEAN, np.array([0.2]), 0.1, levels))
    assert found == pytest.approx(expected, rel=0.03, abs=1)


def test_totals_of_days_are_those_of_drawn_counts():
    totals = drawn(0.2, 0.1, 40_000, np.random.default_rng(6)).sum(axis=1)
    low, high = totals_between(MEAN, np.array([0.2]), 0.1)
    assert [low[0], high[0]] == pytest.approx(np.quantile(totals, [0.1, 0.9]), rel=0.02)


def test_the_spread_of_a_backtest_is_what_it_was_made_with():
    random = np.random.default_rng(7)
    actual = drawn(0.15, 0.08, 600, random).astype(float)
    ahead = np.tile(np.arange(1, 29), 22)[:600]
    found = sigmas_of([Tried(ahead, np.tile(MEAN, (600, 1)), actual, np.ones(600, dtype=bool))])
    assert [found.week, found.fortnight, found.month] == pytest.approx([0.15] * 3, rel=0.25)
    assert found.slot == pytest.approx(0.08, rel=0.15)


def test_days_that_are_not_plain_do_not_count():
    actual = np.tile(MEAN, (30, 1))
    actual[::3] *= 3
    plain = np.ones(30, dtype=bool)
    plain[::3] = False
    found = sigmas_of([Tried(np.arange(1, 31), np.tile(MEAN, (30, 1)), actual, plain)])
    assert found.month < 0.01


def test_nothing_tried_is_said_by_the_assumed_spread():
    assert sigmas_of([]) == Sigmas(0.15, 0.2, 0.25, 0.1)


def test_spread_by_distance():
    ahead = np.array([1, 7, 8, 14, 15, 28, 112])
    found = day_sigma(Sigmas(0.1, 0.2, 0.3, 0.0), ahead)
    assert found == pytest.approx([0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.6])
