"""The two integrals against sums of positive terms and against each other, over the whole range."""

import numpy as np
import pytest
from scipy.special import gammainc, gammaincc

from staffplan.service.steady.integrals import log_lower, log_total, log_upper, lower_and_falling_share


def series(s, y):
    """1 + y/(s+1) + y²/((s+1)(s+2)) + … and the same weighted for the mean of 1 − e^−x."""
    terms = y / (s + np.arange(1, 20_000))
    with np.errstate(under="ignore"):
        return 1 + np.cumprod(terms).sum()


@pytest.mark.parametrize("s", [0.0, 0.3, 5.0, 29.9, 30.0, 400.0, 5000.0])
@pytest.mark.parametrize("ratio", [1e-6, 0.2, 0.9, 0.999, 1.0, 1.001, 1.1])
def test_lower_is_its_series(s, ratio):
    y = max(s, 1.0) * ratio
    expected = series(s, y)
    log_value, share = lower_and_falling_share(np.array([s]), np.array([y]))
    assert log_value[0] == pytest.approx(np.log(expected), abs=3e-13)
    assert share[0] == pytest.approx(1 - s / (s + 1) * series(s + 1, y) / expected, rel=1e-8, abs=1e-12)


def test_shares_of_the_total_are_the_incomplete_gamma_functions():
    s, ratio = np.meshgrid([30.0, 100.0, 3e3, 1e5], [0.5, 0.97, 0.999, 1.0, 1.001, 1.03, 2.0])
    s, y = s.ravel(), (s * ratio).ravel()
    total = log_total(s, y)
    assert np.exp(log_lower(s, y) - total) == pytest.approx(gammainc(s, y), rel=1e-8, abs=1e-300)
    assert np.exp(log_upper(s, y) - total) == pytest.approx(gammaincc(s, y), rel=1e-8, abs=1e-300)


def test_sum_of_both_is_the_total():
    s = np.geomspace(30, 1e7, 40)
    for ratio in (0.9, 0.9999, 1.0, 1.0001, 1.1):
        both = np.logaddexp(log_lower(s, s * ratio), log_upper(s, s * ratio))
        assert both == pytest.approx(log_total(s, s * ratio), rel=1e-12)


def test_nothing_overflows():
    s = np.array([0.0, 1.0, 1e3, 1e12, 1e12])
    y = np.array([1e5, 1e-300, 1e7, 1e-300, 1.0000001e12])
    assert np.isfinite(log_lower(s, y)).all()
    assert np.isfinite(log_upper(s[2:], y[2:])).all()
