"""Night shifts: which they are, the rest after them, how many in a row and in the period."""

from datetime import timedelta

import pytest
from written_plans import AUTUMN, HOUR, SPRING, broken, day, free, plan, shift
from written_tours import written

from staffplan.verify import check_plan

REST, ROW, COUNT = {"rest_after_night"}, {"max_nights_in_row"}, {"nights_per_period"}
HALF = timedelta(minutes=30)


def payroll(**keys):
    return {"grid": HALF, "payroll": keys}


@pytest.mark.parametrize(
    ("at", "length", "keys", "night"),
    [
        (15, 9, {}, True),  # 22 to 24: as long as earns the allowance
        (14.5, 9, {}, False),
        (6, 9, {}, False),
        (4, 9, {}, True),
        (4.5, 9, {}, False),
        (22, 9, {}, True),
        (6, 9, {"night_allowance_from": "0s"}, False),  # a minute at least
        (5.5, 9, {"night_allowance_from": "0s"}, True),
        (9, 9, {"night": ("12:00", "14:00")}, True),
        (9, 9, {"night": ("12:00", "13:30")}, False),
        (9, 9, {"night": ("09:00", "09:00")}, True),  # the whole day
        (9, 9, {"night": ("24:00", "06:00")}, False),
        (1, 9, {"night": ("24:00", "06:00")}, True),
        (14, 9, {"night": ("21:00", "24:00")}, True),
        (13.5, 9, {"night": ("21:00", "24:00")}, False),
        (13.5, 9, {"night": ("20:59", "23:59"), "night_allowance_from": "91min"}, True),  # to the minute
        (13.5, 9, {"night": ("20:59", "23:59"), "night_allowance_from": "92min"}, False),
    ],
)
def test_what_a_night_shift_is(at, length, keys, night):
    row = shift(at=at, length=length)
    written_plan = plan(row, contract=free(start_step=HALF, nights_per_period=(0, 0)), scenario=payroll(**keys))
    assert broken(written_plan) == (COUNT if night else set())


def test_breaks_at_night_are_time_at_night():
    row = shift(at=18, meals=(4,))  # 22 to 23 is the break
    rules = {"nights_per_period": (0, 0)}
    assert broken(plan(row, contract=free(**rules), scenario=payroll(night_allowance_from="5h"))) == COUNT


@pytest.mark.parametrize(("date", "minutes"), [(day(-7, SPRING), 30), (SPRING, 0), (AUTUMN, 60)])
def test_clock_times_of_the_night_are_skipped_or_come_twice(date, minutes):
    row = shift(on=day(-1, date), at=20)  # to 5:00, in the nights of a clock change to 6:00 or 4:00
    contract = free(nights_per_period=(0, 0))
    for least, rules in ((minutes, COUNT), (minutes + 1, set())):
        keys = payroll(night=("02:00", "02:30"), night_allowance_from=f"{max(least, 1)}min")
        expected = rules if minutes else set()
        assert broken(plan(row, contract=contract, first=day(-5, date), scenario=keys)) == expected


@pytest.mark.parametrize(
    ("signs", "rules"),
    [
        ("n..x...", set()),  # 7:00 to 9:00 two days later: 50 h
        ("n.x....", REST),
        ("nnn..x.", set()),
        ("nnn.x..", REST),
        ("n.n.n..", set()),  # from night to night
        ("x.n..lx", set()),
        ("n|.x.....", REST),  # the eve's night
        ("n|..x....", set()),
        ("x.....n", set()),
    ],
)
def test_rest_after_nights(signs, rules):
    assert broken(written(signs, rest_after_night=48 * HOUR)) == rules


@pytest.mark.parametrize(
    ("signs", "rules"), [("x....n.", REST), ("x...n..", set()), ("n....n.", set()), (".....n.", set())]
)
def test_rest_after_nights_over_the_end_of_a_cycle(signs, rules):
    assert broken(written(signs, cyclic=True, rest_after_night=49 * HOUR)) == rules


@pytest.mark.parametrize(("night", "rules"), [(SPRING, REST), (AUTUMN, set())])
def test_rest_after_nights_is_elapsed_time(night, rules):
    # From 7:00 on Saturday to 8:00 on Monday the clock shows 49 hours.
    rows = shift(on=day(-2, night), at=22), shift(on=day(1, night), at=8)
    contract = free(rest_after_night=49 * HOUR)
    assert broken(plan(*rows, contract=contract, first=day(-6, night), days=14)) == rules


def test_overlaps_after_a_night_are_named_once():
    rows = shift(at=22), shift(on=day(1), at=6.0)
    assert broken(plan(*rows, contract=free(rest_after_night=48 * HOUR))) == {"overlap"}


def test_rest_after_nights_is_named_with_the_shift_after():
    (found,) = check_plan(written("n.x....", rest_after_night=48 * HOUR))
    assert str(found) == (
        "agent 00, 2026-11-04: found 26h of rest after a night shift; allowed: at least 48h (rest_after_night)"
    )


@pytest.mark.parametrize(
    ("signs", "rules"),
    [
        ("nn.nn..", set()),
        ("nnn....", ROW),
        ("nn..nn.", set()),
        ("n.nn...", set()),
        ("n|nn.....", ROW),
        ("n|n......", set()),
        ("n....nn", set()),
    ],
)
def test_nights_in_a_row(signs, rules):
    assert broken(written(signs, max_nights_in_row=2)) == rules


def test_nights_in_a_row_over_the_end_of_a_cycle():
    assert broken(written("n....nn", cyclic=True, max_nights_in_row=2)) == ROW
    assert broken(written("n.....n", cyclic=True, max_nights_in_row=2)) == set()
    (endless,) = check_plan(written("nnnnnnn", cyclic=True, max_days_in_row=400, max_nights_in_row=400))[1:]
    assert (endless.rule, endless.found) == ("max_nights_in_row", "no day without a night shift")


def test_no_nights_at_all():
    assert broken(written("xxx....", max_nights_in_row=0)) == set()
    assert broken(written("xxn....", max_nights_in_row=0)) == ROW


@pytest.mark.parametrize(
    ("signs", "rules"),
    [("nn.x...", set()), ("n..x...", COUNT), ("nnnn...", COUNT), ("nnn....", set()), ("n|n......", COUNT)],
)
def test_nights_of_the_period(signs, rules):
    assert broken(written(signs, nights_per_period=(2, 3))) == rules


def test_least_nights_may_stand_alone():
    assert broken(written("nnnnnn.", nights_per_period=(2, None))) == set()
    assert broken(written("n......", nights_per_period=(2, None))) == COUNT
