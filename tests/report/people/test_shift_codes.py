"""Codes of shifts: from their names where they have some, else letters or parts of the day."""

import pytest
from factories import make_plan, named
from team_plans import day, record, team_plan

from staffplan.report.people.codes import Codes, _distinct
from staffplan.words.language import use_language

NINE, TWO, NIGHT = ("09:00", "18:00", ""), ("14:00", "23:00", ""), ("22:00", "07:00", "")


@pytest.fixture
def chinese():
    use_language("zh")
    yield
    use_language("en")


def test_letters_by_start():
    codes = Codes(team_plan())
    assert [(each.code, each.times) for each in codes.legend()] == [
        ("A", "09:00-18:00"),
        ("B", "14:00-23:00"),
        ("C", "22:00-07:00"),
    ]
    assert [codes.of(shift) for shift in record(team_plan(), "0003").shifts[day(0)]] == ["C"]


def test_parts_of_the_day_in_chinese(chinese):
    assert _distinct([NINE, TWO, NIGHT]) == ["早", "中", "晚"]
    assert _distinct([("07:00", "16:00", ""), NINE, TWO]) == ["早1", "早2", "中"]


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (("早班", "中班", "夜班"), ["早", "中", "夜"]),
        (("早班A", "早班B"), ["早班A", "早班B"]),
        (("Early", "Late"), ["E", "L"]),
        (("休1", "休2"), ["休1", "休2"]),
        (("休",), ["休"]),
    ],
)
def test_names_are_shortened_as_far_as_they_differ(names, codes):
    assert _distinct([(f"{9 + k:02d}:00", "18:00", name) for k, name in enumerate(names)]) == codes


def test_no_two_shifts_share_a_code():
    times = [(f"{hour:02d}:{minute:02d}", "23:30", "") for hour in range(9, 23) for minute in (0, 30)]
    codes = _distinct([("07:00", "16:00", "A"), *times])
    assert len(set(codes)) == len(codes) == 29
    assert codes[1] == "B"
    assert "AA" in codes


def test_the_same_name_at_two_times_is_numbered():
    assert _distinct([("09:00", "18:00", "早班"), ("10:00", "19:00", "早班")]) == ["早1", "早2"]


def test_a_named_plan_takes_its_names():
    assert [each.code for each in Codes(named(make_plan(agents=3))).legend()] == ["早1", "早2"]
