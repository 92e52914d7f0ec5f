"""Steps of gain curves: never less than the curve, exact where it matters, whole where it is not concave."""

import numpy as np
import pytest
from tiny import make_grid, need, with_service

from staffplan.solve.model.service import is_exact, service_met
from staffplan.solve.model.steps import ALL_UP_TO, is_whole, steps_of, zone


def promised(gain, steps):
    """What the model credits for 0, 1, 2, … agents who fill the steps in order."""
    ends = np.concatenate([[0.0], np.cumsum(steps.width)])
    heights = gain[0] + np.concatenate([[0.0], np.cumsum(steps.width * steps.slope)])
    return np.interp(np.arange(len(gain)), ends, heights)


def concave(n, seed):
    slopes = np.sort(np.random.default_rng(seed).exponential(size=n))[::-1]
    return np.concatenate([[0.3], 0.3 + np.cumsum(slopes)])


def s_shaped(n, bend):
    return 1 / (1 + np.exp(-(np.arange(n + 1.0) - bend) / (n / 12)))


def test_short_curves_are_kept_whole():
    gain = concave(ALL_UP_TO, 0)
    steps = steps_of(gain)
    assert is_whole(gain)
    assert np.array_equal(steps.width, np.ones(ALL_UP_TO))
    assert steps.slope == pytest.approx(np.diff(gain))
    assert promised(gain, steps) == pytest.approx(gain)


@pytest.mark.parametrize("seed", range(8))
def test_thinned_curve_never_promises_too_little(seed):
    gain = concave(60 + 40 * seed, seed)
    steps = steps_of(gain, [7.5 * seed])
    assert len(steps.width) < len(gain) - 1
    assert (promised(gain, steps) >= gain - 1e-9).all()
    # Steep steps first: whoever wants a gain for few agents fills them in order.
    assert (np.diff(steps.slope) <= 1e-12).all()
    assert steps.width.sum() == pytest.approx(len(gain) - 1)


@pytest.mark.parametrize("near", [0.0, 31.4, 70.0, 199.0])
def test_thinned_curve_is_exact_around_numbers_that_matter(near):
    gain = concave(200, 3)
    first, end = zone(near, 200)
    inside = slice(first, end + 2)
    assert end - first >= 4
    assert promised(gain, steps_of(gain, [near]))[inside] == pytest.approx(gain[inside])
    elsewhere = promised(gain, steps_of(gain, [])) - gain
    assert elsewhere.max() > 1e-3  # what the zones are for


@pytest.mark.parametrize("n", [30, 120])
def test_convex_beginning_is_taken_whole(n):
    gain = s_shaped(n, n / 4)
    steps = steps_of(gain, [n / 2])
    # Up to the bend slopes rise; the steps there have the width of one agent and the slopes of the curve.
    assert n / 4 - 2 <= steps.whole <= n / 4 + 2
    assert np.array_equal(steps.width[: steps.whole], np.ones(steps.whole))
    assert steps.slope[: steps.whole] == pytest.approx(np.diff(gain)[: steps.whole])
    assert (np.diff(steps.slope[steps.whole :]) <= 1e-12).all()
    assert (promised(gain, steps) >= gain - 1e-9).all()


def test_steps_without_gain_are_left_out():
    assert len(steps_of(np.array([0.0, 1.0, 1.0, 1.0])).width) == 1
    assert len(steps_of(np.ones(5)).width) == 0


def test_exact_only_inside_the_zones():
    grid = make_grid(slots=2)
    staffing = with_service(need(grid), [concave(200, 1), concave(20, 1)], 0)
    near = (np.array([50.0, 0.0]),)
    assert is_exact(staffing, near, np.array([54.0, 20.0]))
    assert not is_exact(staffing, near, np.array([90.0, 20.0]))
    assert is_exact(staffing, (*near, np.array([90.0, 0.0])), np.array([90.0, 3.0]))
    assert is_exact(staffing, near, np.array([200.0, 0.0]))


def test_service_is_judged_by_the_whole_curve():
    grid = make_grid(slots=2)
    staffing = with_service(need(grid), [np.array([0, 2, 3.0]), np.array([1, 1.5])], 3.5)
    assert service_met(staffing, np.array([1.0, 1.0]))
    assert not service_met(staffing, np.array([1.0, 0.0]))
    # More agents than the curve has steps give what its end gives; fractions of agents give nothing.
    assert service_met(staffing, np.array([9.0, 0.0]))
    assert not service_met(staffing, np.array([1.9, 0.9]))
