"""What all parts of a search share: the problem, the clock, the proved bound, the solver, who watches and who stops."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.people.preferences import Preferences
from staffplan.schema.progress import Progress
from staffplan.solve.engine.linear import ROUNDING
from staffplan.solve.params import SearchParams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork, HardWeek
    from staffplan.schema.progress import Stage, Stop, Watcher
    from staffplan.schema.scenario.keys import Objective
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.process import Engine
    from staffplan.solve.model.master import Master
    from staffplan.words.messages import Value


TOURS_SHARE, TOURS_SECONDS, TOURS_LEAST, TOURS_MOST = 0.05, 1.0, 0.5, 20.0
"""Without tours there is no plan: so much of the limit, or seconds, is for them on top; one way takes so long."""


def no_week() -> None:
    """No hard week."""


@dataclass(frozen=True, eq=False)
class TeamProblem:
    """What the smallest team is looked for: legal shifts, need, objective. It never changes."""

    works: tuple[ContractWork, ...]
    staffing: Staffing
    objective: Objective
    find_hard_week: Callable[[], HardWeek | None] = no_week
    """What gives the hardest week of several; None: the search does not begin with it."""
    preferences: Preferences = field(default_factory=Preferences)
    """What people by name wish and share."""
    may_miss: bool = False
    """Whether the target may be missed, as little as can be: nobody else can be had."""

    @cached_property
    def hard_week(self) -> HardWeek | None:
        """The hardest week of several, looked for once it is asked for."""
        return self.find_hard_week()

    @property
    def by_headcount(self) -> bool:
        """Whether headcount is the first objective."""
        return self.objective.minimise == "headcount"

    @property
    def has_people(self) -> bool:
        """Whether some contract is a class of people by name, whose number is given."""
        return any(least == most for least, most in (work.contract.headcount for work in self.works) if least)

    @property
    def has_own_needs(self) -> bool:
        """Whether every slot has a need of its own: no target spans slots, and no message waits."""
        return not self.staffing.requirements and self.staffing.deferrable is None

    @property
    def slots_per_day(self) -> int:
        """Slots of an ordinary day."""
        return 24 * self.staffing.grid.slots_per_hour

    def cost(self, master: Master) -> NDArray[np.float64]:
        """The first objective."""
        return master.headcount_cost() if self.by_headcount else master.money_cost()

    def part(self, works: tuple[ContractWork, ...], staffing: Staffing) -> TeamProblem:
        """The same question of other shifts and another need: a week of the period."""
        return TeamProblem(works, staffing, self.objective)


@dataclass
class Clock:
    """The time limit, and what each part took."""

    limit: float
    """Seconds that the search may take."""
    began: float = field(default_factory=time.monotonic)
    seconds: dict[str, float] = field(default_factory=dict)
    """What each part took."""

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    @property
    def for_tours(self) -> float:
        """Seconds for a way to tours, also where the time is spent: a part of the limit beyond it, shared by all."""
        over = max(TOURS_SHARE * self.limit, TOURS_SECONDS)
        return min(max(self.limit + over - self.spent, TOURS_LEAST), TOURS_MOST)

    @property
    def left(self) -> float:
        """Seconds of the time limit that are left."""
        return max(self.limit - self.spent, 0.0)

    def over_in(self, seconds: float) -> Callable[[], bool]:
        """Whether so many seconds from now have gone by."""
        until = time.monotonic() + seconds
        return lambda: time.monotonic() > until

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began


class Bound:
    """Proved: no legal plan has fewer agents. All searches of a run share it, and it only ever rises."""

    def __init__(self, heads: int = 0) -> None:
        """Begin with what is proved already."""
        self._heads, self._lock = heads, threading.Lock()
        self._heard: list[Callable[[], None]] = []

    @property
    def heads(self) -> int:
        """The agents."""
        return self._heads

    def prove(self, bound: float) -> None:
        """Take note of a proved lower bound, also a fractional one."""
        with self._lock:
            risen = whole_bound(bound) > self._heads
            self._heads = max(self._heads, whole_bound(bound))
        for heard in self._heard if risen else ():
            heard()

    def tell(self, heard: Callable[[], None]) -> None:
        """Call ``heard`` whenever it rises, in the thread of whoever proved it."""
        self._heard.append(heard)


@dataclass(frozen=True, eq=False)
class Run:
    """One search. Whoever changes a part of it with ``replace`` keeps the clock and the bound of all others."""

    engine: Engine
    problem: TeamProblem
    clock: Clock
    watcher: Watcher
    stop: Stop
    seed: int = 0
    """Of solvers and of our own random numbers."""
    bound: Bound = field(default_factory=Bound)
    params: SearchParams = field(default_factory=SearchParams)

    @property
    def is_over(self) -> bool:
        """Whether time is up, the user stopped it, or nothing is left to find."""
        return self.clock.left <= 0 or self.engine.is_over

    def with_part(self, works: tuple[ContractWork, ...], staffing: Staffing) -> Run:
        """The same search of a part of the period."""
        return replace(self, problem=self.problem.part(works, staffing))

    def tell(self, doing: Stage, found: int | None = None, **values: Value) -> None:
        """Tell the watcher what is being done, and the best headcount so far if there is one."""
        self.watcher(Progress(doing, found, self.bound.heads, values=values))

    def better(self, objective: float, bound: float) -> None:
        """Tell the watcher of a better solution, whose bound may not be proved for the whole."""
        if self.problem.by_headcount:
            proved = max(self.bound.heads, whole_bound(bound))
            self.watcher(Progress("searching_team", round(objective), proved))


def whole_bound(bound: float) -> int:
    """The least whole number that is not under ``bound``, up to rounding."""
    return int(np.ceil(bound - ROUNDING * max(1.0, abs(bound)))) if np.isfinite(bound) else 0
