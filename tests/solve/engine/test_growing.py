"""Linear programs that grow: the same optimum as the whole program at once, by both methods."""

import numpy as np
import pytest

from staffplan.solve.engine.growing import GrowingProgram
from staffplan.solve.engine.linear import LinearModel


def cover(rng, rows=8):
    """A row for each of several needs, and what it costs to leave them."""
    model = LinearModel()
    need = rng.integers(1, 5, rows).astype(float)
    model.add_terms(model.add_rows("need", rows, need, np.inf), model.add_columns("short", rows), 1.0)
    return model, np.full(rows, 10.0)


def columns(rng, rows=8, count=6):
    terms = []
    for _ in range(count):
        held = np.flatnonzero(rng.random(rows) < 0.4)
        terms.append((held, np.ones(len(held))))
    return rng.integers(1, 6, count).astype(float), terms


@pytest.mark.parametrize("central", [False, True])
@pytest.mark.parametrize("seed", range(5))
def test_columns_come_one_after_the_other(seed, central):
    rng = np.random.default_rng(seed)
    model, cost = cover(rng)
    growing = GrowingProgram(model, cost, central=central)
    batches = [columns(rng) for _ in range(4)]
    for number in range(5):
        at_once = GrowingProgram(model, cost)
        for batch in batches[:number]:
            at_once.add(*batch)
        found, whole = growing.solve(5), at_once.solve(5)
        assert found.objective == pytest.approx(whole.objective, abs=1e-5)
        assert len(found.values) == growing.n_columns
        assert found.duals @ model.row_bounds()[0] == pytest.approx(whole.objective, abs=1e-4)
        if number < 4:
            growing.add(*batches[number])


@pytest.mark.parametrize("central", [False, True])
def test_columns_are_held_and_freed(central):
    model, cost = cover(np.random.default_rng(0), rows=1)
    growing = GrowingProgram(model, cost, central=central)
    (column,) = growing.add([1.0], [(np.array([0]), np.ones(1))])
    need = float(model.row_bounds()[0][0])
    assert growing.solve(5).objective == pytest.approx(need)
    growing.bound(np.array([column]), 0.0, 0.0)
    assert growing.solve(5).objective == pytest.approx(10 * need)
    growing.bound(np.array([column]), 0.0, np.inf)
    assert growing.solve(5).objective == pytest.approx(need)


def test_what_cannot_be_has_no_solution():
    model = LinearModel()
    model.add_rows("impossible", 1, 1.0, 1.0)
    model.add_columns("nothing", 1)
    assert GrowingProgram(model, np.ones(1)).solve(5) is None
