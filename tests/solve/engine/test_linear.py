"""The model that all constraint families are added to."""

import numpy as np
import pytest

from staffplan.solve.engine.linear import LinearModel


@pytest.fixture
def model():
    """Two families of columns, one row: x0 + 2 x1 − y ≥ 3."""
    model = LinearModel()
    x = model.add_columns("x", 2, 0, 5, integer=True)
    y = model.add_columns("y", 1)
    row = model.add_rows("row", 1, 3)
    model.add_terms(row, x, [1, 2])
    model.add_terms(row, y, -1)
    return model


def dense(model):
    matrix = np.zeros((model.n_rows, model.n_columns))
    rows, columns, values = model.matrix()
    matrix[rows, columns] = values
    return matrix.tolist()


def test_columns_rows_and_terms(model):
    assert dense(model) == [[1, 2, -1]]
    assert [bound.tolist() for bound in model.bounds()] == [[0, 0, 0], [5, 5, np.inf]]
    assert [bound.tolist() for bound in model.row_bounds()] == [[3], [np.inf]]
    assert (model.column_names, model.row_names) == ([("x", 0), ("y", 2)], [("row", 0)])


def test_repeated_terms_add_up_and_zeros_go(model):
    model.add_terms(0, [0, 1, 1], [2, -1, -1])
    assert dense(model) == [[3, 0, -1]]
    assert 1 not in model.matrix()[1]


def test_a_copy_grows_on_its_own(model):
    twin = model.copy()
    twin.add_terms(twin.add_rows("more", 1), [0, 2])
    twin.fix_columns(np.array([0]), 4)
    twin.relax_columns(np.array([1]))
    assert dense(model) == [[1, 2, -1]]
    assert dense(twin) == [[1, 2, -1], [1, 0, 1]]
    assert [bound[0] for bound in twin.bounds()] == [4, 4]
    assert [bound[0] for bound in model.bounds()] == [0, 5]
    assert np.concatenate(twin.integer).tolist() == [True, False, False]
    assert np.concatenate(model.integer).tolist() == [True, True, False]


def test_freed_rows_take_any_value(model):
    twin = model.copy()
    twin.free_rows(np.array([0]))
    assert [bound[0] for bound in twin.row_bounds()] == [-np.inf, np.inf]
    assert model.row_bounds()[0][0] == 3


def test_append_keeps_both_models(model):
    other = model.copy()
    assert other.append(model, "b") == (3, 1)
    assert dense(other) == [[1, 2, -1, 0, 0, 0], [0, 0, 0, 1, 2, -1]]
    assert other.column_names[2:] == [("b.x", 3), ("b.y", 5)]
    assert np.concatenate(other.integer).tolist() == [True, True, False] * 2


def test_the_solvers_form(model):
    proto = model.to_proto(np.array([1.0, 0, 2]))
    assert list(proto.variables.integers) == [True, True, False]
    assert list(proto.linear_constraint_matrix.coefficients) == [1, 2, -1]
    assert list(proto.objective.linear_coefficients.ids) == [0, 2]
    assert not any(model.to_proto(np.zeros(3), relax=True).variables.integers)


def test_a_part_of_the_columns_keeps_the_rows_that_name_no_other(model):
    second = model.add_rows("second", 1, upper=4)
    model.add_terms(second, [0, 1], [1, 3])
    part = model.restricted(np.array([0, 1]))
    assert dense(part) == [[1, 3]]
    assert [bound.tolist() for bound in part.row_bounds()] == [[-np.inf], [4]]
    assert (part.bounds()[1].tolist(), np.concatenate(part.integer).tolist()) == ([5, 5], [True, True])
    assert dense(model.restricted(np.array([2]))) == []
