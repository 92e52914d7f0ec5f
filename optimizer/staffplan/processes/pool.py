"""Independent pieces of work in an Executor: the standard library's processes, or whatever the caller has.

A task is a function of a module and its argument, both pickled: data, no paths, so that it may as well be done on
another machine.
"""

from __future__ import annotations

import signal
import sys
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from staffplan.processes.beside import kill, terms
from staffplan.processes.inside import join_pool

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

Task = TypeVar("Task")
Result = TypeVar("Result")
POLL_SECONDS = 0.1
"""How often it is seen whether the work was stopped."""


def results(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    stop: threading.Event,
    executor: Executor | None = None,
) -> Generator[tuple[int, Result | None]]:
    """``work`` on every task: its place and its result, in the order in which they are done.

    None instead of a result: the process that was to find it died. Ends when ``stop`` is set, without what is not done.
    ``jobs`` processes are started, and ended with this, unless the caller has an ``executor``; of that, tasks that have
    begun when ``stop`` is set are left to themselves.
    """
    left = dict(enumerate(tasks))
    if executor is not None:
        lost = yield from _done(executor, work, left, stop)
        yield from ((place, None) for place in lost)
        return
    while left and not stop.is_set():
        with _pool(min(jobs, len(left)), work.__module__) as processes:
            lost = yield from _done(processes, work, left, stop)
        suspects = {place: left[place] for place in lost[:jobs]}  # they were begun first: one of them was at work
        yield from _one_by_one(work, suspects, stop)
        left = {place: left[place] for place in lost[jobs:]}


def _one_by_one(
    work: Callable[[Task], Result], tasks: Mapping[int, Task], stop: threading.Event
) -> Iterator[tuple[int, Result | None]]:
    """Each task in a pool of its own, so that only the one whose process dies is lost."""
    for place, task in tasks.items():
        if not stop.is_set():
            with _pool(1, work.__module__) as alone:
                lost = yield from _done(alone, work, {place: task}, stop)
            yield from ((place, None) for place in lost)


def _done(
    executor: Executor, work: Callable[[Task], Result], tasks: Mapping[int, Task], stop: threading.Event
) -> Generator[tuple[int, Result], None, list[int]]:
    """What is done, by its place; returns the places, in order, of what was lost when the executor broke."""
    places: dict[Future[Result], int] = {}
    lost: list[int] = []
    for place, task in tasks.items():
        try:
            places[executor.submit(work, task)] = place
        except BrokenExecutor:
            lost.append(place)
    waiting = set(places)
    while waiting and not stop.is_set():
        done, waiting = wait(waiting, POLL_SECONDS, FIRST_COMPLETED)
        for future in sorted(done, key=places.__getitem__):
            if isinstance(future.exception(), BrokenExecutor):
                lost.append(places[future])
            else:
                yield places[future], future.result()
    for future in waiting:
        future.cancel()
    return sorted(lost)


@contextmanager
def _pool(jobs: int, module: str) -> Iterator[ProcessPoolExecutor]:
    """So many processes that have imported ``module``; they are ended with the block, whatever they do."""
    context = _Context()
    executor = ProcessPoolExecutor(jobs, context, join_pool, (module, terms()))
    try:
        yield executor
    finally:
        for process in context.started:
            if process.is_alive():
                kill(process)
        executor.shutdown(cancel_futures=True)


class _Process(SpawnProcess):
    """A fresh Python that Ctrl-C does not reach, not even while it starts, and that imports nothing of the caller's."""

    def start(self) -> None:
        with _ctrl_c_blocked(), _no_main():
            super().start()


class _Context(SpawnContext):
    """Starts such processes and keeps them."""

    def __init__(self) -> None:
        self.started: list[_Process] = []

    def Process(self, *args: Any, **settings: Any) -> _Process:  # type: ignore[override] # noqa: ANN401, N802
        self.started.append(_Process(*args, **settings))
        return self.started[-1]


@contextmanager
def _ctrl_c_blocked() -> Iterator[None]:
    """What is started inside inherits that Ctrl-C waits; it then says that it ignores it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _no_main() -> Iterator[None]:
    """Inside there is no main module: processes would run the caller's script again, which is not made for that."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
