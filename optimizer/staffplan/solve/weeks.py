"""The master taken week by week: a month is nearly four problems of a week, tied by the team and by who is rested.

Focused on one week, the master keeps the rules of the whole horizon but the need of that week alone, and whole numbers
in that week alone. That is a relaxation, so the hardest week's least headcount is a bound for all. At that headcount
the weeks are solved in their order, each with the ones before it fixed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.coverage import on_duty

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.staffing import Staffing
    from staffplan.solve.linear import LinearModel
    from staffplan.solve.master import Master
    from staffplan.solve.messages import MessageRows


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
        self.of_break = self._of_breaks()

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

    def hardest(self, staffing: Staffing) -> int:
        """The week that needs most agent-hours for the target."""
        return int(np.argmax(np.bincount(self.of_slot, weights=np.maximum(staffing.least, staffing.required))))

    def focus(self, week: int, found: NDArray[np.float64] | None = None) -> LinearModel:
        """The master with the need and the whole numbers of ``week`` alone, the weeks before it fixed as in ``found``.

        Later weeks keep their shifts, as fractions, and the rules; breaks and service of all other weeks are left out.
        Work on messages goes on from what the weeks before have done; where they are not fixed, from anything that may
        be done by then.
        """
        master = self.master
        model = master.model.copy()
        elsewhere = [group for group in master.groups if self.of_slot[group.slots[0]] != week]
        slots = self.of_slot != week
        rows = [master.coverage[slots], *(group.rows for group in elsewhere)]
        idle = [master.above[slots & (master.above >= 0)], *(group.columns for group in elsewhere)]
        shifts = np.flatnonzero((self.of_column >= 0) & (self.of_column != week))
        model.relax_columns(shifts)
        if found is None:
            rows.append(master.breaks[self.of_break != week])
            idle.append(self.place_columns[self.places != week])
        else:
            before = self.of_column[shifts] < week
            model.fix_columns(shifts[before], found[shifts[before]])
            rows.append(master.breaks[self.of_break > week])
            idle.append(self.place_columns[self.places > week])
        if master.messages is not None:
            self._leave_messages(master.messages, model, week, rows, idle, found)
        model.free_rows(np.concatenate(rows))
        model.fix_columns(np.concatenate(idle), 0.0)
        return model

    def _leave_messages(
        self,
        messages: MessageRows,
        model: LinearModel,
        week: int,
        rows: list[NDArray[np.int64]],
        idle: list[NDArray[np.int64]],
        found: NDArray[np.float64] | None,
    ) -> None:
        """Leave the messages of other weeks out; those of the weeks before are replied to as soon as ``found`` can."""
        weeks = self.of_slot[messages.slots]
        elsewhere = weeks[messages.switched] != week
        rows += [messages.rows[weeks != week], messages.switch_rows[elsewhere]]
        idle.append(messages.switches[elsewhere])
        model.relax_columns(messages.switches[elsewhere])
        if found is not None:
            duty = on_duty(self.master.contracts, found, len(self.of_slot))
            before = weeks < week
            model.fix_columns(messages.done[before], messages.earliest(duty)[before])

    def _of_breaks(self) -> NDArray[np.int64]:
        """The week of each row of the breaks, in the order that the master adds them."""
        weeks = []
        for contract in self.master.contracts:
            for places in contract.breaks:
                weeks.append(self.of_column[contract.shifts[np.unique(places.shift)]])
        return np.concatenate(weeks) if weeks else np.zeros(0, dtype=np.int64)

    @property
    def place_columns(self) -> NDArray[np.int64]:
        """Columns of the places of all breaks."""
        columns = [places.column for contract in self.master.contracts for places in contract.breaks]
        return np.concatenate(columns) if columns else np.zeros(0, dtype=np.int64)

    @property
    def places(self) -> NDArray[np.int64]:
        """The week of each of them."""
        weeks: NDArray[np.int64] = self.of_column[self.place_columns]
        return weeks
