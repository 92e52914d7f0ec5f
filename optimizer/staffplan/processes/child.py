"""Processes that work beside this one: it talks to them through their standard input and output."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SOLVER = "from staffplan.solve.engine.worker import main; main()"
"""The process in which models are solved."""
WALKER = "from staffplan.service.transient.beside import main; main()"
"""The process in which a schedule's queue is followed."""
EXCHANGER = "from staffplan.solve.searches.breakout_beside import main; main()"
"""The process in which agents exchange tours as well."""

_early: dict[str, subprocess.Popen[bytes]] = {}
"""Processes that nobody has taken yet, by their code."""


def cores() -> int:
    """How many processes can work side by side."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def has_core_to_spare() -> bool:
    """Whether a second process wins anything: not on one core, nor where this one was told that others share them."""
    return cores() > 1 and os.environ.get("OMP_NUM_THREADS") != "1"


@contextmanager
def started_early(*codes: str) -> Iterator[None]:
    """Inside, the first who asks for a process that runs one of ``codes`` takes one that has begun its imports before.

    Nothing is started where there is no core to spare; what nobody took is ended.
    """
    if has_core_to_spare():
        _early.update((code, _new(code)) for code in codes)
    try:
        yield
    finally:
        for code in codes:
            if (left := _early.pop(code, None)) is not None:
                ended(left)


def is_waiting(code: str) -> bool:
    """Whether a process that runs ``code`` was started early and nobody has taken it."""
    return code in _early


def started(code: str) -> subprocess.Popen[bytes]:
    """A Python process that runs ``code``. What it says on its standard error goes nowhere."""
    return _early.pop(code, None) or _new(code)


def _new(code: str) -> subprocess.Popen[bytes]:
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


def received() -> queue.SimpleQueue[Any]:
    """In such a process: what it is sent, unpickled. It ends, whatever it does, when its input ends.

    The caller decides what Ctrl-C means.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    messages: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def read() -> None:
        with suppress(EOFError):
            while True:
                messages.put(pickle.load(sys.stdin.buffer))
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return messages
