"""Durations and clock times are read back as they are written."""

from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.schema.base import format_clock, format_duration, parse_clock, parse_duration


@settings(deadline=None)
@given(st.timedeltas(timedelta(0), timedelta(days=366)))
def test_any_duration(value):
    assert parse_duration(format_duration(value)) == value


@settings(deadline=None)
@given(st.integers(0, 1440))
def test_any_clock_time(minutes):
    assert parse_clock(format_clock(minutes)) == minutes


@settings(deadline=None)
@given(st.times().map(lambda value: value.replace(second=0, microsecond=0)))
def test_any_time_of_toml(value):
    assert format_clock(parse_clock(value)) == f"{value:%H:%M}"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("5min", 300), ("3.5min", 210), ("1h30min", 5400), ("1h 30min", 5400), (" 0.5h ", 1800), ("90s", 90)],
)
def test_durations(text, seconds):
    assert parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("value", ["", "30", "30 sec", "-5s", "5 minutes", "1h-5min", "s", 30, None, "9999999999999h"])
def test_what_is_no_duration(value):
    with pytest.raises(ValueError, match="a duration"):
        parse_duration(value)


@pytest.mark.parametrize("value", ["24:01", "7", "07:60", "-1:00", "", None, True, 1441, time(7, 0, 30)])
def test_what_is_no_clock_time(value):
    with pytest.raises(ValueError, match="a clock time"):
        parse_clock(value)
