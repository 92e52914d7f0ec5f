"""A few tables of each layout by hand, cell by cell; the doubts that they leave, and what is said of them."""

from datetime import date, datetime, timedelta

import pytest
from forecast_files import faults_of, hours, read, table

from staffplan.read.layouts import context


@pytest.fixture(autouse=True)
def _first_of_november(monkeypatch):
    monkeypatch.setattr(context, "today", lambda: date(2026, 11, 1))


def matrix(days, clock=None, value=lambda day, hour: 30 * day + hour + 1, corner="hour"):
    """A column for each day, a row for each hour; the numbers say where they stand."""
    clock = [f"{hour}:00" for hour in range(24)] if clock is None else clock
    cells = [[str(value(day, hour)) for day in range(len(days))] for hour in range(len(clock))]
    return table([",".join([name, *row]) for name, row in zip(clock, cells, strict=True)], ",".join([corner, *days]))


def in_order(days, hours=24):
    return tuple(30.0 * day + hour + 1 for day in range(days) for hour in range(hours))


def test_days_that_follow_one_another_are_no_months(tmp_path):
    """1/11, 2/11, 3/11 could be the first of three months as well: days in a row are likelier."""
    for titles in (["1/11", "2/11", "3/11"], ["11/1", "11/2", "11/3"]):
        found = read(tmp_path, matrix(titles))
        assert f"{found.start:%Y-%m-%d %H:%M}" == "2026-11-01 00:00"
        assert found.inquiries == in_order(3)


@pytest.mark.parametrize(
    ("titles", "found"),
    [(["1/2", "2/3", "3/4"], "'1/2', which may be 2027-01-02 or 2027-02-01"), (["3/4", "5/6"], "2027-03-04")],
)
def test_days_in_no_order_that_may_be_read_both_ways_are_asked_back(tmp_path, titles, found):
    (fault,) = faults_of(tmp_path, matrix(titles))
    assert found in fault.found
    assert fault.row == 1


@pytest.mark.parametrize(("cell", "found"), [("", "nothing"), ("x", "'x'"), ("-", "'-'")])
def test_a_cell_of_a_matrix_without_a_number_is_named(tmp_path, cell, found):
    text = matrix(["2026-11-02", "2026-11-03"], value=lambda day, hour: cell if (day, hour) == (1, 5) else 7)
    (fault,) = faults_of(tmp_path, text)
    assert (fault.row, fault.column, fault.found) == (7, "2026-11-03", found)


def test_hours_of_a_matrix_have_whole_minutes(tmp_path):
    text = matrix(["2026-11-02", "2026-11-03"]).replace("\n15:00,", "\n15:00:30,")
    (fault,) = faults_of(tmp_path, text)
    assert (fault.row, fault.found, fault.accepted) == (17, "'15:00:30'", "a time of whole minutes")


@pytest.mark.parametrize("count", [2, 3, 4])
def test_three_bare_hours_in_a_row_are_hours(tmp_path, count):
    """9, 10, 11 as titles are hours; 9, 10 might be anything."""
    clock = [str(9 + k) for k in range(count)]
    rows = [f"2026-11-0{day}" + f",{day}" * count for day in (2, 3)]
    told = faults_of(tmp_path, table(rows, ",".join(["date", *clock])))
    if count < 3:
        assert all("a gap" not in fault.found for fault in told)
    else:  # The table is understood: what is wrong is that the nights are missing.
        assert [fault.found for fault in told] == [f"a gap: no row from 2026-11-02 {9 + count}:00 to 2026-11-03 09:00"]


SHARES = [f"{hour}:00,{8 if hour == 0 else 4}%" for hour in range(24)]


@pytest.mark.parametrize("total", ["", "total,300\n", "合计,300\n"])
def test_totals_of_days_are_spread_by_shares_of_hours(tmp_path, total):
    days = f"date,total\n2026-11-02,100\n2026-11-03,200\n{total}\n"
    found = read(tmp_path, days + table(SHARES, "hour,share"))
    assert f"{found.start:%Y-%m-%d %H:%M}" == "2026-11-02 00:00"
    assert found.inquiries == pytest.approx((8.0, *[4.0] * 23, 16.0, *[8.0] * 23))
    assert [message.code for message in found.messages] == ["profile_spread"]


def five_minutes(first, count):
    return table([f"{start},2" for start in hours(count, first, step=5)])


@pytest.mark.parametrize(
    ("first", "count", "row", "found"),
    [
        ("2026-11-01 09:05", 5, 2, "2 of the 5-minute rows of 2026-11-01 09:00"),
        ("2026-11-01 09:00", 5, 5, "2 of the 5-minute rows of 2026-11-01 09:15"),
        ("2026-11-01 09:40", 4, 2, "1 of the 5-minute rows of 2026-11-01 09:30"),
    ],
)
def test_a_quarter_of_an_hour_without_all_of_its_rows_is_named_by_its_begin(tmp_path, first, count, row, found):
    (fault,) = faults_of(tmp_path, five_minutes(first, count))
    assert (fault.row, fault.found) == (row, found)


def test_five_minutes_are_summed_to_quarters(tmp_path):
    found = read(tmp_path, five_minutes("2026-11-01 09:00", 6))
    assert (found.interval_minutes, found.inquiries) == (15, (6.0, 6.0))


@pytest.mark.parametrize(
    ("mean", "other", "header"),
    [
        (5, "minutes", "aht (min)"),
        (19.5, "minutes", "aht (min)"),
        (7201, "milliseconds", "aht (ms)"),
        (300_000, "milliseconds", "aht (ms)"),
    ],
)
def test_numbers_that_are_hardly_seconds_are_asked_back(tmp_path, mean, other, header):
    (fault,) = faults_of(tmp_path, table([f"{start},1,{mean}" for start in hours()], "start,inquiries,aht"))
    assert fault.found == f"numbers without a unit, {mean} on average, which may be seconds or {other}"
    assert header in fault.accepted


@pytest.mark.parametrize("mean", [20, 7200])
def test_numbers_that_may_well_be_seconds_are(tmp_path, mean):
    found = read(tmp_path, table([f"{start},1,{mean}" for start in hours()], "start,inquiries,aht"))
    assert found.aht_s == (mean,) * 3


@pytest.mark.parametrize(
    ("cells", "seconds"),
    [
        (("5min", "1h", "90s"), (300, 3600, 90)),
        (("4min 30s", "1h 2min", "1500ms"), (270, 3720, 1.5)),
        (("0:05:00", "0:04:30", "0:10:00"), (300, 270, 600)),
    ],
)
def test_handling_times_as_they_are_written(tmp_path, cells, seconds):
    rows = [f"{start},1,{cell}" for start, cell in zip(hours(), cells, strict=True)]
    assert read(tmp_path, table(rows, "start,inquiries,aht")).aht_s == pytest.approx(seconds)


def test_rows_are_half_hours_where_their_ranges_say_so(tmp_path):
    rows = [
        f"2026-11-02 {first:%H:%M}-{first + timedelta(minutes=30):%H:%M},3" for first in map(_at, range(0, 1410, 30))
    ]
    found = read(tmp_path, table(rows))
    assert (found.interval_minutes, len(found.inquiries), set(found.inquiries)) == (30, 47, {3.0})


def _at(minute):
    return datetime(2026, 11, 2) + timedelta(minutes=minute)


@pytest.mark.parametrize("count", [3, 24])
def test_bare_hours_may_begin_at_midnight(tmp_path, count):
    rows = [f"2026-11-0{day}" + f",{day}" * count for day in (2, 3)]
    text = table(rows, ",".join(["date", *map(str, range(count))]))
    if count == 24:
        assert read(tmp_path, text).inquiries == (2.0,) * 24 + (3.0,) * 24
    else:
        (fault,) = faults_of(tmp_path, text)
        assert fault.found == "a gap: no row from 2026-11-02 03:00 to 2026-11-03 00:00"


@pytest.mark.parametrize(
    ("first", "second", "differs"),
    [(6, 22, None), (8, 22, None), (8.3, 22, 8.3), (4, 22, None), (3.7, 22, 3.7), (6, 20, None), (6, 19.7, 19.7)],
)
def test_a_total_may_be_off_by_half_of_each_number_that_it_adds(tmp_path, first, second, differs):
    """Four numbers each, 0 to 3 and 4 to 7, then a total: 6 and 22 are right, and 2 off is rounding."""
    rows = [f"{start},{k}" for k, start in enumerate(hours(8))]
    found = read(tmp_path, table([*rows[:4], f"小计,{first}", *rows[4:], f"小计,{second}"]))
    assert found.inquiries == tuple(range(8))
    told = [message.values["stated"] for message in found.messages if message.code == "total_row_differs"]
    assert told == ([] if differs is None else [f"{differs}"])


@pytest.mark.parametrize(
    ("others", "value"),
    [(("1300", "1400", "1500"), 1234.0), (("1.3", "1.44", "2.5"), 1.234), (("1300", "0", "0"), None)],
)
def test_a_number_with_three_decimals_is_of_the_size_of_the_others(tmp_path, others, value):
    """Hours of nobody say nothing about size."""
    cells = ["1.234", *others, *["0"] * 5]
    text = table([f"{start};{cell}" for start, cell in zip(hours(9), cells, strict=True)], "start;inquiries")
    if value is None:
        (fault,) = faults_of(tmp_path, text)
        assert fault.found == "'1.234', which may be 1.234 or 1234"
    else:
        assert read(tmp_path, text).inquiries[0] == value
