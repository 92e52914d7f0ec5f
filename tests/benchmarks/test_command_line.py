"""Time of the command line before it does anything."""

import subprocess
import sys
import time

import pytest


@pytest.mark.benchmark
@pytest.mark.parametrize("words", [["--help"], ["solve", "--help"], ["--version"], ["--lang", "zh", "--help"]])
def test_help_takes_at_most_300_ms(words):
    seconds = []
    for _attempt in range(5):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "staffplan_cli.main", *words], capture_output=True, check=True)
        seconds.append(time.perf_counter() - began)
    assert min(seconds) <= 0.3, seconds
