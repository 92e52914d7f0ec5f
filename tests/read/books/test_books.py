"""Workbooks of other programs and other times: .xls, .xlsb and .ods."""

import struct
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsb_files

from staffplan.errors import InputError
from staffplan.read import read_forecast
from staffplan.read.books import xls, xml_parts
from staffplan.read.faults import Faults
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


def xls_record(kind, content):
    return struct.pack("<HH", kind, len(content)) + content


def formula(row, column, result):
    """Of an .xls: place, format, eight bytes of result ([MS-XLS] 2.4.127)."""
    return xls_record(0x06, struct.pack("<HHH", row, column, 15) + result + bytes(8))


def test_a_formula_is_an_error_only_where_its_result_says_so(monkeypatch):
    """[MS-XLS] 2.5.133: 0 is a text, 1 true or false, 2 an error, each with FF FF at the end; else it is a number."""
    results = {0: b"\0\0\0\0\0\0\xff\xff", 1: b"\1\0\1\0\0\0\xff\xff", 2: b"\2\0\x17\0\0\0\xff\xff"}
    cells = [formula(kind, 3, result) for kind, result in results.items()]
    cells.append(formula(3, 3, struct.pack("<d", 5.0)))
    cells.append(formula(4, 3, b"\2" + struct.pack("<d", 5.0)[1:]))  # a number nearly 5
    cells.append(xls_record(0x205, struct.pack("<HHH", 5, 3, 15) + b"\x07\1"))
    cells.append(xls_record(0x205, struct.pack("<HHH", 6, 3, 15) + b"\x01\0"))  # true
    stream = xls_record(0x85, struct.pack("<I", 8 + 4) + bytes(4)) + xls_record(0x809, bytes(4)) + b"".join(cells)
    monkeypatch.setattr(xls, "Container", lambda _data: SimpleNamespace(workbook=lambda: stream))
    found = xls.look_through(b"", Faults("f.xls"))
    assert list(found.errors) == [{(2, 3): "#REF!", (5, 3): "#DIV/0!"}]


@pytest.mark.parametrize(("most", "is_refused"), [(3, False), (2, True)])
def test_a_part_of_too_many_elements_is_refused(monkeypatch, most, is_refused):
    class Nothing:
        def start(self, _name, _attributes):
            return False

    monkeypatch.setattr(xml_parts, "MOST_ELEMENTS", most)
    part = xml_parts.XmlPart(Faults("f.xlsx"), Nothing())
    if is_refused:
        with pytest.raises(InputError, match="2,000,000 cells"):
            part.read(BytesIO(b"<a><b/><c/></a>"))
    else:
        assert part.read(BytesIO(b"<a><b/><c/></a>")) == b"<a><b/><c/></a>"
