"""Seats in the room and roles in the room: each rule kept, and one that no plan can keep."""

from dataclasses import replace

import numpy as np
import pytest
from tiny import every_day, make_contract, make_grid, need, on_duty, solved, works_of

from staffplan.schema.deviation import Prices
from staffplan.schema.service.staffing import SEATS, DutyLimit
from staffplan.solve.searches.shortage import least_shortage

FREE = {"days_per_week": (0, 7), "max_days_in_row": 7, "days_off_in_row": 0, "min_rest": "0h"}


def limited(staffing, key=SEATS, contracts=None, least=0, most=np.inf, hours=range(24)):
    """``staffing`` with one rule in some hours of each day."""
    hour = np.array([moment.hour for moment in staffing.grid.starts])
    here = np.isin(hour, list(hours))
    names = None if contracts is None else frozenset(contracts)
    limit = DutyLimit(key, names, np.where(here, least, 0), np.where(here, float(most), np.inf))
    return replace(staffing, limits=(*staffing.limits, limit))


def early_and_late(**rules):
    """Shifts of four hours at 8:00, 10:00 and 12:00."""
    return make_contract(shift_lengths=("4h",), starts=("08:00", "12:00"), start_step="2h", **(FREE | rules))


def test_seats_keep_shifts_from_overlapping():
    grid = make_grid(1)
    staffing = need(grid, (0, 8, 10, 2), (0, 10, 12, 2), (0, 12, 16, 2))
    roster = solved(early_and_late(), limited(staffing, most=2))
    assert roster.headcount == 4
    assert on_duty(roster, grid).max() == 2


def test_a_need_over_the_seats_has_no_plan():
    grid = make_grid(1)
    staffing = limited(need(grid, (0, 9, 11, 3)), most=2)
    assert solved(early_and_late(), staffing) is None
    shortage = least_shortage(works_of(early_and_late(), grid), staffing)
    assert shortage.agents.sum() == pytest.approx(2)
    assert not shortage.limits[SEATS].any()


def test_agents_who_have_to_be_employed_may_find_no_seat():
    grid = make_grid(7)
    contract = make_contract(shift_lengths=("4h",), starts=("08:00", "08:00"), days_per_week=(7, 7), headcount=(3, 3))
    contract = contract.model_copy(update={"days_off_in_row": 0, "max_days_in_row": 7})
    staffing = limited(need(grid, (0, 8, 12, 1)), most=2)
    assert solved(contract, staffing) is None
    shortage = least_shortage(works_of(contract, grid), staffing)
    assert shortage.limits[SEATS].max() == pytest.approx(1)
    assert solved(contract, limited(need(grid, (0, 8, 12, 1)), most=3)).headcount == 3


def test_a_break_leaves_the_seat_free():
    meal = {"breaks": ({"length": "1h", "starts": ("1h", "2h")},)}
    grid = make_grid(1)
    contract = make_contract(shift_lengths=("4h",), starts=("08:00", "08:00"), **(FREE | meal))
    staffing = need(grid, (0, 8, 9, 2), (0, 9, 11, 1), (0, 11, 12, 2))
    assert solved(contract, limited(staffing, most=1, hours=(9, 10))).headcount == 2
    assert solved(contract, limited(staffing, most=0, hours=(9,))) is None


def leaders(**rules):
    return make_contract(name="leaders", shift_lengths=("4h",), starts=("08:00", "14:00"), **(FREE | rules))


def test_a_role_takes_agents_of_its_own_contracts():
    grid = make_grid(1)
    both = early_and_late(name="staff"), leaders(start_step="1h")
    staffing = need(grid, (0, 8, 16, 1))
    assert solved(both, staffing).headcount == 2
    roster = solved(both, limited(staffing, "role[1]", ("leaders",), least=1, hours=range(8, 16)))
    assert roster.headcount_by_contract == {"staff": 0, "leaders": 2}


def test_a_role_counts_in_the_bound():
    grid = make_grid(1)
    staffing = limited(need(grid, (0, 8, 12, 3)), "role[1]", ("leaders",), least=2, hours=range(12, 18))
    roster = solved((early_and_late(name="staff"), leaders(start_step="2h")), staffing)
    # Three for the morning, and two leaders for each of two stretches behind it.
    assert (roster.headcount, roster.headcount_bound, roster.proved) == (7, 7, True)


def test_a_role_nobody_may_fill_has_no_plan():
    grid = make_grid(1)
    both = early_and_late(name="staff"), leaders(headcount=(0, 1))
    staffing = limited(need(grid, (0, 8, 16, 1)), "role[1]", ("leaders",), least=1, hours=range(8, 16))
    assert solved(both, staffing) is None
    shortage = least_shortage(works_of(both, grid), staffing)
    assert shortage.limits["role[1]"].sum() == pytest.approx(4)
    assert not shortage.agents.any()


@pytest.mark.parametrize("minimise", ["headcount", "cost"])
def test_rules_of_the_room_over_two_weeks(minimise):
    grid = make_grid(14)
    staff = early_and_late(name="staff", hourly_cost=20.0, days_per_week=(4, 5), days_off_in_row=2, min_rest="11h")
    leader = leaders(hourly_cost=30.0, days_per_week=(4, 5), days_off_in_row=2, min_rest="11h", start_step="2h")
    staffing = need(grid, *every_day(range(14), 8, 16, 2))
    staffing = limited(limited(staffing, most=3), "role[1]", ("leaders",), least=1, hours=range(8, 12))
    roster = solved((staff, leader), staffing, minimise=minimise)
    duty = on_duty(roster, grid)
    assert duty.max() <= 3
    assert (duty >= staffing.least).all()
    there = replace(roster, shifts=tuple(shift for shift in roster.shifts if shift.contract == "leaders"))
    assert (on_duty(there, grid) >= staffing.limits[1].least).all()


def test_limits_hold_where_the_need_has_prices():
    grid = make_grid(1)
    staffing = replace(need(grid), required=need(grid, (0, 8, 12, 3)).least, prices=Prices(1.0, 5.0, 0.0))
    assert on_duty(solved(early_and_late(), staffing), grid).max() == 3
    assert on_duty(solved(early_and_late(), limited(staffing, most=2)), grid).max() == 2
    both = early_and_late(name="staff"), leaders()
    roster = solved(both, limited(staffing, "role[1]", ("leaders",), least=2, hours=range(14, 18)))
    assert sum(shift.contract == "leaders" and shift.start >= 14 for shift in roster.shifts) == 2
