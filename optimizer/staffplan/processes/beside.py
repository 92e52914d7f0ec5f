"""A process beside this one, as its parent has it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from staffplan.errors import ProcessEndedError
from staffplan.processes import frames, memory
from staffplan.processes.inside import Terms, is_inside
from staffplan.words.language import _

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

START_SECONDS = 60
"""A process that takes longer to import what it needs (one or two seconds are usual) is given up."""


class Beside:
    """A Python process that runs ``main`` of a module and is sent one message after the other.

    It is started at once, imports what it needs meanwhile, and ends with this process, however that ends.
    """

    def __init__(self, module: str) -> None:
        """Start it; raises ProcessEndedError where the system refuses."""
        self.module = module
        self._inbox = frames.Inbox()
        self._is_over = False
        started: queue.SimpleQueue[subprocess.Popen[bytes] | Exception] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, args=(started, terms()), daemon=True)
        try:
            self._reader.start()
            self._process = _taken(started)
        except (OSError, RuntimeError) as error:  # RuntimeError: no new thread
            from staffplan.words.library_words import in_our_words

            why = in_our_words(error)
            raise ProcessEndedError(_("A process could not be started: {why}").format(why=why)) from error

    def _read(self, started: queue.SimpleQueue[subprocess.Popen[bytes] | Exception], on: Terms) -> None:
        """Start the process and read what it sends.

        Linux ends a process with the thread that started it: so it is this thread, which stays as long as the process.
        """
        try:
            process = _process(self.module, on)
        except Exception as error:  # whoever waits for the process is told
            started.put(error)
            return
        started.put(process)
        assert process.stdout is not None
        self._inbox.fill(process.stdout)

    def __enter__(self) -> Self:
        """The process itself."""
        return self

    def __exit__(self, *_details: object) -> None:
        """End it, whatever it does."""
        self.end()

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether :meth:`end` was called, or it died and everything that it sent was received."""
        return self._is_over

    @property
    def lives(self) -> bool:
        """Whether the system still has it."""
        return not self._is_over and self._process.poll() is None

    @property
    def has_news(self) -> bool:
        """Whether :meth:`receive` would not wait."""
        return self._inbox.has_news

    def send(self, message: object) -> None:
        """Let it have ``message``; that it died meanwhile is seen where its answer is waited for."""
        assert self._process.stdin is not None
        with suppress(OSError, ValueError):  # ValueError: closed by end()
            frames.write(self._process.stdin, message)

    def receive(self, timeout: float | None = None) -> Any:  # noqa: ANN401 - whatever it sent
        """The next message from it; raises TimeoutError after ``timeout`` seconds, ProcessEndedError if it died."""
        try:
            return self._inbox.take(timeout)
        except EOFError:
            self.end()
            raise ProcessEndedError from None

    def end(self) -> None:
        """End it and whatever it started; what it sent and nobody received is lost."""
        if self._is_over:
            return
        self._is_over = True
        kill(self._process)  # nobody has waited for it: the number is its own still
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            with suppress(OSError):  # what could not be written to a process that died
                stream.close()


def terms(processes: int = 1) -> Terms:
    """On what terms ``processes`` that this one starts work; each has its part of what one might take.

    Raises InputError where the user sets an impossible limit.
    """
    return Terms(os.getpid(), memory.limit(processes), START_SECONDS)


def _process(module: str, on: Terms) -> subprocess.Popen[bytes]:
    code = f"from staffplan.processes.inside import Terms, run; run({module!r}, {on!r})"
    return subprocess.Popen(
        [sys.executable, "-P", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=not is_inside(),  # the terminal's Ctrl-C is this process's affair, from the first moment on
    )


def _taken(started: queue.SimpleQueue[subprocess.Popen[bytes] | Exception]) -> subprocess.Popen[bytes]:
    found = started.get()
    if isinstance(found, Exception):
        raise found
    return found


def kill(process: subprocess.Popen[bytes] | BaseProcess) -> None:
    """End ``process``, and the group that it leads, if any."""
    if hasattr(os, "killpg") and process.pid is not None:
        with suppress(OSError):  # it leads none
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
