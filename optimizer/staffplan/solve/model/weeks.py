"""The master split into calendar weeks, which are tied by the team and by who is rested.

Focused on one week, the master keeps the rules of the whole horizon but the need of that week alone, and whole numbers
in that week alone. That is a relaxation, so the hardest week's least headcount is a bound for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.model.master import Master


class Weeks:
    """Which rows and columns of a master belong to which calendar week, from 0; the eve belongs to the first."""

    def __init__(self, master: Master, grid: Grid) -> None:
        """Sort the parts of ``master`` by week."""
        self.master = master
        first = grid.week_of(grid.days[0])
        index = {day: (grid.week_of(day) - first).days // 7 for day in grid.days}
        self.of_slot = np.array([index[moment.date()] for moment in grid.starts])
        self.of_column = np.full(master.model.n_columns, -1)
        for contract in master.contracts:
            of_day = np.array([index.get(day, 0) for day in contract.work.days])
            self.of_column[contract.shifts] = of_day[contract.work.day]
            for places in contract.breaks:
                self.of_column[places.column] = of_day[contract.work.day[places.shift]]
        self.shift_of_break = self._shifts_of_breaks()
        self.cyclic = grid.cyclic

    @property
    def count(self) -> int:
        """Number of weeks."""
        return int(self.of_slot.max()) + 1

    @property
    def separate(self) -> bool:
        """Whether there are several weeks and no requirement spans two of them.

        Messages may: they wait from one week to the next, but not past the end of a cyclic period and back.
        """
        apart = all(len(set(self.of_slot[g.slots].tolist())) == 1 for g in self.master.groups)
        return self.count > 1 and apart and not (self.cyclic and self.master.messages is not None)

    def focus(self, week: int) -> LinearModel:
        """The master with the need and the whole numbers of ``week`` alone.

        The other weeks keep their shifts, as fractions, and the rules; their breaks and their service are left out.
        Work on messages goes on from anything that may be done by then.
        """
        master = self.master
        model = master.model.copy()
        elsewhere = [group for group in master.groups if self.of_slot[group.slots[0]] != week]
        slots = self.of_slot != week
        breaks, places = self.of_column[self.shift_of_break], self.of_column[master.places]
        rows = [master.coverage[slots], *(group.rows for group in elsewhere), master.breaks[breaks != week]]
        rows += [each.rows[slots & (each.rows >= 0)] for each in master.limits]
        idle = [master.above[slots & (master.above >= 0)], *(group.columns for group in elsewhere)]
        idle.append(master.places[places != week])
        model.relax_columns(np.flatnonzero((self.of_column >= 0) & (self.of_column != week)))
        if master.messages is not None:
            messages, weeks = master.messages, self.of_slot[master.messages.slots]
            others = weeks[messages.switched] != week
            rows += [messages.rows[weeks != week], messages.switch_rows[others]]
            idle.append(messages.switches[others])
            model.relax_columns(messages.switches[others])
        model.free_rows(np.concatenate(rows))
        model.fix_columns(np.concatenate(idle), 0.0)
        return model

    def _shifts_of_breaks(self) -> NDArray[np.int64]:
        """The shift's column of each row of the breaks, in the order that the master adds them."""
        shifts = [
            contract.shifts[np.unique(places.shift)] for contract in self.master.contracts for places in contract.breaks
        ]
        return np.concatenate(shifts) if shifts else np.zeros(0, dtype=np.int64)
