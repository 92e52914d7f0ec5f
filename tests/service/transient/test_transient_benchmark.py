"""Time of the time-varying evaluation and the simulation, and how close they are, over 28 days of half hours."""

import time

import numpy as np
import pytest
from test_transient import demand_of, scenario_of

from staffplan.service.simulate.service import simulated_service
from staffplan.service.transient.service import time_varying_service

HOURS = (30, 20, 15, 12, 10, 10, 15, 30, 50, 70, 90, 95, 80, 75, 85, 90, 90, 80, 80, 90, 100, 95, 80, 50)


def month(peak, concurrency=1, absence=0.0):
    """Volumes of 28 days with a noise of 5%, and staff around the square-root rule that changes in every slot."""
    random = np.random.default_rng(3)
    load = np.tile(np.repeat(HOURS, 2), 28) / 100 * peak * (1 + 0.05 * random.standard_normal(1344))
    each = (1, 1.7, 2.5)[concurrency - 1] * (1 - absence)
    agents = np.ceil((load + np.sqrt(load)) / each).astype(int) + random.integers(-2, 3, 1344)
    return demand_of(load * 6), np.maximum(agents, 1)


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("patience", "concurrency", "absence", "seconds"),
    [("4min", 1, 0, 5), (None, 1, 0, 5), ("4min", 3, 0, 6), ("4min", 1, 0.05, 15)],
)
def test_a_month_of_300_agents(patience, concurrency, absence, seconds):
    demand, agents = month(300, concurrency, absence)
    scenario = scenario_of(patience, concurrency, absence=absence)
    begin = time.process_time()
    exact = time_varying_service(demand, scenario, agents)
    took = time.process_time() - begin
    simulated_service(demand_of([1.0]), scenario, [1], replications=1)
    found = simulated_service(demand, scenario, agents, replications=40, confidence=0.99).period.service_level
    assert abs(exact.period.service_level - found.mean) <= 0.002
    assert took <= seconds


@pytest.mark.benchmark
def test_a_month_of_3000_agents():
    demand, agents = month(3000)
    begin = time.process_time()
    time_varying_service(demand, scenario_of(), agents)
    assert time.process_time() - begin <= 40


@pytest.mark.benchmark
@pytest.mark.parametrize("concurrency", [1, 3])
def test_a_million_customers_a_second(concurrency):
    pytest.importorskip("numba")
    demand, agents = month(300, concurrency)
    scenario = scenario_of("4min", concurrency)
    simulated_service(demand_of([1.0]), scenario, [1], replications=1)
    begin = time.process_time()
    found = simulated_service(demand, scenario, agents, replications=4)
    assert found.customers / (time.process_time() - begin) >= 1e6
