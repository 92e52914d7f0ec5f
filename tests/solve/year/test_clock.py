"""The time of a year's search: of a small year less is kept for what follows, of no year more than a share."""

import time

import pytest

from staffplan.solve.year.clock import YearClock


@pytest.mark.parametrize(("columns", "left"), [(500, 98.0), (float("inf"), 85.0), (100_000, 85.0)])
def test_tours_and_checks_of_a_small_year_take_little(columns, left):
    now = time.monotonic()
    clock = YearClock(now + 100, now + 200, now, columns)
    assert clock.left(found=True) == pytest.approx(left, abs=0.5)


def test_as_long_as_there_is_no_plan_there_is_more_time():
    now = time.monotonic()
    clock = YearClock(now + 100, now + 200, now)
    assert clock.left(found=False) == pytest.approx(170, abs=0.5)
    assert YearClock(now - 1, now - 1, now - 9).left(found=True) == 0.0
