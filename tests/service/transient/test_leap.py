"""A leap over a long queue is what the steps give."""

import numpy as np
import pytest
from scipy.stats import poisson

from staffplan.service.transient import chain, leap
from staffplan.service.transient.chain import added, evolve
from staffplan.service.transient.law import EMPTY, Law, Rates

GROWING = Rates(arrivals=20.0, agents=100, throughput=(1 / 300,), abandonment=0.0)
DRAINING = Rates(arrivals=1.0, agents=6000, throughput=(1 / 300,), abandonment=0.0)
NOBODY = Rates(arrivals=10.0, agents=0, throughput=(1 / 300,), abandonment=0.0)


def bell(middle, spread):
    states = np.arange(middle - 9 * spread, middle + 9 * spread + 1)
    weight = np.exp(-(((states - middle) / spread) ** 2) / 2)
    return Law(int(states[0]), weight / weight.sum())


@pytest.mark.parametrize(
    ("law", "rates"), [(bell(5000, 40), GROWING), (bell(60_000, 200), DRAINING), (Law(0, np.ones(1)), NOBODY)]
)
def test_a_leap_is_what_the_steps_give(monkeypatch, law, rates):
    monkeypatch.setattr(leap, "LEAST_TRAVEL", 20_000.0)
    leapt = evolve([law, law], [rates, rates], 3600.0)
    assert leap.leap_time(law, rates, 3600.0) > 0
    monkeypatch.setattr(leap, "LEAST_TRAVEL", np.inf)
    stepped = evolve([law, law], [rates, rates], 3600.0)
    for fast, slow in zip(leapt, stepped, strict=True):
        difference = added([fast[0], slow[0]], [1.0, -1.0])
        assert np.abs(difference.weight).sum() < 1e-6 * slow[0].weight.sum()
        assert fast[0].mean == pytest.approx(slow[0].mean, rel=1e-9)


def test_a_queue_that_begins_empty_is_followed_until_it_can_leap(monkeypatch):
    """Twenty times as many come as ten agents can serve: once all are busy for good, the rest is one leap."""
    rates, leaps = Rates(arrivals=2.0, agents=10, throughput=(1 / 100,), abandonment=0.0), []
    monkeypatch.setattr(leap, "LEAST_TRAVEL", np.inf)
    ((slow,), (slow_sum,)) = evolve([EMPTY], [rates], 4000.0)
    monkeypatch.setattr(leap, "LEAST_TRAVEL", 2000.0)
    monkeypatch.setattr(chain, "leap", lambda *given: leaps.append(given[-1]) or leap.leap(*given))
    ((fast,), (fast_sum,)) = evolve([EMPTY], [rates], 4000.0)
    assert len(leaps) == 1
    assert 0 < leaps[0] < 4000
    assert (fast.mean, fast_sum.mean) == pytest.approx((slow.mean, slow_sum.mean), rel=1e-9)


def test_a_leap_is_exact():
    (first, weight), _ = leap.leap(np.ones(1), 0, NOBODY, 3600.0)
    assert np.abs(weight - poisson.pmf(np.arange(first, first + weight.size), 36_000)).sum() < 1e-9


def test_the_means_are_those_of_two_poisson_streams():
    law = bell(5000, 40)
    (after,), (integral,) = evolve([law], [GROWING], 7200.0)
    drift = 20.0 - 100 / 300
    assert after.mean == pytest.approx(5000 + drift * 7200, rel=1e-9)
    spread = float(((after.customers - after.mean) ** 2) @ after.weight)
    assert spread == pytest.approx(40**2 + (20 + 100 / 300) * 7200, rel=1e-6)
    assert integral.mean == pytest.approx(7200 * (5000 + drift * 3600), rel=1e-9)


def test_a_queue_that_drains_is_left_to_the_steps_before_it_ends():
    (after,), _ = evolve([bell(60_000, 200)], [DRAINING], 7200.0)
    empty_after = (60_000 - 6000) / (20 - 1)  # from then on every customer has an agent: the rest decays
    rest = (6000 - 300) * np.exp(-(7200 - empty_after) / 300)
    assert after.mean == pytest.approx(300 + rest, abs=1e-3)


def test_short_ways_and_queues_that_some_leave_are_not_leapt():
    patient = Rates(20.0, 100, (1 / 300,), abandonment=1 / 240)
    assert leap.leap_time(bell(5000, 40), patient, 3600.0) == 0.0
    assert leap.leap_time(bell(5000, 40), GROWING, 60.0) == 0.0
    assert leap.leap_time(bell(450, 40), GROWING, 3600.0) == 0.0
