"""A real sweep in a process of its own, interrupted by Ctrl-C."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "staffplan_cli.main", "sweep"]
EXAMPLE = Path(__file__).parents[2] / "data" / "examples" / "small-shop"


@pytest.mark.slow
def test_ctrl_c_ends_the_solvers_and_writes_the_points_that_are_done(tmp_path):
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
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    stdout, stderr = process.communicate(timeout=30)
    assert time.monotonic() - began < 8
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert "You stopped the sweep: 1 of 5 points are done." in stdout
    rows = (tmp_path / "s.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["deflection", "0.9"]
