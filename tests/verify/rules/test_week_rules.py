import pytest
from written_plans import broken, day, free, plan, shift

from staffplan.verify import check_plan
from staffplan.verify.rules.weeks import _has_days_off

FIVE = free(days_per_week=(5, 5))
PAIR = free(days_per_week=(5, 5), days_off_in_row=2)


def tour(*days, at=9):
    return [shift(on=day(offset), at=at) for offset in days]


@pytest.mark.parametrize(
    ("days", "rules"), [(range(6), set()), (range(7), {"days_in_row"}), (range(1, 8), {"days_in_row"})]
)
def test_days_in_row(days, rules):
    assert broken(plan(*tour(*days), contract=free(max_days_in_row=6), days=14)) == rules


def test_day_off_breaks_the_row():
    days = [*range(6), *range(7, 13)]
    assert broken(plan(*tour(*days), contract=free(max_days_in_row=6), days=14)) == set()


def test_eve_counts_for_the_row():
    contract = free(max_days_in_row=6)
    assert broken(plan(*tour(*range(-1, 5), at=22), contract=contract)) == set()
    assert broken(plan(*tour(*range(-1, 6), at=22), contract=contract)) == {"days_in_row"}


def test_row_reaches_over_the_end_of_a_cyclic_plan():
    days = [0, 1, 2, 4, 5, 6]
    assert broken(plan(*tour(*days), contract=free(max_days_in_row=6), cyclic=True)) == set()
    assert broken(plan(*tour(*days), contract=free(max_days_in_row=5), cyclic=True)) == {"days_in_row"}
    assert broken(plan(*tour(*days), contract=free(max_days_in_row=5))) == set()


def test_cycle_without_a_day_off_never_ends():
    assert broken(plan(*tour(*range(7)), contract=free(max_days_in_row=30), cyclic=True)) == {"days_in_row"}


@pytest.mark.parametrize(
    ("days", "rules"), [(range(5), set()), (range(4), {"days_per_week"}), (range(6), {"days_per_week"})]
)
def test_days_per_week(days, rules):
    assert broken(plan(*tour(*days), contract=FIVE)) == rules


def test_weeks_begin_where_the_scenario_says():
    days = [*range(5), *range(7, 12)]
    assert broken(plan(*tour(*days), contract=FIVE, days=14)) == set()
    assert broken(plan(*tour(*days), contract=FIVE, days=14, scenario={"week_start": "thursday"})) == set()
    uneven = [*range(5), *range(9, 14)]
    assert broken(plan(*tour(*uneven), contract=FIVE, days=14, scenario={"week_start": "thursday"})) == {
        "days_per_week"
    }


def test_week_without_any_shift_is_short_of_days():
    assert broken(plan(*tour(*range(5)), contract=FIVE, days=14)) == {"days_per_week"}


@pytest.mark.parametrize(("worked", "rules"), [(1, set()), (3, set()), (0, {"days_per_week"})])
def test_week_cut_by_the_end_may_be_filled_up(worked, rules):
    # Ten days from Monday: of the second week three days are in the plan, four are not.
    days = [*range(5), *range(7, 7 + worked)]
    assert broken(plan(*tour(*days), contract=FIVE, days=10)) == rules


def test_week_cut_by_the_start_may_be_filled_up():
    # From Friday: Monday to Thursday are unknown.
    first = 4
    rows = [*tour(4, 7, 8, 9, 10, 11)]
    assert broken(plan(*rows, contract=FIVE, first=day(first), days=10)) == set()
    rows = [*tour(4, 5, 6, 7, 8, 9, 10, 11)]
    too_many = free(days_per_week=(2, 5))
    assert broken(plan(*rows, contract=too_many, first=day(first), days=10)) == set()
    assert broken(plan(*rows[:3], contract=free(days_per_week=(1, 2)), first=day(first), days=3)) == {"days_per_week"}


def test_days_of_a_week_that_the_plan_does_not_hold_are_named():
    def found(rows, days):
        (violation,) = check_plan(plan(*rows, contract=FIVE, days=days))
        return violation.found

    assert found(tour(*range(4)), 7) == "4 working days in the week"
    assert found(tour(*range(5)), 10) == "0 working days in a week with 4 days outside the plan"


def test_eve_is_unknown_for_those_who_do_not_work_on_it():
    every_day = free(days_per_week=(7, 7))
    assert broken(plan(*tour(*range(7)), contract=every_day)) == set()
    from_tuesday = tour(*range(1, 6))
    assert broken(plan(*from_tuesday, contract=free(days_per_week=(6, 6)), first=day(1), days=6)) == set()


@pytest.mark.parametrize(("days", "rules"), [((0, 1, 2, 3, 4), set()), ((0, 1, 3, 4, 6), {"days_off_in_row"})])
def test_days_off_side_by_side(days, rules):
    assert broken(plan(*tour(*days), contract=PAIR)) == rules


def test_days_off_side_by_side_count_inside_a_calendar_week():
    # Off on Sunday and Monday: side by side, but in two weeks.
    days = [0, 1, 2, 3, 5, 8, 9, 10, 11, 13]
    assert broken(plan(*tour(*days), contract=PAIR, days=14)) == {"days_off_in_row"}


def test_parts_of_a_week_at_both_ends_of_a_cycle_are_one():
    # From Thursday: worked Thu, Fri, Sat and again Mon, Tue; off on Sunday and Wednesday.
    rows = tour(3, 4, 5, 7, 8)
    cycle = {"first": day(3), "cyclic": True}
    assert broken(plan(*rows, contract=FIVE, **cycle)) == set()
    assert broken(plan(*rows, contract=PAIR, **cycle)) == {"days_off_in_row"}
    assert broken(plan(*rows[1:], contract=FIVE, **cycle)) == {"days_per_week"}


def mask(pattern):
    return sum(1 << position for position, letter in enumerate(pattern) if letter == "x")


@pytest.mark.parametrize(
    ("week", "least", "side_by_side", "legal"),
    [
        ("xxxxx..", 5, 2, True),
        ("xx.xx.x", 5, 2, False),
        ("xx.????", 5, 2, True),
        ("x.x????", 5, 2, False),  # two of the four days outside are off, so only four days can be worked
        ("x.x????", 4, 2, True),
        ("????.x.", 4, 3, False),
        ("????.x.", 3, 3, True),
        ("???????", 5, 2, True),
        ("xxxxxx.", 0, 0, True),
    ],
)
def test_unknown_days_serve_either_as_days_off_or_as_working_days(week, least, side_by_side, legal):
    unknown = mask(week.replace("x", ".").replace("?", "x"))
    assert _has_days_off(mask(week), unknown, least, side_by_side) is legal
