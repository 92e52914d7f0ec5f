"""Shares of a difference: against a count over all orders, and what they must be by symmetry."""

from itertools import permutations

import numpy as np
import pytest

from staffplan.calibration import shapley


def by_orders(factors, value):
    orders = list(permutations(factors))
    found = dict.fromkeys(factors, 0.0)
    for order in orders:
        before = frozenset()
        for each in order:
            found[each] += (value(before | {each}) - value(before)) / len(orders)
            before |= {each}
    return found


@pytest.mark.parametrize("seed", range(5))
def test_shares_are_the_mean_over_all_orders_and_add_up(seed):
    factors = "abcde"
    random = np.random.default_rng(seed)
    known = {}

    def value(chosen):
        return known.setdefault(chosen, float(random.normal()))

    found = shapley(factors, value)
    assert found == pytest.approx(by_orders(factors, value), abs=1e-12)
    assert sum(found.values()) == pytest.approx(value(frozenset(factors)) - value(frozenset()), abs=1e-12)
    assert len(known) == 32


def test_what_changes_nothing_has_no_share_and_equals_share_alike():
    found = shapley(("one", "other", "idle"), lambda chosen: float({"one", "other"} <= chosen))
    assert found == {"one": 0.5, "other": 0.5, "idle": 0.0}
