from datetime import timedelta

import pytest
from written_plans import AUTUMN, HOUR, MEAL, SPRING, broken, free, plan, shift

from staffplan.schema.plan import Break
from staffplan.schema.scenario.keys import BreakRule

REST = BreakRule(length=HOUR, starts=(6 * HOUR, 7 * HOUR), paid=True)


def moved(row, *, start=timedelta(0), end=timedelta(0)):
    (pause,) = row.breaks
    return row.model_copy(update={"breaks": (Break(start=pause.start + start, end=pause.end + end),)})


@pytest.mark.parametrize(("length", "rules"), [(9, set()), (8, {"shift_length"}), (10, {"shift_length"})])
def test_shift_has_a_length_of_its_contract(length, rules):
    assert broken(plan(shift(length=length))) == rules


@pytest.mark.parametrize("night", [SPRING, AUTUMN])
def test_length_is_elapsed_time_over_a_clock_change(night):
    evening = night - timedelta(days=1)
    assert broken(plan(shift(on=evening, at=22), first=evening)) == set()
    by_the_clock = 8 if night == SPRING else 10
    assert broken(plan(shift(on=evening, at=22, length=by_the_clock), first=evening)) == {"shift_length"}


@pytest.mark.parametrize(("meals", "rules"), [((4,), set()), ((), {"break_count"}), ((3, 5), {"break_count"})])
def test_shift_has_its_breaks(meals, rules):
    assert broken(plan(shift(meals=meals))) == rules


def test_break_whose_window_does_not_fit_is_left_out_of_a_short_shift():
    contract = free(shift_lengths=(5 * HOUR, 9 * HOUR))
    assert broken(plan(shift(length=5, meals=()), contract=contract)) == set()
    assert broken(plan(shift(length=5, meals=(3,)), contract=contract)) == {"break_count"}


@pytest.mark.parametrize(("meal", "rules"), [(3, set()), (5, set()), (2, {"break_window"}), (6, {"break_window"})])
def test_break_starts_in_its_window(meal, rules):
    assert broken(plan(shift(meals=(meal,)))) == rules


def test_break_lasts_as_long_as_its_rule():
    short = moved(shift(paid=8.5), end=-HOUR / 2)
    assert broken(plan(short, scenario={"grid": HOUR / 2})) == {"break_length"}


def test_break_lies_inside_its_shift():
    assert broken(plan(moved(shift(), start=5 * HOUR, end=5 * HOUR))) == {"break_inside"}
    assert broken(plan(moved(shift(), start=-5 * HOUR, end=-5 * HOUR))) == {"break_inside"}


def test_breaks_stand_in_their_order():
    contract = free(breaks=(MEAL, REST))
    right = shift(meals=(4, 6), paid=8)
    assert broken(plan(right, contract=contract)) == set()
    swapped = right.model_copy(update={"breaks": right.breaks[::-1]})
    assert broken(plan(swapped, contract=contract)) == {"break_order"}


def test_breaks_do_not_overlap():
    contract = free(breaks=(BreakRule(length=2 * HOUR, starts=(3 * HOUR, 5 * HOUR)), REST))
    row = shift(meals=(5, 6), paid=7)
    longer = row.breaks[0].model_copy(update={"end": row.breaks[0].end + HOUR})
    overlapping = row.model_copy(update={"breaks": (longer, row.breaks[1])})
    assert broken(plan(overlapping, contract=contract)) == {"break_order"}


def test_paid_hours_leave_out_unpaid_breaks_only():
    contract = free(breaks=(MEAL, REST))
    assert broken(plan(shift(meals=(4, 6), paid=8), contract=contract)) == set()
    assert broken(plan(shift(meals=(4, 6), paid=7), contract=contract, paid_hours=8.0)) == {"shift_paid_hours"}
    assert broken(plan(shift(paid=9.0), paid_hours=8.0)) == {"shift_paid_hours"}
