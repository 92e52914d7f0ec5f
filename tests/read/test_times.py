"""Numbers and digits that say a time: each by what the calendar and the clock say of them."""

from datetime import UTC, datetime, timedelta

import pytest

from staffplan.read.tables.grammar import written
from staffplan.read.tables.times import DAY, Day, Written, clock_of, of_datetime, of_digits, of_number


@pytest.mark.parametrize(
    ("value", "second", "bare"),
    [(0.0, 0, True), (9.0, 32_400, True), (24.0, DAY, True), (0.25, 21_600, False), (0.5, 43_200, False)],
)
def test_an_hour_or_a_part_of_a_day(value, second, bare):
    assert of_number(value, None) == Written(second=second, bare=bare)


@pytest.mark.parametrize("value", [-1.0, 25.0, 24.5, 1.5, -0.5, 46_327.0, 9_999_999.0])
def test_other_numbers_say_nothing_without_a_calendar(value):
    assert of_number(value, None) is None


def test_days_of_a_workbook_count_from_its_first_day():
    """The 25 years from 2000 on have 7 leap days; Excel's two calendars are 1,462 days apart."""
    moment, days = Written(Day(1, 1, 2025), second=43_200), 25 * 365 + 7 + 0.5
    assert of_number(36_526 + days, 1900) == moment
    assert of_number(36_526 + days - 1462, 1904) == moment


@pytest.mark.parametrize(("first_day", "first", "end"), [(1900, 36_526, 73_051), (1904, 35_064, 71_589)])
def test_days_before_2000_and_from_2100_on_are_none(first_day, first, end):
    assert of_number(float(first), first_day) == Written(Day(1, 1, 2000), second=0)
    assert of_number(first - 1.0, first_day) is None
    assert of_number(end - 1.0, first_day) == Written(Day(12, 31, 2099), second=0)
    assert of_number(float(end), first_day) is None


@pytest.mark.parametrize(
    ("text", "day", "second"),
    [
        ("20261102", (11, 2), None),
        ("202611020930", (11, 2), 34_200),
        ("20261102093059", (11, 2), 34_259),
        ("2026110209", (11, 2), 32_400),
        ("2026110224", (11, 2), DAY),
    ],
)
def test_dates_in_digits(text, day, second):
    found = of_digits(text)
    assert (found.day, found.second) == (Day(*day, 2026), second)
    assert of_number(float(text), None) == found


@pytest.mark.parametrize("text", ["20261302", "20260230", "202611022460", "202611022500", "19991231", "21000101"])
def test_digits_that_are_no_date(text):
    assert of_digits(text) is None


@pytest.mark.parametrize(("text", "year"), [("946684800", None), ("1793620800", 2026), ("4102444799", 2099)])
def test_seconds_since_1970(text, year):
    moment = datetime.fromtimestamp(int(text), UTC)
    found = of_digits(text)
    assert (found is None) == (year is None)  # nine digits are too few
    if found is not None:
        assert (found.instant, moment.year) == (moment, year)
        assert of_digits(f"{text}000").instant == moment
        assert of_digits(f"{text}001") is None


@pytest.mark.parametrize("text", ["0946684799", "4102444800"])
def test_seconds_before_2000_or_from_2100_on_are_none(text):
    assert of_digits(text) is None
    assert of_digits("0946684800").instant == datetime(2000, 1, 1, tzinfo=UTC)


def test_the_clock():
    assert [clock_of(*each) for each in ((0, 0), (9, 5), (23, 59, 59), (24, 0))] == [0, 32_700, DAY - 1, DAY]
    for wrong in ((24, 0, 1), (24, 1), (25, 0), (9, 60), (9, 0, 60)):
        with pytest.raises(ValueError, match=r"^$"):
            clock_of(*wrong)


def test_a_time_of_a_workbook_is_rounded_to_the_second():
    nearly = datetime(2026, 11, 2, 9) - timedelta(microseconds=3)
    assert of_datetime(nearly) == Written(Day(11, 2, 2026), second=32_400)
    assert of_datetime(datetime(1899, 12, 30, 9, 1, 2)) == Written(second=32_462)
    assert of_datetime(datetime(1904, 1, 1, 9)) == Written(second=32_400)
    assert of_datetime(datetime(1904, 1, 2, 9)) == Written(Day(1, 2, 1904), second=32_400)
    assert of_datetime(datetime(2026, 11, 2, 9, tzinfo=UTC)).offset == timedelta(0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("20261102", Written(Day(11, 2, 2026))),
        ("20261102.00", Written(Day(11, 2, 2026))),
        ("202611020930", Written(Day(11, 2, 2026), second=34_200)),
        ("0930", Written(second=34_200, bare=True)),
        ("9", Written(second=32_400, bare=True)),
        ("46327.5", Written(Day(11, 1, 2026), second=43_200)),
        ("9:00-10:30", Written(second=32_400, end=37_800)),
        ("930", None),
        ("2460", None),
        ("123456", None),
    ],
)
def test_a_cell_of_text_in_digits(text, found):
    assert written(text) == found
