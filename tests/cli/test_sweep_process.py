"""A real sweep in a process of its own, interrupted by Ctrl-C or killed."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

COMMAND = [sys.executable, "-m", "staffplan_cli.main", "sweep"]
EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "small-shop"


@pytest.fixture
def sweep(tmp_path):
    """A sweep of which the first point is done, and the processes that it has started."""
    words = [EXAMPLE / "forecast.csv", "-c", EXAMPLE / "scenario.toml", "--vary", "deflection=0.9:0.5:-0.1"]
    process = subprocess.Popen(
        [*COMMAND, *words, "--time-limit", "10s", "-o", "s.csv", "--jobs", "1"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in process.stderr:
        if "1 of 5 points" in line:
            break
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) >= 2
    yield process, family
    _ended, left = psutil.wait_procs(family, timeout=10)
    assert [one for one in left if one.status() != psutil.STATUS_ZOMBIE] == []


@pytest.mark.slow
def test_ctrl_c_ends_the_solvers_and_writes_the_points_that_are_done(sweep, tmp_path):
    process, _family = sweep
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    stdout, stderr = process.communicate(timeout=30)
    assert time.monotonic() - began < 8
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert "You stopped the sweep: 1 of 5 points are done." in stdout
    rows = (tmp_path / "s.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["deflection", "0.9"]


@pytest.mark.slow
def test_a_second_ctrl_c_does_not_wait(sweep):
    process, _family = sweep
    process.send_signal(signal.SIGINT)
    time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _stdout, stderr = process.communicate(timeout=30)
    assert time.monotonic() - began < 8
    assert process.returncode == 130
    assert "Traceback" not in stderr


@pytest.mark.slow
def test_nothing_is_left_of_a_sweep_that_is_killed(sweep):
    process, _family = sweep
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=10)
    assert process.returncode == -signal.SIGKILL
