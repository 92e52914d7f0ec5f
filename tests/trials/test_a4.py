"""A4: the unit of handling times is written, or it is asked back."""

import pytest
from trial_tables import codes, faults_of, read, rows


def with_times(header, cell):
    return rows(lambda hour: f"20,{cell}", f"时间,咨询量,{header}")


@pytest.mark.parametrize("header", ["aht", "平均处理时长", "Handling time"])
def test_a4_five_without_a_unit_is_asked_back(tmp_path, header):
    (fault,) = faults_of(tmp_path, with_times(header, 5))
    assert (fault.kind, fault.row, fault.column) == ("ambiguous", 1, header)
    assert "seconds or minutes" in fault.found
    assert "aht (min)" in fault.accepted


@pytest.mark.parametrize(
    ("header", "cell", "seconds", "unit"),
    [
        ("AHT (min)", "5", 300, "min"),
        ("AHT(min)", "5.5", 330, "min"),
        ("aht_min", "5", 300, "min"),
        ("平均处理时长(分钟)", "5", 300, "min"),
        ("平均处理时长（分）", "5", 300, "min"),
        ("平均处理时长（秒）", "5", 5, "s"),
        ("平均处理时长/秒", "300", 300, "s"),
        ("aht_s", "5", 5, "s"),
        ("AHT [s]", "300", 300, "s"),
        ("AHT (ms)", "300000", 300, "ms"),
        ("AHT (h)", "0.1", 360, "h"),
        ("aht", "5min", 300, "s"),
        ("aht", "5 min 30 s", 330, "s"),
        ("aht", "5分30秒", 330, "s"),
        ("平均处理时长", "5分钟", 300, "s"),
        ("aht", "330秒", 330, "s"),
        ("aht", "0:05:30", 330, "s"),
        ("aht", "300", 300, "s"),
        ("AHT (mm:ss)", "0:45", 45, "m:s"),
        ("AHT (hh:mm)", "0:05", 300, "m:s"),
    ],
)
def test_a4_units_in_headers_and_cells(tmp_path, header, cell, seconds, unit):
    found = read(tmp_path, with_times(header, cell))
    assert found.aht_s == pytest.approx((seconds,) * 12)
    assert found.reading.aht_unit == unit


def test_a4_thousands_without_a_unit_are_asked_back_too(tmp_path):
    (fault,) = faults_of(tmp_path, with_times("aht", 300000))
    assert "seconds or milliseconds" in fault.found


def test_a4_the_mean_decides_not_a_single_cell(tmp_path):
    found = read(tmp_path, rows(lambda hour: f"20,{15 if hour == 9 else 300}", "start,inquiries,aht"))
    assert found.aht_s[:2] == (15, 300)


@pytest.mark.parametrize("cell", ["5:00", "5:30"])
def test_a4_five_o_clock_is_five_minutes_with_a_word(tmp_path, cell):
    found = read(tmp_path, with_times("aht", cell))
    assert found.aht_s[0] == 300 + 30 * (cell == "5:30")
    assert codes(found) == ["minutes_assumed"]


def test_a4_under_a_minute_or_under_an_hour_is_asked_back(tmp_path):
    (fault,) = faults_of(tmp_path, with_times("aht", "0:45"))
    assert fault.found == "times such as 0:45, which may be 45 seconds or 45 minutes"
