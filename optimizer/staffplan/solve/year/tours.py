"""One season of a year: the numbers that the year decided on, split into legal tours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.schema.roster import Roster
from staffplan.solve.tours.people import roster_shifts
from staffplan.solve.tours.split import repair, split_exactly, split_raised
from staffplan.words.language import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.roster import RosterShift
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.engine.process import Engine
    from staffplan.solve.model.master import Master
    from staffplan.solve.tours.team import Team

TOUR_SECONDS = 20.0
"""Time for each way of splitting tours, at most."""


def season_roster(
    engine: Engine,
    master: Master,
    need: Staffing,
    values: NDArray[np.float64],
    money: NDArray[np.float64],
    seconds: float,
) -> Roster:
    """The roster of ``values``: its own headcounts where tours can be found, else as few more as it takes.

    Other shifts are tried only where they cost no more by ``money`` and hand over the same hours. Each way of splitting
    takes ``seconds`` at most.
    """
    seconds = min(seconds, TOUR_SECONDS)
    slots_per_day = 24 * need.grid.slots_per_hour
    decided = {c.work.contract.name: int(values[c.headcount]) for c in master.contracts}
    teams = _split(engine, master, values, slots_per_day, seconds)
    bound_to = _as_decided(master, values, money) if None in teams else master
    for all_shifts in (False, True):
        if None not in teams:
            break
        better = repair(engine, bound_to, values, seconds, all_shifts=all_shifts)
        if better is not None:
            values = better
            teams = _split(engine, master, values, slots_per_day, seconds)
    shifts: list[RosterShift] = []
    counts: dict[str, int] = {}
    for contract, found in zip(master.contracts, teams, strict=True):
        team = found or split_raised(engine, contract, values, slots_per_day, seconds)
        if team is None:
            raise NoPlanError(_("the shifts found could not be split into legal tours"))
        shifts += roster_shifts(team.work, team.agents, contract.chosen_breaks(values), sum(counts.values()))
        counts[team.work.contract.name] = team.headcount
    bound = sum(decided.values())
    return Roster(tuple(shifts), counts, bound, proved=sum(counts.values()) == bound)


def _split(
    engine: Engine, master: Master, values: NDArray[np.float64], slots_per_day: int, seconds: float
) -> list[Team | None]:
    return [split_exactly(engine, contract, values, slots_per_day, seconds) for contract in master.contracts]


def _as_decided(master: Master, values: NDArray[np.float64], money: NDArray[np.float64]) -> Master:
    """The master with the headcounts and hours handed over as they are, and no higher cost."""
    model = master.model.copy()
    heads = np.array([contract.headcount for contract in master.contracts])
    rows = model.add_rows("decided", len(heads), values[heads], values[heads])
    model.add_terms(rows, heads)
    switches = np.array([c for name, c in _named(master) if name.startswith("hand_over")], dtype=np.int64)
    rows = model.add_rows("handed", len(switches), values[switches], values[switches])
    model.add_terms(rows, switches)
    row = model.add_rows("cost", 1, upper=float(money @ values) + 1e-6)
    columns = np.flatnonzero(money)
    model.add_terms(row, columns, money[columns])
    return replace(master, model=model)


def _named(master: Master) -> list[tuple[str, int]]:
    """Every column with the name of its family."""
    names = master.model.column_names
    ends = [first for _name, first in names[1:]] + [master.model.n_columns]
    return [(name, c) for (name, first), end in zip(names, ends, strict=True) for c in range(first, end)]
