"""What every part of a search shares: the input, the solver, the clock, the proved bound, who watches and who stops."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.progress import Progress
from staffplan.solve.engine.linear import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork, HardWeek
    from staffplan.schema.progress import Stage, Stop, Watcher
    from staffplan.schema.scenario.keys import Objective, Solving
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.process import Engine
    from staffplan.solve.model.master import Master
    from staffplan.words.messages import Value

MANY = 300
"""From this bound on, other searches find plans, and one agent after the other takes long."""


@dataclass(frozen=True, eq=False)
class Known:
    """A plan whose tours are known, so that it need not be split into any."""

    values: NDArray[np.float64]
    """As a solution of the master."""
    tours: list[list[list[int]]]
    """The shifts of each agent, by contract."""

    @property
    def headcount(self) -> int:
        """Its agents."""
        return sum(len(tours) for tours in self.tours)


def no_week() -> None:
    """No hard week."""


@dataclass
class Run:
    """One search and its clock."""

    engine: Engine
    works: tuple[ContractWork, ...]
    staffing: Staffing
    objective: Objective
    solving: Solving
    watcher: Watcher
    stop: Stop
    find_hard_week: Callable[[], HardWeek | None] = no_week
    """What gives the hardest week of several; None: the search does not begin with it."""
    known: Known | None = None
    """What was put together before the search."""
    began: float = field(default_factory=time.monotonic)
    seconds: dict[str, float] = field(default_factory=dict)
    """What each part took."""
    headcount_bound: int = 0
    """Proved: no legal plan has fewer agents. It only ever rises."""

    @cached_property
    def hard_week(self) -> HardWeek | None:
        """The hardest week of several, looked for once it is asked for."""
        return self.find_hard_week()

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds of the time limit that are left."""
        return max(self.solving.time_limit.total_seconds() - self.spent, 0.0)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began

    @property
    def by_headcount(self) -> bool:
        """Whether headcount is the first objective."""
        return self.objective.minimise == "headcount"

    def cost(self, master: Master) -> NDArray[np.float64]:
        """The first objective."""
        return master.headcount_cost() if self.by_headcount else master.money_cost()

    def prove(self, bound: float) -> None:
        """Take note of a proved lower bound of the headcount, also a fractional one."""
        self.headcount_bound = max(self.headcount_bound, whole_bound(bound))

    def tell(self, doing: Stage, found: int | None = None, **values: Value) -> None:
        """Tell the watcher what is being done, and the best headcount so far if there is one."""
        self.watcher(Progress(doing, found, self.headcount_bound, values=values))

    def better(self, objective: float, bound: float) -> None:
        """Tell the watcher of a better solution, whose bound may not be proved for the whole."""
        if self.by_headcount:
            proved = max(self.headcount_bound, whole_bound(bound))
            self.watcher(Progress("searching_team", round(objective), proved))


def whole_bound(bound: float) -> int:
    """The least whole number that is not under ``bound``, up to rounding."""
    return int(np.ceil(bound - ROUNDING * max(1.0, abs(bound)))) if np.isfinite(bound) else 0
