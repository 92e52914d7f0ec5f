"""Seats, roles and targets by hours: what the checker finds broken, and what not."""

from datetime import date

import pytest
from written_plans import broken, day, free, plan, shift

from staffplan.schema.scenario.keys import Opening, Role, Target
from staffplan.schema.scenario.target import TargetHours
from staffplan.verify import check_plan

PAIR = shift("01", meals=(3,)), shift("02", meals=(4,))
OPEN = {"opening": Opening(hours=(9 * 60, 18 * 60))}


def found(*rows, days=1, contract=None, **scenario):
    written = plan(*rows, contract=contract or free(), days=days, scenario=OPEN | scenario)
    return broken(written) - {"required"}


def test_no_more_on_duty_than_seats():
    assert found(*PAIR, target=Target(maximum_staff=2)) == set()
    assert found(*PAIR, target=Target(maximum_staff=1)) == {"maximum_staff"}
    # 12:00 to 14:00 one of the two has a break, and leaves the seat free.
    lunch = TargetHours(hours=(12 * 60, 14 * 60), maximum_staff=1)
    assert found(*PAIR, target=Target(hours=(lunch,))) == set()
    longer = lunch.model_copy(update={"hours": (12 * 60, 15 * 60)})
    assert found(*PAIR, target=Target(hours=(longer,))) == {"maximum_staff"}


def test_seats_count_outside_the_opening_hours_too():
    early = shift("01", at=6)
    assert found(early, target=Target(maximum_staff=0)) == {"maximum_staff"}


def test_the_last_entry_that_names_a_slot_counts():
    entries = (
        TargetHours(weekdays=("monday",), maximum_staff=1),
        TargetHours(dates=(day(0),), maximum_staff=2),
    )
    assert found(*PAIR, target=Target(maximum_staff=5, hours=entries)) == set()
    assert found(*PAIR, target=Target(maximum_staff=5, hours=entries[::-1])) == {"maximum_staff"}


def test_minimum_staff_by_hours_in_the_opening_hours_alone():
    late = TargetHours(hours=(16 * 60, 20 * 60), minimum_staff=2)
    assert found(*PAIR, target=Target(hours=(late,))) == set()
    assert found(PAIR[0], target=Target(hours=(late,))) == {"minimum_staff"}
    lunch = TargetHours(hours=(12 * 60, 13 * 60), minimum_staff=2)
    assert found(*PAIR, target=Target(hours=(lunch,))) == {"minimum_staff"}


def test_hours_over_midnight_belong_to_the_day_before():
    night = shift("01", at=22, meals=())
    tuesday_morning = {"hours": (22 * 60, 7 * 60), "maximum_staff": 0}
    always = {"opening": Opening()}
    monday = TargetHours(weekdays=("monday",), **tuesday_morning)
    assert found(night, days=2, contract=free(breaks=()), target=Target(hours=(monday,)), **always) == {"maximum_staff"}
    tuesday = TargetHours(weekdays=("tuesday",), **tuesday_morning)
    assert found(night, days=2, contract=free(breaks=()), target=Target(hours=(tuesday,)), **always) == set()


STAFF, LEADERS = free(name="staff"), free(name="leaders", label="team leader")


@pytest.mark.parametrize("label", ["team leader", "leaders"])
def test_roles_in_the_opening_hours(label):
    leader = shift("01", contract="leaders")
    cover = shift("02", meals=(3,), contract="leaders")
    other = shift("03", meals=(3,), contract="staff")
    role = (Role(label=label),)
    both = (STAFF, LEADERS)
    assert found(leader, cover, contract=both, role=role) == set()
    # At 13:00 the only leader has a break; somebody else in the room is none.
    assert found(leader, other, contract=both, role=role) == {"role"}
    morning = (Role(label=label, hours=(9 * 60, 13 * 60)),)
    assert found(leader, other, contract=both, role=morning) == set()
    assert found(leader, cover, contract=both, role=(Role(label=label, at_least=2),)) == {"role"}
    elsewhere = (Role(label=label, dates=(date(2026, 12, 1),)),)
    assert found(other, contract=both, role=elsewhere) == set()


def test_a_missing_role_is_told_by_its_label():
    asked = OPEN | {"role": (Role(label="team leader"),)}
    written = plan(shift(contract="leaders"), contract=(STAFF, LEADERS), days=1, scenario=asked)
    (violation,) = [each for each in check_plan(written) if each.rule == "role"]
    assert "0 on duty of team leader at 2026-11-02 13:00" in str(violation)
