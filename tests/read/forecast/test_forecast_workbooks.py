"""Forecasts in Excel workbooks and parquet files."""

import sys
import zipfile
from datetime import UTC, date, datetime, time, timedelta

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from forecast_files import BERLIN, hours, put
from told import told

from staffplan.errors import InputError
from staffplan.read import read_forecast
from staffplan.schema.scenario.keys import Scenario

STARTS = [datetime(2026, 11, 1, 9) + timedelta(hours=k) for k in range(3)]
HEADER = ("start", "inquiries")


def workbook(folder, rows, *others, name="forecast.xlsx", title="Sheet"):
    """A workbook whose first sheet has ``rows``; ``others`` are (title, rows, state)."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for other, other_rows, state in others:
        sheet = book.create_sheet(other)
        sheet.sheet_state = state
        for row in other_rows:
            sheet.append(row)
    book.save(folder / name)
    return folder / name


def read(path, scenario=None):
    return read_forecast(path, scenario or Scenario())[0]


def faults(path):
    with pytest.raises(InputError) as error:
        read(path)
    return error.value.faults


def good_rows(starts=STARTS):
    return [HEADER, *((start, k + 1) for k, start in enumerate(starts))]


@pytest.mark.parametrize(
    "starts", [STARTS, [f"{start:%Y/%m/%d %H:%M}" for start in STARTS], [46327.375, 46327.4166666667, 46327.4583333333]]
)
def test_dates_as_cells_of_dates_text_and_numbers(tmp_path, starts):
    forecast = read(workbook(tmp_path, good_rows(starts)))
    assert forecast.inquiries == (1, 2, 3)
    assert forecast.start == datetime(2026, 11, 1, 1, tzinfo=UTC)


def test_times_that_drift_as_excel_drags_them(tmp_path):
    drifting = [46327.375 + 1 / 24 * k - 2e-9 * k for k in range(3)]
    assert read(workbook(tmp_path, good_rows(drifting))).interval_minutes == 60


def test_cells_of_every_kind(tmp_path):
    header = ("时间", "咨询量", "机器人解决率", "平均处理时长", "备注")
    rows = [
        (STARTS[0], 10, 0.8, 300, "x"),
        (STARTS[1], "1,200", "80%", time(0, 5), None),
        (STARTS[2], 12.5, None, None),
    ]
    forecast = read(workbook(tmp_path, [header, *rows]))
    assert forecast.inquiries == (10, 1200, 12.5)
    assert forecast.deflection == (0.8, 0.8, None)
    assert forecast.aht_s == (300, 300, None)
    assert told(forecast.messages) == (
        "咨询量: 1,200 is read as 1200, not as 1.2",
        "columns left out: 备注",
    )


@pytest.mark.parametrize(
    ("value", "found"),
    [(None, "nothing"), (True, "true"), ("#REF!", "'#REF!'"), (-1, "-1"), (date(2026, 11, 1), "2026-11-01")],
)
def test_cells_that_are_no_number(tmp_path, value, found):
    rows = good_rows()
    rows[2] = (STARTS[1], value)
    (fault,) = faults(workbook(tmp_path, rows))
    assert (fault.row, fault.column, fault.found) == (3, "inquiries", found)


@pytest.mark.parametrize(("value", "found"), [(time(10), "10:00:00"), (7.5, "7.5"), (True, "true")])
def test_cells_that_are_no_date(tmp_path, value, found):
    rows = good_rows()
    rows[2] = (value, 2)
    (fault,) = faults(workbook(tmp_path, rows))
    assert (fault.row, fault.column, fault.found) == (3, "start", found)


def test_rows_count_as_excel_counts_them(tmp_path):
    rows = [("预测",), (), HEADER, (STARTS[0], 1), (), (STARTS[1], "x"), (STARTS[2], 1), (), (None, " ")]
    (fault,) = faults(workbook(tmp_path, rows))
    assert fault.row == 6


def test_a_formula_that_was_never_calculated_is_nothing(tmp_path):
    rows = good_rows()
    rows[2] = (STARTS[1], "=1+1")
    (fault,) = faults(workbook(tmp_path, rows))
    assert (fault.row, fault.found) == (3, "nothing")


def test_the_sheet_with_the_columns_is_read(tmp_path):
    notes = [("made by",), ("planning",)]
    path = workbook(tmp_path, notes, ("预测", good_rows(), "visible"), title="Notes")
    forecast = read(path)
    assert forecast.inquiries == (1, 2, 3)
    assert told(forecast.messages) == ("sheet 预测 was read; left out: Notes",)


def test_two_such_sheets_are_a_fault(tmp_path):
    path = workbook(tmp_path, good_rows(), ("Dec", good_rows(), "visible"), title="Nov")
    (fault,) = faults(path)
    assert fault.found == "several sheets with such a table: Nov, Dec"


def test_hidden_sheets_are_no_matter(tmp_path):
    path = workbook(tmp_path, good_rows(), ("old", good_rows(), "hidden"), ("older", good_rows(), "veryHidden"))
    assert read(path).messages == ()


def test_an_empty_workbook(tmp_path):
    (fault,) = faults(workbook(tmp_path, []))
    assert "sheets are all empty" in fault.found


def test_a_workbook_called_csv(tmp_path):
    (fault,) = faults(workbook(tmp_path, good_rows()).rename(tmp_path / "forecast.csv"))
    assert fault.found == "an Excel workbook in a file whose name ends in .csv"
    assert ".xlsx" in fault.accepted


@pytest.mark.parametrize(
    ("member", "found"),
    [("xl/workbook.xml", "a damaged workbook"), ("xl/workbook.bin", ".xlsb"), ("word/document.xml", "a ZIP archive")],
)
def test_other_archives(tmp_path, member, found):
    path = tmp_path / "forecast.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "<nothing/>")
    (fault,) = faults(path)
    assert found in fault.found


def test_an_open_document(tmp_path):
    path = tmp_path / "forecast.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<nothing/>")
    (fault,) = faults(path)
    assert "OpenDocument" in fault.found
    (fault,) = faults(path.rename(tmp_path / "forecast.ods"))
    assert "damaged" in fault.found


def test_a_workbook_cut_short(tmp_path):
    path = workbook(tmp_path, good_rows())
    path.write_bytes(path.read_bytes()[:-200])
    (fault,) = faults(path)
    assert "damaged" in fault.found


def parquet(folder, **columns):
    path = folder / "forecast.parquet"
    pq.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_parquet(tmp_path, unit):
    starts = pa.array(STARTS, pa.timestamp(unit))
    deflection = pa.array([0.5, None, float("nan")])
    forecast = read(parquet(tmp_path, start=starts, inquiries=[1, 2, 3], deflection=deflection))
    assert forecast.inquiries == (1, 2, 3)
    assert forecast.deflection == (0.5, None, None)
    assert forecast.start == datetime(2026, 11, 1, 1, tzinfo=UTC)


def test_parquet_with_a_time_zone(tmp_path):
    starts = pa.array([datetime(2026, 10, 25, hour, tzinfo=UTC) for hour in range(3)], pa.timestamp("ns", "UTC"))
    forecast = read(parquet(tmp_path, start=starts, inquiries=[1.0, 2.0, 3.0]), BERLIN)
    assert forecast.start.isoformat() == "2026-10-25T02:00:00+02:00"


def test_parquet_with_text_and_faults(tmp_path):
    path = parquet(tmp_path, start=hours(), inquiries=[1.0, float("nan"), float("inf")])
    assert [(fault.row, fault.found) for fault in faults(path)] == [(3, "NaN"), (4, "inf")]


def test_parquet_without_its_package(tmp_path, monkeypatch):
    path = parquet(tmp_path, start=hours(), inquiries=[1, 2, 3])
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (fault,) = faults(path)
    assert "pyarrow" in fault.found
    assert "staffplan[parquet]" in fault.accepted


def test_a_csv_does_not_wait_for_excel_or_pandas(tmp_path, monkeypatch):
    for module in ("openpyxl", "pandas", "pyarrow"):
        monkeypatch.setitem(sys.modules, module, None)
    path = put(tmp_path, "start,inquiries\n2026-11-01 09:00,1\n2026-11-01 10:00,2\n")
    assert read(path).inquiries == (1, 2)
