"""Trial C5: output that nobody takes, and Ctrl-C at any moment: no traceback, and the right exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from staffplan import pipeline
from staffplan_cli import signals

START = [sys.executable, "-m", "staffplan_cli.start"]
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no disk that is always full")
needs_shell = pytest.mark.skipif(os.name == "nt", reason="Windows closes no streams this way")


def shell(folder, words):
    return subprocess.run(
        ["sh", "-c", f"{' '.join(START)} {words}"], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


@needs_full
@pytest.mark.parametrize("words", ["--help", "--version", "require forecast.csv --json", "require forecast.csv"])
def test_a_full_disk_behind_standard_output_is_told(forecast, words):
    ended = shell(forecast, f"{words} > /dev/full")
    assert ended.returncode == 3
    assert ended.stderr.endswith("Error: standard output cannot be written (No space left on device)\n")
    assert "Traceback" not in ended.stderr


@needs_shell
@pytest.mark.parametrize("words", ["--help", "require forecast.csv --json"])
def test_a_closed_standard_output_is_told(forecast, words):
    ended = shell(forecast, f"{words} >&-")
    assert ended.returncode == 3
    assert ended.stderr.endswith("Error: standard output cannot be written (Bad file descriptor)\n")
    assert "Traceback" not in ended.stderr


@needs_full
def test_an_error_that_cannot_be_told_as_json_is_told_in_words(tmp_path):
    ended = shell(tmp_path, "check nowhere --json > /dev/full")
    assert ended.returncode == 3
    assert "no folder of this name" in ended.stderr


@needs_shell
def test_nothing_to_say_needs_no_standard_output(tmp_path):
    ended = shell(tmp_path, "init shop >&- 2>&-")
    assert (ended.returncode, ended.stderr) == (3, "")
    assert sorted(path.name for path in (tmp_path / "shop").iterdir()) == ["forecast.csv", "scenario.toml"]
    assert shell(tmp_path, "completion bash 2>&-").returncode == 0


@needs_full
def test_standard_error_that_is_full_changes_no_exit_code(tmp_path):
    assert shell(tmp_path, "check nowhere 2> /dev/full").returncode == 3


@pytest.mark.parametrize(
    "words",
    [
        ["require", "forecast.csv", "-o", "need.xlsx"],
        ["sweep", "forecast.csv", "--vary", "share=0.8,0.9", "-o", "sweep.xlsx"],
        ["evaluate", "forecast.csv", "--staff", "forecast.csv", "-o", "slots.html"],
        ["export", "plan", "--layout", "monthly-zh", "-o", "pay.pdf"],
        ["compare", "a", "b", "-o", "plans.csv"],
    ],
)
def test_an_ending_that_is_not_written_is_refused_before_any_work(run, words):
    result = run(*words)
    assert result.exit_code == 2
    assert "name a file that ends in" in result.stderr


@pytest.mark.parametrize(("name", "head"), [("pay.csv", b"\xef\xbb\xbf"), ("pay.XLSX", b"PK\x03\x04")])
@pytest.mark.parametrize("layout", ["monthly-zh", "pay-codes"])
def test_the_ending_of_an_export_decides(solved, tmp_path, name, head, layout):
    path = pipeline.export(solved / "plan", layout, tmp_path / name)
    assert path.read_bytes().startswith(head)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
@pytest.mark.parametrize("words", [["--help"], ["check", "nowhere"], ["require", "forecast.csv"]])
def test_ctrl_c_during_start_up_leaves_no_traceback(forecast, words):
    codes = set()
    for step in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", READY, *words],
            cwd=forecast,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(step * 0.08)
        process.send_signal(signal.SIGINT)
        _out, said = process.communicate(timeout=30)
        assert "Traceback" not in said
        assert "KeyboardInterrupt" not in said
        assert process.returncode in (0, 3, 130, -signal.SIGINT)  # the last while Python itself ends
        codes.add(process.returncode)
    assert 130 in codes


READY = """
import signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
from staffplan_cli.start import main, _leave
signal.signal(signal.SIGINT, _leave)
print("ready", flush=True)
main()
"""
"""The command as it is installed; "ready" once Python itself has started, which nobody can guard."""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130)])
def test_a_search_that_is_asked_to_end_leaves_nothing_half_done(long_search, name, code):
    folder, process = long_search
    process.send_signal(getattr(signal, name))
    _out, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert "Traceback" not in said
    plan = folder / "long-plan"
    left = {path.name for path in plan.iterdir()} if plan.exists() else set()
    whole = {"coverage.csv", "payroll.xlsx", "plan.json", "report.html", "schedule.csv"}
    assert left in (set(), whole)


@pytest.mark.skipif(os.name == "nt", reason="Windows has other signals")
def test_what_is_to_be_ignored_is_ignored(forecast):
    """As under nohup: the terminal may close."""
    process = subprocess.Popen(
        ["sh", "-c", f"trap '' HUP; exec {' '.join(START)} require forecast.csv"],
        cwd=forecast,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(0.6)
    process.send_signal(signal.SIGHUP)
    out, _said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out.startswith("start,")


def test_an_error_of_what_was_cut_short_counts_as_the_interruption(monkeypatch):
    from staffplan_cli.errors import ExitCode, complaint_about

    assert complaint_about(ImportError("half a module")).code == ExitCode.FAULT
    monkeypatch.setattr(signals, "_received", [(signal.SIGINT, 0.0)])
    assert complaint_about(ImportError("half a module")).code == ExitCode.INTERRUPTED
