"""Absence at random against its definition, term by term."""

from math import comb

import numpy as np
import pytest

from staffplan.schema.scenario.keys import Shrinkage
from staffplan.service.steady.absence import available, expected_run, on_duty_for, run_of_states


def by_definition(values, on_duty, absence, planned):
    """Σ C(n, m) (1 − absence)^m absence^(n − m) f(m (1 − planned)), f linear between whole numbers."""
    total = 0.0
    for present in range(on_duty + 1):
        weight = comb(on_duty, present) * (1 - absence) ** present * absence ** (on_duty - present)
        total += weight * np.interp(present * (1 - planned), np.arange(values.size), values)
    return total


@pytest.mark.parametrize(("absence", "planned"), [(0.08, 0.0), (0.0, 0.1), (0.08, 0.1), (0.6, 0.3)])
def test_expectation_over_who_is_there(absence, planned):
    shrinkage = Shrinkage(absence=absence, planned=planned)
    values = np.sqrt(np.arange(300.0))
    first, last = np.array([1]), np.array([120])
    low, high = (int(end[0]) for end in run_of_states(first, last, shrinkage))
    run = expected_run(values[None, low : high + 1], low, 1, 120, shrinkage)[0]
    states = available(np.arange(1, 121), shrinkage)
    single = np.bincount(states.case, states.weight * values[states.agents])
    expected = [by_definition(values, n, absence, planned) for n in range(1, 121)]
    assert run == pytest.approx(expected, rel=1e-12)
    assert single == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("first", [160, 400, 511, 512])
@pytest.mark.parametrize(("absence", "planned"), [(0.08, 0.0), (0.0, 0.1), (0.0, 0.0), (0.3, 0.2)])
def test_expectation_of_a_large_team_on_duty(absence, planned, first):
    """Teams of so many or up to forty more, of whom the fewest that may be there are many."""
    shrinkage, last = Shrinkage(absence=absence, planned=planned), first + 40
    values = np.sqrt(np.arange(700.0))
    low, high = (int(end[0]) for end in run_of_states(np.array([first]), np.array([last]), shrinkage))
    assert low > 0
    run = expected_run(values[None, low : high + 1], low, first, last, shrinkage)[0]
    expected = [by_definition(values, n, absence, planned) for n in range(first, last + 1)]
    assert run == pytest.approx(expected, rel=1e-12)


def test_ten_thousand_agents_in_a_narrow_band():
    shrinkage = Shrinkage(absence=0.05)
    states = available(np.array([10_000]), shrinkage)
    assert states.agents.size < 500
    assert states.weight.sum() == pytest.approx(1, abs=1e-12)
    assert states.weight @ states.agents == pytest.approx(9500, abs=1e-6)
    assert states.weight @ states.agents.astype(float) ** 2 - 9500**2 == pytest.approx(475, abs=1e-2)


@pytest.mark.parametrize("agents", [1, 2, 5, 30, 400, 9000])
@pytest.mark.parametrize(("absence", "planned"), [(0.01, 0.0), (0.1, 0.1), (0.5, 0.0)])
def test_bounds_on_who_must_be_on_duty(agents, absence, planned):
    shrinkage = Shrinkage(absence=absence, planned=planned)
    few, many = (int(bound[0]) for bound in on_duty_for(np.array([agents]), shrinkage))
    short = available(np.array([max(few - 1, 0)]), shrinkage)
    ample = available(np.array([many]), shrinkage)
    assert short.weight[short.agents >= agents].sum() < 1e-9
    assert ample.weight[ample.agents < agents].sum() < 1e-9
