"""What one person may work: each rule with a need that one agent can meet, and one that takes two."""

from datetime import date

import pytest
from tiny import every_day, make_contract, make_grid, need, solved, works_of

from staffplan.schema.scenario.keys import Opening
from staffplan.solve.model.master import build_master

WEEK = make_grid(7)
ALL_WEEK = need(WEEK, *every_day(range(7)))


def least_team(staffing, opening=None, **rules):
    """The proved headcount; one agent fewer is proved to be too few."""
    roster = solved(make_contract(**rules), staffing, opening=opening)
    assert roster.proved
    assert solved(make_contract(**rules, headcount=(0, roster.headcount - 1)), staffing, opening=opening) is None
    return roster.headcount


@pytest.mark.parametrize(("most", "team"), [(7, 1), (6, 2), (4, 2), (3, 3)])
def test_most_days_per_week(most, team):
    # Seven shifts a week, ``most`` of them by one agent.
    assert least_team(ALL_WEEK, days_per_week=(0, most)) == team


def test_least_days_per_week():
    # One shift is needed, yet whoever works at all works three days.
    roster = solved(make_contract(days_per_week=(3, 5)), need(WEEK, *every_day([0])))
    assert (roster.headcount, len(roster.shifts)) == (1, 3)
    # Open on Mondays alone, nobody gets to two days.
    mondays = Opening(
        hours=("09:00", "17:00"), closed=("tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
    assert least_team(need(WEEK, *every_day([0])), mondays, starts=None) == 1
    assert (
        solved(make_contract(starts=None, days_per_week=(2, 5)), need(WEEK, *every_day([0])), opening=mondays) is None
    )


@pytest.mark.parametrize(("row", "team"), [(7, 1), (6, 2), (3, 2), (1, 2)])
def test_days_in_a_row(row, team):
    # Two can always take turns; one alone has to work all seven days in a row.
    assert least_team(ALL_WEEK, max_days_in_row=row) == team


@pytest.mark.parametrize(("row", "team"), [(4, 2), (5, 1)])
def test_days_in_a_row_run_on_over_the_week(row, team):
    two_weeks = make_grid(14)
    assert least_team(need(two_weeks, *every_day(range(4, 9))), max_days_in_row=row) == team


@pytest.mark.parametrize(("off", "team"), [(1, 1), (2, 2), (7, None)])
def test_days_off_side_by_side(off, team):
    # Monday, Wednesday, Friday, Sunday: the days off between lie alone. Seven days off leave no work at all.
    alternating = need(WEEK, *every_day([0, 2, 4, 6]))
    if team is None:
        assert solved(make_contract(days_off_in_row=off), alternating) is None
    else:
        assert least_team(alternating, days_off_in_row=off) == team


@pytest.mark.parametrize(("rest", "team"), [("8h", 1), ("9h", 2)])
def test_minimum_rest(rest, team):
    # From 22 h to 6 h are eight hours.
    late_then_early = need(make_grid(2), (0, 14, 22, 1), (1, 6, 14, 1))
    assert least_team(late_then_early, starts=("06:00", "14:00"), start_step="8h", min_rest=rest) == team


@pytest.mark.parametrize(("rest", "team"), [("31h", 1), ("33h", 2)])
def test_rest_longer_than_a_day(rest, team):
    # From Monday 17 h to Wednesday 1 h are 32 hours.
    staffing = need(make_grid(3), (0, 9, 17, 1), (2, 1, 9, 1))
    assert least_team(staffing, starts=("01:00", "09:00"), start_step="8h", min_rest=rest) == team


def test_headcount_limits():
    three = need(make_grid(1), (0, 9, 17, 3))
    staff = make_contract(name="own", headcount=(0, 2))
    roster = solved((staff, make_contract(name="vendor", headcount=(0, 1))), three)
    assert roster.headcount_by_contract == {"own": 2, "vendor": 1}
    assert solved((staff, make_contract(name="vendor", headcount=(0, 0))), three) is None


def test_least_headcount_of_a_contract():
    # One would do, but four are employed, and each of them has a shift.
    roster = solved(make_contract(headcount=(4, None)), need(make_grid(1), (0, 9, 17, 1)))
    assert (roster.headcount, roster.headcount_bound) == (4, 4)
    assert {shift.agent for shift in roster.shifts} == {0, 1, 2, 3}


def test_contracts_share_the_work():
    # The short contract alone covers the evening, the long one alone the day.
    day = make_grid(1)
    evening = make_contract(name="evening", shift_lengths=("4h",), starts=("17:00", "17:00"))
    roster = solved((make_contract(name="day"), evening), need(day, (0, 9, 21, 2)))
    assert roster.headcount_by_contract == {"day": 2, "evening": 2}


def test_cost_first():
    # Two cheap agents of 4 h cost less than a dear one of 8 h, and one head more.
    day = need(make_grid(1), (0, 9, 17, 1))
    dear = make_contract(name="dear", hourly_cost=50.0)
    cheap = make_contract(
        name="cheap", shift_lengths=("4h",), starts=("09:00", "13:00"), min_rest="11h", hourly_cost=20.0
    )
    by_cost, by_headcount = (solved((dear, cheap), day, minimise=what) for what in ("cost", "headcount"))
    assert by_cost.headcount_by_contract == {"dear": 0, "cheap": 2}
    assert (by_cost.cost_bound, by_cost.proved) == (pytest.approx(160.0), True)
    assert by_headcount.headcount_by_contract == {"dear": 1, "cheap": 0}


def test_partial_weeks():
    # Of the first week the plan holds Saturday and Sunday; what lies outside may be days off or days of work.
    weekend = make_grid(3, first=date(2026, 11, 7))
    for days, team in (([0, 1], 2), ([1, 2], 1)):
        assert least_team(need(weekend, *every_day(days)), days_per_week=(1, 1)) == team
    # Five days of work are possible although the plan sees two of the week.
    assert least_team(need(weekend, *every_day([0, 1])), days_per_week=(5, 5)) == 1
    # Two days off side by side may lie outside.
    assert least_team(need(weekend, *every_day([0, 1])), days_off_in_row=2) == 1
    # Six leave room for a shift on Sunday, and none for one on Saturday.
    assert least_team(need(weekend, *every_day([1])), days_off_in_row=6) == 1
    assert solved(make_contract(days_off_in_row=6), need(weekend, *every_day([0]))) is None


def cyclic(*spans):
    return need(make_grid(7, cyclic=True), *spans)


def test_cyclic_night_wraps():
    nights = {"starts": ("22:00", "22:00")}
    roster = solved(make_contract(**nights, max_days_in_row=6), cyclic((6, 22, 24, 1), (0, 0, 6, 1)))
    assert [(shift.start, shift.end) for shift in roster.shifts] == [(166, 174)]
    assert solved(make_contract(max_days_in_row=6), cyclic((0, 0, 6, 1))) is None


def test_cyclic_rest_wraps():
    late_then_early = (6, 14, 22, 1), (0, 6, 14, 1)
    rules = {"starts": ("06:00", "14:00"), "start_step": "8h", "max_days_in_row": 6}
    assert least_team(cyclic(*late_then_early), **rules, min_rest="8h") == 1
    assert least_team(cyclic(*late_then_early), **rules, min_rest="9h") == 2
    # Where the week does not wrap they are far apart.
    assert least_team(need(WEEK, *late_then_early), **rules, min_rest="9h") == 1


def test_cyclic_days_in_a_row_wrap():
    friday_to_tuesday = every_day([4, 5, 6, 0, 1])
    assert least_team(cyclic(*friday_to_tuesday), max_days_in_row=5) == 1
    assert least_team(cyclic(*friday_to_tuesday), max_days_in_row=4) == 2
    assert least_team(need(WEEK, *friday_to_tuesday), max_days_in_row=4) == 1


@pytest.mark.parametrize(("rest", "team"), [("34h", 1), ("35h", 2), ("60h", 2)])
def test_cyclic_rest_longer_than_a_day(rest, team):
    # From Sunday 23 h to Tuesday 9 h of the next round are 34 hours.
    rules = {"starts": ("09:00", "15:00"), "start_step": "6h", "min_rest": rest, "max_days_in_row": 6}
    staffing = cyclic((6, 15, 23, 1), (1, 9, 17, 1), (4, 9, 10, 1))
    assert least_team(staffing, **rules) == team
    tours = {}
    for shift in solved(make_contract(**rules), staffing).shifts:
        tours.setdefault(shift.agent, []).append(shift)
    hours = int(rest.removesuffix("h"))
    for shifts in tours.values():
        following = [*(shift.start for shift in shifts[1:]), shifts[0].start + 168]
        assert all(start - shift.end >= hours for shift, start in zip(shifts, following, strict=True))


@pytest.mark.parametrize(("rest", "team"), [("16h", 1), ("17h", 2), ("30h", 2), ("40h", 2), ("41h", 3)])
def test_a_rest_of_more_than_a_night_takes_days(rest, team):
    """Shifts from 9 to 17 every day: 16 hours to the next, 40 to the one after it, 64 to the third."""
    assert least_team(ALL_WEEK, min_rest=rest) == team


@pytest.mark.parametrize(("rest", "team"), [("16h", 3), ("17h", 4), ("30h", 4), ("40h", 4), ("41h", 6), ("60h", 6)])
def test_so_does_it_round_the_end_of_a_week_that_follows_itself(engine, rest, team):
    """Of fourteen shifts each takes its day, and with a long rest one or two more, of somebody's seven; six at most."""
    staffing = need(make_grid(7, cyclic=True), *every_day(range(7), agents=2))
    master = build_master(works_of(make_contract(min_rest=rest), staffing.grid), staffing)
    assert engine.run(master.model, master.headcount_cost(), seconds=20).objective == pytest.approx(team)
