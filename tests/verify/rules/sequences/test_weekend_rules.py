"""Weekends: how many, in a row, whole or not at all; free Sundays. Periods begin on a Monday where none is given."""

import pytest
from written_plans import broken, day
from written_tours import written

from staffplan.verify import check_plan

MOST, ROW, WHOLE, SUNDAYS = {"max_weekends"}, {"max_weekends_in_row"}, {"whole_weekends"}, {"free_sundays"}
FREE, SATURDAY, SUNDAY, BOTH = "xxxx...", "xxxx.x.", "xxxx..x", "xxx..xx"
AT_SUNDAY = day(6)


@pytest.mark.parametrize(
    ("weeks", "rules"),
    [
        ((FREE, SATURDAY, FREE), set()),
        ((SUNDAY, SATURDAY, FREE), MOST),
        ((BOTH, FREE, FREE), set()),
        ((BOTH, FREE, BOTH), MOST),
    ],
)
def test_weekends_of_the_period(weeks, rules):
    assert broken(written("".join(weeks), max_weekends=1)) == rules


def test_weekends_that_the_period_cuts_count():
    # From a Sunday to a Saturday: two weekends, of each one day.
    assert broken(written("x.....x", first=AT_SUNDAY, max_weekends=1)) == MOST
    assert broken(written("x......", first=AT_SUNDAY, max_weekends=1)) == set()
    # In a cycle they are one.
    assert broken(written("x.....x", first=AT_SUNDAY, cyclic=True, max_weekends=1)) == set()


def test_the_eve_is_no_day_of_a_weekend():
    assert broken(written("n|.......", first=AT_SUNDAY, max_weekends=0)) == set()
    assert broken(written("n|x......", first=AT_SUNDAY, max_weekends=1)) == set()
    assert broken(written(".xxxxx.", first=AT_SUNDAY, max_weekends=0)) == set()


@pytest.mark.parametrize(
    ("weeks", "rules"),
    [
        ((SATURDAY, SUNDAY, FREE, BOTH), set()),
        ((SATURDAY, SUNDAY, BOTH, FREE), ROW),
        ((FREE, FREE, FREE, FREE), set()),
    ],
)
def test_weekends_in_a_row(weeks, rules):
    assert broken(written("".join(weeks), max_weekends_in_row=2)) == rules


def test_weekends_in_a_row_over_the_end_of_a_cycle():
    weeks = SATURDAY + FREE + SUNDAY
    assert broken(written(weeks, max_weekends_in_row=1)) == set()
    assert broken(written(weeks, cyclic=True, max_weekends_in_row=1)) == ROW
    assert broken(written(weeks, cyclic=True, max_weekends_in_row=2)) == set()
    # Whoever works on every weekend of a cycle never has one off.
    (found,) = check_plan(written(SATURDAY, cyclic=True, max_weekends_in_row=9))
    assert (found.rule, found.found) == ("max_weekends_in_row", "no weekend off at all")


@pytest.mark.parametrize(("week", "rules"), [(FREE, set()), (BOTH, set()), (SATURDAY, WHOLE), (SUNDAY, WHOLE)])
@pytest.mark.parametrize("cyclic", [False, True])
def test_weekends_are_worked_whole(week, rules, cyclic):
    assert broken(written(BOTH + week, cyclic=cyclic, whole_weekends=True)) == rules


@pytest.mark.parametrize(
    ("signs", "rules"), [("x......", WHOLE), ("......x", WHOLE), ("x.....x", set()), (".x.....", set())]
)
def test_weekends_that_the_period_cuts_are_looked_at_in_a_cycle_alone(signs, rules):
    assert broken(written(signs, first=AT_SUNDAY, whole_weekends=True)) == set()
    assert broken(written(signs, first=AT_SUNDAY, cyclic=True, whole_weekends=True)) == rules
    assert broken(written("n|.......", first=AT_SUNDAY, whole_weekends=True)) == set()


def test_the_day_of_a_half_weekend_is_said():
    (found,) = check_plan(written(FREE + SUNDAY, whole_weekends=True))
    assert str(found) == (
        "agent 00, 2026-11-14: found work on Sunday alone; allowed: both days of a weekend, or none (whole_weekends)"
    )


@pytest.mark.parametrize(
    ("weeks", "rules"), [((SUNDAY, FREE, SATURDAY), set()), ((BOTH, SUNDAY, FREE), SUNDAYS), ((FREE, FREE), set())]
)
def test_free_sundays(weeks, rules):
    assert broken(written("".join(weeks), free_sundays=2)) == rules


def test_sundays_are_those_of_the_period():
    assert broken(written("n|xxxxxxx", free_sundays=1)) == SUNDAYS
    assert broken(written("n|xxxxxx.", free_sundays=1)) == set()
    assert broken(written("xxx", free_sundays=1)) == SUNDAYS  # a period without any


def test_a_shift_over_midnight_counts_for_the_day_of_its_start():
    friday, sunday = "....n..", "......n"
    assert broken(written(friday, max_weekends=0, whole_weekends=True)) == set()
    assert broken(written(sunday, max_weekends=0, free_sundays=1)) == MOST | SUNDAYS
