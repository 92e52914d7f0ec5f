"""Instances as contracts: a small one of our own, in the form of the files."""

import pytest
import shift_scheduling
from tiny import make_grid

from staffplan.solve.people.search import solve_people

TEXT = """
# a comment
SECTION_HORIZON
7

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=7|L=2,2400,1440,3,2,1,1
B,E=0|L=7,2400,960,5,1,1,1
C,E=7|L=7,1920,960,5,2,2,0

SECTION_DAYS_OFF
A,0
C,3,4

SECTION_SHIFT_ON_REQUESTS
A,2,E,3

SECTION_SHIFT_OFF_REQUESTS
B,5,L,4

SECTION_COVER
{cover}
"""
COVER = "\n".join(f"{day},{name},1,{under},1" for day in range(7) for name, under in (("E", 20), ("L", 30)))


@pytest.fixture
def instance(tmp_path):
    path = tmp_path / "instance.txt"
    path.write_text(TEXT.format(cover=COVER), encoding="utf-8")
    return shift_scheduling.read(path)


def test_a_file_is_read(instance):
    assert (instance.days, list(instance.minutes), instance.barred["L"]) == (7, ["E", "L"], {"E"})
    assert [person.leave for person in instance.people] == [{0}, set(), {3, 4}]
    assert instance.cover[2, "L"] == (1, 30, 1)


def test_what_the_engine_finds_is_what_the_file_says(instance):
    problem = shift_scheduling.problem(instance, make_grid(7))
    plan = solve_people(problem, seconds=10)
    days = {}
    for who, person, (one,) in zip(instance.people, problem.persons, plan.persons, strict=True):
        work = person.work
        days[who.name] = {int(work.day[s]): work.patterns[int(work.pattern[s])].name for s in one.shifts}
    assert plan.is_proved
    assert shift_scheduling.value(instance, days) == plan.value + shift_scheduling.constant(instance)


def test_a_broken_rule_is_seen(instance):
    ok = {"A": {1: "E", 2: "E", 3: "E"}, "B": {0: "L", 1: "L"}, "C": {0: "E", 1: "E"}}
    assert shift_scheduling.value(instance, ok) > 0
    with pytest.raises(AssertionError):
        shift_scheduling.value(instance, ok | {"B": {0: "E", 1: "L"}})
    with pytest.raises(AssertionError):
        shift_scheduling.value(instance, ok | {"A": {1: "L", 2: "E", 3: "E"}})
