"""Night shifts as payroll counts them: the window, how much of it, over midnight, on the real clock."""

from datetime import date

import numpy as np
import pytest
from tiny import make_grid

from staffplan.schema.scenario.payroll import Payroll
from staffplan.shifts.nights import night_shifts


def is_night(hour, hours, **payroll):
    return bool(night_shifts(np.array([hour]), np.array([hours]), Payroll(**payroll), make_grid(2))[0])


@pytest.mark.parametrize(
    ("hour", "hours", "night"),
    [(9, 9, False), (15, 8, False), (16, 8, True), (22, 8, True), (-2, 3, True), (4, 8, True), (5, 8, False)],
)
def test_two_hours_between_ten_and_six(hour, hours, night):
    assert is_night(hour, hours) == night


def test_window_and_least_are_those_of_payroll():
    assert is_night(13, 3, night=("12:00", "18:00"))
    assert not is_night(13, 3, night=("12:00", "18:00"), night_allowance_from="4h")
    assert not is_night(9, 8, night_allowance_from="0h")
    assert is_night(5, 8, night_allowance_from="0h")


def test_the_night_in_which_the_clocks_change():
    # Seven hours from 22:00 on end at 6:00 where the clock skips one, at 4:00 where it repeats one.
    spring = make_grid(2, first=date(2026, 3, 28), zone="Europe/Berlin")
    assert night_shifts(np.array([22]), np.array([9]), Payroll(night_allowance_from="7h"), spring)[0]
    assert not night_shifts(np.array([22]), np.array([9]), Payroll(night_allowance_from="8h"), spring)[0]


def test_no_shifts_at_all():
    none = np.zeros(0, dtype=np.int64)
    assert night_shifts(none, none, Payroll(), make_grid(1)).shape == (0,)
