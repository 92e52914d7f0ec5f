"""What holds inside a process beside another: it ends with its parent, keeps to its memory, and ignores Ctrl-C.

Nothing heavy is imported here: all this must hold before the libraries come, whose imports may hang where memory is
short, in native code in which no thread of Python's can do anything.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from importlib import import_module
from typing import IO, Any, NamedTuple

from staffplan.processes import frames

PR_SET_PDEATHSIG = 1
"""From Linux's <sys/prctl.h>: the signal that a process gets when the thread that started it ends."""
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Pieces of work share the cores among themselves; threads of each would only get in each other's way."""

_inside = False


class Terms(NamedTuple):
    """On what terms a process works."""

    parent: int
    """Number of the process that started it, with which it ends."""
    memory: int | None
    """Bytes of data that it may hold; None: no limit."""
    start_seconds: int
    """Where it takes longer to import what it needs, the system ends it."""


def is_inside() -> bool:
    """Whether this process is itself one beside another: what it starts stays in its group, and goes with it."""
    return _inside


class Parent:
    """The process that started this one."""

    def __init__(self, inbox: frames.Inbox, out: IO[bytes]) -> None:
        """Messages come in ``inbox`` and go ``out``."""
        self._inbox, self._out = inbox, out

    @property
    def has_news(self) -> bool:
        """Whether there is a message that was not received yet."""
        return self._inbox.has_news

    def receive(self) -> Any:  # noqa: ANN401 - whatever was sent
        """The next message. Whoever asks for the first one has imported what it needs, and has started."""
        _has_started()
        return self._inbox.take()

    def send(self, message: object) -> None:
        """Let the parent have ``message``."""
        frames.write(self._out, message)


def run(module: str, terms: Terms) -> None:
    """Be a process beside another: call ``main`` of ``module`` with the :class:`Parent`.

    It ends, whatever it does, when its input ends.
    """
    _settle(terms)
    source, out = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _silence()
    inbox = frames.Inbox()
    threading.Thread(target=_listen, args=(inbox, source), daemon=True).start()
    with suppress(BrokenPipeError):
        import_module(module).main(Parent(inbox, out))


def _listen(inbox: frames.Inbox, source: IO[bytes]) -> None:
    inbox.fill(source)
    os._exit(0)


def join_pool(module: str, terms: Terms) -> None:
    """Be a process of a pool: import ``module``, whose functions it will be asked to call."""
    if hasattr(os, "setsid"):
        os.setsid()
    _settle(terms)
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    _silence()
    threading.Thread(target=_end_with_pool, daemon=True).start()
    import_module(module)
    _has_started()


def _settle(terms: Terms) -> None:
    global _inside
    _inside = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    _die_with(terms.parent)
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(terms.start_seconds)
    _keep_to(terms.memory)


def _has_started() -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(0)


def _die_with(parent: int) -> None:
    """Let the system kill this process when ``parent`` ends; elsewhere than on Linux, the end of its input must do."""
    if not sys.platform.startswith("linux"):
        return
    with suppress(ImportError, OSError, AttributeError):  # a Python without ctypes, another C library
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before it could be told
        os._exit(1)


def _keep_to(size: int | None) -> None:
    """Let this process and those it starts hold ``size`` bytes of data each; what is more fails in them.

    Data is what a process can write to (RLIMIT_DATA, Linux 4.7 and later; man setrlimit): compiled code does not count,
    of which a solver maps hundreds of megabytes. Systems without such a limit set none.
    """
    if size is None:
        return
    with suppress(ImportError, OSError, ValueError):
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = size if hard == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _silence() -> None:
    """What native code prints goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _end_with_pool() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
