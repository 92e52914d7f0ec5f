"""The cost of agents above the least: against the unevenness, requirement and messages counted from nothing."""

import numpy as np
import pytest
from tiny import make_grid, with_service

from staffplan.schema.service.staffing import DeferrableWork, Staffing
from staffplan.solve.model.service import service_met
from staffplan.solve.smoothing.penalty import DAY, unevenness
from staffplan.solve.smoothing.slot_costs import SlotCosts

DAYS = 3
SLOTS = 24 * DAYS


def served(seed):
    """Random volumes over three days, some slots without any; 60% of them wanted."""
    random = np.random.default_rng(seed)
    volume = random.choice([0.0, 1.0, 3.0, 9.0], SLOTS)
    least = random.integers(0, 2, SLOTS)
    gains = [v * (1 - 0.6 ** np.arange(1, 9)) if v else np.zeros(1) for v in volume]
    return with_service(Staffing(make_grid(DAYS), least, least), gains, 0.6 * volume.sum(), np.flatnonzero(volume))


def own_need(seed):
    least = np.random.default_rng(seed).integers(0, 4, SLOTS)
    return Staffing(make_grid(DAYS), least, least)


def cost_of(staffing, duty):
    """What ``unevenness`` is the mean and the root of."""
    mean = unevenness(staffing, (duty - staffing.least).astype(float)) ** 2
    if staffing.requirements:
        return mean * (1 + DAY) * sum(float(gain[-1]) for gain in staffing.requirements[0].gain)
    return mean * np.maximum(staffing.least, 1).sum()


@pytest.mark.parametrize("make", [served, own_need])
@pytest.mark.parametrize("seed", range(3))
def test_a_change_costs_what_the_unevenness_says(make, seed):
    staffing, random = make(seed), np.random.default_rng(seed)
    duty = staffing.least + random.integers(0, 4, SLOTS)
    levels = SlotCosts(staffing, duty)
    assert levels.total == pytest.approx(cost_of(staffing, duty))
    slots = random.permutation(SLOTS)[:9]
    cost = levels.add(slots, 2)
    duty[slots] += 2
    assert levels.total == pytest.approx(cost_of(staffing, duty))
    levels.add(slots, -2)
    assert levels.total + cost == pytest.approx(cost_of(staffing, duty))


@pytest.mark.parametrize("make", [served, own_need])
def test_the_sum_over_a_day_is_exact_where_it_is_known_what_is_answered(make):
    staffing = make(5)
    levels = SlotCosts(staffing, staffing.least + 1)
    slots, missed = np.arange(8, 16), levels.missed
    cost = levels.add(slots, 1)
    answering = missed - levels.missed
    levels.add(slots, -1)
    assert levels.rise(slots, 1, answering).sum() == pytest.approx(cost)


def test_nobody_may_be_missing_and_what_was_met_stays_met():
    staffing = served(1)
    duty = staffing.least + 1
    while not service_met(staffing, (duty - staffing.least).astype(float)):
        duty = duty + 1
    levels = SlotCosts(staffing, duty)
    assert levels.allowed()
    levels.add(np.arange(SLOTS), -1)
    assert not levels.allowed()
    missing = SlotCosts(staffing, staffing.least)
    assert missing.add(np.array([3]), -1) > cost_of(staffing, staffing.least)


@pytest.mark.parametrize("cyclic", [False, True])
def test_messages_are_replied_to_in_time(cyclic):
    # One agent's work comes in during every slot and is due two slots later; one agent does it, if nobody is away.
    grid = make_grid(7, cyclic=cyclic)
    n = grid.n_slots
    released = np.arange(1.0, n + 1)
    due = np.maximum(released - 2, -1.0 if cyclic else 0.0)
    work = DeferrableWork(released, due, np.zeros(n), np.ones(n, dtype=bool), 1.0, float(n))
    least = np.zeros(n, dtype=np.int64)
    levels = SlotCosts(Staffing(grid, least, least, deferrable=work), least + 1)
    assert levels.allowed()
    levels.add(np.array([5, 6, 7]), -1)
    assert not levels.allowed()
    levels.add(np.array([5, 6, 7]), 1)
    assert levels.allowed()
