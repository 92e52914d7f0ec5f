"""A small team that is short somewhere, mended a few days at a time until nothing is short.

At the bound there are few plans, and a search over all days may not come upon one. A plan with as many agents that
leaves a little short is soon found; then two days in a row beside what is short are open, with all others as they are,
and the least shortage is looked for; where that is no help anywhere, three days, then four.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.coverage import on_duty
from staffplan.solve.searches.construction import counted, next_agent
from staffplan.solve.searches.shortage import NEGLIGIBLE, Elastic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Problem = tuple[tuple[ContractWork, ...], Staffing]

WINDOW_NODES = 1000
"""Where the search of a few days ends."""
FEWEST, MOST = 2, 4
"""Days that are open at once."""
MISSED = 50.0
"""What a group's whole missed service counts, beside an agent short in one slot."""


@dataclass(frozen=True)
class Effort:
    """How long mending goes on."""

    share: float
    """Of the time left."""
    window_seconds: float = 3.0
    """Where the search of a few days ends at the latest."""


QUICK = Effort(0.15)
LONGER = Effort(0.3)
"""Once there is a plan of one agent more."""
DEEP = Effort(0.9, 6.0)


@dataclass(frozen=True, eq=False)
class Mended:
    """A plan, and whether it leaves anything short."""

    master: Master
    """The model that it solves."""
    values: Floats
    whole: bool
    """Whether nothing is short."""

    @property
    def heads(self) -> int:
        """Its agents."""
        return round(float(self.master.headcount_cost() @ self.values))

    @property
    def counts(self) -> list[Ints]:
        """Agents in each shift, by contract."""
        return self.master.counts(self.values)


def by_mending(run: Run, problem: Problem, heads: int, most: int, effort: Effort = QUICK) -> Iterator[Mended]:
    """Plans that leave nothing short, each of fewer agents: of ``heads`` agents, or few more up to ``most``.

    What is short after a while is mended with one agent more; what has one fewer than enough is then mended further.
    """
    plan: Mended | None = None
    tried: list[Mended | None] = []
    while heads + len(tried) <= most and run.left > 0 and not run.engine.is_over:
        counts = None if plan is None else with_one_more(problem, plan)
        plan = mended(run, problem, heads + len(tried), counts, effort)
        if plan is not None and plan.whole:
            break
        tried.append(plan)
    while plan is not None and plan.whole:
        yield plan
        if not tried or run.left <= 0 or run.engine.is_over:
            break
        near = tried.pop()
        plan = mended(run, problem, heads + len(tried), None if near is None else near.counts, LONGER)


def mended(
    run: Run, problem: Problem, heads: int, counts: Sequence[Ints] | None = None, effort: Effort = LONGER
) -> Mended | None:
    """The plan of at most ``heads`` agents that leaves least short, as far as mending goes; None where there is none.

    It begins with ``counts`` agents in each shift, by contract, or with those of a team that is put together.
    """
    elastic = Elastic(*problem, heads)
    days = _Days(elastic, problem[1])
    cost = elastic.cost.copy()
    cost[[column for columns in elastic.missed.values() for column in columns]] = MISSED
    pace = _Pace(run.spent + effort.share * run.left, effort.window_seconds)
    model = elastic.model.copy()
    counts = counted(*problem, heads) if counts is None else counts
    if counts is not None:
        model.fix_columns(np.concatenate([c.shifts for c in elastic.master.contracts]), np.concatenate(counts))
    start = run.engine.run(model, cost, seconds=min(effort.window_seconds, run.left))
    if start.values is None:
        return None
    values = _mend(run, elastic, days, cost, start.values, pace)
    if cost @ values > NEGLIGIBLE:
        return Mended(elastic.master, values, whole=False)
    elastic.model.fix_columns(np.flatnonzero(cost), 0.0)
    return Mended(elastic.master, values, whole=True)


def with_one_more(problem: Problem, plan: Mended) -> list[Ints]:
    """The agents in each shift of ``plan`` and of one agent more, who works where most is missing."""
    works, staffing = problem
    duty = on_duty(plan.master.contracts, plan.values, staffing.grid.n_slots)
    missing = np.maximum(np.maximum(staffing.least, staffing.required) - duty, 0.0)
    agents = [round(plan.values[contract.headcount]) for contract in plan.master.contracts]
    return [
        counts + more for counts, more in zip(plan.counts, next_agent(works, staffing, missing, agents), strict=True)
    ]


@dataclass(frozen=True)
class _Pace:
    """When mending ends, and the search of a few days, by the seconds of the run."""

    until: float
    window_seconds: float


class _Days:
    """Which day of the horizon each shift begins on, with its breaks, and each slot lies in, from 0."""

    def __init__(self, elastic: Elastic, staffing: Staffing) -> None:
        slots = np.array([moment.toordinal() for moment in staffing.grid.starts])
        columns, dates = [], []
        for contract in elastic.master.contracts:
            ordinals = np.array([day.toordinal() for day in contract.work.days], dtype=np.int64)[contract.work.day]
            columns += [contract.shifts, *(places.column for places in contract.breaks)]
            dates += [ordinals, *(ordinals[places.shift] for places in contract.breaks)]
        self.columns, of_column = np.concatenate(columns), np.concatenate(dates)
        first = min(int(slots[0]), int(of_column.min(initial=slots[0])))
        self.of_column, self.of_slot = of_column - first, slots - first
        self.count = int(max(self.of_slot[-1], self.of_column.max(initial=0))) + 1
        self._elastic, self._staffing = elastic, staffing

    def outside(self, first: int, width: int) -> Ints:
        """Columns of the shifts and breaks of all days but ``width`` of them from ``first`` on, round the end."""
        return self.columns[(self.of_column - first) % self.count >= width]

    def beside(self, values: Floats, width: int) -> list[int]:
        """First days of the windows that hold a day on which something is short, or end before it."""
        short = self._elastic.shortage(values)
        slots = np.flatnonzero((short.agents > NEGLIGIBLE) | (short.late > NEGLIGIBLE))
        missed = [label for label, part in short.service.items() if part > NEGLIGIBLE]
        groups = [g.slots for r in self._staffing.requirements for g in r.groups if g.label in missed]
        hurt = np.unique(self.of_slot[np.concatenate([slots, *groups])])
        return sorted({int(day) for day in ((hurt[:, None] - np.arange(width + 1)) % self.count).flat})


def _mend(run: Run, elastic: Elastic, days: _Days, cost: Floats, values: Floats, pace: _Pace) -> Floats:
    """The least shortage that is come to in time, a few days at a time."""
    width, in_vain = FEWEST, set[int]()
    while cost @ values > NEGLIGIBLE and run.spent < pace.until and not run.engine.is_over:
        run.tell("searching_team")
        first = next((day for day in days.beside(values, width) if day not in in_vain), None)
        if first is None:
            width, in_vain = width + 1, set()
            if width > MOST:
                break
            continue
        model, others = elastic.model.copy(), days.outside(first, width)
        model.fix_columns(others, values[others])
        seconds = min(pace.window_seconds, run.left)
        found = run.engine.run(model, cost, seconds=seconds, hint=values, nodes=WINDOW_NODES, seek="either")
        gain = 0.0 if found.values is None else float(cost @ values - cost @ found.values)
        if found.values is not None and gain >= -NEGLIGIBLE:
            values = found.values
        in_vain = set() if gain > NEGLIGIBLE else {*in_vain, first}
    return values
