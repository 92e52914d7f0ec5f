"""Long work in a thread of its own, so that the main thread can show progress and take Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from staffplan.errors import NoPlanError
from staffplan_cli.errors import ExitCode, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from staffplan.schema.progress import Stop, Watcher
    from staffplan_cli.screen import Screen

T = TypeVar("T")
REFRESH_SECONDS = 0.1


class _Worker(threading.Thread, Generic[T]):
    """A thread that keeps what its work returned or raised; the language of its maker holds in it."""

    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(name="staffplan", daemon=True)
        self._work = work
        self._context = copy_context()
        self._outcome: list[T] = []
        self._error: BaseException | None = None
        _running.add(self)

    def run(self) -> None:
        try:
            self._outcome.append(self._context.run(self._work))
        except BaseException as error:
            self._error = error

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        return self._outcome[0]


_running: set[_Worker[Any]] = set()


def watched(work: Callable[[Watcher, Stop], T], screen: Screen) -> T:
    """Do ``work`` while showing its progress; the first Ctrl-C sets its Stop, the second ends everything at once.

    Raises what ``work`` raises; Stopped where the user stopped it before it had a plan; KeyboardInterrupt.
    """
    from staffplan.schema.progress import Stop
    from staffplan_cli.progress import progress_view

    stop = Stop()
    with progress_view(screen) as view:
        worker = _Worker(lambda: work(view.watch, stop))
        with _interrupts(stop):
            worker.start()
            while worker.is_alive():
                worker.join(REFRESH_SECONDS)
                view.refresh(stopping=stop.is_set())
        _running.discard(worker)
    try:
        return worker.result()
    except NoPlanError as error:
        if stop.is_set():
            raise Stopped(str(error)) from error
        raise


@contextmanager
def _interrupts(stop: Stop) -> Iterator[None]:
    """While inside, SIGINT sets ``stop``; once it is set, SIGINT raises KeyboardInterrupt."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def abandon_unfinished() -> None:
    """Where work still runs after a second Ctrl-C, end the process without waiting for it; what it started goes too."""
    if not any(thread.is_alive() for thread in _running):
        return
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(ExitCode.INTERRUPTED)
