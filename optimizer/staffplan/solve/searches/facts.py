"""What decides whether a search is worth its time: facts of the problem and of the plan so far, and conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from staffplan.processes.child import has_core_to_spare
from staffplan.solve.params import SearchParams

if TYPE_CHECKING:
    from collections.abc import Callable

    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.incumbent import Incumbent
    from staffplan.solve.run import Run


@dataclass(frozen=True, eq=False)
class Facts:
    """What conditions may ask."""

    bound: int
    """Agents of any plan, at least."""
    has_plan: bool = False
    """Whether there is a plan."""
    by_headcount: bool = True
    """Whether headcount is the first objective."""
    has_own_needs: bool = True
    """Whether every slot has a need of its own: no target spans slots, and no message waits."""
    is_averaged: bool = False
    """Whether a target spans several slots."""
    is_cyclic: bool = False
    """Whether the period follows itself."""
    days: int = 7
    """Of the period."""
    contracts: int = 1
    """How many."""
    columns: int = 0
    """Of the master."""
    tells_apart: bool = False
    """Whether rules of sequences tell the shifts of some contract apart."""
    find_hard_week: Callable[[], object | None] = lambda: None
    """What gives the hardest of several weeks; asked only where it decides."""
    core_to_spare: bool = True
    """Whether a second process wins anything."""
    is_stopped: bool = False
    """Whether the user stopped the search."""
    params: SearchParams = field(default_factory=SearchParams)

    @property
    def is_short(self) -> bool:
        """Whether the period is a week or hardly more."""
        return self.days <= self.params.week.short_days

    @property
    def has_hard_week(self) -> bool:
        """Whether the period is of several weeks, one of which can be repeated."""
        return self.find_hard_week() is not None

    @property
    def is_small(self) -> bool:
        """Whether the team is small enough for a search of the period as it is."""
        return self.bound <= self.params.week.small_heads

    @property
    def is_large(self) -> bool:
        """Whether other searches than rounding take too long."""
        params = self.params.rounding
        weeks = max(self.days / 7, 1.0)
        return self.bound >= params.only_from_heads and self.columns >= params.only_from_columns * weeks


def facts_of(run: Run, start: Relaxed, best: Incumbent) -> Facts:
    """The facts as they stand."""
    problem = run.problem
    return Facts(
        bound=run.bound.heads,
        has_plan=best.is_plan,
        by_headcount=problem.by_headcount,
        has_own_needs=problem.has_own_needs,
        is_averaged=bool(problem.staffing.requirements),
        is_cyclic=problem.staffing.grid.cyclic,
        days=len(problem.staffing.grid.days),
        contracts=len(problem.works),
        columns=start.master.model.n_columns,
        tells_apart=any(work.automaton.n_symbols > 1 for work in problem.works),
        find_hard_week=lambda: problem.hard_week,
        core_to_spare=has_core_to_spare(),
        is_stopped=run.stop.is_set(),
        params=run.params,
    )


def most_near(run: Run, best: Incumbent) -> int:
    """The most agents that a small team is looked for with: few more than the bound, fewer than the best plan has."""
    near = min(run.bound.heads + run.params.week.more_heads, run.params.week.small_heads)
    return near if best.heads is None else min(near, best.heads - 1)


@dataclass(frozen=True)
class Condition:
    """Something that has to hold, in words and as a question."""

    words: str
    """As in "where ..."; numbers of SearchParams in braces."""
    holds: Callable[[Facts], bool]

    @property
    def text(self) -> str:
        """The words with the numbers of today."""
        return with_numbers(self.words)


def with_numbers(words: str) -> str:
    """Words in which ``{week.short_days}`` stands for that number of SearchParams."""
    return words.format_map(vars(SearchParams()))
