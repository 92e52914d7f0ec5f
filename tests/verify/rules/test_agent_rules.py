from datetime import timedelta

import pytest
from written_plans import AUTUMN, HOUR, SPRING, broken, day, free, plan, shift

RESTED = free(min_rest=11 * HOUR)


def test_agent_has_one_contract():
    both = (free(), free(name="part-time"))
    rows = shift(), shift(on=day(1), contract="part-time")
    count = {"full-time": 1, "part-time": 0}
    assert broken(plan(*rows, contract=both, headcount_by_contract=count)) == {"one_contract"}
    two = shift(), shift("02", on=day(1), contract="part-time")
    assert broken(plan(*two, contract=both)) == set()


def test_one_shift_starts_on_a_day():
    contract = free(shift_lengths=(5 * HOUR,))
    early, late = (shift(at=at, length=5, meals=()) for at in (6, 15))
    assert broken(plan(early, late, contract=contract)) == {"one_shift_a_day"}
    assert broken(plan(early, shift("02", at=15, length=5, meals=()), contract=contract)) == set()


def test_shifts_of_an_agent_do_not_overlap():
    contract = free(shift_lengths=(9 * HOUR, 12 * HOUR))
    night = shift(at=22, length=12)
    assert broken(plan(night, shift(on=day(1), at=9), contract=contract)) == {"overlap"}
    assert broken(plan(night, shift(on=day(1), at=10), contract=contract)) == set()


@pytest.mark.parametrize(("at", "rules"), [(5, set()), (4, {"min_rest"}), (9, set())])
def test_rest_between_two_shifts(at, rules):
    assert broken(plan(shift(at=9), shift(on=day(1), at=at), contract=RESTED)) == rules


@pytest.mark.parametrize(("night", "rules"), [(SPRING, {"min_rest"}), (AUTUMN, set())])
def test_rest_is_elapsed_time_in_the_night_of_a_clock_change(night, rules):
    evening = night - timedelta(days=1)
    rows = shift(on=evening, at=9), shift(on=night, at=5)
    assert broken(plan(*rows, contract=RESTED, first=evening)) == rules


def test_rest_reaches_over_the_end_of_a_cyclic_plan():
    rows = shift(on=day(0), at=6), shift(on=day(6), at=14)
    assert broken(plan(*rows, contract=RESTED)) == set()
    assert broken(plan(*rows, contract=RESTED, cyclic=True)) == {"min_rest"}


def test_overlap_over_the_end_of_a_cyclic_plan():
    rows = shift(on=day(0), at=5), shift(on=day(6), at=22)
    assert broken(plan(*rows, cyclic=True)) == {"overlap"}
