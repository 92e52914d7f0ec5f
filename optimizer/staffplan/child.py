"""Processes that work beside this one: it talks to them through their standard input and output."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress


def started(code: str) -> subprocess.Popen[bytes]:
    """A Python process that runs ``code``. What it says on its standard error goes nowhere."""
    return subprocess.Popen(
        [sys.executable, "-P", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # the terminal's Ctrl-C is the parent's affair, from the first moment on
    )


def ended(process: subprocess.Popen[bytes]) -> None:
    """End ``process``, whatever it does."""
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # what could not be sent to a process that died
                stream.close()
