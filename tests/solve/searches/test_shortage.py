"""Where no legal plan exists: what stays short, by how much; and what a bound rests on."""

import numpy as np
import pytest
from tiny import every_day, make_contract, make_grid, need, with_service, works_of

from staffplan.errors import NoPlanError
from staffplan.solve.bound.binding import relaxation
from staffplan.solve.searches.shortage import Shortages, least_shortage

DAY = make_grid(1)


def shortage(contract, staffing, **keys):
    return least_shortage(works_of(contract, staffing.grid), staffing, **keys)


def test_nothing_is_short_where_a_plan_exists():
    found = shortage(make_contract(), need(DAY, (0, 9, 17, 4)))
    assert found.total == 0


def test_hours_that_no_shift_reaches():
    found = shortage(make_contract(), need(DAY, (0, 0, 6, 2), (0, 9, 17, 1)))
    assert found.agents.tolist() == [2.0] * 6 + [0.0] * 18
    assert found.total == 12


def test_too_few_agents():
    found = shortage(make_contract(headcount=(0, 1)), need(DAY, (0, 9, 17, 3)))
    assert found.agents.tolist() == [0.0] * 9 + [2.0] * 8 + [0.0] * 7
    assert shortage(make_contract(), need(DAY, (0, 9, 17, 3)), most=2).total == 8


def test_service_that_is_missed():
    gains = [np.array([0.0, 1.0, 1.5])] * 24
    staffing = with_service(need(DAY), gains, 12)
    # One agent gives 8 of 12, two do; what is missed is told as a part of all that the group could gain, 36.
    assert shortage(make_contract(headcount=(0, 2)), staffing).total == pytest.approx(0)
    found = shortage(make_contract(headcount=(0, 1)), staffing)
    assert found.agents.sum() == 0
    assert found.service["period"] == pytest.approx(4 / 36)
    # One shift of eight hours gives at most 12 of 36, however many work it.
    assert shortage(make_contract(), with_service(need(DAY), gains, 36)).service["period"] == pytest.approx(24 / 36)


def test_rules_that_contradict_their_least_headcount():
    # Seven days off side by side leave no work for the one who must be employed.
    contract = make_contract(days_off_in_row=7, headcount=(1, None))
    week = need(make_grid(7), *every_day([0]))
    assert shortage(contract, week) is None


def test_bound_and_who_pays_for_it():
    # Three at 9-17 h: three agents, and all of the bound rests on those hours.
    staffing = need(DAY, (0, 9, 17, 3), (0, 14, 15, 2))
    staffing.least[9:17] = 3
    found = relaxation(works_of(make_contract(), DAY), staffing)
    assert (found.headcount, found.bound) == (pytest.approx(3), 3)
    assert found.by_slot.sum() == pytest.approx(3)
    assert not found.by_slot[np.r_[0:9, 17:24]].any()


def test_fraction_of_the_relaxation_is_rounded_up():
    # Seven shifts, five by each: 1.4 agents.
    found = relaxation(
        works_of(make_contract(days_per_week=(0, 5)), make_grid(7)), need(make_grid(7), *every_day(range(7)))
    )
    assert (found.headcount, found.bound) == (pytest.approx(1.4), 2)


def test_no_bound_without_a_plan():
    assert relaxation(works_of(make_contract(), DAY), need(DAY, (0, 0, 1, 1))) is None


def test_a_large_team_is_not_left_with_what_a_short_search_happened_to_find():
    # Each of four weeks' days wants 2,000 at 9-17 h, and one of them is missing.
    month = make_grid(28)
    contract = make_contract(starts=("07:00", "11:00"), headcount=(0, 1999))
    found = shortage(contract, need(month, *every_day(range(28), agents=2000)))
    assert found.total == pytest.approx(28 * 8)
    assert found.agents.reshape(28, 24)[:, 9:17] == pytest.approx(1)


def test_one_week_alone():
    staffing = need(make_grid(14), (1, 9, 17, 3), (8, 9, 17, 5))
    with Shortages(staffing) as shortages:
        works = works_of(make_contract(headcount=(0, 1)), staffing.grid)
        assert shortages.of_week(works, 24 + 9) == pytest.approx(2 * 8)
        assert shortages.of_week(works, 8 * 24) == pytest.approx(4 * 8)
        assert shortages.least(works).total == pytest.approx(6 * 8)


def test_time_that_ends_is_no_contradiction():
    staffing = need(make_grid(28), *every_day(range(28), 0, 24, 50))
    with Shortages(staffing) as shortages, pytest.raises(NoPlanError):
        shortages.least(works_of(make_contract(starts=None), staffing.grid), seconds=0)
