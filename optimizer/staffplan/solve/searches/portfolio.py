"""A second search beside the first, on another core: what one solver does not find in time, another mostly does.

It begins late, so that searches that end soon always end with the same plan, whoever is faster.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from staffplan.processes.child import has_core_to_spare
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.solve.engine.process import Engine, SolverError, headcount_of
from staffplan.solve.searches.construction import constructed
from staffplan.solve.searches.repeated_week import mended_at_bound

if TYPE_CHECKING:
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Known, Run

HEAD_START = 4.0
"""Seconds that the first search has for itself."""


class Rival:
    """It puts a plan together, then looks for one at the bound by mending or with HiGHS, as long as its block lasts.

    Where the best plan that is known has one agent more than the bound, it puts none together, and without a hard week
    it searches at once: what is missing then is a proof as often as a plan.
    """

    def __init__(self, run: Run, master: Master, best: Outcome | None = None) -> None:
        """Let it begin after the head start; ``best`` is the best plan that is known."""
        self._run, self._master, self._stop = run, master, Stop()
        self.settled = threading.Event()
        """Set when it has a plan at the bound: there is nothing left to find."""
        self._best = best
        self._known: Known | None = None
        self._bound = 0
        self._pool = ThreadPoolExecutor(1)
        self._work = self._pool.submit(self._searched)

    def __enter__(self) -> Self:
        """The search itself."""
        return self

    def __exit__(self, *_details: object) -> None:
        """End it. A solver that failed here is no loss to the first search; raises what else it failed with."""
        self._stop.set()
        self._pool.shutdown()
        with suppress(SolverError):
            self._work.result()

    def better(self, best: Outcome | None) -> Outcome | None:
        """The better of ``best`` and its own plan; the bound that it proved and the tours it knows become the run's."""
        run = self._run
        run.headcount_bound = max(run.headcount_bound, self._bound)
        own = self._best
        run.known = run.known or self._known
        if own is None or (best is not None and (best.objective or 0.0) <= (own.objective or 0.0)):
            return best
        return own

    def _searched(self) -> None:
        if self._stop.wait(HEAD_START):
            return
        with Engine(self._stop, self._run.solving.seed) as engine:
            run = replace(self._run, engine=engine, stop=self._stop, watcher=nobody_watches)
            known = self._best is not None
            if not known:
                best = constructed(run, self._master)
                self._known = run.known  # before the plan itself, which the first search may take at any moment
                self._best = best
            if not run.by_headcount or not has_core_to_spare():
                return
            if self._best is not None and headcount_of(self._best) <= run.headcount_bound:
                self.settled.set()
                return
            mends = not run.staffing.requirements and (not known or run.hard_week is not None)
            if mends and not self._stop.is_set():
                self._keep(mended_at_bound(run, self._master))
            if not self.settled.is_set():
                self._search(run)

    def _search(self, run: Run) -> None:
        """Look for a plan of as many agents as the bound, which rises where there provably is none."""
        while run.left > 0 and not self._stop.is_set():
            cap = run.headcount_bound = max(run.headcount_bound, self._run.headcount_bound)
            outcome = run.engine.run(
                self._master.capped(cap), self._master.headcount_cost(), seconds=run.left, role="proof"
            )
            if outcome.status != "infeasible":
                self._keep(outcome)
                return
            run.headcount_bound = self._bound = cap + 1
            if self._best is not None and headcount_of(self._best) <= self._bound:
                self.settled.set()
                return

    def _keep(self, found: Outcome | None) -> None:
        """Take note of a plan at the bound, if there is one: none has fewer agents."""
        if found is not None and found.values is not None:
            self._best = found
            self.settled.set()
