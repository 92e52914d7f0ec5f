"""Trial C2: whatever ends the process, the folder holds one whole plan."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from payroll_plans import plan_of, shift

from staffplan.errors import InputError
from staffplan.read import read_plan
from staffplan.report.files import write_plan
from staffplan.schema.scenario.keys import Scenario
from staffplan.storage import switch
from staffplan.storage.write import write_files

KILLED = Path(__file__).with_name("killed.py")
HOURS = Scenario(grid="60min")
PLAN = plan_of([shift("0001", "2026-11-02 09:00", "2026-11-02 18:00", unpaid=1)], scenario=HOURS)
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the writer is a fork of the test's process")


@needs_fork
def test_killed_at_every_rename_the_folder_holds_the_old_files_or_the_new_ones(tmp_path):
    tried = subprocess.run(
        [sys.executable, str(KILLED), str(tmp_path / "plan")], capture_output=True, text=True, check=True
    )
    held = [line.split() for line in tried.stdout.splitlines()]
    assert {plan for _when, _turn, plan in held} == {"a", "b"}, tried.stdout
    assert len(held) > 20


@pytest.mark.slow
@needs_fork
def test_killed_every_ten_milliseconds_of_writing(tmp_path):
    """Three whole plans of megabytes; the old one is "a", and each try goes on from what the last one left."""
    found, left = set(), 0
    for turn in range(1, 200):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path / "plan"), "ab"[turn % 2]], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()  # its imports are over
        time.sleep(turn * 0.01)
        writer.send_signal(signal.SIGKILL)
        ended = writer.wait()
        writer.stdout.close()
        left += bool(list((tmp_path / "plan").glob(".staffplan-*")))
        if (tmp_path / "plan" / "plan.json").exists():
            found.add(plan_in(tmp_path / "plan"))
        if ended == 0:
            break
    assert found == {"a", "b"}
    assert left > 1


WRITER = """
import sys
from pathlib import Path
from staffplan.storage.write import write_files
folder, name = Path(sys.argv[1]), sys.argv[2].encode()
print(flush=True)
for size in range(3):
    files = ("schedule.csv", "coverage.csv", "payroll.xlsx", "plan.json")
    write_files(folder, {file: name * (4_000_000 + size) for file in files})
"""


def plan_in(folder: Path) -> str:
    """The plan whose files a folder holds, once a reader has completed what was cut short."""
    with pytest.raises(InputError):  # plan.json is none; but the folder is whole from here on
        read_plan(folder)
    contents = {path.read_bytes() for path in folder.iterdir() if path.is_file()}
    [content] = contents
    assert content == content[:1] * len(content)
    return chr(content[0])


def committed(folder: Path, **files: bytes) -> None:
    """A writing of ``folder`` that was cut short right after its commitment."""
    staging = switch.staging_in(folder)
    switch.stage(staging, {name.replace("_", "."): content for name, content in files.items()})
    switch.commit(staging)


def test_the_next_reader_completes_what_was_cut_short(tmp_path):
    write_plan(PLAN, tmp_path)
    new = (tmp_path / "plan.json").read_bytes().replace(b'"seed": 0', b'"seed": 7')
    committed(tmp_path, plan_json=new)
    assert read_plan(tmp_path).summary.seed == 7
    assert not list(tmp_path.glob(".staffplan-*"))


def test_the_next_writer_completes_it_and_takes_away_what_killed_ones_left(tmp_path):
    write_plan(PLAN, tmp_path)
    (tmp_path / ".staffplan-new-0badcafe").mkdir()
    committed(tmp_path, coverage_csv=b"new")
    write_files(tmp_path, {"need.csv": b""})
    assert (tmp_path / "coverage.csv").read_bytes() == b"new"
    assert not list(tmp_path.glob(".staffplan-*"))


def test_a_season_is_completed_with_its_year(tmp_path):
    write_files(tmp_path / "year", {"june/plan.json": b"old", "year.json": b"old"})
    staging = switch.staging_in(tmp_path / "year")
    switch.stage(staging, {"june/plan.json": b"new", "year.json": b"new"})
    switch.commit(staging)
    with pytest.raises(InputError):
        read_plan(tmp_path / "year" / "june")
    assert (tmp_path / "year" / "june" / "plan.json").read_bytes() == b"new"
    assert (tmp_path / "year" / "year.json").read_bytes() == b"new"


@pytest.mark.parametrize("name", ["../escaped", "/escaped", "link/escaped"])
def test_a_folder_from_elsewhere_writes_nothing_outside_itself(tmp_path, name):
    """Its journal is a stranger's: names that lead out of the folder are none of ours."""
    folder, outside = tmp_path / "plan", tmp_path / "outside"
    write_plan(PLAN, folder)
    outside.mkdir()
    (folder / "link").symlink_to(outside)
    committed(folder, coverage_csv=(folder / "coverage.csv").read_bytes())
    planted = folder / switch.SWITCH / "new" / name.removeprefix("/")
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_bytes(b"planted")
    journal = folder / switch.SWITCH / "journal.json"
    journal.write_text(json.dumps({"put": [name], "remove": []}))
    read_plan(folder)
    assert not list(outside.iterdir())
    assert not (tmp_path / "escaped").exists()


def test_a_damaged_journal_is_told(tmp_path):
    write_plan(PLAN, tmp_path)
    committed(tmp_path, coverage_csv=b"new")
    (tmp_path / switch.SWITCH / "journal.json").write_text("{")
    with pytest.raises(InputError, match="half written"):
        read_plan(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_a_reader_waits_for_a_writer(tmp_path):
    write_plan(PLAN, tmp_path)
    writer = subprocess.Popen(
        [sys.executable, "-c", SLOW_WRITER, str(tmp_path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )
    assert writer.stdout is not None
    writer.stdout.readline()
    began = time.monotonic()
    assert len(read_plan(tmp_path).shifts) == 1
    assert time.monotonic() - began > 0.5
    writer.communicate()


SLOW_WRITER = """
import sys, time
from pathlib import Path
from staffplan.storage.lock import locked
with locked(Path(sys.argv[1])):
    print(flush=True)
    time.sleep(1)
"""
