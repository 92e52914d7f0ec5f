from math import exp, factorial, inf

import numpy as np
import pytest
from scipy.stats import binom, gamma

from staffplan.verify.steady import Service, steady


def level(volume, agents, *, per=1800.0, aht=180.0, within=20.0, patience=None, factors=(1.0,), absence=0.0):
    service = Service(factors, within, patience, absence)
    return float(steady(np.array([volume / per]), np.array([aht]), np.array([agents]), service).in_time[0])


@pytest.mark.parametrize(
    ("case", "known"),
    [
        ({"volume": 360, "agents": 55, "aht": 240.0, "within": 15.0}, 0.845883),
        ({"volume": 100, "agents": 13}, 0.795595),
        ({"volume": 100, "agents": 14}, 0.888350),
        ({"volume": 100, "agents": 15}, 0.941453),
        ({"volume": 100, "agents": 13, "patience": 300.0}, 0.858178),
    ],
)
def test_published_values(case, known):
    assert level(**case) == pytest.approx(known, abs=6e-7)


@pytest.mark.parametrize(("load", "least"), [(5, 8), (10, 14), (20, 24), (50, 56), (100, 107), (200, 208)])
def test_published_least_agents(load, least):
    assert level(load * 10, least) >= 0.8 > level(load * 10, least - 1)


def by_definition(volume, agents, *, per=1800.0, aht=180.0, within=20.0, patience=inf, factors=(1.0,), states=4000):
    """The chain written out to the end; who finds q in line waits until the line has moved q + 1 times."""
    arrival, places = volume / per, agents * len(factors)
    each = [0.0, *factors, factors[-1]]

    def completion(k):
        full, more = divmod(min(k, places), agents)
        return ((agents - more) * each[full] + more * each[full + 1]) / aht

    rates = np.array([completion(k) + max(k - places, 0) / patience for k in range(1, states)])
    log_p = np.concatenate(([0.0], np.cumsum(np.log(arrival) - np.log(rates))))
    p = np.exp(log_p - log_p.max())
    p /= p.sum()
    queued = p[places:]
    if patience == inf:
        met = gamma.cdf(within, np.arange(len(queued)) + 1, scale=1 / completion(places))
    else:
        met = leaves_in_time(completion(places), 1 / patience, within, len(queued))
    return p[:places].sum() + queued @ met


def leaves_in_time(full, leaving, within, places, steps=4000):
    """Share of those who join at each place in line that are served within the threshold: the line's own equation."""
    position = np.arange(places)
    met, dt = np.zeros(places), within / steps

    def slope(met):
        ahead = np.concatenate(([1.0], met[:-1]))
        # The line moves when somebody is served or one ahead leaves; who leaves is never served.
        return full * (ahead - met) + position * leaving * (ahead - met) - leaving * met

    for _step in range(steps):
        k1 = slope(met)
        k2 = slope(met + dt / 2 * k1)
        k3 = slope(met + dt / 2 * k2)
        met = met + dt / 6 * (k1 + 2 * k2 + 2 * k3 + slope(met + dt * k3))
    return met


CASES = [
    {"volume": 100, "agents": 12},
    {"volume": 100, "agents": 9, "patience": 300.0, "states": 120},
    {"volume": 100, "agents": 14, "patience": 60.0, "within": 5.0, "states": 120},
    {"volume": 200, "agents": 10, "factors": (1.0, 1.7, 2.5), "within": 60.0},
    {"volume": 200, "agents": 7, "factors": (1.0, 1.7, 2.5), "patience": 240.0, "within": 30.0, "states": 160},
    {"volume": 30, "agents": 1, "aht": 120.0, "patience": 100.0, "within": 90.0, "states": 80},
]


@pytest.mark.parametrize("case", CASES)
def test_steady_level_is_that_of_the_chain_written_out(case):
    written_out = by_definition(**case)
    case = {key: value for key, value in case.items() if key != "states"}
    assert level(**case) == pytest.approx(written_out, abs=1e-7)


def test_absence_averages_over_who_is_there():
    expected = sum(binom.pmf(m, 6, 0.9) * (level(30, m) if m else 0.0) for m in range(7))
    assert level(30, 6, absence=0.1) == pytest.approx(expected, abs=1e-9)


def test_nobody_is_answered_without_agents_or_without_end():
    assert level(10, 0) == 0
    assert level(100, 10) == pytest.approx(0, abs=1e-9)
    assert level(100, 9) == 0


def test_textbook_erlang_c_of_a_small_team():
    load, n = 3.0, 5
    tail = load**n / factorial(n) * n / (n - load)
    wait = tail / (sum(load**k / factorial(k) for k in range(n)) + tail)
    assert level(30, 5) == pytest.approx(1 - wait * exp(-(n - load) * 20 / 180), abs=1e-12)


@pytest.mark.parametrize(("load", "agents"), [(1e-6, 1), (0.5, 200), (9000, 9100), (9000, 10000)])
def test_extremes_stay_shares(load, agents):
    for patience in (None, 1.0, 300.0, 1e6):
        found = level(load * 10, agents, patience=patience, within=86400.0)
        assert 0.99 < found <= 1 or patience == 1.0
        assert 0 <= found <= 1


def test_crowded_queue_with_patience():
    # Twice the load of what the agents can do: those who stay are half.
    assert level(200, 10, patience=100.0, within=1e5) == pytest.approx(0.5, abs=5e-3)
    assert level(2000, 10, patience=1.0, within=1e5) == pytest.approx(0.05, abs=1e-2)


def test_service_stage_finds_the_same_by_other_formulas():
    """Two ways that share no line: integrals by the chain's terms and quadrature here, incomplete gammas there."""
    from staffplan.schema.scenario.keys import Handling, Scenario, Shrinkage, Target
    from staffplan.service.steady.slot_kinds import Kinds
    from staffplan.verify.answered import service_of

    rng = np.random.default_rng(1)
    for concurrency, patience, shrinkage, cap in (
        (1, None, {}, None),
        (1, "40s", {"absence": 0.1}, None),
        (3, "11s", {"absence": 0.05, "planned": 0.1}, "300s"),
        (2, None, {"planned": 0.1}, "300s"),
    ):
        scenario = Scenario(
            handling=Handling(concurrency=concurrency, patience=patience),
            shrinkage=Shrinkage(**shrinkage),
            target=Target(average_wait_cap=cap),
        )
        volume, aht = np.exp(rng.uniform(-2, 6, 60)), np.exp(rng.uniform(3, 7, 60))
        agents = np.round(volume * aht / 1800 * rng.uniform(0.5, 2, 60)).astype(np.int64)
        kinds = Kinds(scenario, 1800.0, volume, aht, np.arange(60))
        theirs = kinds.at_on_duty(np.arange(60), agents)
        ours = steady(volume / 1800, aht, agents, service_of(scenario))
        for mine, their in (
            (ours.in_time, theirs.in_time),
            (ours.abandonment, theirs.abandonment),
            (ours.wait_s, theirs.average_wait),
            (ours.busy, theirs.busy),
            (ours.available, theirs.available),
        ):
            assert mine == pytest.approx(their, rel=1e-8, abs=1e-9)
