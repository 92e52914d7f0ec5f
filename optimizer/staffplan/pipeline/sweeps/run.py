"""The points of a sweep on their way through an Executor, and the news of them."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from staffplan.pipeline.sweeps.point import solved
from staffplan.processes.pool import results
from staffplan.schema.progress import Progress
from staffplan.schema.sweep import SweepPoint
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Executor

    from staffplan.pipeline.sweeps.point import Task
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.words.messages import Value


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
        """Begin to count the time."""
        self._began = time.monotonic()

    def points(self, jobs: int, executor: Executor | None = None) -> tuple[SweepPoint, ...]:
        """Solve ``jobs`` tasks at a time; every point done, in the order of the tasks, once all are or ``stop`` is set.

        Which process solves a point, and after which other one, changes nothing about it.
        """
        self.watcher(self._news(None))
        with closing(results(solved, self.tasks, jobs=jobs, stop=self.stop, executor=executor)) as found:
            for place, point in found:
                self._keep(point or self._failed(place))
        return tuple(self.done[place] for place in sorted(self.done))

    def _failed(self, place: int) -> SweepPoint:
        """What is told of a point whose process died."""
        return SweepPoint(place, self.tasks[place].values, "failed", problem=_("its process ended: too little memory?"))

    def _keep(self, point: SweepPoint) -> None:
        self.done[point.place] = point
        self.watcher(self._news(point))

    def _news(self, latest: SweepPoint | None) -> Progress:
        """How many points are done, what the latest came to (agents None: no plan), and how long the rest may take."""
        values: dict[str, Value] = {"done": len(self.done), "count": len(self.tasks)}
        if latest is not None:
            values |= {"point": latest.values, "agents": latest.headcount}
        left = len(self.tasks) - len(self.done)
        if self.done and left:
            values["seconds_left"] = round((time.monotonic() - self._began) / len(self.done) * left)
        return Progress("points_done", values=values)
