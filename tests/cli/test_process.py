"""The installed command in a process of its own."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

COMMAND = [sys.executable, "-m", "staffplan_cli.main"]


def start(*arguments, **settings):
    return subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **settings
    )


def test_a_missing_file_is_one_clear_fault(tmp_path):
    process = start("solve", "nosuch.csv", cwd=tmp_path)
    stdout, stderr = process.communicate(timeout=30)
    assert process.returncode == 3
    assert stdout == ""
    assert "nosuch.csv" in stderr
    assert "Traceback" not in stderr
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_leaves_early_is_no_error():
    readable, writable = os.pipe()
    os.close(readable)
    process = subprocess.run([*COMMAND, "--help"], stdout=writable, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writable)
    assert (process.returncode, process.stderr) == (141, "")


def test_a_terminal_that_knows_only_ascii_still_gets_its_text():
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "LANGUAGE": "zh"}
    process = start("--help", env=environment)
    stdout, stderr = process.communicate(timeout=30)
    assert (process.returncode, stderr) == (0, "")
    assert "solve" in stdout


def forecast(folder, days):
    rows = (f"2026-03-{2 + day:02d} {h:02d}:00,{6 * (9 <= h < 18)}" for day in range(days) for h in range(24))
    (folder / "f.csv").write_text("\n".join(["start,inquiries", *rows]))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems set no such limit")
def test_too_little_memory_for_the_solver_is_told_as_that(tmp_path):
    forecast(tmp_path, 7)
    process = start("solve", "f.csv", cwd=tmp_path, env=os.environ | {"STAFFPLAN_MEMORY": "20MB", "LANGUAGE": "en"})
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (70, "")
    assert "most probably there is not enough memory" in stderr
    assert "Plan fewer days at once" in stderr
    assert "fault in staffplan" not in stderr
    assert [path.name for path in tmp_path.iterdir()] == ["f.csv"]


def test_an_impossible_limit_of_memory_is_a_fault_of_the_input(tmp_path):
    forecast(tmp_path, 1)
    process = start("solve", "f.csv", cwd=tmp_path, env=os.environ | {"STAFFPLAN_MEMORY": "8", "LANGUAGE": "en"})
    stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout) == (3, "")
    assert "STAFFPLAN_MEMORY: found '8'; accepted: a size such as 8GB or 500MB" in stderr


def test_nothing_is_left_of_a_command_that_is_killed(tmp_path):
    forecast(tmp_path, 28)
    process = start("solve", "f.csv", "--grid", "15min", "--time-limit", "10min", cwd=tmp_path)
    command, until = psutil.Process(process.pid), time.monotonic() + 30
    while not (beside := command.children(recursive=True)) and time.monotonic() < until:
        time.sleep(0.05)
    assert beside
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=10)
    _ended, left = psutil.wait_procs(beside, timeout=10)
    assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []
