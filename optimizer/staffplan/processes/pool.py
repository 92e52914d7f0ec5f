"""Independent pieces of work in an Executor: the standard library's processes, or whatever the caller has.

A task is a function of a module and its argument, both pickled: data, no paths, so that it may as well be done on
another machine.
"""

from __future__ import annotations

import signal
import sys
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from staffplan.errors import ProcessEndedError
from staffplan.processes import memory
from staffplan.processes.beside import kill, terms
from staffplan.processes.child import keep_given_back
from staffplan.processes.inside import Terms, join_pool

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from concurrent.futures import Executor, Future

Task = TypeVar("Task")
Given = TypeVar("Given")
Result = TypeVar("Result")
POLL_SECONDS = 0.1
"""How often it is seen whether the work was stopped."""
AHEAD = 4
"""Tasks for each process that are handed over at a time: more would only wait there, and fill memory."""
AHEAD_ANYWHERE = 256
"""The same of an executor that does not say how many it works on at a time (``width``)."""


def results(
    work: Callable[[Given], Result],
    tasks: Sequence[Task],
    *,
    jobs: int,
    stop: threading.Event,
    executor: Executor | None = None,
    load: Callable[[Task], Given] | None = None,
) -> Generator[tuple[int, Result | None]]:
    """``work`` on every task: its place and its result, in the order in which they are done.

    None instead of a result: the process that was to find it died. Ends when ``stop`` is set, without what is not done.
    ``jobs`` processes are started, and ended with this, unless the caller has an ``executor``; of that, tasks that have
    begun when ``stop`` is set are left to themselves. ``load`` makes of a task what ``work`` is given, shortly before
    it is handed over: so that the data of thousands of tasks are not held at once.
    """
    left = dict(enumerate(tasks))
    run = _Run(work, load, stop)
    if executor is not None:
        lost = yield from run.done(executor, left, lambda: AHEAD * width_of(executor))
        yield from ((place, None) for place in lost)
        return
    while left and not stop.is_set():
        with _pool(min(jobs, len(left)), work.__module__) as processes:
            lost = yield from run.done(processes, left, lambda: AHEAD * jobs)
        suspects = {place: left.pop(place) for place in lost[:jobs]}  # they were begun first: one of them was at work
        yield from run.one_by_one(suspects)


def width_of(executor: Executor) -> int:
    """How many tasks it works on at a time, as far as it says."""
    return int(getattr(executor, "width", AHEAD_ANYWHERE // AHEAD))


@dataclass(frozen=True)
class _Run(Generic[Task, Given, Result]):
    """What is done with each task."""

    work: Callable[[Given], Result]
    load: Callable[[Task], Given] | None
    stop: threading.Event

    def one_by_one(self, tasks: Mapping[int, Task]) -> Iterator[tuple[int, Result | None]]:
        """Each task in a pool of its own, so that only the one whose process dies is lost."""
        for place, task in tasks.items():
            if not self.stop.is_set():
                with _pool(1, self.work.__module__) as alone:
                    lost = yield from self.done(alone, {place: task}, lambda: 1)
                yield from ((place, None) for place in lost)

    def done(
        self, executor: Executor, tasks: dict[int, Task], ahead: Callable[[], int]
    ) -> Generator[tuple[int, Result | None], None, list[int]]:
        """What is done, by its place, taken out of ``tasks``; returns, in order, what was lost as the executor broke.

        Beside these there may be tasks that were not handed over. Where an executor says of one task alone that its
        process died (ProcessEndedError), it has no result.
        """
        waiting: dict[Future[Result], int] = {}
        coming, lost = iter(list(tasks)), list[int]()
        while not self.stop.is_set():
            while len(waiting) < ahead() and not lost and (place := next(coming, None)) is not None:
                if (future := self._handed_over(executor, tasks[place])) is None:
                    lost.append(place)
                else:
                    waiting[future] = place
            if not waiting:
                break
            finished, _others = wait(waiting, POLL_SECONDS, FIRST_COMPLETED)
            for future in sorted(finished, key=waiting.__getitem__):
                place = waiting.pop(future)
                if isinstance(error := future.exception(), BrokenExecutor):
                    lost.append(place)
                    continue
                yield place, None if isinstance(error, ProcessEndedError) else future.result()
                del tasks[place]
        for future in waiting:
            future.cancel()
        return sorted(lost)

    def _handed_over(self, executor: Executor, task: Task) -> Future[Result] | None:
        """None where the executor is broken."""
        given: Any = task if self.load is None else self.load(task)
        try:
            return executor.submit(self.work, given)
        except BrokenExecutor:
            return None


@contextmanager
def _pool(jobs: int, module: str) -> Iterator[ProcessPoolExecutor]:
    """So many processes that have imported ``module``; they are ended with the block, whatever they do."""
    context = _Context()
    executor = ProcessPoolExecutor(jobs, context, _join, (module, terms(jobs)))
    try:
        yield executor
    finally:
        for process in context.started:
            if process.is_alive():
                kill(process)
        executor.shutdown(cancel_futures=True)


def _join(module: str, on: Terms) -> None:
    """What each process does first. One task follows the other there: what one starts serves the next."""
    memory.hand_on(on.memory)
    join_pool(module, on)
    keep_given_back()


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
