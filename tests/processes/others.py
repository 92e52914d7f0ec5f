"""Processes for tests: what they do is written into a module, what becomes of them is seen by their numbers."""

import os
import signal
import subprocess
import sys
import time

import psutil

HANG = "import ctypes; ctypes.PyDLL(None).sleep(1000)"
"""Native code that never returns and never lets Python go on: no thread of the process can do anything."""
ECHO = """
def main(parent):
    while True:
        parent.send(parent.receive())
"""


def runs(pid):
    """Whether the process is there and has not ended; one that nobody waited for has."""
    try:
        return psutil.Process(pid).status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return False


def all_end(pids, seconds=10.0):
    """Whether all of these processes end within so many seconds."""
    until = time.monotonic() + seconds
    while any(map(runs, pids)):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def script(code, folder, **settings):
    """A Python process of its own that runs ``code`` and can import what lies in ``folder``."""
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")]), *sys.path[1:]])
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
        **settings,
    )


def killed(process):
    """Kill ``process`` as nothing can prevent, and wait for it."""
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    process.stdout.close()
