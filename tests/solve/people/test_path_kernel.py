"""The kernel against all legal tours, one by one, and against itself without compiled code."""

import numpy as np
import pytest
from enumeration import random_work, tours

from staffplan.solve.people.paths.kernel import Kernel
from staffplan.solve.people.paths.network import network_of


def best_of_all(work, gain, off_gain):
    best = -np.inf
    for tour in tours(work):
        off = set(range(len(work.days))) - {int(work.day[shift]) for shift in tour}
        best = max(best, sum(gain[shift] for shift in tour) + sum(off_gain[day] for day in off))
    return best


@pytest.mark.parametrize("seed", range(60))
def test_the_best_tour_is_the_best_of_all_legal_ones(seed):
    rng = np.random.default_rng(seed)
    work = random_work(rng, days=6)
    network = network_of([work], [np.arange(work.n_shifts)])
    gain = rng.integers(-5, 9, work.n_shifts).astype(float)
    off_gain = rng.integers(-5, 6, len(work.days)).astype(float) * (seed % 2)
    if seed % 5 == 0:
        off_gain[rng.integers(len(work.days))] = -np.inf
    wanted = best_of_all(work, gain, off_gain)
    found = {}
    for by_numpy in (False, True):
        most, tour = Kernel(network, by_numpy=by_numpy).best(gain, off_gain)
        found[by_numpy] = (most, tour.tolist())
        assert most == pytest.approx(wanted)
        if np.isfinite(most):
            shifts = tuple(int(shift) for shift in tour if shift >= 0)
            assert shifts in set(tours(work))
            off = [day for day in range(len(work.days)) if tour[day] < 0]
            assert sum(gain[list(shifts)]) + sum(off_gain[off]) == pytest.approx(most)
    assert found[False] == found[True]


def test_works_of_one_automaton_share_a_network():
    rng = np.random.default_rng(4)
    work = random_work(rng)
    masks = [rng.random(work.n_shifts) < 0.6 for _ in range(2)]
    network = network_of([work.only(mask) for mask in masks], [np.flatnonzero(mask) for mask in masks])
    assert network.shift_of.tolist() == np.flatnonzero(masks[0] | masks[1]).tolist()
    gain = rng.random(work.n_shifts)
    for mask in masks:
        part = work.only(mask)
        alone = network_of([part], [np.arange(part.n_shifts)])
        masked = np.where(mask, gain, -np.inf)[network.shift_of]
        zero = np.zeros(len(work.days))
        assert Kernel(network).best(masked, zero)[0] == Kernel(alone).best(gain[mask], zero)[0]
