"""A second list of searches on another core, after the head start of ``SearchParams``.

What one does not find in time, another mostly does.

Of two searches of which nobody knows which is the sooner, the first to end takes less time on average and varies less
(Huberman, Lukose & Hogg 1997; Gomes & Selman 2001). It begins late, so that searches that end soon always end with the
same plan, whoever is faster.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.solve.conductor.walk import walk
from staffplan.solve.engine.process import Engine, SolverError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.conductor.walk import Search
    from staffplan.solve.incumbent import Standing
    from staffplan.solve.run import Run


class Portfolio:
    """It walks the second list from the head start on, as long as its block lasts."""

    def __init__(self, run: Run, start: Relaxed, searches: Sequence[Search], standing: Standing) -> None:
        """Let it begin; both lists offer what they find to ``standing``."""
        self._run, self._start, self._searches, self._standing = run, start, searches, standing
        self._stop = Stop()
        self._pool = ThreadPoolExecutor(1)
        self._work = self._pool.submit(self._walked)

    def __enter__(self) -> Self:
        """The search itself."""
        return self

    def __exit__(self, *_details: object) -> None:
        """End it. A solver that failed here is no loss to the first search; raises what else it failed with."""
        self._stop.set()
        self._pool.shutdown()
        with suppress(SolverError):
            self._work.result()

    def _walked(self) -> None:
        if self._stop.wait(self._run.params.whole.head_start_seconds):
            return
        with Engine(self._stop, self._run.seed) as engine, engine.ended_by(self._standing.settled):
            run = replace(self._run, engine=engine, stop=self._stop, watcher=nobody_watches)
            walk(run, self._start, self._searches, self._standing)
