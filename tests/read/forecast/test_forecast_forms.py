"""All the ways in which people and programs write a good forecast."""

import codecs
import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from forecast_files import faults_of, hours, put, read, table
from hypothesis import given, settings
from hypothesis import strategies as st
from told import told

from staffplan.read import read_forecast
from staffplan.read.tables.cells import not_negative
from staffplan.read.tables.moments import moment
from staffplan.schema.scenario.keys import Scenario

ROWS = [f"{start},{volume}" for start, volume in zip(hours(), (1, 2.5, 3), strict=True)]
NINE = datetime(2026, 11, 1, 9, tzinfo=UTC) - timedelta(hours=8)
CHINESE = "时间,咨询量,机器人解决率,平均处理时长,队列\n2026-11-01 09:00,1,0.8,300,售前\n2026-11-01 10:00,2,0.7,,售前\n"
DATES = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31))
MINUTES = DATES.map(lambda value: value.replace(second=0, microsecond=0))


def test_a_plain_forecast(tmp_path):
    forecast = read(tmp_path, table(ROWS))
    assert forecast.start == NINE
    assert (forecast.timezone, forecast.interval_minutes) == ("Asia/Shanghai", 60)
    assert forecast.inquiries == (1, 2.5, 3)
    assert (forecast.deflection, forecast.aht_s, forecast.messages) == (None, None, ())


def test_the_digest_is_of_the_bytes(tmp_path):
    path = put(tmp_path, table(ROWS))
    _forecast, source = read_forecast(path, Scenario())
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.path == str(path)


@pytest.mark.parametrize("minutes", [15, 30, 60])
def test_the_interval_is_found_from_the_rows(tmp_path, minutes):
    assert read(tmp_path, table([f"{start},1" for start in hours(5, step=minutes)])).interval_minutes == minutes


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le-mark", "utf-16-be-mark"]
)
def test_encodings_of_chinese_text(tmp_path, encoding):
    marks = {"utf-16-le-mark": codecs.BOM_UTF16_LE, "utf-16-be-mark": codecs.BOM_UTF16_BE}
    data = marks.get(encoding, b"") + CHINESE.encode(encoding.removesuffix("-mark"))
    forecast = read(tmp_path, data)
    assert forecast.deflection == (0.8, 0.7)
    assert forecast.aht_s == (300, None)


@settings(deadline=None)
@given(name=st.text(st.characters(codec="gb18030", exclude_characters='",;\t|，；\r\n\0'), min_size=1, max_size=12))
def test_any_name_of_a_column_survives_any_encoding(tmp_path_factory, name):
    text = table([f"{row},x" for row in ROWS], f"start,inquiries,备注{name}备注")
    folder = tmp_path_factory.getbasetemp()
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        forecast = read(folder, text.encode(encoding))
        assert forecast.inquiries == (1, 2.5, 3)
        assert told(forecast.messages) == (f"columns left out: 备注{name}备注",)


@pytest.mark.parametrize(
    "header",
    [
        "start,inquiries",
        "START,Inquiries",
        " Start Time , VOLUME ",
        "开始时间,咨询量（次）",
        '"start","inquiries"',
        "start*,inquiries",
    ],
)
def test_headers(tmp_path, header):
    assert read(tmp_path, table(ROWS, header)).inquiries == (1, 2.5, 3)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "，"])
def test_separators(tmp_path, separator):
    assert read(tmp_path, table(ROWS).replace(",", separator)).inquiries == (1, 2.5, 3)


def test_the_separator_line_of_excel_is_no_row(tmp_path):
    (fault,) = faults_of(tmp_path, "sep=;\nstart;inquiries\n2026-11-01 09:00;1\n2026-11-01 10:00;x\n")
    assert fault.row == 3


def test_a_separator_line_that_names_none_is_a_fault_and_no_crash(tmp_path):
    (fault, *_others) = faults_of(tmp_path, "sep=")
    assert (fault.row, fault.column) == (1, "start")


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n", "\n\n"])
def test_line_ends(tmp_path, ending):
    assert read(tmp_path, table(ROWS).replace("\n", ending)).inquiries == (1, 2.5, 3)


def test_blank_rows_and_columns_at_the_end_are_no_matter(tmp_path):
    rows = [f"{row},," for row in ROWS]
    assert read(tmp_path, table([*rows, ",,,", ",,,,,"], "start,inquiries,,")).inquiries == (1, 2.5, 3)


def test_blank_rows_count_as_rows(tmp_path):
    (fault,) = faults_of(tmp_path, "start,inquiries\n\n2026-11-01 09:00,1\n,\n2026-11-01 10:00,x\n")
    assert fault.row == 5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("12.50", 12.5), (".5", 0.5), ("1e2", 100), ("+3", 3), ("-0", 0), (" 7 ", 7),
        ("1,234", 1234), ("1,234,567.5", 1234567.5), ("１２", 12), ("1，234", 1234), ("1 234", 1234), 
        ("1\xa0234", 1234),
    ],
)  # fmt: skip
def test_numbers(text, value):
    assert not_negative(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("12,5", 12.5), ("1.234,5", 1234.5), ("1234,567", 1234.567), ("1,234.5", 1234.5)]
)
def test_decimal_commas_where_semicolons_separate(tmp_path, text, value):
    rows = [f"{start};{text}" for start in hours()]
    assert read(tmp_path, table(rows, "start;inquiries")).inquiries == (value,) * 3


def test_one_or_a_thousand_is_asked_back(tmp_path):
    rows = [f"{start};1,234" for start in hours()]
    assert [fault.row for fault in faults_of(tmp_path, table(rows, "start;inquiries"))] == [2, 3, 4]


@settings(deadline=None)
@given(st.floats(0, 1e9))
def test_what_python_writes_is_read_back(value):
    assert not_negative(repr(value)) == value


@pytest.mark.parametrize(
    "text",
    [
        "2026/11/1 9:05", "2026-11-01 09:05:00", "2026-11-01T09:05", "2026-11-01 09:05:00.000", "2026.11.1 9:05",
        "2026年11月1日 9:05", "2026年11月1日9时5分", "2026年11月1日 9点05分", "2026/11/1 9:05 AM", "2026/11/1 上午9:05",
        "２０２６/11/1 9：05", "46327.37847222222", " 2026-11-01  09:05 ",
    ],
)  # fmt: skip
def test_forms_of_dates(text):
    assert moment(text) == datetime(2026, 11, 1, 9, 5)


@pytest.mark.parametrize(
    ("text", "hour", "day"),
    [
        ("2026/11/1 12:00 AM", 0, 1),
        ("2026/11/1 12:00 PM", 12, 1),
        ("2026/11/1 下午 3:00", 15, 1),
        ("2026/11/1", 0, 1),
        ("2026年11月1日", 0, 1),
        ("2026-11-01 24:00", 0, 2),
    ],
)
def test_hours_of_the_day(text, hour, day):
    assert moment(text) == datetime(2026, 11, day, hour)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-01T09:00+08:00",
        "2026-11-01 09:00:00+0800",
        "2026-11-01T01:00Z",
        "2026-10-31T21:00:00-04:00",
        "2026-11-01T09:00+08",
        "2026-11-01T06:30+05:30",
        "2026-11-01 06:45:00+0545",
        "2026-10-31T21:30-03:30",
    ],
)
def test_offsets_are_honoured(text):
    assert moment(text) == NINE


@settings(deadline=None)
@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(
        lambda value: value.replace(second=0, microsecond=0)
    ),
    st.sampled_from(["%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y年%m月%d日 %H:%M"]),
)
def test_any_minute_in_any_form_is_read_back(value, form):
    assert moment(value.strftime(form)) == value


@settings(deadline=None)
@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(lambda value: value.replace(second=0, microsecond=0))
)
def test_numbers_of_days_are_read_back(value):
    days = (value - datetime(1899, 12, 30)) / timedelta(days=1)
    assert moment(days) == value


def test_shares_and_times(tmp_path):
    rows = [
        "2026-11-01 09:00,1,80%,0:05:00",
        "2026-11-01 10:00,1,0.5,5min",
        "2026-11-01 11:00,1,,240",
        "2026-11-01 12:00,1,1,",
    ]
    forecast = read(tmp_path, table(rows, "start,inquiries,deflection,aht_s"))
    assert forecast.deflection == (0.8, 0.5, None, 1)
    assert forecast.aht_s == (300, 300, 240, None)


def test_columns_without_any_value_are_as_if_absent(tmp_path):
    forecast = read(tmp_path, table([f"{row},,," for row in ROWS], "start,inquiries,deflection,aht_s,queue"))
    assert (forecast.deflection, forecast.aht_s) == (None, None)


def test_a_handling_time_in_minutes_is_not_taken_for_seconds(tmp_path):
    forecast = read(tmp_path, table([f"{row},5" for row in ROWS], "时间,咨询量,平均处理时长(分钟)"))
    assert forecast.aht_s == (300, 300, 300)
    assert (forecast.reading.aht_unit, forecast.messages) == ("min", ())


def test_rows_out_of_order_are_sorted_with_a_warning(tmp_path):
    forecast = read(tmp_path, table(reversed(ROWS)))
    assert forecast.inquiries == (1, 2.5, 3)
    assert told(forecast.messages) == ("the rows were not in order of time (the first is row 3): sorted",)


def test_no_inquiries_at_all_are_warned_of(tmp_path):
    forecast = read(tmp_path, table([f"{start},0" for start in hours()]))
    assert told(forecast.messages) == ("no inquiries in any interval",)
