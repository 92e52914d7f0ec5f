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
    Part = tuple[tuple[ContractWork, ...], Staffing]


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


def by_mending(run: Run, part: Part, heads: int, most: int, share: float) -> Iterator[Mended]:
    """Plans that leave nothing short, each of fewer agents: of ``heads`` agents, or few more up to ``most``.

    What is short after ``share`` of the time left is mended with one agent more; what has one fewer than enough is
    then mended further.
    """
    plan: Mended | None = None
    tried: list[Mended | None] = []
    while heads + len(tried) <= most and not run.is_over:
        counts = None if plan is None else with_one_more(part, plan)
        plan = mended(run, part, heads + len(tried), counts, share)
        if plan is not None and plan.whole:
            break
        tried.append(plan)
    while plan is not None and plan.whole:
        yield plan
        if not tried or run.is_over:
            break
        near = tried.pop()
        plan = mended(run, part, heads + len(tried), None if near is None else near.counts)


def mended(
    run: Run, part: Part, heads: int, counts: Sequence[Ints] | None = None, share: float | None = None
) -> Mended | None:
    """The plan of at most ``heads`` agents that leaves least short, as far as mending goes; None where there is none.

    It begins with ``counts`` agents in each shift, by contract, or with those of a team that is put together.
    """
    params, elastic = run.params.repair, Elastic(*part, heads)
    days, cost = _Days(elastic, part[1]), elastic.cost.copy()
    cost[[column for columns in elastic.missed.values() for column in columns]] = params.missed
    cost[[column for _slots, columns in elastic.limits.values() for column in columns]] = 1
    until = run.clock.spent + (params.back_share if share is None else share) * run.clock.left
    model = elastic.model.copy()
    counts = counted(*part, heads) if counts is None else counts
    if counts is not None:
        model.fix_columns(np.concatenate([c.shifts for c in elastic.master.contracts]), np.concatenate(counts))
    start = run.engine.run(model, cost, seconds=min(params.window_seconds, run.clock.left))
    if start.values is None:
        return None
    values = _mend(run, elastic, days, cost, start.values, until)
    if cost @ values > NEGLIGIBLE:
        return Mended(elastic.master, values, whole=False)
    whole = elastic.master.open()
    whole.model.fix_columns(np.flatnonzero(cost), 0.0)
    return Mended(whole, values, whole=True)


def with_one_more(part: Part, plan: Mended) -> list[Ints]:
    """The agents in each shift of ``plan`` and of one agent more, who works where most is missing."""
    works, staffing = part
    duty = on_duty(plan.master.contracts, plan.values, staffing.grid.n_slots)
    missing = np.maximum(np.maximum(staffing.least, staffing.required) - duty, 0.0)
    agents = [round(plan.values[contract.headcount]) for contract in plan.master.contracts]
    return [
        counts + more for counts, more in zip(plan.counts, next_agent(works, staffing, missing, agents), strict=True)
    ]


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
        lacking = [short.agents, short.late, *short.limits.values()]
        slots = np.flatnonzero((np.stack(lacking) > NEGLIGIBLE).any(axis=0))
        missed = [label for label, part in short.service.items() if part > NEGLIGIBLE]
        groups = [g.slots for r in self._staffing.requirements for g in r.groups if g.label in missed]
        hurt = np.unique(self.of_slot[np.concatenate([slots, *groups])])
        return sorted({int(day) for day in ((hurt[:, None] - np.arange(width + 1)) % self.count).flat})


def _mend(run: Run, elastic: Elastic, days: _Days, cost: Floats, values: Floats, until: float) -> Floats:
    """The least shortage that is come to by the second ``until`` of the run, a few days at a time."""
    params, in_vain = run.params.repair, set[int]()
    width = params.fewest_days
    while cost @ values > NEGLIGIBLE and run.clock.spent < until and not run.is_over:
        run.tell("searching_team")
        first = next((day for day in days.beside(values, width) if day not in in_vain), None)
        if first is None:
            width, in_vain = width + 1, set()
            if width > params.most_days:
                break
            continue
        model, others = elastic.model.copy(), days.outside(first, width)
        model.fix_columns(others, values[others])
        seconds, nodes = min(params.window_seconds, run.clock.left), params.window_nodes
        found = run.engine.run(model, cost, seconds=seconds, hint=values, nodes=nodes, seek="either")
        gain = 0.0 if found.values is None else float(cost @ values - cost @ found.values)
        if found.values is not None and gain >= -NEGLIGIBLE:
            values = found.values
        in_vain = set() if gain > NEGLIGIBLE else {*in_vain, first}
    return values
