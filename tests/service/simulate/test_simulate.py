"""The simulation against theory inside its confidence intervals, and its streams, its fallback and its schedules."""

import subprocess
import sys
from datetime import timedelta

import numpy as np
import pytest
from test_transient import demand_of, scenario_of

from staffplan.schema.plan import Break, Shift
from staffplan.schema.service.simulated import Randomness
from staffplan.service.simulate.draws import draw_available
from staffplan.service.simulate.service import simulated_schedule, simulated_service
from staffplan.service.steady.service import steady_service
from staffplan.service.transient.service import time_varying_service

RNG = np.random.default_rng(11)
SHAPE = np.concatenate((np.linspace(0.2, 1, 16), np.linspace(1, 0.3, 16)))


def within(estimate, value):
    return estimate.low <= value <= estimate.high


@pytest.mark.parametrize(
    ("patience", "concurrency", "peak", "threshold"),
    [(None, 1, 20, "30s"), ("3min", 1, 12, "3min"), ("4min", 3, 20, "30s"), ("2min", 2, 30, "40min")],
)
def test_exponential_times_agree_with_the_exact_law(patience, concurrency, peak, threshold):
    load = SHAPE * peak
    agents = (np.ceil(load + 1.3 * np.sqrt(load)) / (1, 1.7, 2.5)[concurrency - 1]).astype(int)
    agents = np.maximum(agents + RNG.integers(-1, 2, agents.size), 1)
    demand, scenario = demand_of(load * 6, cyclic=True), scenario_of(patience, concurrency, threshold)
    exact = time_varying_service(demand, scenario, agents)
    found = simulated_service(demand, scenario, agents, replications=150, seed=7, confidence=0.999)
    for name in ("service_level", "average_wait_s", "abandonment", "occupancy"):
        assert within(getattr(found.period, name), getattr(exact.period, name)), name
    varied = found.service_level_half_width > 0
    off = np.abs(found.service_level - exact.service_level) > found.service_level_half_width
    assert (off & varied).sum() <= 2


def test_absence_and_planned_time_agree_with_the_paths():
    demand, scenario = demand_of(SHAPE * 60), scenario_of(absence=0.1, planned=0.07, average_wait_cap="2min")
    agents = np.ceil(SHAPE * 10 * 1.5 + 2).astype(int)
    exact = time_varying_service(demand, scenario, agents)
    found = simulated_service(demand, scenario, agents, replications=800, seed=3, confidence=0.999)
    for name in ("service_level", "average_wait_s", "abandonment", "occupancy"):
        assert within(getattr(found.period, name), getattr(exact.period, name)), name


def test_the_same_seed_gives_the_same_figures():
    demand, scenario, agents = demand_of(SHAPE * 60), scenario_of(absence=0.1), np.full(32, 11)
    first, again, other = (
        simulated_service(demand, scenario, agents, replications=3, seed=seed).service_level for seed in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_less_variable_handling_times_make_shorter_queues():
    demand, scenario, agents = demand_of(np.full(48, 100), cyclic=True), scenario_of(None), np.full(48, 18)
    steady = steady_service(demand, scenario, agents).period.average_wait_s
    regular, wild = (
        simulated_service(demand, scenario, agents, replications=60, randomness=Randomness(variation)).period
        for variation in (0.3, 2.0)
    )
    assert regular.average_wait_s.high < steady < wild.average_wait_s.low


def test_log_normal_times_at_one_agent_are_pollaczek_khinchine():
    """M/G/1: mean wait = λ E[S²] / (2 (1 − ρ)), here with variation 0.5."""
    demand, scenario = demand_of(np.full(48, 3.0), cyclic=True), scenario_of(None)
    found = simulated_service(
        demand, scenario, np.ones(48), replications=2000, randomness=Randomness(0.5), confidence=0.999
    )
    load = 3.0 * 300 / 1800
    assert within(found.period.average_wait_s, load * 300 * 1.25 / (2 * (1 - load)))


def test_days_of_uncertain_volume_are_worse():
    demand, scenario, agents = demand_of(np.full(48, 100)), scenario_of(), np.full(48, 18)
    sure, unsure = (
        simulated_service(demand, scenario, agents, replications=200, randomness=Randomness(None, variation))
        for variation in (0.0, 0.3)
    )
    assert unsure.period.service_level.high < sure.period.service_level.low
    assert unsure.customers == pytest.approx(sure.customers, rel=0.1)


def test_available_agents_have_their_law():
    scenario, random = scenario_of(absence=0.2, planned=0.1), np.random.default_rng(0)
    drawn = np.array(
        [draw_available(np.array([5, 9]), np.array([0, 0]), scenario.shrinkage, random) for _ in range(4000)]
    )
    assert drawn.mean(axis=0) == pytest.approx([5 * 0.8 * 0.9, 9 * 0.8 * 0.9], abs=0.1)
    assert np.corrcoef(drawn.T)[0, 1] > 0.9


def test_a_written_schedule_is_simulated_with_its_breaks():
    demand, scenario = demand_of(np.full(48, 40)), scenario_of()
    start = demand.grid.starts[0]
    shifts = [_shift(start + timedelta(hours=8 * (k % 3)), rest=2 + k % 4) for k in range(30)]
    agents = np.zeros(48, dtype=int)
    for k in range(30):
        agents[16 * (k % 3) : 16 * (k % 3) + 16] += 1
        agents[16 * (k % 3) + 4 + 2 * (k % 4)] -= 1
    found = simulated_schedule(demand, scenario, shifts, replications=20, seed=5)
    assert np.array_equal(
        found.service_level, simulated_service(demand, scenario, agents, replications=20, seed=5).service_level
    )
    absent = simulated_schedule(demand, scenario_of(absence=0.2), shifts, replications=20, seed=5)
    assert absent.period.service_level.high < found.period.service_level.low


def _shift(start, rest):
    pause = Break(start=start + timedelta(hours=rest), end=start + timedelta(hours=rest, minutes=30))
    return Shift(
        agent_id="1",
        contract="full-time",
        date=start.date(),
        start=start,
        end=start + timedelta(hours=8),
        breaks=(pause,),
        paid_hours=8.0,
    )


def test_without_numba_the_figures_are_the_same():
    """The loop in plain Python, in a process that cannot import numba, against the loop of this process."""
    program = (
        "import sys; sys.modules['numba'] = None;"
        "sys.path[:0] = ['tests/service/simulate', 'tests/service/transient', 'tests/service'];"
        "from test_simulate import small; print(small())"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert float(run.stdout) == pytest.approx(small(), abs=1e-12)


def small():
    scenario = scenario_of("4min", 3, absence=0.1)
    agents = np.tile([5, 3, 6, 2], 8)
    return simulated_service(demand_of(SHAPE * 60), scenario, agents, replications=1).period.average_wait_s.mean


def test_nobody_on_duty_answers_nobody():
    found = simulated_service(demand_of(np.full(4, 50)), scenario_of(), np.zeros(4), replications=2)
    assert found.period.service_level.mean == 0
    assert np.isnan(found.occupancy).all()
