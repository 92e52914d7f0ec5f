"""The rational functions that stand for the exponential, against the exponential."""

from math import exp, factorial

import pytest

from staffplan.service.transient.exponential import pade_fractions


@pytest.mark.parametrize(("degree", "z"), [(2, -0.25), (4, -1.0), (6, -2.0), (8, -4.0)])
def test_pade_fractions_agree_with_the_exponential_to_their_order(degree, z):
    """The error of [m / n] is m! n! z^(m+n+1) / ((m+n)! (m+n+1)!) e^z at first (Padé 1892)."""
    poles, residues = pade_fractions(degree)
    m, n = degree - 1, degree
    leading = factorial(m) * factorial(n) / (factorial(m + n) * factorial(m + n + 1)) * abs(z) ** (m + n + 1)
    error = abs(float((residues / (z - poles)).real.sum()) - exp(z))
    assert 0.1 * exp(z) * leading < error < leading
