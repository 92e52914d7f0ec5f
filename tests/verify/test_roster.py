"""Reading a written schedule into arrays: kinds of rows, shapes of shifts."""

import numpy as np
import pytest
from written_plans import plan, shift

from staffplan.verify import kinds
from staffplan.verify.kinds import kinds_of
from staffplan.verify.roster import roster_of


def rows_of(size):
    """Rows of which many are equal, with a narrow, a negative, a wide and a single-valued column."""
    random = np.random.default_rng(4)
    narrow, negative = random.integers(0, 3, size), random.integers(-5, 2, size)
    wide = np.array([-(1 << 62), 7, (1 << 62)])[random.integers(0, 3, size)]
    return narrow, negative, wide, np.full(size, 9)


@pytest.mark.parametrize("most", [1 << 62, 8])
@pytest.mark.parametrize("size", [0, 1, 400])
def test_rows_are_of_one_kind_just_where_all_columns_are_equal(size, most, monkeypatch):
    monkeypatch.setattr(kinds, "MOST_KINDS", most)
    columns = rows_of(size)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    first, where = kinds_of(*columns)
    assert [rows[place] for place in first[where]] == rows
    assert len(first) == len(set(rows))
    assert all(rows.index(rows[place]) == place for place in first)


def test_shapes_tell_shifts_apart_by_every_part():
    one = shift(at=9, meals=(4,))
    rows = [
        one,
        shift(at=10, meals=(4,)),
        shift(at=9, meals=(5,)),
        shift(at=9, meals=(3, 5)),
        shift(at=9, meals=()),
        shift(at=9, length=8, meals=(4,)),
        one.model_copy(update={"paid_hours": one.paid_hours + 1e-9}),
    ]
    read = roster_of(plan(*(row.of_agent(f"{number:04d}") for number, row in enumerate(rows))))
    shapes, where = read.shapes
    assert where[0] == where[1]
    assert len(shapes) == len(set(shapes)) == len(rows) - 1
    for row, kind in zip(rows, where, strict=True):
        shape = shapes[kind]
        breaks = tuple(
            (int((pause.start - row.start).total_seconds()), int((pause.end - row.start).total_seconds()))
            for pause in row.breaks
        )
        assert (shape.contract, shape.paid_hours) == (0, row.paid_hours)
        assert (shape.length_s, shape.breaks) == (int((row.end - row.start).total_seconds()), breaks)


def test_a_shift_of_another_agent_is_a_copy_with_another_id():
    row = shift()
    other = row.of_agent("0817")
    assert other == row.model_copy(update={"agent_id": "0817"})
    assert row.agent_id != "0817"
    assert other.model_dump_json() == row.model_copy(update={"agent_id": "0817"}).model_dump_json()
    with pytest.raises(ValueError, match="frozen"):
        other.agent_id = "1"
