"""Long work in a thread of its own, so that the main thread can show progress and take Ctrl-C."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from staffplan.errors import NoPlanError
from staffplan_cli.errors import ExitCode, Stopped
from staffplan_cli.signals import exit_code, is_overdue, stopping

if TYPE_CHECKING:
    from collections.abc import Callable

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

    So do TERM and HUP, but what the Stop takes is not waited for long. Raises what ``work`` raises; Stopped where the
    user stopped it before it had a plan; KeyboardInterrupt.
    """
    from staffplan.schema.progress import Stop
    from staffplan_cli.progress import progress_view

    stop = Stop()
    with progress_view(screen) as view:
        worker = _Worker(lambda: work(view.watch, stop))
        with stopping(stop):
            worker.start()
            while worker.is_alive():
                worker.join(REFRESH_SECONDS)
                view.refresh(stopping=stop.is_set())
                if is_overdue():
                    raise KeyboardInterrupt
        _running.discard(worker)
    try:
        return worker.result()
    except NoPlanError as error:
        if stop.is_set():
            raise Stopped(str(error)) from error
        raise


def abandon_unfinished() -> None:
    """Where work still runs after a second Ctrl-C, end the process without waiting for it; what it started goes too.

    Files that it is putting in place are put in place first; files that it has begun go.
    """
    if not any(thread.is_alive() for thread in _running):
        return
    if (storage := sys.modules.get("staffplan.storage.write")) is not None:
        storage.abandon()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(exit_code() or ExitCode.INTERRUPTED)
