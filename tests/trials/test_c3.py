"""C3: inputs that never end or swell are refused, quickly and in little memory."""

import os
import subprocess
import sys
import zipfile

import pytest
from workbooks import far_apart_ods, xlsx_of

from staffplan.errors import InputError
from staffplan.read import read_forecast, read_scenario
from staffplan.schema.scenario.keys import Scenario

HEADER = b"start,inquiries\n"
ROW = b"2026-11-02 09:00,1\n"
MOST_MEGABYTES = 500
MOST_SECONDS = 5


def megabyte_rows(count):
    return (b"<row><c><v>1</v></c></row>" * 1000 for _thousand in range(count // 1000))


def one_cell(megabytes):
    yield b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    yield from (b"a" * 2**20 for _megabyte in range(megabytes))
    yield b"</t></is></c></row>"


FAR_APART = [
    b'<row r="1"><c r="A1"><v>1</v></c></row>',
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
]
FILES = {
    "fifty million rows": ("f.xlsx", lambda path: xlsx_of(path, megabyte_rows(50_000_000)), "unpacks to more than"),
    "two million rows": ("f.xlsx", lambda path: xlsx_of(path, megabyte_rows(2_000_000)), "more than 250,000 rows"),
    "a cell of three gigabytes": ("f.xlsx", lambda path: xlsx_of(path, one_cell(3000)), "unpacks to more than"),
    "a cell of a hundred megabytes": ("f.xlsx", lambda path: xlsx_of(path, one_cell(100)), "100,000 characters"),
    "two cells far apart": ("f.xlsx", lambda path: xlsx_of(path, FAR_APART), "more than 250,000 rows"),
    "cells repeated": ("f.ods", far_apart_ods, "more than 250,000 rows"),
    "200 MB of text": ("f.csv", lambda path: path.write_bytes(HEADER + ROW * 11_000_000), "a file of 200 MiB"),
    "two million lines": ("f.csv", lambda path: path.write_bytes(HEADER + ROW * 2_000_000), "more than 250,000 rows"),
    "100,000 columns": ("f.csv", lambda path: path.write_bytes(b"start,inquiries" + b",a" * 100_000), "1,000 columns"),
    "a line without an end": ("f.csv", lambda path: path.write_bytes(HEADER + b"9" * 40_000_000), "characters"),
    "a quotation alone": ("f.csv", lambda path: path.write_bytes(HEADER + b'"' + b"9,\n" * 9_000_000), "100,000"),
    "nothing but faults": ("f.csv", lambda path: path.write_bytes(HEADER + b"x,y\n" * 240_000), "'x'"),
    "a key of 20,000 parts": ("s.toml", lambda path: path.write_text(".".join("a" * 20_000) + " = 1"), "20 parts"),
    "a table of 20,000 parts": ("s.toml", lambda path: path.write_text("[" + ".".join("a" * 20_000) + "]"), "20 parts"),
    "tables in tables": ("s.toml", lambda path: path.write_text("a = " + "{a = " * 50 + "1" + "}" * 50), "20 parts"),
    "lists in lists": ("s.toml", lambda path: path.write_text("a = " + "[" * 90_000), "without end"),
    "a list of a million": ("s.toml", lambda path: path.write_text("a = [" + "1," * 900_000 + "]"), "a file of 2 MiB"),
    "200,000 parts": ("f.xlsx", lambda path: many_parts(path), "too many parts"),
}  # fmt: skip
MEASURED = """
import resource, sys, time
from staffplan.errors import InputError
from staffplan.read import read_forecast, read_scenario
from staffplan.schema.scenario.keys import Scenario
began = time.process_time()
try:
    read_scenario(sys.argv[1]) if sys.argv[1].endswith(".toml") else read_forecast(sys.argv[1], Scenario())
except InputError as error:
    print(error)
print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def many_parts(path):
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"x{number}", b"")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="measures as Linux does")
@pytest.mark.parametrize("case", FILES)
def test_c3_refused_within_five_seconds_and_500_megabytes(tmp_path, case):
    name, write, found = FILES[case]
    write(tmp_path / name)
    # By way of a shell: what a process has used at most is handed on to the one that it becomes.
    shell = ["sh", "-c", '"$0" -c "$1" "$2"; true', sys.executable, MEASURED, str(tmp_path / name)]
    done = subprocess.run(shell, capture_output=True, text=True, check=True, timeout=120)
    *told, figures = done.stdout.splitlines()
    seconds, megabytes = map(float, figures.split())
    assert found in "\n".join(told)
    assert seconds <= MOST_SECONDS
    assert megabytes <= MOST_MEGABYTES


@pytest.mark.parametrize("case", ["two cells far apart", "cells repeated", "100,000 columns", "a key of 20,000 parts"])
def test_c3_small_files_that_swell(tmp_path, case):
    name, write, found = FILES[case]
    write(tmp_path / name)
    read = read_scenario if name.endswith(".toml") else lambda path: read_forecast(path, Scenario())
    with pytest.raises(InputError, match=found):
        read(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name")
def test_c3_pipes_and_devices_are_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", "/dev/zero"):
        with pytest.raises(InputError, match="a device or a pipe"):
            read_forecast(path, Scenario())
        with pytest.raises(InputError, match="a device or a pipe"):
            read_scenario(path)


def test_c3_a_thousand_faults_are_enough(tmp_path):
    path = tmp_path / "f.csv"
    path.write_bytes(HEADER + b"x,y\n" * 5_000)
    with pytest.raises(InputError, match="and at least 980 more faults") as error:
        read_forecast(path, Scenario())
    assert len(error.value.faults) == 1_000


def test_c3_words_that_stand_for_one_another_are_not_read(tmp_path):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    xlsx_of(tmp_path / "f.xlsx", [b'<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'], prolog=bomb)
    with pytest.raises(InputError, match="a damaged workbook"):
        read_forecast(tmp_path / "f.xlsx", Scenario())


def test_c3_a_year_of_minutes_for_one_queue_is_too_much_a_year_of_quarter_hours_is_not(tmp_path):
    path = tmp_path / "f.csv"
    path.write_bytes(HEADER + ROW * 300_000)
    with pytest.raises(InputError, match="more than 250,000 rows"):
        read_forecast(path, Scenario())
