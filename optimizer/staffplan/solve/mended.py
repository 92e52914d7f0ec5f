"""A small team that is short somewhere, mended a few days at a time until nothing is short.

At the bound there are few plans, and a search over all days may not come upon one. A plan with as many agents that
leaves a little short is soon found; then two days in a row beside what is short are open, with all others as they are,
and the least shortage is looked for; where that is no help anywhere, three days, then four.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.language import _
from staffplan.solve.shortage import NEGLIGIBLE, Elastic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.staffing import Staffing
    from staffplan.schema.work import ContractWork
    from staffplan.solve.master import Master
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Problem = tuple[tuple[ContractWork, ...], Staffing]

SHARE = 0.3
"""Of the time left."""
WINDOW_SECONDS = 3.0
WINDOW_NODES = 1000
"""Where the search of a few days ends."""
FEWEST, MOST = 2, 4
"""Days that are open at once."""
MISSED = 50.0
"""What a group's whole missed service counts, beside an agent short in one slot."""


def mended(
    run: Run, problem: Problem, heads: int, counts: Sequence[Ints] | None = None
) -> tuple[Master, Floats] | None:
    """A plan of at most ``heads`` agents that leaves nothing short, and its master; None where none is come to.

    It begins with ``counts`` agents in each shift, by contract, or with what a short search finds.
    """
    elastic = Elastic(*problem, heads)
    days = _Days(elastic, problem[1])
    cost = elastic.cost.copy()
    cost[[column for columns in elastic.missed.values() for column in columns]] = MISSED
    until = run.spent + SHARE * run.left
    model = elastic.model.copy()
    if counts is not None:
        model.fix_columns(np.concatenate([c.shifts for c in elastic.master.contracts]), np.concatenate(counts))
    start = run.engine.run(model, cost, seconds=min(WINDOW_SECONDS, run.left))
    if start.values is None:
        return None
    values = _mend(run, elastic, days, cost, start.values, until)
    if cost @ values > NEGLIGIBLE:
        return None
    elastic.model.fix_columns(np.flatnonzero(cost), 0.0)
    return elastic.master, values


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


def _mend(run: Run, elastic: Elastic, days: _Days, cost: Floats, values: Floats, until: float) -> Floats:
    """The least shortage that is come to by the time ``until``, a few days at a time."""
    width, in_vain = FEWEST, set[int]()
    while cost @ values > NEGLIGIBLE and run.spent < until and not run.stop.is_set():
        run.tell(_("looking for the smallest team"))
        first = next((day for day in days.beside(values, width) if day not in in_vain), None)
        if first is None:
            width, in_vain = width + 1, set()
            if width > MOST:
                break
            continue
        model, others = elastic.model.copy(), days.outside(first, width)
        model.fix_columns(others, values[others])
        seconds = min(WINDOW_SECONDS, run.left)
        found = run.engine.run(model, cost, seconds=seconds, hint=values, nodes=WINDOW_NODES, seek="either")
        gain = 0.0 if found.values is None else float(cost @ values - cost @ found.values)
        if found.values is not None and gain >= -NEGLIGIBLE:
            values = found.values
        in_vain = set() if gain > NEGLIGIBLE else {*in_vain, first}
    return values
