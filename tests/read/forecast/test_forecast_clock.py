"""Clock changes: a local hour that is repeated or skipped is not a fault."""

from datetime import datetime, timedelta

import pytest
from forecast_files import BERLIN, faults_of, read, table
from told import told

from staffplan.read.intervals import Interval, _numbers

AUTUMN = [f"2026-10-25 0{hour}:00,{volume}" for hour, volume in ((0, 1), (1, 2), (2, 3), (2, 4), (3, 5))]
SPRING = [f"2026-03-29 0{hour}:00,{volume}" for hour, volume in ((0, 1), (1, 2), (3, 3), (4, 4))]


def local_starts(forecast):
    step = timedelta(minutes=forecast.interval_minutes)
    moments = [forecast.start + k * step for k in range(len(forecast.inquiries))]
    assert moments[0].utcoffset() == timedelta(hours=2)
    return moments


def test_a_repeated_hour_in_two_rows(tmp_path):
    forecast = read(tmp_path, table(AUTUMN), BERLIN)
    assert forecast.inquiries == (1, 2, 3, 4, 5)
    assert forecast.start == datetime.fromisoformat("2026-10-25T00:00+02:00")
    assert forecast.messages == ()


def test_a_repeated_hour_in_half_hours(tmp_path):
    clock = ("01:30", "02:00", "02:30", "02:00", "02:30", "03:00")
    rows = [f"2026-10-25 {time},{k}" for k, time in enumerate(clock)]
    assert read(tmp_path, table(rows), BERLIN).inquiries == (0, 1, 2, 3, 4, 5)


def test_a_repeated_hour_sorted_by_the_clock(tmp_path):
    clock = ("01:30", "02:00", "02:00", "02:30", "02:30", "03:00")
    rows = [f"2026-10-25 {time},{k}" for k, time in enumerate(clock)]
    forecast = read(tmp_path, table(rows), BERLIN)
    assert forecast.inquiries == (0, 1, 3, 2, 4, 5)
    assert "sorted" in told(forecast.messages)[0]


def test_a_repeated_hour_in_one_row_counts_twice_with_a_warning(tmp_path):
    forecast = read(tmp_path, table([AUTUMN[0], AUTUMN[1], AUTUMN[2], AUTUMN[4]]), BERLIN)
    assert forecast.inquiries == (1, 2, 3, 3, 5)
    assert told(forecast.messages) == (
        "Europe/Berlin shows 2026-10-25 02:00 twice (its clock is put back): rows that count for both: 4",
    )


@pytest.mark.parametrize(("count", "named"), [(8, tuple(range(8))), (9, (*range(8), "…")), (20, (*range(8), "…"))])
def test_of_many_rows_the_first_eight_are_named_and_that_there_are_more(count, named):
    rows = [Interval(row, datetime.fromisoformat("2026-10-25T02:00+02:00")) for row in range(count)]
    assert _numbers(rows) == named


def test_a_third_row_of_the_repeated_hour_is_a_duplicate(tmp_path):
    (fault,) = faults_of(tmp_path, table([*AUTUMN[:4], AUTUMN[3], AUTUMN[4]]), BERLIN)
    assert (fault.row, fault.found) == (6, "2026-10-25 02:00 again, as in row 4")


def test_a_skipped_hour_without_a_row(tmp_path):
    forecast = read(tmp_path, table(SPRING), BERLIN)
    assert (forecast.inquiries, forecast.messages) == ((1, 2, 3, 4), ())


def test_a_skipped_hour_with_a_row_is_left_out_with_a_warning(tmp_path):
    forecast = read(tmp_path, table([*SPRING[:2], "2026-03-29 02:00,7", *SPRING[2:]]), BERLIN)
    assert forecast.inquiries == (1, 2, 3, 4)
    (message,) = told(forecast.messages)
    assert "Europe/Berlin skips 2026-03-29 02:00" in message
    assert "rows left out: 4, with 7 inquiries" in message


@pytest.mark.parametrize("hour", [0, 1])
def test_offsets_tell_the_repeated_hour_apart(tmp_path, hour):
    rows = [
        "2026-10-25T01:00+02:00,1",
        "2026-10-25T02:00+02:00,2",
        "2026-10-25T02:00+01:00,3",
        "2026-10-25T03:00+01:00,4",
    ]
    if hour:
        rows[1], rows[2] = rows[2], rows[1]
    assert read(tmp_path, table(rows), BERLIN).inquiries == (1, 2, 3, 4)


def test_instants_of_another_zone_are_moved_with_a_warning(tmp_path):
    forecast = read(tmp_path, table(["2026-11-01T00:00Z,1", "2026-11-01T01:00Z,2"]))
    assert forecast.start.isoformat() == "2026-11-01T08:00:00+08:00"
    assert "row 2: the offset +0000 is not that of Asia/Shanghai" in told(forecast.messages)[0]


def test_a_missing_hour_beside_a_clock_change_is_still_a_gap(tmp_path):
    (fault,) = faults_of(tmp_path, table([AUTUMN[0], *AUTUMN[2:]]), BERLIN)
    assert (fault.row, fault.found) == (3, "a gap: no row from 2026-10-25 01:00 to 2026-10-25 02:00")
