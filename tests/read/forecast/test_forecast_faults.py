"""Every kind of fault in a forecast is told with its row, its column and what was found."""

import pytest
from forecast_files import faults_of, hours, put, table

from staffplan.errors import SHOWN_FAULTS, InputError
from staffplan.read import read_forecast
from staffplan.schema.scenario.keys import Scenario

A, B, C = hours()
GOOD = [f"{A},1", f"{B},2", f"{C},3"]


def cell(value, column="inquiries"):
    """A table whose second row (row 3 of Excel) has ``value`` in ``column``."""
    if column == "start":
        return table([GOOD[0], f"{value},2", GOOD[2]])
    if column == "inquiries":
        return table([GOOD[0], f"{B},{value}", GOOD[2]])
    return table([f"{A},1,", f"{B},2,{value}", f"{C},3,"], f"start,inquiries,{column}")


# what stands in the file; row, column and words of the fault
CELLS = {
    "text for a number": (cell("many"), 3, "inquiries", "'many'", "a number from 0"),
    "nothing for a number": (cell(""), 3, "inquiries", "nothing", "a number from 0"),
    "spaces for a number": (cell("   "), 3, "inquiries", "nothing", "a number"),
    "NaN": (cell("NaN"), 3, "inquiries", "'NaN'", "a number"),
    "infinite": (cell("inf"), 3, "inquiries", "'inf'", "a number"),
    "more than a float holds": (cell("1e999"), 3, "inquiries", "'1e999'", "a number"),
    "out of all proportion": (cell("1e12"), 3, "inquiries", "'1e12'", "1,000,000,000"),
    "one more than is in proportion": (cell("1000000001"), 3, "inquiries", "'1000000001'", "1,000,000,000"),
    "negative": (cell("-5"), 3, "inquiries", "'-5'", "from 0"),
    "an error of Excel": (cell("#DIV/0!"), 3, "inquiries", "'#DIV/0!'", "a number"),
    "a percentage of inquiries": (cell("80%"), 3, "inquiries", "'80%'", "a number"),
    "a number with its unit": (cell("12次"), 3, "inquiries", "'12次'", "a number"),
    "thousands grouped wrongly": (cell('"12,34"'), 3, "inquiries", "'12,34'", "a number"),
    "underscores of programmers": (cell("1_000"), 3, "inquiries", "'1_000'", "a number"),
    "a deflection rate over 1": (cell("80", "deflection"), 3, "deflection", "'80'", "0.8 or 80%"),
    "a deflection rate over 100%": (cell("120%", "deflection"), 3, "deflection", "'120%'", "0 to 1"),
    "a negative deflection rate": (cell("-0.1", "deflection"), 3, "deflection", "'-0.1'", "0 to 1"),
    "text for a deflection rate": (cell("high", "deflection"), 3, "deflection", "'high'", "0 to 1"),
    "NaN for a deflection rate": (cell("nan", "deflection"), 3, "deflection", "'nan'", "0 to 1"),
    "a handling time of 0": (cell("0", "aht_s"), 3, "aht_s", "'0'", "more than 0"),
    "a negative handling time": (cell("-300", "aht_s"), 3, "aht_s", "'-300'", "more than 0"),
    "text for a handling time": (cell("five", "aht_s"), 3, "aht_s", "'five'", "seconds"),
    "nothing for a start": (cell("", "start"), 3, "start", "nothing", "2026-11-01 09:00"),
    "text for a start": (cell("morning", "start"), 3, "start", "'morning'", "2026-11-01 09:00"),
    "a start without a date": (cell("10:00", "start"), 3, "start", "'10:00'", "date and time"),
    "a day first": (cell("01/11/2026 10:00", "start"), 3, "start", "'01/11/2026 10:00'", "year first"),
    "a year of another century": (cell("2100-01-01 10:00", "start"), 3, "start", "'2100-01-01 10:00'", "a date"),
    "an hour that no day has": (cell("2026-11-01 25:00", "start"), 3, "start", "'2026-11-01 25:00'", "a date"),
    "a day that does not exist": (cell("2026-02-30 10:00", "start"), 3, "start", "'2026-02-30 10:00'", "a date"),
    "a year of long ago": (cell("1926-11-01 10:00", "start"), 3, "start", "'1926-11-01 10:00'", "such as 2026"),
    "the end of time": (cell("9999-12-31 23:00", "start"), 3, "start", "'9999-12-31 23:00'", "such as 2026"),
    "a month that does not exist": (cell("2026-13-01 10:00", "start"), 3, "start", "'2026-13-01 10:00'", "a date"),
    "an hour that does not exist": (cell("2026-11-01 25:00", "start"), 3, "start", "25:00", "a date"),
    "a minute that does not exist": (cell("2026-11-01 10:75", "start"), 3, "start", "10:75", "a date"),
    "a half day of 13 hours": (cell("2026-11-01 13:00 PM", "start"), 3, "start", "13:00 PM", "a date"),
    "an offset that does not exist": (cell("2026-11-01T10:00+99:00", "start"), 3, "start", "+99:00", "a date"),
    "seconds": (cell("2026-11-01 10:00:30", "start"), 3, "start", "10:00:30", "whole minutes"),
    "a number that is no day": (cell("12", "start"), 3, "start", "'12'", "a date"),
    "a note at the end": (table([*GOOD, "以上为预测,6"]), 5, "start", "'以上为预测'", "a date"),
    "more cells than headers": (table([GOOD[0], f"{B},1,234", GOOD[2]]), 3, None, "'234'", "as many as headers"),
    "a row too short": (table([GOOD[0], B, GOOD[2]]), 3, "inquiries", "nothing", "a number"),
}
STRUCTURE = {
    "a start twice": (table([*GOOD, f"{B},9"]), 5, "start", "2026-11-01 10:00 again, as in row 3", "once"),
    "a gap": (table([GOOD[0], GOOD[1], "2026-11-01 13:00,3"]), 4, "start", "from 2026-11-01 11:00 to", "0 where"),
    "mixed intervals": (table([*GOOD, "2026-11-01 11:30,3"]), 5, "start", "30 minutes after row 4", "60 minutes apart"),
    "intervals of 20 minutes": (table([f"{t},1" for t in hours(4, step=20)]), 3, "start", "20 minutes", "15, 30 or 60"),
    "a row a day": (table([f"{t},1" for t in hours(4, step=1440)]), 3, "start", "1440 minutes", "15, 30 or 60"),
    "a single row": (table([f"{A},1"]), 2, "start", "a single interval", "two rows"),
    "a header only": ("start,inquiries\n", None, None, "a header and no rows", "a row for each"),
    "blank rows only": ("start,inquiries\n,\n,\n", None, None, "a header and no rows", "a row for each"),
    "no header": ("\n".join(GOOD), 1, "start", "no such column", "时间"),
    "no inquiries": (table(GOOD, "start,count of x"), 1, "inquiries", "'count of x'", "咨询量"),
    "a header misspelt": (table(GOOD, "start,inqiuries"), 1, "inquiries", "there is 'inqiuries'", "inquiries"),
    "two columns of one meaning": (
        table([f"{A},1,2"], "start,inquiries,咨询量"),
        1,
        "inquiries",
        "咨询量",
        "one of them",
    ),
    "an empty file": ("", None, None, "an empty file", "a header"),
    "blank lines only": ("\n\n \n", None, None, "an empty file", "a header"),
    "a quotation mark left open": (table([GOOD[0], f'"{B},2', GOOD[2]]), 3, None, "quotation mark", "plain text"),
    "text after a quotation": (table([GOOD[0], f'"{B}"x,2']), 3, None, "quotation mark", "plain text"),
    "no row at a time that exists": (table(["2026-03-29 02:00,1"]), None, None, "no row at a time", "a row for each"),
}


@pytest.mark.parametrize("case", [*CELLS, *STRUCTURE])
def test_a_fault_is_told_with_its_place(tmp_path, case):
    content, row, column, found, accepted = (CELLS | STRUCTURE)[case]
    scenario = Scenario(timezone="Europe/Berlin") if "exists" in case else None
    fault = faults_of(tmp_path, content, scenario)[0]
    assert (fault.file, fault.row, fault.column) == (str(tmp_path / "forecast.csv"), row, column)
    assert found in fault.found
    assert accepted in fault.accepted


FILES = {
    "a workbook called csv": ("forecast.csv", b"PK\x03\x04 no archive", "damaged"),
    "an old workbook": ("forecast.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel 97-2003"),
    "a workbook with a password": ("forecast.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a password"),
    "a web page called xls": ("forecast.xls", b"<html><table><tr><td>start</td></tr></table></html>", "a web page"),
    "a web page called csv": ("forecast.csv", b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>", "a web page"),
    "JSON": ("forecast.csv", b'[{"start": "2026-11-01 09:00"}]', "JSON"),
    "a PDF": ("forecast.csv", b"%PDF-1.7 ...", "a PDF"),
    "a picture": ("forecast.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary data"),
    "text called xlsx": ("forecast.xlsx", table(GOOD).encode(), "text in a file whose name ends in .xlsx"),
    "text called parquet": ("forecast.parquet", table(GOOD).encode(), "text in a file"),
    "text without an ending": ("forecast", table(GOOD).encode(), "ends in no ending"),
    "parquet called csv": ("forecast.csv", b"PAR1....PAR1", "a parquet table in a file"),
    "a damaged parquet": ("forecast.parquet", b"PAR1....PAR1", "a damaged parquet"),
    "bytes of no encoding": ("forecast.csv", b"start,inquiries\n\xff\xff\xff,1\n", "bytes that are not"),
    "UTF-8 by its mark, and not": ("forecast.csv", b"\xef\xbb\xbfstart\n\xb0\xa1,1\n", "bytes that are not utf-8"),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_is_not_what_it_says(tmp_path, case):
    name, content, found = FILES[case]
    (fault,) = faults_of(tmp_path, content, name=name)
    assert fault.file == str(tmp_path / name)
    assert found in fault.found


def test_the_right_ending_is_offered(tmp_path):
    (fault,) = faults_of(tmp_path, table(GOOD), name="forecast.xlsx")
    assert ".csv" in fault.accepted


def test_a_missing_file_offers_the_like_of_its_name(tmp_path):
    put(tmp_path, table(GOOD))
    with pytest.raises(InputError, match=r"there is forecast\.csv"):
        read_forecast(tmp_path / "forcast.csv", Scenario())


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputError, match="found a folder"):
        read_forecast(tmp_path, Scenario())


@pytest.mark.parametrize(("name", "found"), [("a" * 300 + ".csv", "too long"), ("a\0b.csv", "no file")])
def test_names_that_no_file_can_have(tmp_path, name, found):
    with pytest.raises(InputError, match=found):
        read_forecast(tmp_path / name, Scenario())


def test_no_permission(tmp_path, monkeypatch):
    path = put(tmp_path, table(GOOD))

    def refuse(self, mode):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(InputError, match="no permission"):
        read_forecast(path, Scenario())


def test_a_file_too_large(tmp_path):
    path = tmp_path / "forecast.csv"
    with path.open("wb") as file:
        file.truncate(300 * 2**20)  # sparse: takes no room
    with pytest.raises(InputError, match="300 MiB"):
        read_forecast(path, Scenario())


def test_faults_are_listed_together_in_the_order_of_rows(tmp_path):
    rows = [f"{A},x,2", "nonsense,-1,", f"{A},1,0.5", f"{B},,0.5"]
    faults = faults_of(tmp_path, table(rows, "start,inquiries,deflection"))
    places = [(fault.row, fault.column) for fault in faults]
    assert places == [
        (2, "inquiries"),
        (2, "deflection"),
        (3, "start"),
        (3, "inquiries"),
        (4, "start"),
        (5, "inquiries"),
    ]


def test_a_gap_is_told_besides_a_bad_number(tmp_path):
    faults = faults_of(tmp_path, table([f"{A},x", GOOD[1], "2026-11-01 13:00,1"]))
    assert [(fault.row, fault.column) for fault in faults] == [(2, "inquiries"), (4, "start")]


def test_at_most_twenty_faults_are_shown_and_the_rest_counted(tmp_path):
    rows = [f"{start},x" for start in hours(30)]
    with pytest.raises(InputError) as error:
        read_forecast(put(tmp_path, table(rows)), Scenario())
    lines = str(error.value).splitlines()
    assert len(lines) == SHOWN_FAULTS + 1
    assert lines[-1] == "and 10 more faults"


def test_headers_in_chinese_are_named_as_the_file_has_them(tmp_path):
    (fault,) = faults_of(tmp_path, table([GOOD[0], f"{B},许多", GOOD[2]], "时间,咨询量"))
    assert (fault.row, fault.column) == (3, "咨询量")


def test_a_title_above_the_header_counts_as_rows(tmp_path):
    text = f"十一月预测,\n,\nstart,inquiries\n{A},1\n{B},x\n{C},3\n"
    (fault,) = faults_of(tmp_path, text)
    assert fault.row == 5
