"""Paid hours of weeks, months and the period. A shift of the tours is paid for 8 hours."""

from datetime import date

import pytest
from written_plans import AUTUMN, HOUR, MEAL, SPRING, broken, day, free, plan, shift
from written_tours import written

from staffplan.schema.scenario.keys import BreakRule
from staffplan.verify import check_plan

WEEK, MONTH, PERIOD = {"hours_per_week"}, {"hours_per_month"}, {"hours_per_period"}


@pytest.mark.parametrize(
    ("signs", "rules"), [("xxxx...", set()), ("xxx....", WEEK), ("xxxxx..", set()), ("xxxxxx.", WEEK)]
)
def test_hours_of_a_week(signs, rules):
    assert broken(written("xxxxx.." + signs, hours_per_week=(32 * HOUR, 40 * HOUR))) == rules


@pytest.mark.parametrize(("signs", "rules"), [("x......", WEEK), ("xx.....", set()), ("xxxxxxx", set())])
def test_least_hours_may_stand_alone(signs, rules):
    assert broken(written([signs], hours_per_week=(16 * HOUR, None))) == rules


def test_hours_are_exact():
    assert broken(written("xxxxx..", hours_per_week=(40 * HOUR, 40 * HOUR))) == set()
    assert broken(written("xxxxx..", hours_per_week=(0 * HOUR, 40 * HOUR - HOUR / 60))) == WEEK
    assert broken(written("xxxxx..", hours_per_week=(40 * HOUR + HOUR / 60, None))) == WEEK


@pytest.mark.parametrize("first", [day(2), day(-5)])
def test_weeks_that_the_period_cuts_have_a_most_alone(first):
    signs = "xxx..xxxxx..xxx" if first == day(-5) else "xx.....xxxxx..xxx"
    assert broken(written(signs, first=first, hours_per_week=(40 * HOUR, 40 * HOUR))) == set()
    assert broken(written(signs, first=first, hours_per_week=(0 * HOUR, 23 * HOUR))) == WEEK


def test_weeks_at_both_ends_of_a_cycle_are_one_week_of_hours():
    tour = {"first": day(3), "cyclic": True}
    assert broken(written("xx...xx", hours_per_week=(32 * HOUR, 32 * HOUR), **tour)) == set()
    assert broken(written("xx...x.", hours_per_week=(32 * HOUR, None), **tour)) == WEEK
    assert broken(written("xx...x.", first=day(3), hours_per_week=(32 * HOUR, None))) == set()


def test_the_eve_has_no_hours():
    rules = {"hours_per_week": (8 * HOUR, 8 * HOUR), "hours_per_period": (8 * HOUR, 8 * HOUR)}
    assert broken(written("n|..x....", **rules)) == set()
    assert broken(written("n|..x....", first=day(1), **rules)) == set()


def test_hours_of_a_month():
    first = date(2026, 10, 26)  # to 6 December: October is cut, November whole, December cut
    signs = "xx...x." + "......." + "xxx...." * 3 + "......x"
    assert broken(written(signs, first=first, hours_per_month=(72 * HOUR, 72 * HOUR))) == set()
    assert broken(written(signs, first=first, hours_per_month=(0 * HOUR, 71 * HOUR))) == MONTH
    found = check_plan(written(signs, first=first, hours_per_month=(73 * HOUR, 120 * HOUR)))
    assert [str(each) for each in found] == [
        "agent 00, 2026-11-01: found 72h paid; allowed: from 73h to 120h (hours_per_month)"
    ]


def test_months_that_the_period_cuts_have_a_most_alone():
    rules = {"first": date(2026, 11, 2), "hours_per_month": (70 * HOUR, 80 * HOUR)}
    assert broken(written("xxxxx..x......", **rules)) == set()
    (found,) = check_plan(written("xxxxx..xxxxxx.", **rules))
    assert (found.rule, found.date, found.allowed) == ("hours_per_month", date(2026, 11, 2), "at most 80h")


@pytest.mark.parametrize("cyclic", [False, True])
def test_a_month_is_whole_where_the_period_is_it(cyclic):
    rules = {"first": date(2027, 2, 1), "cyclic": cyclic}
    assert broken(written("xxxxx.." * 4, hours_per_month=(160 * HOUR, None), **rules)) == set()
    assert broken(written("xxxxx.." * 4, hours_per_month=(161 * HOUR, None), **rules)) == MONTH


def test_a_shift_over_midnight_is_paid_in_the_month_of_its_start():
    rules = {"first": date(2026, 11, 30), "hours_per_month": (0 * HOUR, 8 * HOUR)}
    assert broken(written("n..n...", **rules)) == set()


@pytest.mark.parametrize(
    ("signs", "rules"), [("xxx....", PERIOD), ("xxxx...", set()), ("xxxxxx.", set()), ("xxxxxxx", PERIOD)]
)
def test_hours_of_the_period(signs, rules):
    assert broken(written(signs, hours_per_period=(32 * HOUR, 48 * HOUR))) == rules


def test_paid_breaks_are_paid():
    contract = free(
        breaks=(BreakRule(length=HOUR, starts=MEAL.starts, paid=True),), hours_per_period=(9 * HOUR, 9 * HOUR)
    )
    assert broken(plan(shift(paid=9.0), contract=contract)) == set()


def test_hours_are_those_of_the_schedule_not_those_written():
    row, contract = shift(paid=9.0), free(hours_per_period=(0 * HOUR, 8 * HOUR))
    assert broken(plan(row, contract=contract, paid_hours=8.0)) == {"shift_paid_hours"}


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_hours_are_real_time(change):
    row = shift(on=day(-1, change), at=22)
    assert broken(plan(row, contract=free(hours_per_week=(8 * HOUR, 8 * HOUR)), first=day(-6, change))) == set()
