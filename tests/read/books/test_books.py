"""Workbooks of other programs and other times: .xls, .xlsb and .ods."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import xlsb_files

from staffplan.errors import InputError
from staffplan.read import read_forecast
from staffplan.schema.scenario.keys import Scenario

DATA = Path(__file__).parent / "data"
NINE = datetime(2026, 11, 2, 9)


def faults_of(path):
    with pytest.raises(InputError) as error:
        read_forecast(path, Scenario())
    return [(fault.row, fault.column, fault.found) for fault in error.value.faults]


@pytest.mark.parametrize("ending", [".xls", ".ods"])
@pytest.mark.parametrize("year", [1900, 1904])
def test_errors_are_seen_and_days_count_from_where_the_workbook_says(ending, year):
    """Made by LibreOffice; the third handling time is =1/0. Without that fault nothing else is one."""
    assert faults_of(DATA / f"days-since-{year}{ending}") == [(4, "aht", "'#DIV/0!'")]


def rows_of(zero, third=300.0):
    first = (NINE - zero) / timedelta(days=1)
    rows = {0: {0: "start", 1: "inquiries", 2: "aht"}}
    return rows | {k + 1: {0: first + k / 24, 1: 5.0 + k, 2: third if k == 2 else 300.0} for k in range(3)}


@pytest.mark.parametrize(("zero", "is_1904"), [(datetime(1899, 12, 30), False), (datetime(1904, 1, 1), True)])
def test_binary_workbooks(tmp_path, zero, is_1904):
    path = xlsb_files.write(tmp_path / "f.xlsb", rows_of(zero), is_1904)
    forecast, _source = read_forecast(path, Scenario())
    assert (forecast.start.isoformat(), forecast.inquiries) == ("2026-11-02T09:00:00+08:00", (5, 6, 7))
    path = xlsb_files.write(tmp_path / "f.xlsb", rows_of(zero, bytes([xlsb_files.DIVISION])), is_1904)
    assert faults_of(path) == [(4, "aht", "'#DIV/0!'")]


def test_cells_far_apart_do_not_swell(tmp_path):
    path = xlsb_files.write(tmp_path / "f.xlsb", {0: {0: 1.0}, 1_048_575: {16_383: 1.0}})
    assert "more than 250,000 rows" in faults_of(path)[0][2]
    assert "more than 2,000,000 cells" in faults_of(DATA / "two-cells-far-apart.xls")[0][2]


@pytest.mark.parametrize("name", ["days-since-1900.xls", "days-since-1900.ods", "f.xlsb"])
def test_damaged_ones_are_refused(tmp_path, name):
    whole = xlsb_files.write(tmp_path / name, rows_of(NINE)) if name == "f.xlsb" else DATA / name
    data = whole.read_bytes()
    for end in range(16, len(data), len(data) // 12):
        (tmp_path / name).write_bytes(data[:end])
        assert faults_of(tmp_path / name)
