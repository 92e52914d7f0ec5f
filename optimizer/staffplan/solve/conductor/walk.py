"""How a list of searches is walked: each that applies hands its plan to the next, until nothing is left to find."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.solve.searches.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.incumbent import Incumbent, Standing
    from staffplan.solve.run import Run
    from staffplan.solve.searches.facts import Condition, Facts

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Search:
    """One way to look for a smaller team; what it does, and whose idea it is, says the docstring of ``look``."""

    name: str
    """The literature's, where it has one."""
    look: Callable[[Run, Relaxed, Incumbent], Incumbent | None]
    """What looks for a better plan than the best one; a worse one, or None, does no harm."""
    when: tuple[Condition, ...]
    """All of them have to hold."""
    end: str
    """What ends it, apart from time, a stop, and a plan at the bound; numbers of SearchParams in braces."""

    @property
    def about(self) -> str:
        """What it does and whose idea it is."""
        return self.look.__doc__ or ""

    def applies(self, facts: Facts) -> bool:
        """Whether it is worth its time."""
        return all(condition.holds(facts) for condition in self.when)

    def run(self, run: Run, start: Relaxed, best: Incumbent) -> Incumbent | None:
        """What it finds from ``start`` and the ``best`` plan so far."""
        return self.look(run, start, best)


def walk(run: Run, start: Relaxed, searches: Sequence[Search], standing: Standing) -> None:
    """Let one search after the other look for a better plan than the best of ``standing``.

    A stop, the end of the time and a plan at the bound end it; of a large model, any plan.
    """
    for search in searches:
        if standing.is_settled or run.is_over:
            return
        facts = facts_of(run, start, standing.best)
        if facts.is_large and facts.has_plan:
            return
        if search.name in run.params.left_out or not search.applies(facts):
            continue
        began = time.monotonic()
        found = search.run(run, start, standing.best)
        if found is not None:
            standing.offer(found)
        seconds = time.monotonic() - began
        LOG.info("%s: %s of %s in %.1f s", search.name, found and found.objective, run.bound.heads, seconds)
