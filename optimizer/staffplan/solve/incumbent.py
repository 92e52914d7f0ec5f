"""The best plan so far: what one search hands to the next, and to the one on the other core."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.engine.linear import ROUNDING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.solve.run import Run

    Tours = list[list[list[int]]]


@dataclass(frozen=True, eq=False)
class Incumbent:
    """A plan, or none yet, and what is proved of the first objective."""

    values: NDArray[np.float64] | None = None
    """As a solution of the master; None: no plan."""
    objective: float = np.inf
    """Agents, or cost."""
    bound: float = -np.inf
    """Proved: no plan has a smaller objective. Without a plan, inf: there provably is none."""
    tours: Tours | None = None
    """The shifts of each agent, by contract, so that they need not be looked for; None: not known."""
    hours_saved: bool = False
    """Whether few paid hours were looked for on the way: they need not be again."""

    @property
    def is_plan(self) -> bool:
        """Whether there is a plan."""
        return self.values is not None

    @property
    def is_impossible(self) -> bool:
        """Whether there provably is no plan."""
        return self.values is None and self.bound == np.inf

    @property
    def heads(self) -> int | None:
        """Agents, where those are the objective; None: no plan."""
        return None if self.values is None else round(self.objective)

    def is_better_than(self, other: Incumbent) -> bool:
        """Whether the objective is smaller: of equal plans the one that is known stays."""
        return self.is_plan and (not other.is_plan or self.objective < other.objective - ROUNDING)


class Standing:
    """The best plan and the best whose tours are known, of all searches on all cores; they only ever get better."""

    def __init__(self, run: Run, best: Incumbent | None = None) -> None:
        """Nothing, or what is known already."""
        self._run, self._lock = run, threading.Lock()
        self.best = best or Incumbent()
        self.sure: Incumbent | None = self.best if self.best.tours is not None else None
        """The best plan whose tours are known: what is fallen back upon where none are found for a better one."""
        self.settled = threading.Event()
        """Set once nothing is left to find: searches that are at work then end."""
        run.bound.tell(self.look)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to find: the plan is at its bound, or there provably is none."""
        best = self.best
        if not self._run.problem.by_headcount:
            return best.is_impossible or (best.is_plan and best.objective <= best.bound * (1 + ROUNDING))
        return best.is_impossible or (best.heads is not None and best.heads <= self._run.bound.heads)

    def offer(self, found: Incumbent) -> None:
        """Take note of what a search found."""
        with self._lock:
            bound = max(self.best.bound, found.bound)
            self.best = replace(found if found.is_better_than(self.best) else self.best, bound=bound)
            if found.tours is not None and found.is_better_than(self.sure or Incumbent()):
                self.sure = found
        self.look()

    def look(self) -> None:
        """See whether anything is left to find."""
        if self.is_settled:
            self.settled.set()
