"""What the last stages need is imported while the solver works."""

import subprocess
import sys

CODE = """
import sys, threading
from contextlib import nullcontext
from staffplan.processes import child
from staffplan.pipeline import import_ahead
child.cores = lambda: 2
names = import_ahead.LATER + import_ahead.FOR_HOLIDAYS
early = [name for name in names if name in sys.modules]
with child.started_early(child.WALKER) if len(sys.argv) > 1 else nullcontext():
    import_ahead.import_ahead(holidays=True)
    for thread in threading.enumerate():
        if not thread.daemon and thread is not threading.current_thread():
            thread.join()
print("early", *early)
print("missing", *(name for name in names if name not in sys.modules))
print("scipy", *(name for name in import_ahead.FOR_THE_QUEUE if name in sys.modules))
"""


def imported(monkeypatch, *arguments):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    command = [sys.executable, "-c", CODE, *arguments]
    found = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert found.stderr == ""
    return found.stdout.splitlines()


def test_everything_is_imported_and_nothing_before(monkeypatch):
    assert imported(monkeypatch) == ["early", "missing", "scipy scipy.linalg scipy.special"]


def test_scipy_is_left_to_a_process_that_follows_the_queue(monkeypatch):
    assert imported(monkeypatch, "beside") == ["early", "missing", "scipy"]


def test_a_module_that_cannot_be_imported_is_left_to_who_needs_it(capfd):
    from staffplan.pipeline import import_ahead

    import_ahead._import_all(("staffplan.no_such_module", "json"))
    assert capfd.readouterr().err == ""
