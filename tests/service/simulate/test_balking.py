"""Customers who leave at once, patience of a shape, the virtual wait: against the chain and a published day."""

from math import gamma

import numpy as np
import pytest
from test_transient import demand_of, scenario_of

from staffplan.schema.service.simulated import Randomness
from staffplan.service.simulate.draws import draw_customers
from staffplan.service.simulate.service import simulated_service
from staffplan.service.steady.balking import BalkingQueue
from staffplan.service.steady.erlang import erlang_queue


def within(estimate, value):
    return estimate.low <= value <= estimate.high


def chain(arrival, aht, agents, leaving, balking, states=400):
    """Steady states, brute force."""
    weight = [1.0]
    for k in range(states):
        rate = arrival if k < agents else arrival * (1 - balking)
        weight.append(weight[-1] * rate / (min(k + 1, agents) / aht + max(k + 1 - agents, 0) * leaving))
    return np.array(weight) / sum(weight)


@pytest.mark.parametrize(("agents", "balking", "leaving"), [(8, 0.0, 1 / 120), (8, 0.3, 1 / 120), (10, 0.15, 1 / 600)])
def test_the_formulas_are_those_of_the_chain(agents, balking, leaving):
    arrival, aht = 0.05, 180.0
    queue = BalkingQueue(np.array([arrival]), np.array([aht]), np.array([float(agents)]), leaving, balking)
    states = chain(arrival, aht, agents, leaving, balking)
    busy, waiting = states[agents:].sum(), (np.arange(len(states) - agents) * states[agents:]).sum()
    assert queue.probability_of_wait[0] == pytest.approx(busy, rel=1e-9)
    assert queue.average_wait[0] == pytest.approx(waiting / arrival, rel=1e-9)
    assert queue.abandonment[0] == pytest.approx(balking * busy + leaving * waiting / arrival, rel=1e-9)


def test_without_balking_it_is_erlang_a():
    given = (np.array([0.05]), np.array([180.0]), np.array([9.0]), 1 / 200)
    plain, none = erlang_queue(*given), BalkingQueue(*given, 0.0)
    for definition in ("offered", "served", "without_early_leavers", "early_leavers_met"):
        assert none.service_level(20, definition) == pytest.approx(plain.service_level(20, definition))


def test_the_simulation_agrees_with_the_formulas():
    demand, scenario = demand_of(np.full(48, 90.0), cyclic=True), scenario_of("3min", within="20s")
    found = simulated_service(
        demand, scenario, np.full(48, 14), replications=120, randomness=Randomness(balking=0.2), confidence=0.999
    ).period
    queue = BalkingQueue(np.array([90 / 1800]), np.array([300.0]), np.array([14.0]), 1 / 180, 0.2)
    assert within(found.service_level, queue.in_time(20)[0])
    assert within(found.abandonment, queue.abandonment[0])
    assert within(found.left_in_time, queue.abandoned_within(20)[0])
    assert within(found.average_wait_s, queue.average_wait[0])
    assert within(found.offered_wait_s, queue.offered_wait()[0])
    for definition in ("served", "without_early_leavers", "early_leavers_met"):
        assert within(getattr(found, definition), queue.service_level(20, definition)[0]), definition


@pytest.mark.parametrize("shape", [0.6, 1.0, 2.5])
def test_patience_has_the_scenarios_mean_whatever_its_shape(shape):
    demand, scenario = demand_of(np.full(4, 20_000.0)), scenario_of("4min")
    customers = draw_customers(
        demand, np.arange(4), scenario, Randomness(patience_shape=shape), np.random.default_rng(1)
    )
    assert customers.patience.mean() == pytest.approx(240, rel=0.02)
    variation = np.sqrt(gamma(1 + 2 / shape) / gamma(1 + 1 / shape) ** 2 - 1)
    assert customers.patience.std() / 240 == pytest.approx(variation, rel=0.05)


def test_who_leaves_at_once_does_so_without_a_patience_of_the_scenario_too():
    demand, scenario = demand_of(np.full(48, 100.0), cyclic=True), scenario_of(None)
    found = simulated_service(
        demand, scenario, np.full(48, 14), replications=20, randomness=Randomness(balking=0.3)
    ).period
    assert found.abandonment.mean > 0.1
    assert found.abandonment.mean == pytest.approx(found.left_in_time.mean)


AGENTS = [4, 6, 8, 8, 8, 7, 8, 8, 6, 6, 4, 4, 4]
CALLS = [100, 150, 150, 180, 200, 150, 150, 150, 120, 100, 80, 70, 60]


def test_a_published_day():
    """The call centre of SSJ's tutorial, whose printed means lie in the intervals (docs/queueing.md)."""
    demand, scenario = demand_of(CALLS, 100.0, slot_minutes=60), scenario_of("1000s", within="20s")
    randomness = Randomness(volume_variation=10**-0.5, balking=0.1)
    found = simulated_service(
        demand, scenario, AGENTS, replications=600, seed=4, randomness=randomness, confidence=0.99
    ).period
    assert within(found.early_leavers_met, 0.854)
    assert within(found.abandonment, 0.037)
    assert within(found.average_wait_s, 12.736)
    assert found.early_leavers_met.half_width < 0.02
