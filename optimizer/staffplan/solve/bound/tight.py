"""The relaxation of a large model by its tight slots alone: the few slots a day that decide the headcount.

Most slots have agents to spare in some solution of the relaxation, and the others alone give the same bound. They are
the slots that bind in a week that is repeated, and here and there others, at the ends of the period. So the search
begins with the ones and adds those that its solution leaves short, until the bound rises no more. Each model on the way
leaves constraints out, so that each bound is valid.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.model.coverage import on_duty, slots_held
from staffplan.solve.run import whole_bound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.process import Outcome
    from staffplan.solve.model.columns import BreakColumns
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run

    Floats = NDArray[np.float64]
    Slots = NDArray[np.bool_]

PRICED = 1e-7
"""Agents that one more in a slot costs, where that is anything."""


def by_tight_slots(run: Run, master: Master, known: Slots, enough: int) -> Outcome:
    """The relaxation of a headcount where every slot has a need of its own; only its bound means anything.

    ``known`` are slots that may be tight, shape (n_slots,). A bound that is ``enough`` agents, rounded up, ends it.
    """
    staffing, tight, params = run.problem.staffing, known.copy(), run.params.relaxation
    best: Outcome | None = None
    while True:
        parts = list(_breaks(master, tight))
        outcome = _relaxed(run, master, tight, parts)
        if outcome.status == "infeasible":
            return outcome
        if outcome.values is None or outcome.status != "optimal":
            return best or outcome
        if best is not None and outcome.bound <= best.bound + params.rise:
            return best
        best = outcome
        if whole_bound(best.bound) >= enough:
            return best
        duty = _duty(master, parts, outcome.values)
        short = params.short * float(staffing.least.max(initial=1))
        tight[_worst(staffing, staffing.least - duty, short, params.parts_of_day)] = True


def binding_in(week: Staffing, prices: Floats, period: Staffing) -> Slots:
    """The slots of a ``period`` whose like has a price in a ``week``, shape (n_slots,); ``prices`` (week's slots,)."""
    moments = zip(week.grid.starts, prices.tolist(), strict=True)
    clock = {(moment.weekday(), moment.time()) for moment, price in moments if price > PRICED}
    return np.array([(moment.weekday(), moment.time()) in clock for moment in period.grid.starts])


def _worst(staffing: Staffing, much: Floats, over: float, parts_of_day: int) -> NDArray[np.int64]:
    """The slot of each part of a day at which ``much`` is largest, where that is over ``over``."""
    length = 24 * staffing.grid.slots_per_hour // parts_of_day
    parts = np.split(np.arange(len(much)), range(length, len(much), length))
    worst = np.array([part[much[part].argmax()] for part in parts], dtype=np.int64)
    found: NDArray[np.int64] = worst[much[worst] > over]
    return found


class _Breaks:
    """One kind of break of one contract, and which of its places hold a tight slot."""

    def __init__(self, places: BreakColumns, rows: NDArray[np.int64], hold: Slots, n_shifts: int) -> None:
        self.places = places
        self.apart = np.bincount(places.shift, weights=~hold, minlength=n_shifts)
        """How many places of each shift hold no tight slot, shape (shifts,)."""
        easy = self.apart > 0
        self.rows = rows[easy[np.unique(places.shift)]]
        """Rows of the shifts of which a break can keep out of all tight slots: there it does no harm."""
        self.left_out = easy[places.shift]
        self.spread = np.flatnonzero(self.left_out & ~hold)
        """Places over which such breaks are spread."""


def _breaks(master: Master, tight: Slots) -> Iterator[_Breaks]:
    first = 0
    for contract in master.contracts:
        work = contract.work
        for places in contract.breaks:
            count = len(np.unique(places.shift))
            place, slot = slots_held(places.start, places.length, work.cycle, len(tight))
            hold = np.bincount(place, weights=tight[slot], minlength=len(places.shift)) > 0
            yield _Breaks(places, master.breaks[first : first + count], hold, work.n_shifts)
            first += count


def _relaxed(run: Run, master: Master, tight: Slots, parts: list[_Breaks]) -> Outcome:
    """The relaxation with the need of the tight slots alone; values are those of the master's columns."""
    model = master.model.copy()
    model.free_rows(np.concatenate([master.coverage[~tight], *(part.rows for part in parts)]))
    left_out = [part.places.column[part.left_out] for part in parts]
    model.fix_columns(np.concatenate([np.zeros(0, dtype=np.int64), *left_out]), 0.0)
    small, loose = model.without_fixed()
    cost, values = master.headcount_cost(), model.bounds()[0].copy()
    settled = float(cost @ values - cost[loose] @ values[loose])
    outcome = run.engine.run(small, cost[loose], seconds=run.clock.left, role="relaxation")
    if outcome.values is not None:
        values[loose] = outcome.values
    return replace(outcome, bound=outcome.bound + settled, values=None if outcome.values is None else values)


def _duty(master: Master, parts: list[_Breaks], values: Floats) -> Floats:
    """Agents on duty where breaks that were left out are spread evenly, shape (n_slots,)."""
    values = values.copy()
    kinds = iter(parts)
    for contract in master.contracts:
        for places, part in zip(contract.breaks, kinds, strict=False):
            shift = places.shift[part.spread]
            values[places.column[part.spread]] = values[contract.shifts[shift]] / part.apart[shift]
    return on_duty(master.contracts, values, len(master.coverage))
