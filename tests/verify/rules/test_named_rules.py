"""Named shifts in a written schedule: the contract's list, clock times, breaks; nights of a clock change."""

from datetime import datetime, timedelta

import pytest
from written_plans import AUTUMN, BERLIN, HOUR, MEAL, MONDAY, SPRING, broken, day, free, plan, shift

from staffplan.schema.scenario.keys import BreakRule, NamedShift

EARLY = NamedShift(name="early", start="09:00", end="18:00")
LATE = NamedShift(name="late", start="12:00", end="21:00", breaks=(BreakRule(length=HOUR, starts=(HOUR, HOUR)),))
NIGHT = NamedShift(name="night", start="22:00", end="06:00", breaks=())
SPLIT = NamedShift(name="split", hours=(("10:00", "14:00"), ("18:00", "22:00")))
ONLY = free(shift_lengths=(), starts=None, shifts=("early", "late", "night", "split"))


def called(name, **where):
    return shift(**where).model_copy(update={"shift_name": name})


def rules_broken(*shifts, contract=ONLY, **keys):
    return broken(plan(*shifts, contract=contract, scenario={"shift": (EARLY, LATE, NIGHT, SPLIT)}, **keys))


@pytest.mark.parametrize(
    ("name", "where", "rules"),
    [
        ("early", {}, set()),
        ("early", {"at": 10}, {"named_shift"}),
        ("early", {"length": 8}, {"named_shift"}),
        ("late", {"at": 12, "meals": (1.0,)}, set()),
        ("late", {"at": 12, "meals": (4.0,)}, {"break_window"}),
        ("late", {"at": 12, "meals": ()}, {"break_count"}),
        ("late", {}, {"named_shift", "break_window"}),
        ("night", {"at": 22, "length": 8, "meals": ()}, set()),
        ("night", {"at": 22, "length": 8}, {"break_count"}),
        ("", {}, {"named_shift"}),
        ("weekend", {}, {"named_shift"}),
    ],
)
def test_a_name_stands_for_times_and_breaks(name, where, rules):
    assert rules_broken(called(name, **where)) == rules


def test_the_list_is_the_contracts_own():
    some = free(shift_lengths=(), starts=None, shifts=("late",))
    assert rules_broken(called("early"), contract=some) == {"named_shift"}
    beside = free(shifts=("late",))
    assert rules_broken(called(""), contract=beside) == set()
    assert rules_broken(called("", length=8), contract=beside) == {"shift_length"}
    assert rules_broken(called("early"), contract=free()) == {"named_shift"}


def gap(first, last, pause=(14, 18)):
    """A shift of Monday whose one break lasts from and to these hours."""
    row = called("split", at=first, length=last - first, meals=())
    begin, end = (datetime(2026, 11, 2, hour, tzinfo=BERLIN) for hour in pause)
    only = shift(meals=(4.0,)).breaks[0].model_copy(update={"start": begin, "end": end})
    return row.model_copy(update={"breaks": (only,), "paid_hours": float(last - first - pause[1] + pause[0])})


def test_the_time_between_parts_is_a_break_at_its_place():
    assert rules_broken(gap(10, 22)) == set()
    assert rules_broken(gap(10, 22, (15, 19))) == {"break_window"}
    assert rules_broken(gap(10, 22, (14, 17))) == {"break_length"}
    assert rules_broken(called("split", at=10, length=12, meals=())) == {"break_count"}
    assert rules_broken(gap(10, 22).model_copy(update={"paid_hours": 12.0})) == {"shift_paid_hours", "paid_hours"}


@pytest.mark.parametrize(("night", "hours"), [(SPRING, 7), (AUTUMN, 9), (MONDAY, 8)])
def test_the_clock_says_how_long_a_night_is(night, hours):
    eve = night - timedelta(days=1)
    for length in (7, 8, 9):
        found = rules_broken(called("night", on=eve, at=22, length=length, meals=()), first=day(-1, eve))
        assert found == (set() if length == hours else {"named_shift"})


def test_breaks_on_a_short_night_are_those_that_fit():
    late_meal = BreakRule(length=HOUR, starts=(7 * HOUR, 7 * HOUR))
    long = NIGHT.model_copy(update={"breaks": (late_meal,)})
    eve, contract = SPRING - timedelta(days=1), free(shift_lengths=(), shifts=("night",), breaks=(MEAL,))
    rows = called("night", on=eve, at=22, length=7, meals=()), called("night", on=eve, at=22, length=7, meals=(6.0,))
    found = [broken(plan(row, contract=contract, first=eve, scenario={"shift": (long,)})) for row in rows]
    assert found == [set(), {"break_count"}]
