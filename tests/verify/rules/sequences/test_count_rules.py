"""Working days of the period, and days off in rolling windows."""

import pytest
from written_plans import broken
from written_tours import written

from staffplan.verify import check_plan

DAYS = {"days_per_period"}
WINDOW = {"days_off_in_any"}


@pytest.mark.parametrize(
    ("signs", "rules"), [("xxx....", set()), ("xx.....", DAYS), ("xxxxx..", set()), ("xxxxxx.", DAYS)]
)
def test_days_of_the_period(signs, rules):
    assert broken(written(signs, days_per_period=(3, 5))) == rules


@pytest.mark.parametrize(("signs", "rules"), [("xx.....", DAYS), ("xxxxxxx", set())])
def test_least_days_may_stand_alone(signs, rules):
    assert broken(written(signs, days_per_period=(3, None))) == rules


@pytest.mark.parametrize("cyclic", [False, True])
def test_the_eve_is_no_day_of_the_period(cyclic):
    signs = "xx....x" if cyclic else "n|xx....."
    assert broken(written(signs, cyclic=cyclic, days_per_period=(0, 2))) == (DAYS if cyclic else set())
    assert broken(written(signs, cyclic=cyclic, days_per_period=(3, 7))) == (set() if cyclic else DAYS)


@pytest.mark.parametrize(
    ("signs", "rules"),
    [
        ("xxx..xxx..", set()),
        ("xxx.xxx...", WINDOW),
        ("xxxx..x...", WINDOW),
        ("n|xxx..xxx..", set()),  # windows lie inside the period
        ("xx", set()),  # no window fits
    ],
)
def test_days_off_in_any_five(signs, rules):
    assert broken(written(signs, days_off_in_any=((5, 2),))) == rules


@pytest.mark.parametrize(
    ("signs", "rules"), [("xx.xxx.", set()), ("xxx.xx.", WINDOW), ("xxxx...", WINDOW), (".xx...x", set())]
)
def test_windows_wrap_over_the_end_of_a_cycle(signs, rules):
    windows = ((4, 1), (7, 2)) if signs != "xxx.xx." else ((3, 1),)
    assert broken(written(signs, cyclic=True, days_off_in_any=windows)) == rules


def test_windows_longer_than_a_cycle_go_round_more_than_once():
    assert broken(written("xxxxx..", cyclic=True, days_off_in_any=((15, 5),))) == WINDOW
    assert broken(written("xxxxx..", cyclic=True, days_off_in_any=((15, 4),))) == set()


def test_every_list_of_windows_names_its_worst():
    rules = {"days_off_in_any": ((3, 1), (7, 3))}
    found = check_plan(written("xx.xxxx.x.", **rules))
    assert [str(each) for each in found] == [
        "agent 00, 2026-11-05: found 0 days off in 3 days; allowed: at least 1 (days_off_in_any)",
        "agent 00, 2026-11-02: found 1 days off in 7 days; allowed: at least 3 (days_off_in_any)",
    ]
