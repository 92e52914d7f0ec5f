"""What may follow what: forbidden pairs of names, later starts only, one shift all week."""

import pytest
from written_plans import AUTUMN, SPRING, broken, day, free, plan, shift
from written_tours import written

from staffplan.verify import check_plan

PAIR, FORWARD, WEEK = {"forbidden_successions"}, {"forward_rotation"}, {"same_shift_all_week"}
NO = {"forbidden_successions": (("late", "early"), ("night", "late"))}


@pytest.mark.parametrize(
    ("signs", "rules"),
    [
        ("eel..e.", set()),
        ("ele....", PAIR),
        ("l.e....", set()),  # a day off lies between
        ("n..l...", set()),
        ("n|l......", PAIR),  # from the eve
        ("n|.l.....", set()),
        ("e.....l", set()),
    ],
)
def test_forbidden_successions(signs, rules):
    assert broken(written(signs, named=True, **NO)) == rules


def test_names_of_a_succession_are_whole_names():
    assert broken(written("le.....", named=True, forbidden_successions=(("lat", "early"), ("early", "late")))) == set()
    assert broken(written("le.....", forbidden_successions=(("late", "early"),))) == set()  # shifts without names


def test_forbidden_successions_over_the_end_of_a_cycle():
    assert broken(written("e.....l", named=True, cyclic=True, **NO)) == PAIR
    assert broken(written("l.....e", named=True, cyclic=True, **NO)) == set()


def test_a_shift_may_be_forbidden_after_itself():
    rules = {"forbidden_successions": (("day", "day"),)}
    assert broken(written("x.x.x..", named=True, **rules)) == set()
    (found,) = check_plan(written("x..xx..", named=True, **rules))
    assert str(found) == (
        "agent 00, 2026-11-06: found day on the day after day; allowed: another shift, or a day off between them "
        "(forbidden_successions)"
    )


@pytest.mark.parametrize(
    ("signs", "rules"),
    [
        ("eexxll.", set()),
        ("xe.....", FORWARD),
        ("l.e....", set()),
        ("n|.e.....", set()),
        ("n|l......", FORWARD),
        ("e.....l", set()),
        ("lln....", set()),
    ],
)
def test_forward_rotation(signs, rules):
    assert broken(written(signs, forward_rotation=True)) == rules


def test_forward_rotation_over_the_end_of_a_cycle():
    assert broken(written("e.....x", cyclic=True, forward_rotation=True)) == FORWARD
    assert broken(written("x.....x", cyclic=True, forward_rotation=True)) == set()


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_starts_are_compared_by_the_clock(change):
    contract = free(forward_rotation=True, same_shift_all_week=True)
    rows = [shift(on=day(k, change), at=9) for k in (-2, -1, 0, 1)]
    assert broken(plan(*rows, contract=contract, first=day(-6, change), days=14)) == set()


def test_an_earlier_start_after_midnight_is_earlier():
    contract = free(forward_rotation=True, shift_lengths=(shift(length=9).end - shift(length=9).start,))
    assert broken(plan(shift(at=10), shift(on=day(1), at=1), contract=contract)) == FORWARD
    assert broken(plan(shift(at=1), shift(on=day(1), at=10), contract=contract)) == set()


@pytest.mark.parametrize(
    ("signs", "rules"),
    [("eee.e..l.lll..", set()), ("eeel...l.lll..", WEEK), ("n|..e.e..l.lll..", set()), ("......ele.....", WEEK)],
)
@pytest.mark.parametrize("named", [False, True])
def test_one_shift_a_week(signs, rules, named):
    assert broken(written(signs, named=named, same_shift_all_week=True)) == rules


def test_the_eve_is_a_day_of_its_week():
    rules = {"same_shift_all_week": True}
    assert broken(written("n|.ll....", first=day(1), **rules)) == WEEK
    assert broken(written("n|.nn....", first=day(1), **rules)) == set()
    assert broken(written("n|.ll....", first=day(0), **rules)) == set()


def test_parts_of_a_week_at_the_ends_of_a_cycle_are_one_for_its_shift():
    assert broken(written("e.....l", first=day(3), cyclic=True, same_shift_all_week=True)) == WEEK
    assert broken(written("e....l.", first=day(3), same_shift_all_week=True)) == set()


def test_weeks_of_one_shift_begin_where_the_scenario_says():
    signs, rules = "eeel....", {"same_shift_all_week": True}
    assert broken(written(signs, scenario={"week_start": "thursday"}, **rules)) == set()
    assert broken(written(signs, scenario={"week_start": "friday"}, **rules)) == WEEK


def test_one_length_all_week_where_shifts_have_no_names():
    hour = shift(length=9).end - shift(length=8).end
    contract = free(shift_lengths=(8 * hour, 9 * hour), same_shift_all_week=True)
    rows = shift(), shift(on=day(2), length=8)
    (found,) = check_plan(plan(*rows, contract=contract))
    assert str(found) == (
        "agent 01, 2026-11-02: found 09:00 (9h), 09:00 (8h) in one week; allowed: the same shift all week "
        "(same_shift_all_week)"
    )
    named = [row.model_copy(update={"shift_name": "day"}) for row in rows]
    assert broken(plan(*named, contract=contract)) == {"named_shift"}  # a name that there is not, yet one
    assert broken(plan(named[0], rows[1], contract=contract)) == WEEK | {"named_shift"}


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_the_length_of_a_shift_is_real_time(change):
    # Nine hours from 22:00 end at 6:00 or at 8:00 in the night of a clock change: the same shift.
    rows = [shift(on=day(k, change), at=22) for k in (-3, -2, -1)]
    contract = free(same_shift_all_week=True)
    assert broken(plan(*rows, contract=contract, first=day(-6, change))) == set()


def test_contracts_without_the_rules_are_left_alone():
    both = free(same_shift_all_week=True, forward_rotation=True), free(name="other")
    rows = [shift(at=9), shift(on=day(2), at=9), shift("02", at=9, contract="other")]
    rows.append(shift("02", on=day(1), at=8, contract="other"))
    assert broken(plan(*rows, contract=both)) == set()
