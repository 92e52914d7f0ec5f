"""The installed command in a process of its own."""

import os
import subprocess
import sys

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
