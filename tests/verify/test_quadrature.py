"""The checker's integrals over the virtual wait against their closed forms."""

import numpy as np
import pytest
from scipy.special import gammainc, gammaln

from staffplan.verify.quadrature import log_integral


@pytest.mark.parametrize("times", [np.inf, 0.98, 1.0, 3.0])
@pytest.mark.parametrize(
    ("load", "shape"), [(5.0, 3.0), (60.0, 20.0), (2000.0, 1000.0), (1000.0, 1020.0), (20000.0, 15000.0)]
)
def test_the_integral_is_a_difference_of_incomplete_gamma_functions(load, shape, times):
    """∫₀^u exp((λ/θ)(1 − e^{−θx}) − dx) dx = e^a a^{−s} Γ(s) (P(s, a) − P(s, a e^{−θu})) / θ; a = λ/θ and s = d/θ.

    u is so many times as far as where most of the integral lies.
    """
    leaving = 0.7
    upper = times * (np.log(load / shape) if load > shape else 1 / (shape - load)) / leaving
    found, _mean = log_integral(np.array([load * leaving]), np.array([shape * leaving]), leaving, upper)
    part = gammainc(shape, load) - gammainc(shape, load * np.exp(-leaving * upper))
    assert part > 1e-3
    expected = load - shape * np.log(load) + gammaln(shape) + np.log(part) - np.log(leaving)
    assert found[0] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("upper", [np.inf, 0.01, 3.0])
def test_without_leaving_it_is_a_plain_exponential(upper):
    rate = np.array([0.5, 2.0, 40.0])
    found, mean = log_integral(np.ones(3), 1 + rate, 0.0, upper)
    gone = np.exp(-rate * upper)
    assert np.exp(found) == pytest.approx((1 - gone) / rate, rel=1e-10)
    left = 0.0 if upper == np.inf else upper * gone / (1 - gone)
    assert mean == pytest.approx(1 / rate - left, rel=1e-9)


def test_of_no_length_it_is_nothing():
    found, mean = log_integral(np.array([1.0, 2.0]), np.array([3.0, 4.0]), 0.5, 0.0)
    assert (found.tolist(), mean.tolist()) == ([-np.inf, -np.inf], [0.0, 0.0])
