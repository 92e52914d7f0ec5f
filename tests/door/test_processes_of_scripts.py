"""The door's processes in a user's script: they end with an interrupt, and nothing asks for a ``__main__`` guard."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "examples"
LONG = f"""import psutil, staffplan
folder = {str(EXAMPLES / "outsourcer")!r}
try:
    staffplan.solve(f"{{folder}}/forecast.csv", f"{{folder}}/scenario.toml")
except KeyboardInterrupt:
    print("interrupted", len(psutil.wait_procs(psutil.Process().children(recursive=True), timeout=10)[1]))
"""
SWEEP = f"""import sys
import staffplan
sys.path[:0] = {[str(Path(__file__).parent), str(Path(__file__).parents[1])]!r}
from door_shop import SCENARIO, forecast_frame
print(staffplan.sweep(forecast_frame(), SCENARIO, vary={{"volume": [1, 2]}}, jobs=2))
"""


def children_of(process, seconds=60):
    """The processes that it has started, once there are any."""
    until = time.monotonic() + seconds
    while not (found := psutil.Process(process.pid).children(recursive=True)) and time.monotonic() < until:
        time.sleep(0.05)
    return found


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_an_interrupt_ends_the_search_and_its_processes():
    with subprocess.Popen([sys.executable, "-c", LONG], stdout=subprocess.PIPE, text=True) as process:
        children = children_of(process)
        process.send_signal(signal.SIGINT)
        told, _nothing = process.communicate(timeout=60)
    assert children
    assert told == "interrupted 0\n"
    assert not psutil.wait_procs(children, timeout=5)[1]


@pytest.mark.slow
def test_a_script_without_a_guard_may_sweep(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(SWEEP)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert done.stdout.startswith("<Sweep: 2 of 2 points: "), done.stderr
