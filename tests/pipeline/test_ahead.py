"""What the last stages need is imported while the solver works."""

import subprocess
import sys

CODE = """
import sys, threading
from staffplan.pipeline import ahead
early = [name for name in ahead.LATER if name in sys.modules]
ahead.import_ahead()
for thread in threading.enumerate():
    if thread is not threading.current_thread():
        thread.join()
print("early", *early)
print("missing", *(name for name in ahead.LATER if name not in sys.modules))
"""


def test_everything_is_imported_and_nothing_before():
    found = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.split() == ["early", "missing"]
    assert found.stderr == ""


def test_a_module_that_cannot_be_imported_is_left_to_who_needs_it(monkeypatch, capfd):
    from staffplan.pipeline import ahead

    monkeypatch.setattr(ahead, "LATER", ("staffplan.no_such_module", "json"))
    ahead._import_all()
    assert capfd.readouterr().err == ""
