"""Fewest days in a row: at work, and off."""

from itertools import product

import numpy as np
import pytest
from written_plans import broken
from written_tours import written

from staffplan.verify import check_plan
from staffplan.verify.rules.sequences.days import ENDLESS, runs_of

WORK = {"min_days_in_row"}
OFF = {"min_days_off_in_row"}


@pytest.mark.parametrize(
    ("signs", "rules"),
    [
        (".xxx...", set()),
        (".xx.xxx", WORK),
        ("xx.xxx.", set()),  # the first two may go on before the period
        (".xxx.xx", set()),  # the last two after it
        (".......", set()),
        ("n|x.xxx..", set()),  # the eve is worked, what lies before it is not known
        ("n|.xx....", WORK),
    ],
)
def test_fewest_working_days_in_a_row(signs, rules):
    assert broken(written([signs, "xxxxxxx"], min_days_in_row=3)) == rules


@pytest.mark.parametrize(
    ("signs", "rules"),
    [
        ("xx..xxx", set()),
        ("xx.xxxx", OFF),
        (".xxxxx.", set()),  # both single days off may go on outside
        ("n|.xxxxx.", OFF),  # the eve is worked: the day off after it stands alone
        ("n|..xxxx.", set()),
        ("n|xx.xxxx", OFF),
    ],
)
def test_fewest_days_off_in_a_row(signs, rules):
    assert broken(written(signs, min_days_off_in_row=2)) == rules


@pytest.mark.parametrize(
    ("signs", "rules"),
    [("x....xx", set()), ("x.xxx.x", OFF), ("x......", WORK), ("..x...x", WORK), ("xxxxx..", set()), ("xxxxxx.", OFF)],
)
def test_rows_go_on_over_the_end_of_a_cycle(signs, rules):
    assert broken(written(signs, cyclic=True, min_days_in_row=2, min_days_off_in_row=2)) == rules


def test_work_without_an_end_is_long_enough():
    assert broken(written("xxxxxxx", cyclic=True, min_days_in_row=9, min_days_off_in_row=3)) == {"days_in_row"}


def test_each_short_row_is_named_with_its_first_day():
    found = check_plan(written(["..x..x.x", "xxx.xxx."], min_days_in_row=2, min_days_off_in_row=2))
    assert [str(each) for each in found] == [
        "agent 00, 2026-11-04: found 1 working days in a row; allowed: at least 2 (min_days_in_row)",
        "agent 00, 2026-11-07: found 1 working days in a row; allowed: at least 2 (min_days_in_row)",
        "agent 00, 2026-11-08: found 1 days off in a row; allowed: at least 2 (min_days_off_in_row)",
        "agent 01, 2026-11-05: found 1 days off in a row; allowed: at least 2 (min_days_off_in_row)",
    ]


@pytest.mark.parametrize("cyclic", [False, True])
def test_runs_are_those_that_a_loop_finds(cyclic):
    for days in product((False, True), repeat=6):
        row, first, length = runs_of(np.array([days]), cyclic=cyclic)
        assert not row.any()
        assert sorted(zip(first.tolist(), length.tolist(), strict=True)) == sorted(by_a_loop(days, cyclic))


def by_a_loop(days, cyclic):
    n = len(days)
    if cyclic and all(days):
        return [(0, ENDLESS)]
    found = []
    for first in range(n):
        before = days[first - 1] if cyclic or first else False
        if days[first] and not before:
            length = next(
                k for k in range(1, n + 1) if not (days[(first + k) % n] if cyclic or first + k < n else False)
            )
            found.append((first, length))
    return found
