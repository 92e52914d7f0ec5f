"""What is measured is the whole family of processes."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from measure import run

pytestmark = pytest.mark.benchmark  # its limits of time and memory want a machine of their own

CHILD = "b = bytearray(80 * 2**20); import time; time.sleep(0.4)"
BUSY = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"


def test_memory_of_a_child_counts():
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {CHILD!r}])"
    measured = run([sys.executable, "-c", parent], seconds=30)
    assert measured.code == 0
    assert 80 < measured.peak_mib < 200


def test_memory_of_the_measuring_process_does_not_count():
    held = bytearray(300 * 2**20)
    measured = run([sys.executable, "-c", "import time; time.sleep(0.4)"], seconds=30)
    assert len(held) > 0
    assert 0 < measured.peak_mib < 100


def test_time_of_a_child_counts():
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    measured = run([sys.executable, "-c", parent], seconds=30)
    assert 0.3 <= measured.cpu_s < 2
    assert measured.wall_s >= 0.3


def test_a_command_that_goes_on_is_ended():
    measured = run([sys.executable, "-c", "import time; print('here', flush=True); time.sleep(60)"], seconds=0.5)
    assert measured.killed == "time"
    assert measured.code == -9
    assert measured.wall_s < 5
    assert measured.stdout == "here\n"


def test_a_command_that_takes_too_much_memory_is_ended():
    measured = run([sys.executable, "-c", CHILD.replace("0.4", "60")], seconds=30, mib=60)
    assert measured.killed == "memory"
    assert measured.wall_s < 10


def test_ctrl_c_ends_the_command_too():
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import measure; "
    code += "measure.run([sys.executable, '-c', 'import time; time.sleep(60)'], seconds=60)"
    runner = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while not (children := psutil.Process(runner.pid).children()) and time.monotonic() < until:
        time.sleep(0.05)
    runner.send_signal(signal.SIGINT)
    assert runner.wait(20) != 0
    assert children
    assert not any(child.is_running() for child in children)
