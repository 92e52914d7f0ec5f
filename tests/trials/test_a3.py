"""A3: a point that is thousands: the other numbers decide, else both readings are named."""

import pytest
from trial_tables import codes, faults_of, read, rows

from staffplan.schema.scenario.keys import Opening, Scenario


def afternoon(little, much="620"):
    return lambda hour: much if not 14 <= hour <= 18 else little


def test_a3_the_case(tmp_path):
    found = read(tmp_path, rows(afternoon("1.234"), "start;inquiries", separator=";"))
    assert found.inquiries[5:10] == (1234,) * 5
    assert codes(found) == ["number_assumed"]
    assert "1.234 is read as 1234, not as 1.234" in str(found.messages[0])


@pytest.mark.parametrize(
    ("little", "much", "value"),
    [
        ("1.234", "620,5", 1234),  # a decimal comma elsewhere in the column
        ("1.234", "620.5", 1.234),  # a decimal point
        ("1.234", "12.345.678", 1234),  # points in pairs
        ("1,234", "620.5", 1234),
        ("1,234", "0,5", 1.234),
        ("1.234", "0.62", 1.234),
        ("1.234", "1234.567", 1.234),  # four digits before the point are no thousands
    ],
)
def test_a3_other_numbers_of_the_column_decide(tmp_path, little, much, value):
    found = read(tmp_path, rows(afternoon(little, much), "start;inquiries", separator=";"))
    assert found.inquiries[5] == value
    assert codes(found) == []


def test_a3_where_nothing_decides_both_readings_are_named(tmp_path):
    numbers = [f"{3 + 600 * (hour > 7)}" if hour < 14 else "1.234" for hour in range(24)]
    faults = faults_of(tmp_path, rows(numbers, "start;inquiries", range(24), separator=";"))
    assert {fault.kind for fault in faults} == {"ambiguous"}
    assert faults[0].found == "'1.234', which may be 1.234 or 1234"
    assert "1234 or 1.2340" in faults[0].accepted


def test_a3_another_column_decides_with_a_word(tmp_path):
    lines = rows(lambda hour: "1.234;0,8", "start;inquiries;deflection", separator=";")
    found = read(tmp_path, lines)
    assert (found.inquiries[0], found.deflection[0]) == (1234, 0.8)
    assert codes(found) == ["number_assumed"]


def test_a3_handling_times_likewise(tmp_path):
    numbers = [f"20;{'1.200' if 14 <= hour <= 18 else '850'}" for hour in range(9, 21)]
    found = read(tmp_path, rows(numbers, "start;inquiries;aht", separator=";"))
    assert (found.aht_s[0], found.aht_s[5]) == (850, 1200)
    assert codes(found) == ["number_assumed"]


def test_a3_whole_numbers_and_shares_have_one_reading(tmp_path):
    numbers = [f"1.200;{'1.000' if hour > 12 else '0.500'}" for hour in range(9, 21)]
    found = read(tmp_path, rows(numbers, "start;required;deflection", separator=";"))
    assert (found.required[0], found.deflection[-1]) == (1200, 1)


def test_a3_where_commas_separate_three_decimals_are_decimals_with_a_word(tmp_path):
    found = read(tmp_path, rows(lambda hour: f"{hour}.125"))
    assert found.inquiries[0] == 9.125
    assert codes(found) == ["number_assumed"]


def test_a3_in_a_matrix_all_numbers_decide_together(tmp_path):
    days = [f"2026-11-0{day};620,5;1.234;700" for day in (2, 3)]
    text = "\n".join(["inquiries", "date;9:00;10:00;11:00", *days, ""])
    found = read(tmp_path, text, Scenario(opening=Opening(hours=(540, 720))))
    assert found.inquiries[9:12] == (620.5, 1234, 700)
