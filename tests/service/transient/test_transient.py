"""The time-varying queue against closed forms, brute force, the steady formulas and its own balance."""

from datetime import UTC, datetime
from math import factorial

import numpy as np
import pytest
from queue_chains import chat_chain
from scipy.linalg import expm
from scipy.stats import hypergeom

from staffplan.schema.demand import Demand
from staffplan.schema.grid import Grid
from staffplan.schema.scenario.handling import Handling
from staffplan.schema.scenario.keys import Scenario, Shrinkage
from staffplan.schema.scenario.target import Target
from staffplan.service.steady.absence import available
from staffplan.service.steady.service import steady_service
from staffplan.service.transient import walk
from staffplan.service.transient.attendance import attendance_paths
from staffplan.service.transient.chain import evolve
from staffplan.service.transient.exponential import pade_fractions, partial_fractions
from staffplan.service.transient.law import EMPTY, Law, Rates
from staffplan.service.transient.leavers import Leavers, finish, hypergeometric, leave, nobody_leaving
from staffplan.service.transient.service import time_varying_service
from staffplan.service.transient.wait import chance_in_time


def demand_of(volume, aht_s=300.0, cyclic=False, slot_minutes=30):
    volume = np.asarray(volume, dtype=float)
    start = datetime(2026, 11, 2, tzinfo=UTC)
    grid = Grid(timezone="UTC", start=start, slot_minutes=slot_minutes, n_slots=volume.size, cyclic=cyclic)
    everywhere = np.ones(volume.size, dtype=bool)
    return Demand(grid, volume, volume, np.broadcast_to(aht_s, volume.shape).astype(float), everywhere, everywhere)


def scenario_of(patience="4min", concurrency=1, within="30s", absence=0.0, planned=0.0, **target):
    return Scenario(
        handling=Handling(patience=patience, concurrency=concurrency),
        target=Target(within=within, scope="day", **target),
        shrinkage=Shrinkage(absence=absence, planned=planned),
    )


def test_slots_of_less_than_one_inquiry_have_a_service_of_their_own():
    """Of half an inquiry in half an hour hardly any waits for two agents; where nobody asks there is no service."""
    found = time_varying_service(demand_of([0.5, 0.0, 1.0, 0.5]), scenario_of(), np.full(4, 2))
    assert np.isnan(found.service_level).tolist() == [False, True, False, False]
    assert np.isnan(found.average_wait_s).tolist() == [False, True, False, False]
    assert found.service_level[0] == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("within", ["1min", "7min", "14min"])
def test_few_epochs_of_arrival_say_as_much_as_many(monkeypatch, within):
    """The staff changes during nearly every wait; the error of a slot's service level stays under 2e-4."""
    demand, scenario = demand_of([20, 60, 60, 20, 50, 20]), scenario_of("8min", within=within)
    few = time_varying_service(demand, scenario, np.array([5, 9, 12, 4, 9, 3])).service_level
    monkeypatch.setattr(walk, "EPOCHS", ((1.0, 32),))
    many = time_varying_service(demand, scenario, np.array([5, 9, 12, 4, 9, 3])).service_level
    assert few == pytest.approx(many, abs=2e-4)


def test_ample_servers_follow_the_modified_offered_load():
    """λ = 100 (1 + 0.2 sin t), μ = 1: m(t) = 100 + 10 (sin t − cos t), so m(0) = 90 and m(π/2) = 110.

    Each slot has the constant rate that moves the mean as the sine would (the mean obeys a linear equation).
    """
    slots = 48
    h = 2 * np.pi / slots
    ends = h * np.arange(slots + 1)
    mean = 100 + 10 * (np.sin(ends) - np.cos(ends))
    arrivals = (mean[1:] - mean[:-1] * np.exp(-h)) / -np.expm1(-h)
    customers = np.arange(250)
    poisson = np.exp(customers * np.log(90) - 90 - np.cumsum(np.log(np.maximum(customers, 1))))
    law, found = Law(0, poisson), []
    for rate in arrivals:
        (law,), _ = evolve([law], [Rates(rate, 400, (1.0,), 0.0)], h)
        found.append(law.mean)
    assert found == pytest.approx(mean[1:], abs=1e-6)
    assert found[11] == pytest.approx(110, abs=1e-6)
    assert found[47] == pytest.approx(90, abs=1e-6)


@pytest.mark.parametrize(
    ("patience", "concurrency", "volume", "agents"),
    [(None, 1, 100, 18), ("2min", 1, 100, 15), ("4min", 3, 100, 7), (None, 2, 100, 11), ("1min", 1, 3000, 480)],
)
def test_constant_rates_converge_to_the_steady_queue(patience, concurrency, volume, agents):
    demand, scenario = demand_of(np.full(48, volume), cyclic=True), scenario_of(patience, concurrency)
    on_duty = np.full(48, agents)
    found, steady = time_varying_service(demand, scenario, on_duty), steady_service(demand, scenario, on_duty)
    assert found.settled
    for name in ("service_level", "abandonment", "occupancy", "slot_occupancy", "probability_of_wait"):
        assert getattr(found, name) == pytest.approx(getattr(steady, name), abs=1e-9), name
    assert found.average_wait_s == pytest.approx(steady.average_wait_s, abs=1e-6)
    assert found.queue_length == pytest.approx(steady.queue_length, abs=1e-7)


@pytest.mark.parametrize(
    ("agents", "factor", "leaving"), [(3, (1.0,), 0.7), (2, (1.0, 1.7, 2.5), 0.2), (0, (1.0,), 0.5)]
)
def test_the_law_is_the_matrix_exponential(agents, factor, leaving):
    size, arrivals, time = 70, 2.5, 3.0
    chain = chat_chain(arrivals, 1.0, agents, factor, leaving, size=size)
    up, down = np.full(size, arrivals), np.asarray(Rates(0, agents, factor, leaving).leaving(np.arange(size)))
    up[-1] = down[0] = 0
    matrix = np.diag(-up - down) + np.diag(up[:-1], -1) + np.diag(down[1:], 1)
    assert chain.completions[:20] == pytest.approx(Rates(0, agents, factor, leaving).completions(np.arange(20)))
    (law,), (over,) = evolve([EMPTY], [Rates(arrivals, agents, factor, leaving)], time)
    expected = expm(matrix * time)[:, 0]
    assert law.weight == pytest.approx(expected[law.customers], abs=1e-10)
    augmented = np.block([[matrix, np.zeros((size, size))], [np.eye(size), np.zeros((size, size))]])
    assert over.weight == pytest.approx(expm(augmented * time)[size:, 0][over.customers], abs=1e-9)


@pytest.mark.parametrize("concurrency", [1, 3])
@pytest.mark.parametrize("patience", [None, "3min"])
def test_arrivals_are_served_or_left_or_still_there(concurrency, patience):
    rng = np.random.default_rng(5)
    volume, agents = rng.uniform(20, 80, 24), rng.integers(0, 18, 24)
    found = time_varying_service(demand_of(volume), scenario_of(patience, concurrency), agents)
    there = np.diff(found.customers_at_end, prepend=0.0)
    assert found.served + found.left + there == pytest.approx(volume, abs=1e-7)


def test_leavers_are_a_random_choice_of_the_agents():
    """Five customers with four agents of two chats each: one agent has two chats, and half of the agents leave."""
    law, leavers = leave(Law(5, np.ones(1)), Rates(1.0, 4, (1.0, 1.7), 0.0), 2, nobody_leaving(2))
    assert law.first == 2
    assert law.weight == pytest.approx([0.5, 0.5])
    assert leavers.agents == pytest.approx([1.5, 0.5])
    after, chat_s = finish(leavers, (1.0, 1.7), 50.0)
    assert after.customers == pytest.approx(0, abs=1e-8)
    assert chat_s == pytest.approx(1.5 * 1 + 0.5 * (2 / 1.7 + 1), abs=1e-8)


def test_thousands_may_leave_at_once():
    after, chat_s = finish(Leavers(np.array([500.0, 4000.0])), (0.01, 0.017), 3600.0)
    assert after.customers == pytest.approx(0, abs=1e-6)
    assert chat_s == pytest.approx(4500 * 100 + 4000 * 2 / 0.017, rel=1e-8)


def test_a_queue_that_only_grows_is_the_difference_of_two_poisson_numbers():
    """From 1000 in queue, 2 come and 0.5 are served per second: the mean grows by 1.5, the variance by 2.5 a second."""
    (law,), _ = evolve([Law(1010, np.ones(1))], [Rates(2.0, 10, (0.05,), 0.0)], 1800.0)
    assert law.mean == pytest.approx(1010 + 1.5 * 1800, abs=1e-6)
    assert law.customers**2 @ law.weight - law.mean**2 == pytest.approx(2.5 * 1800, rel=1e-6)


@pytest.mark.parametrize(("total", "drawn"), [(1, 1), (6, 2), (40, 40), (300, 25)])
def test_hypergeometric_probabilities(total, drawn):
    marked = np.arange(total + 1)
    values, chance = hypergeometric(total, marked, drawn)
    expected = hypergeom.pmf(values, total, marked[:, None], drawn)
    assert chance.sum(axis=1) == pytest.approx(1, abs=1e-10)
    assert np.where(chance > 0, expected, 0) == pytest.approx(chance, abs=1e-12)


def test_rational_approximations_are_as_close_as_said():
    x = -np.concatenate(([0.0], np.logspace(-4, 6, 2000)))
    for degree, error in ((14, 1e-13), (8, 3e-8)):
        poles, residues = partial_fractions(degree)
        found = np.real(residues[:, None] / (x - poles[:, None])).sum(axis=0)
        assert np.abs(found - np.exp(x)).max() < error


@pytest.mark.parametrize("degree", [6, 8])
def test_pade_is_as_close_as_its_order_allows(degree):
    """The large residues cancel to 1e-12; the first term left out is (m - 1)! m! / ((2m - 1)! (2m)!) z^2m."""
    poles, residues = pade_fractions(degree)
    first = factorial(degree - 1) * factorial(degree) / factorial(2 * degree - 1) / factorial(2 * degree)
    for radius in (0.0, 0.1, 1.0, 2.0):
        z = radius * np.exp(1j * np.linspace(np.pi / 2, np.pi, 9))
        pairs = residues / (z[:, None] - poles), residues.conj() / (z[:, None] - poles.conj())
        assert np.abs(sum(pairs).sum(axis=1) / 2 - np.exp(z)).max() < 1e-12 + 2 * first * radius ** (2 * degree)


@pytest.mark.parametrize("leaving", [0.0, 0.3])
@pytest.mark.parametrize("staff", [(3, 5, 2), (4, 1, 6), (2, 0, 3), (3, 3, 3)])
def test_chance_to_be_answered_in_time_while_the_staff_changes(leaving, staff):
    """One customer followed by expm through three slots of 4 s; agents who come take people from the head."""
    size, factor = 12, (1.0, 1.6)
    rates = [Rates(1.0, agents, factor, leaving) for agents in staff]
    spans = np.array([[0.5, 4.0, 1.5], [3.9, 4.0, 3.0]])
    found = chance_in_time(size - 1, spans, rates)
    for epoch, span in enumerate(spans):
        expected = np.zeros(size + 2)  # ahead 0, 1, …, answered, left
        expected[size] = 1.0
        for m in (2, 1, 0):
            expected = expm(_one_customer(rates[m], size) * span[m]) @ expected
            taken = max(staff[m] - staff[m - 1], 0) * len(factor) if m else 0
            ahead = np.concatenate((np.ones(taken), expected[:size]))[:size]
            expected = np.concatenate((ahead, expected[size:]))
        assert found[:, epoch] == pytest.approx(expected[:size], abs=1e-8)


def _one_customer(rates, size):
    matrix = np.zeros((size + 2, size + 2))
    for ahead in range(size):
        matrix[ahead, ahead - 1 if ahead else size] += rates.full_rate + ahead * rates.abandonment
        matrix[ahead, size + 1] += rates.abandonment
    return matrix - np.diag(matrix.sum(axis=1))


@pytest.mark.parametrize("keys", [{"planned": 0.3}, {"absence": 0.25}, {"absence": 0.1, "planned": 0.2}])
def test_shrinkage_has_the_steady_curves_law(keys):
    demand, scenario = demand_of(np.full(8, 12.0)), scenario_of("2min", **keys)
    found = time_varying_service(demand, scenario, np.full(8, 5)).service_level[-1]
    assert found == pytest.approx(steady_service(demand, scenario, np.full(8, 5)).service_level[-1], abs=2e-4)


def test_paths_keep_the_moments_of_attendance():
    shrinkage, on_duty = Shrinkage(absence=0.1, planned=0.08), np.array([3, 40, 55])
    agents, weight = attendance_paths(on_duty, shrinkage)
    states = available(on_duty, shrinkage)
    assert weight.sum(axis=0) == pytest.approx(1)
    assert (agents[:-1] >= agents[1:]).all()
    for power in (1, 2, 3):
        exact = np.bincount(states.case, states.weight * states.agents.astype(float) ** power)
        assert (weight * agents.astype(float) ** power).sum(axis=0) == pytest.approx(exact, rel=1e-7)


def test_a_cyclic_queue_that_only_grows_says_so():
    demand, agents = demand_of(np.full(6, 60.0), cyclic=True), np.full(6, 9)
    assert not time_varying_service(demand, scenario_of(None), agents).settled
    assert time_varying_service(demand, scenario_of("2min"), agents).settled
    assert time_varying_service(demand, scenario_of(None), agents + 3).settled


def test_an_overload_carries_over():
    volume, agents = np.array([30.0, 90.0, 30.0, 30.0, 30.0]), np.full(5, 8)
    demand, scenario = demand_of(volume), scenario_of(None)
    found, steady = time_varying_service(demand, scenario, agents), steady_service(demand, scenario, agents)
    assert steady.service_level[1] == 0
    assert 0 < found.service_level[1] < 0.5
    assert found.service_level[2] < steady.service_level[2] - 0.3
    assert found.customers_at_end[1] == pytest.approx(90 - 8 * 6 + 5, abs=4)


def test_who_waits_after_closing_counts_for_the_last_hour():
    volume, agents = np.array([60.0, 60.0, 0.0, 0.0]), np.array([11, 4, 0, 0])
    found = time_varying_service(demand_of(volume), scenario_of("5min"), agents)
    assert found.period.abandonment == pytest.approx(found.left.sum() / 120)
    assert found.queue_length[2] > 0.5
    assert np.isnan(found.service_level[2:]).all()
    assert np.isnan(found.occupancy[2:]).all()


@pytest.mark.parametrize("patience", [None, "2min"])
def test_a_capped_wait_is_the_steady_one_where_nothing_changes(patience):
    demand, agents = demand_of(np.full(24, 100.0), cyclic=True), np.full(24, 18)
    scenario = scenario_of(patience, average_wait_cap="100s")
    steady = steady_service(demand, scenario, agents).average_wait_s
    assert time_varying_service(demand, scenario, agents).average_wait_s == pytest.approx(steady, rel=1e-6)


def test_nobody_asks_and_nobody_is_there():
    demand = demand_of(np.zeros(4))
    found = time_varying_service(demand, scenario_of(), np.array([0, 2, 0, 1]))
    assert np.isnan(found.service_level).all()
    assert found.occupancy == pytest.approx([np.nan, 0, np.nan, 0], nan_ok=True)
    assert np.isnan(found.period.service_level)


def test_thresholds_from_nothing_to_days():
    volume, agents = np.array([40.0, 60.0, 50.0, 20.0, 30.0, 30.0]), np.array([8, 9, 7, 5, 6, 6])
    none, half, hours, days = (
        time_varying_service(demand_of(volume), scenario_of("10min", within=within), agents)
        for within in ("0s", "30min", "4h", "72h")
    )
    assert none.service_level == pytest.approx(1 - none.probability_of_wait, abs=1e-9)
    assert (none.service_level < half.service_level).all()
    assert hours.service_level == pytest.approx(days.service_level, abs=1e-7)
    answered = volume.sum() - days.left.sum()
    assert days.service_level @ volume == pytest.approx(answered, abs=0.5)  # but for those who wait at the end
