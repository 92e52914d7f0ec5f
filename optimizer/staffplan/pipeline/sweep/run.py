"""The points of a sweep on their way through processes, each with a solver's process of its own."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.progress import Progress
from staffplan.schema.sweep import SweepPoint
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.pipeline.sweep.worker import Task
    from staffplan.schema.progress import Stop, Watcher

COMMAND = [sys.executable, "-P", "-c", "from staffplan.pipeline.sweep.worker import main; main()"]
"""A process that solves points."""
POLL_SECONDS = 0.1
GRACE_SECONDS = 3.0
"""How long processes that were told to stop may take before they are ended."""
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
"""Points share the cores among themselves; threads of a point would only get in each other's way."""


@dataclass(eq=False)
class Run:
    """The tasks of a sweep and what came of them."""

    tasks: Sequence[Task]
    """A task for each point, in their order."""
    watcher: Watcher
    """Hears of every point that is done."""
    stop: Stop
    """The user's wish to stop."""
    done: dict[int, SweepPoint] = field(default_factory=dict)
    """The points that are done, by their place."""

    def __post_init__(self) -> None:
        """Nothing is handed out yet."""
        self._next: Iterator[Task] = iter(self.tasks)
        self._lock = threading.Lock()
        self._began = time.monotonic()

    def points(self, jobs: int) -> tuple[SweepPoint, ...]:
        """Solve ``jobs`` tasks at a time; every point done, in the order of the tasks, once all are or ``stop`` is set.

        Which process solves a point, and after which other one, changes nothing about it.
        """
        self.watcher(Progress(self._news(None)))
        lanes: list[_Lane] = []
        try:
            for _number in range(jobs):
                lanes.append(_Lane(self))
                lanes[-1].start()
            while any(lane.is_alive() for lane in lanes) and not self.stop.wait(POLL_SECONDS):
                pass
        finally:
            for lane in lanes:
                lane.tell_to_stop()
            for lane in lanes:
                lane.end()
        return tuple(self.done[place] for place in sorted(self.done))

    def next_task(self) -> Task | None:
        """A task that nobody has yet; None where there is none, or the user wants to stop."""
        with self._lock:
            return None if self.stop.is_set() else next(self._next, None)

    def keep(self, point: SweepPoint) -> None:
        """Take a point that is done."""
        with self._lock:
            self.done[point.place] = point
            self.watcher(Progress(self._news(point)))

    def _news(self, latest: SweepPoint | None) -> str:
        from staffplan.report.wording.text import agents, duration

        parts = [_("{done} of {count} points").format(done=len(self.done), count=len(self.tasks))]
        if latest is not None:
            found = _("no plan") if latest.headcount is None else agents(latest.headcount)
            parts.append(f"{', '.join(latest.values)}: {found}")
        left = len(self.tasks) - len(self.done)
        if self.done and left:
            seconds = (time.monotonic() - self._began) / len(self.done) * left
            rounded = 60 * round(seconds / 60) if seconds > 90 else max(round(seconds), 1)
            parts.append(_("about {time} left").format(time=duration(timedelta(seconds=rounded))))
        return " · ".join(parts)


class _Lane(threading.Thread):
    """A thread that hands tasks to a process of its own, and to a new one where that broke; it speaks as its maker."""

    def __init__(self, run: Run) -> None:
        super().__init__(name="sweep", daemon=True)
        self._run = run
        self._process = _process()
        self._context = copy_context()

    def run(self) -> None:
        self._context.run(self._hand_out)

    def _hand_out(self) -> None:
        while (task := self._run.next_task()) is not None:
            point = self._ask(task)
            if point is None and not self._run.stop.is_set():
                point = SweepPoint(
                    task.place, task.values, "failed", problem=_("its process ended: too little memory?")
                )
                self._close()
                self._process = _process()
            if point is not None:
                self._run.keep(point)

    def _ask(self, task: Task) -> SweepPoint | None:
        """The point of ``task``; None where the process ended before it was done."""
        from staffplan.solve.engine.worker import receive, send

        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            send(self._process.stdin, task)
            point: SweepPoint | None = receive(self._process.stdout)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError):
            return None
        return point

    def tell_to_stop(self) -> None:
        """The end of its input tells the process to stop."""
        if self._process.stdin is not None:
            try:
                self._process.stdin.close()
            except OSError:
                return

    def end(self) -> None:
        """Wait a while until the process has left its point, and end it."""
        self.join(GRACE_SECONDS)
        self._process.kill()
        self.join()
        self._close()

    def _close(self) -> None:
        self._process.kill()
        self._process.wait()
        self.tell_to_stop()
        if self._process.stdout is not None:
            self._process.stdout.close()


def _process() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | ONE_THREAD,
    )
