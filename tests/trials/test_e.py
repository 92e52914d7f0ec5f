"""E: tables as people have them, of the twelve kinds, in both languages, as text and as workbooks."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from trial_tables import HOURS, NINE_TO_NINE, codes, faults_of, read, rows

from staffplan.read.layouts import context
from staffplan.schema.scenario.keys import Opening, Scenario

DAYS = ("2026-11-02", "2026-11-03")


@pytest.fixture(autouse=True)
def _in_october(monkeypatch):
    monkeypatch.setattr(context, "today", lambda: date(2026, 10, 1))


def text(*lines):
    return "\n".join([*lines, ""])


def book(*sheets):
    """The bytes of a workbook; a sheet is its name and its rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, lines in sheets:
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(line)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def two_days(found, hours=HOURS):
    """What stands in these hours of both days, the rest being closed."""
    assert (found.start.isoformat(), len(found.inquiries)) == ("2026-11-02T00:00:00+08:00", 48)
    inside = [found.inquiries[24 * day + hour] for day in (0, 1) for hour in hours]
    assert sum(inside) == sum(found.inquiries)
    return inside


EXPECTED = [hour * day for day in (1, 2) for hour in HOURS]


# 1: date and hour in two columns


@pytest.mark.parametrize("hour", ["{}", "{:02d}", "{}:00", "{:02d}:00:00", "{}点", "{}时", "{:02d}00"])
@pytest.mark.parametrize("header", ["日期,小时,咨询量", "date,time,inquiries", "Day,Hour,Calls"])
def test_e1_date_and_hour(tmp_path, header, hour):
    lines = [f"{day},{hour.format(h)},{h * k}" for k, day in enumerate(DAYS, 1) for h in HOURS]
    found = read(tmp_path, text(header, *lines), NINE_TO_NINE)
    assert two_days(found) == EXPECTED
    assert found.reading.layout == "date_and_time"


def test_e1_as_cells_the_date_only_once(tmp_path):
    lines = [(date(2026, 11, 1 + k) if h == 9 else None, time(h), h * k) for k in (1, 2) for h in HOURS]
    found = read(tmp_path, book(("Data", [("日期", "时段", "咨询量"), *lines])), NINE_TO_NINE, "f.xlsx")
    assert two_days(found) == EXPECTED
    assert codes(found) == ["dates_filled", "closed_hours_filled"]


def test_e1_hours_from_1_to_24_may_begin_or_end(tmp_path):
    (fault,) = faults_of(tmp_path, text("date,hour,inquiries", *(f"2026-11-02,{h},1" for h in range(1, 25))))
    assert (fault.kind, fault.row, fault.column) == ("ambiguous", 25, "hour")
    assert "may begin there or end there" in fault.found


def test_e1_a_weekday_that_is_not_the_dates(tmp_path):
    faults = faults_of(tmp_path, text("日期,星期,小时,咨询量", "2026-11-02,周二,9,1", "2026-11-02,周二,10,1"))
    assert faults[0].found == "'2026-11-02', a weekday that 2026-11-02 is not"


# 2: matrices


@pytest.mark.parametrize("hour", ["{}", "{}点", "{:02d}:00", "{}:00-{}:00", "{}-{}", "{}-{}点"])
def test_e2_dates_down(tmp_path, hour):
    heads = [hour.format(h, h + 1) for h in HOURS]
    lines = [",".join([day, *(str(h * k) for h in HOURS)]) for k, day in enumerate(DAYS, 1)]
    found = read(tmp_path, text("咨询量预测", ",".join(["日期", *heads]), *lines), NINE_TO_NINE)
    assert two_days(found) == EXPECTED
    assert found.reading.layout == "hours_across"
    assert codes(found) == ["closed_hours_filled"]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (DAYS, []),
        (("周一 11-02", "周二 11-03"), ["year_assumed"]),
        (("Mon 11-02", "Tue 11-03"), ["year_assumed"]),
        (("11-02(一)", "11-03(二)"), ["year_assumed"]),
        (("11月2日", "11月3日"), ["year_assumed"]),
        (("11/2", "11/3"), ["year_assumed"]),
        (("2-Nov-2026", "3-Nov-2026"), []),
        (("02/11/2026", "03/11/2026"), []),
    ],
)
def test_e2_hours_down(tmp_path, days, told):
    lines = [f"{h}:00-{h + 1}:00,{h},{2 * h}" for h in HOURS]
    found = read(tmp_path, text("Inquiries", f"时段,{days[0]},{days[1]}", *lines), NINE_TO_NINE)
    assert two_days(found) == EXPECTED
    assert codes(found) == [*told, "closed_hours_filled"]


@pytest.mark.parametrize("title", ["2026年11月咨询量", "Inquiries November 2026"])
def test_e2_a_title_says_the_year(tmp_path, monkeypatch, title):
    monkeypatch.setattr(context, "today", lambda: date(2031, 1, 1))
    found = read(tmp_path, text(title, "时段,11-02,11-03", *(f"{h}:00,{h},{2 * h}" for h in HOURS)), NINE_TO_NINE)
    assert two_days(found) == EXPECTED
    assert codes(found) == ["closed_hours_filled"]


def test_e2_as_cells_and_weekdays_in_a_row_of_their_own(tmp_path):
    lines = [(time(h), h, 2 * h) for h in HOURS]
    table = [("咨询量",), ("日期", datetime(2026, 11, 2), datetime(2026, 11, 3)), ("星期", "周一", "周二"), *lines]
    assert two_days(read(tmp_path, book(("11月", table)), NINE_TO_NINE, "f.xlsx")) == EXPECTED


def test_e2_one_day_by_month_or_by_day_is_asked_back(tmp_path):
    lines = [f"{h}:00,{h}" for h in range(24)]
    (fault,) = faults_of(tmp_path, text("Inquiries", "hour,02/11/2026", *lines))
    assert (fault.kind, fault.found) == ("ambiguous", "'02/11/2026', which may be 2026-02-11 or 2026-11-02")


def test_e2_what_the_numbers_are_is_told_where_nothing_says_it(tmp_path):
    found = read(tmp_path, text("date,0,1,2,3", "2026-11-02,1,2,3,4"), Scenario(opening=Opening(hours=(0, 240))))
    assert codes(found) == ["quantity_assumed"]


def test_e2_numbers_under_no_hour_are_a_fault(tmp_path):
    (fault,) = faults_of(tmp_path, text("Inquiries", "date,9:00,10:00,later", "2026-11-02,1,2,3"), NINE_TO_NINE)[:1]
    assert (fault.row, fault.column, fault.found) == (2, "later", "'later'")


def test_e2_an_empty_cell_is_nothing_outside_the_opening_hours_alone(tmp_path):
    lines = ["2026-11-02,,5,-", "2026-11-03,,6,"]
    text_of = text("Inquiries", "date,8:00,9:00,10:00", *lines)
    found = read(tmp_path, text_of, Scenario(opening=Opening(hours=(540, 600))))
    assert (sum(found.inquiries), codes(found)) == (11, ["closed_hours_filled"])
    faults = faults_of(tmp_path, text_of, Scenario(opening=Opening(hours=(540, 660))))
    assert [(fault.row, fault.column, fault.found) for fault in faults] == [
        (3, "10:00", "'-'"),
        (4, "10:00", "nothing"),
    ]


# 3: ranges


@pytest.mark.parametrize("form", ["{:02d}:00-{:02d}:00", "{}:00~{}:00", "{}-{}点", "{}点至{}点", "{}:00 - {}:00"])
def test_e3_ranges(tmp_path, form):
    lines = [f"{day},{form.format(h, h + 1)},{h * k}" for k, day in enumerate(DAYS, 1) for h in HOURS]
    assert two_days(read(tmp_path, text("日期,时段,咨询量", *lines), NINE_TO_NINE)) == EXPECTED


@pytest.mark.parametrize("form", ["{0:02d}:00-{0:02d}:59", "{0:02d}:00:00-{0:02d}:59:59"])
def test_e3_ranges_that_end_just_before_the_next(tmp_path, form):
    lines = [f"{day},{form.format(h)},{h * k}" for k, day in enumerate(DAYS, 1) for h in HOURS]
    assert two_days(read(tmp_path, text("日期,时段,咨询量", *lines), NINE_TO_NINE)) == EXPECTED


def test_e3_beginning_and_end_in_two_columns(tmp_path):
    lines = [f"2026-11-02 {h:02d}:00,2026-11-02 {h + 1:02d}:00,{h}" for h in HOURS]
    assert read(tmp_path, text("开始时间,结束时间,咨询量", *lines)).inquiries == tuple(HOURS)
    lines[3] = lines[3].replace("13:00,12", "12:30,12")
    faults = faults_of(tmp_path, text("开始时间,结束时间,咨询量", *lines))
    assert [fault.row for fault in faults] == [5]


def test_e3_one_range_is_enough(tmp_path):
    found = read(tmp_path, text("时段,咨询量", "2026-11-02 09:00~09:30,20"))
    assert (found.interval_minutes, found.inquiries) == (30, (20,))


# 4: totals


@pytest.mark.parametrize("word", ["合计", "总计", "小计", "Total", "Grand Total", "Sum"])
def test_e4_totals_are_left_out(tmp_path, word):
    lines = [f"{day},{','.join(str(h * k) for h in HOURS)},{174 * k}" for k, day in enumerate(DAYS, 1)]
    lines.append(f"{word},{','.join(str(h * 3) for h in HOURS)},{174 * 3}")
    heads = ",".join(f"{h}:00" for h in HOURS)
    found = read(tmp_path, text("咨询量", f"日期,{heads},{word}", *lines), NINE_TO_NINE)
    assert two_days(found) == EXPECTED
    assert codes(found) == ["total_rows_left_out", "total_columns_left_out", "closed_hours_filled"]


def test_e4_totals_of_days_and_of_all_in_a_list(tmp_path):
    lines = []
    for k, day in enumerate(DAYS, 1):
        lines += [f"{day},{h},{h * k}" for h in HOURS] + [f"{day} 小计,,{174 * k}"]
    found = read(tmp_path, text("日期,小时,咨询量", *lines, f"合计,,{174 * 3}", "平均,,21.75"), NINE_TO_NINE)
    assert two_days(found) == EXPECTED
    assert codes(found) == ["total_rows_left_out", "closed_hours_filled"]


def test_e4_a_total_that_is_another_one_is_told(tmp_path):
    found = read(tmp_path, rows(lambda hour: hour) + "合计,999\n")
    assert codes(found) == ["total_rows_left_out", "total_row_differs"]
    assert "a total of 999, but the numbers above it add up to 174" in str(found.messages[1])


# 5: closed hours


def test_e5_closed_hours_are_nothing_and_told(tmp_path):
    lines = [f"{day} {h:02d}:00,{h * k}" for k, day in enumerate(DAYS, 1) for h in HOURS]
    found = read(tmp_path, text("start,inquiries", *lines), NINE_TO_NINE)
    assert two_days(found) == EXPECTED
    assert str(found.messages[0]) == "24 intervals outside the opening hours have no number: 0 is taken"


def test_e5_a_gap_inside_is_a_fault(tmp_path):
    lines = [f"{day} {h:02d}:00,1" for day in DAYS for h in HOURS if (day, h) != (DAYS[1], 9)]
    (fault,) = faults_of(tmp_path, text("start,inquiries", *lines), NINE_TO_NINE)
    assert (fault.kind, fault.row) == ("gap", 14)
    assert fault.found == "a gap: no row from 2026-11-03 09:00 to 2026-11-03 10:00"


def test_e5_closed_days_and_nights_past_midnight(tmp_path):
    opening = Opening(hours=(20 * 60, 2 * 60), closed=("tuesday",))
    lines = [f"2026-11-{d:02d} {h:02d}:00,1" for d, h in ((2, 20), (2, 21), (2, 22), (2, 23), (3, 0), (3, 1), (4, 20))]
    found = read(tmp_path, text("start,inquiries", *lines, "2026-11-04 21:00,1"), Scenario(opening=opening))
    assert sum(found.inquiries) == 8
    (fault,) = faults_of(tmp_path, text("start,inquiries", *lines[:4], *lines[5:7]), Scenario(opening=opening))
    assert "no row from 2026-11-03 00:00 to 2026-11-03 01:00" in fault.found


# 6: finer rows


@pytest.mark.parametrize(("minutes", "whole"), [(5, 15), (10, 30), (1, 15)])
def test_e6_rows_of_minutes_are_summed(tmp_path, minutes, whole):
    lines = [f"2026-11-02 {9 + m // 60:02d}:{m % 60:02d},{m},{100 + m},{m % 7}" for m in range(0, 120, minutes)]
    found = read(tmp_path, text("start,inquiries,aht_s,required", *lines))
    assert found.interval_minutes == whole
    first = range(0, whole, minutes)
    assert found.inquiries[0] == sum(first)
    assert found.aht_s[0] == pytest.approx(sum(m * (100 + m) for m in first) / sum(first))
    assert found.required[0] == max(m % 7 for m in first)
    assert "rows_summed" in codes(found)


def test_e6_a_part_of_a_quarter_is_a_fault(tmp_path):
    lines = [f"2026-11-02 09:{m:02d},1" for m in range(5, 60, 5)]
    (fault,) = faults_of(tmp_path, text("start,inquiries", *lines))
    assert fault.found == "2 of the 5-minute rows of 2026-11-02 09:00"


# 7: dates


@pytest.mark.parametrize(
    "form",
    [
        "20261102 {h:02d}:00", "20261102{h:02d}00", "20261102{h:02d}0000", "20261102 {h:02d}00",
        "02-Nov-2026 {h:02d}:00",
        "2 Nov 2026 {h}:00", "Nov 2, 2026 {h}:00", "November 2, 2026 {h}:00", "2026年11月2日{h}时",
        "2026年11月2日 {h}点", "周一 2026-11-02 {h}:00", "2026-11-02(周一) {h}:00",
        "2026/11/2 星期一 {h}:00", "Mon 2026-11-02 {h}:00",
    ],
)  # fmt: skip
def test_e7_dates(tmp_path, form):
    found = read(tmp_path, text("start,inquiries", *(f'"{form.format(h=h)}",{h}' for h in HOURS)))
    assert (found.start.isoformat(), found.inquiries) == ("2026-11-02T09:00:00+08:00", tuple(HOURS))
    assert codes(found) == []


def test_e7_no_year_is_told(tmp_path):
    found = read(tmp_path, text("时间,咨询量", *(f"11月2日 {h}:00,{h}" for h in HOURS)))
    assert (found.start.isoformat(), codes(found)) == ("2026-11-02T09:00:00+08:00", ["year_assumed"])


def test_e7_the_year_goes_on_after_december(tmp_path):
    lines = [f"{day} {h:02d}:00,1" for day in ("12月31日", "1月1日") for h in range(24)]
    found = read(tmp_path, text("时间,咨询量", *lines))
    assert found.reading.last.isoformat() == "2027-01-01T23:00:00+08:00"


@pytest.mark.parametrize("factor", [1, 1000])
def test_e7_seconds_since_1970(tmp_path, factor):
    nine = int(datetime.fromisoformat("2026-11-02T09:00+08:00").timestamp())
    found = read(tmp_path, text("timestamp,volume", *(f"{(nine + 3600 * k) * factor},{k}" for k in range(3))))
    assert found.start.isoformat() == "2026-11-02T09:00:00+08:00"
    assert codes(found) == ["offset_of_another_zone"]


def test_e7_digits_that_may_be_seconds_are_asked_back(tmp_path):
    faults = faults_of(tmp_path, text("start,inquiries", "2026110209,1", "2026110210,2"))
    assert {fault.kind for fault in faults} == {"ambiguous"}
    assert "2026-11-02 09:00 in digits or 2034-03-16 08:23:29 UTC" in faults[0].found


def test_e7_day_or_month_first_by_the_columns_other_dates(tmp_path):
    by_day = [f"{d:02d}/11/2026 {h:02d}:00,1" for d in (2, 3) for h in range(24)]
    by_month = [f"11/{d:02d}/2026 {h:02d}:00,1" for d in (2, 3) for h in range(24)]
    for lines in (by_day, by_month):
        assert read(tmp_path, text("start,inquiries", *lines)).start.date() == date(2026, 11, 2)
    (fault,) = faults_of(tmp_path, text("start,inquiries", *by_day[:24]))
    assert (fault.kind, fault.row) == ("ambiguous", 2)
    assert "2026-02-11" in fault.found
    assert "2026-11-02" in fault.found


def test_e7_dates_that_excel_took_for_others_are_refused(tmp_path):
    lines = [(datetime(2026, 2, 11, 9), 1), (datetime(2026, 2, 11, 10), 1), ("13/11/2026 09:00", 1)]
    faults = faults_of(tmp_path, book(("S", [("start", "inquiries"), *lines])), name="f.xlsx")
    assert [(fault.row, fault.kind) for fault in faults] == [(4, "ambiguous")]


# 8: handling times (units: test_a4.py)


@pytest.mark.parametrize("cell", ["5:30", "5分30秒", "5min30s", "0:05:30", "330s"])
def test_e8_handling_times(tmp_path, cell):
    assert read(tmp_path, rows(lambda hour: f"1,{cell}", "时间,咨询量,平均处理时长")).aht_s == (330,) * 12


def test_e8_five_o_clock_in_a_workbook(tmp_path):
    lines = [(datetime(2026, 11, 2, h), 1, time(5, 30)) for h in HOURS]
    found = read(tmp_path, book(("S", [("start", "inquiries", "AHT"), *lines])), name="f.xlsx")
    assert (found.aht_s[0], codes(found)) == (330, ["minutes_assumed"])
    lines = [(datetime(2026, 11, 2, h), 1, timedelta(minutes=5, seconds=30)) for h in HOURS]
    found = read(tmp_path, book(("S", [("start", "inquiries", "AHT"), *lines])), name="f.xlsx")
    assert (found.aht_s[0], codes(found)) == (330, [])


@pytest.mark.parametrize(
    "headers",
    ["通话时长(秒),话后时长(秒)", "talk time (s),wrap (s)", "ATT (s),ACW (s)", "通话时长（分钟）,话后时长(秒)"],
)
def test_e8_talk_and_wrap(tmp_path, headers):
    talk = 4 if "分钟" in headers else 240
    found = read(tmp_path, rows(lambda hour: f"1,{talk},15", f"start,inquiries,{headers}"))
    assert (found.aht_s[0], codes(found)) == (255, ["handling_added"])


def test_e8_talk_alone_is_no_handling_time(tmp_path):
    found = read(tmp_path, rows(lambda hour: "1,240", "start,inquiries,talk time (s)"))
    assert (found.aht_s, found.reading.columns_left) == (None, ("talk time (s)",))


# 9: Excel's Unicode text


@pytest.mark.parametrize("ending", [".txt", ".csv"])
def test_e9_decimal_commas_in_unicode_text(tmp_path, ending):
    lines = rows(lambda hour: f"{hour},5", "时间\t咨询量", separator="\t")
    assert read(tmp_path, lines.encode("utf-16"), name=f"f{ending}").inquiries[0] == 9.5


# 10: daily totals and shares


SHARES = {hour: 10 if hour < 17 else 5 for hour in HOURS}


@pytest.mark.parametrize(
    ("share", "header"),
    [("{}%", "占比"), ("{}", "占比(%)"), ("{}", "share"), ("0.{:02d}", "Distribution")],
)
@pytest.mark.parametrize("beside", [True, False])
def test_e10_totals_of_days_and_shares_of_hours(tmp_path, share, header, beside):
    days = ["日期,总量", "2026-11-02,1000", "2026-11-03,1100"]
    hours = [f"小时,{header}", *(f"{hour},{share.format(part)}" for hour, part in SHARES.items())]
    lines = [*days, "", *hours]
    if beside:
        lines = [f"{(days + [','] * 20)[k]},,{line}" for k, line in enumerate(hours)]
    found = read(tmp_path, text(*lines), NINE_TO_NINE)
    assert two_days(found) == pytest.approx([total * part / 100 for total in (1000, 1100) for part in SHARES.values()])
    assert (found.reading.layout, codes(found)) == ("profile", ["profile_spread"])


@pytest.mark.parametrize("names", [("周一", "周二"), ("Mon", "Tuesday"), ("工作日", "周末")])
def test_e10_shares_by_weekday_on_a_sheet_of_their_own(tmp_path, names):
    days = [("date", "total"), (date(2026, 11, 2), 1000), (date(2026, 11, 3), 1100)]
    later = {hour: 20 if hour in (9, 10) else 6 for hour in HOURS}
    hours = [("hour", *names), *((hour, SHARES[hour] / 100, later[hour] / 100) for hour in HOURS)]
    found = read(tmp_path, book(("Days", days), ("Hours", hours)), NINE_TO_NINE, "f.xlsx")
    inside = two_days(found)
    assert inside[:12] == pytest.approx([10 * part for part in SHARES.values()])
    assert sum(inside[12:]) == pytest.approx(1100)


def test_e10_a_matrix_of_shares_with_totals(tmp_path):
    lines = [
        f"{day},{total},{','.join(f'{p}%' for p in SHARES.values())}"
        for day, total in zip(DAYS, (1000, 1100), strict=True)
    ]
    found = read(tmp_path, text(f"日期,总量,{','.join(f'{h}点' for h in HOURS)}", *lines), NINE_TO_NINE)
    assert two_days(found) == pytest.approx([total * part / 100 for total in (1000, 1100) for part in SHARES.values()])


def test_e10_shares_that_are_no_whole_are_a_fault(tmp_path):
    lines = ["日期,总量", "2026-11-02,1000", "", "小时,占比", *(f"{h},5%" for h in HOURS)]
    (fault,) = faults_of(tmp_path, text(*lines), NINE_TO_NINE)
    assert fault.found == "shares that add up to 60"


def test_e10_rounded_shares_are_taken_in_proportion_with_a_word(tmp_path):
    lines = ["日期,总量", "2026-11-02,1200", "", "小时,占比", *(f"{h},8.3%" for h in HOURS)]
    found = read(tmp_path, text(*lines), NINE_TO_NINE)
    assert sum(found.inquiries) == pytest.approx(1200)
    assert codes(found) == ["shares_in_proportion", "profile_spread"]


# 11: several sheets


def test_e11_the_sheet_with_the_table(tmp_path):
    matrix = [("咨询量",), ("日期", *HOURS), *((date(2026, 11, 1 + k), *(h * k for h in HOURS)) for k in (1, 2))]
    sheets = [("说明", [("制表", "王")]), ("预测", matrix), ("参数", [("比例", 0.8)])]
    found = read(tmp_path, book(*sheets), NINE_TO_NINE, "f.xlsx")
    assert two_days(found) == EXPECTED
    assert (found.reading.sheet, codes(found)[0]) == ("预测", "sheet_taken")


def test_e11_a_matrix_and_a_list_are_two_tables(tmp_path):
    matrix = [("咨询量",), ("日期", *HOURS), (date(2026, 11, 2), *HOURS)]
    plain = [("start", "inquiries"), *((datetime(2026, 11, 2, h), h) for h in HOURS)]
    (fault,) = faults_of(tmp_path, book(("a", matrix), ("b", plain)), NINE_TO_NINE, "f.xlsx")
    assert fault.found == "several sheets with such a table: a, b"


def test_e11_a_matrix_of_handling_times_is_no_forecast(tmp_path):
    lines = [(date(2026, 11, 1 + k), *(h * k for h in HOURS)) for k in (1, 2)]
    sheets = [("咨询量", [("日期", *HOURS), *lines]), ("平均处理时长", [("日期", *HOURS), *lines])]
    assert two_days(read(tmp_path, book(*sheets), NINE_TO_NINE, "f.xlsx")) == EXPECTED


# 12: agents needed


@pytest.mark.parametrize("header", ["时间,需求人数", "start,required", "Time,Agents needed", "时间,所需人数"])
def test_e12_agents_needed_instead_of_inquiries(tmp_path, header):
    found = read(tmp_path, rows(lambda hour: hour, header))
    assert (found.required, found.inquiries) == (tuple(HOURS), (0,) * 12)
    assert "no_inquiries" not in codes(found)


@pytest.mark.parametrize("title", ["需求人数", "Agents needed by hour"])
def test_e12_a_matrix_of_agents_needed(tmp_path, title):
    lines = [",".join([day, *(str(h) for h in HOURS)]) for day in DAYS]
    found = read(tmp_path, text(title, ",".join(["日期", *map(str, HOURS)]), *lines), NINE_TO_NINE)
    assert found.required[9:21] == tuple(HOURS)
    assert found.reading.columns_taken.keys() == {"start", "required"}


def test_e12_with_inquiries_both_are_read(tmp_path):
    found = read(tmp_path, rows(lambda hour: f"{hour},3", "start,inquiries,required"))
    assert (found.inquiries, found.required) == (tuple(HOURS), (3,) * 12)


def test_e12_half_an_agent_is_a_fault(tmp_path):
    (fault,) = faults_of(tmp_path, rows(lambda hour: 2.5 if hour == 10 else 2, "start,required"))
    assert (fault.row, fault.column) == (3, "required")


def test_weekdays_without_dates_are_refused_with_what_is_missing(tmp_path):
    lines = [f"{h}:00,1,2,3,4,5,6,7" for h in HOURS]
    (fault,) = faults_of(tmp_path, text("时段,周一,周二,周三,周四,周五,周六,周日", *lines))
    assert "weekdays without dates: 周一, 周二" in fault.found
    assert "daily totals by date" in fault.accepted


# and what surrounds such tables


@pytest.mark.parametrize("title", ["单位：千次", "咨询量（万）", "Inquiries in thousands", "calls (k)", "calls ('000)"])
def test_thousands_by_a_title_are_asked_back(tmp_path, title):
    (fault,) = faults_of(tmp_path, title + "\n" + rows(lambda hour: hour))
    assert (fault.kind, "hundreds, thousands or more" in fault.found) == ("ambiguous", True)
    lines = [f"{day},{','.join(str(h) for h in HOURS)}" for day in DAYS]
    (fault,) = faults_of(tmp_path, text(title, f"日期,{','.join(map(str, HOURS))}", *lines), NINE_TO_NINE)
    assert fault.kind == "ambiguous"


def test_notes_and_headers_once_more_are_left_out_with_a_word(tmp_path):
    found = read(tmp_path, rows(lambda hour: hour) + "start,inquiries\n数据来源：客服系统,\n")
    assert (found.inquiries, codes(found)) == (tuple(HOURS), ["notes_left_out"])


def test_a_time_of_another_date_than_the_one_beside_it(tmp_path):
    lines = ["date,time,inquiries", "2026-11-02,09:00,1", "2026-11-02,2026-11-03 10:00,1"]
    (fault,) = faults_of(tmp_path, text(*lines))
    assert (fault.row, fault.column) == (3, "time")


def test_a_matrix_of_rates_is_no_forecast(tmp_path):
    lines = [(date(2026, 11, 1 + k), *(h / 100 for h in HOURS)) for k in (1, 2)]
    (fault,) = faults_of(tmp_path, book(("接通率", [("日期", *HOURS), *lines])), NINE_TO_NINE, "f.xlsx")[:1]
    assert fault.column == "start"
