"""One day of a season as a model of its own.

It has the day's shifts, breaks, hours handed over and service, and the rows that name nothing else: a relaxation of the
season, and a small one. Shifts that reach in from other days are fractions in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.year.part import SeasonPart
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.year.overflow import SeasonMaster


@dataclass(frozen=True, eq=False)
class DayModel:
    """The model of a day."""

    model: LinearModel
    columns: NDArray[np.int64]
    """Of the season, in ascending order: the columns of the model."""

    def places(self, columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where columns of the season are in the model."""
        return np.searchsorted(self.columns, columns)


def day_model(part: SeasonPart, season: SeasonMaster, day: date) -> DayModel | None:
    """The model of ``day``; None where its service is counted together with that of other days."""
    rows, columns, _values = season.master.model.matrix()
    slots = np.array([moment.date() == day for moment in part.need.grid.starts])
    here = season.master.coverage[slots]
    whole, _shifts, switches = day_columns(part, season, day)
    own = np.union1d(columns[np.isin(rows, here)], switches)
    service = own[own >= season.first_switch]
    while True:
        named = np.unique(rows[np.isin(columns, service)])
        more = columns[np.isin(rows, named)]
        more = np.unique(more[more >= season.first_switch])
        if len(more) == len(service):
            break
        service = more
    if not np.isin(np.intersect1d(named, season.master.coverage), here).all():
        return None
    kept = np.union1d(own, service)
    small = season.master.model.restricted(kept)
    others = np.setdiff1d(kept[kept < season.first_switch], whole)
    small.relax_columns(np.searchsorted(kept, others))
    return DayModel(small, kept)


def day_columns(
    part: SeasonPart, season: SeasonMaster, day: date
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """All whole columns of a day: shifts, their breaks, hours handed over; the shifts alone; what is handed over."""
    shifts, breaks = [np.zeros(0, dtype=np.int64)], []
    for work, contract in zip(part.works, season.master.contracts, strict=True):
        here = np.array([one == day for one in work.days], dtype=bool)[work.day]
        shifts.append(contract.shifts[here])
        breaks += [places.column[here[places.shift]] for places in contract.breaks]
    dates = np.array([moment.date() == day for moment in part.need.grid.starts])
    blocks = set(part.block[dates].tolist())
    of_day = [column for offer in season.switches for block, column in offer.items() if block in blocks]
    only, switches = np.concatenate(shifts), np.array(of_day, dtype=np.int64)
    return np.concatenate([only, *breaks, switches]), only, switches
