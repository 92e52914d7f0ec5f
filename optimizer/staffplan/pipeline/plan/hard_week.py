"""The hardest week of a longer period, as a problem of its own: where a small team's search begins."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.grid import Grid
from staffplan.schema.legal_shifts import HardWeek
from staffplan.schema.service.staffing import Staffing
from staffplan.shifts import legal_work

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Contract, Scenario


def hard_week(scenario: Scenario, need: Staffing) -> HardWeek | None:
    """The hardest whole week; None where there are no two of them, or where weeks cannot be told apart.

    Where an activity comes back after several weeks, or a rule of a contract looks further than a week, there is none
    either: what is legal in the period need not be legal in a week of it.

    What is to be repeated has the hardest day of each weekday, if no requirement spans several days.
    """
    grid = need.grid
    length = 7 * 24 * grid.slots_per_hour
    openings = np.array([k for k, moment in enumerate(grid.starts) if _opens_week(grid, moment)], dtype=np.int64)
    first = openings[np.isin(openings + length, [*openings, grid.n_slots])]  # in a clock change's week: not so long
    in_turn = any((each.every_weeks or 1) > 1 for each in scenario.activity)
    if len(first) < 2 or need.deferrable is not None or in_turn or any(map(_looks_further, scenario.contract)):
        return None
    weeks = (first[:, None] + np.arange(length)).reshape(len(first), 7, -1)
    asked = _asked(need)[weeks].sum(axis=2)
    hardest = int(asked.sum(axis=1).argmax())
    days = weeks[asked.argmax(axis=0), np.arange(7)].ravel()
    whole = weeks[hardest].ravel()
    start = grid.instant(int(whole[0]))
    alone = _part(need, whole, start)
    if alone is None:
        return None
    most = need.least[weeks].max(axis=0).ravel()
    repeated = _part(need, days, start, cyclic=True) or replace(alone, grid=_grid(grid, start, length, cyclic=True))
    repeated = _with_least(repeated, np.maximum(repeated.least, most))
    return HardWeek(*((legal_work(scenario, part.grid), part) for part in (repeated, alone)))


def _looks_further(contract: Contract) -> bool:
    """Whether a contract has a rule of more than a week, which a week by itself would read otherwise."""
    further = (
        contract.days_per_period,
        contract.nights_per_period,
        contract.hours_per_period,
        contract.shifts_per_period,
        contract.free_sundays,
        contract.weeks_in_turn,
        contract.days_off_in_any,
        contract.rotation,
    )
    return any(further)


def _asked(need: Staffing) -> NDArray[np.float64]:
    """How much each slot asks for, shape (n_slots,): its part of what groups must gain, or its agents."""
    asked = np.zeros(need.grid.n_slots)
    for requirement in need.requirements[:1]:
        for group in requirement.groups:
            asked[group.slots] += group.at_least / len(group.slots)
    return asked if asked.any() else np.maximum(need.least, need.required).astype(float)


def _opens_week(grid: Grid, moment: datetime) -> bool:
    """Whether a week begins at this moment."""
    return moment.time() == time() and grid.week_of(moment.date()) == moment.date()


def _grid(grid: Grid, start: datetime, n_slots: int, *, cyclic: bool) -> Grid:
    """So many slots of the same kind from another moment on."""
    fields = {name: getattr(grid, name) for name in ("timezone", "slot_minutes", "week_start")}
    return Grid(start=start, n_slots=n_slots, cyclic=cyclic, **fields)


def _part(need: Staffing, slots: NDArray[np.int64], start: datetime, *, cyclic: bool = False) -> Staffing | None:
    """The need of these slots as one of its own; None where only some slots of a requirement's group are among them."""
    place = np.full(need.grid.n_slots, -1, dtype=np.intp)
    place[slots] = np.arange(len(slots))
    requirements = []
    for one in need.requirements:
        here = [replace(group, slots=place[group.slots]) for group in one.groups if (place[group.slots] >= 0).any()]
        if any((group.slots < 0).any() for group in here):
            return None
        requirements.append(replace(one, gain=tuple(one.gain[slot] for slot in slots), groups=tuple(here)))
    grid = _grid(need.grid, start, len(slots), cyclic=cyclic)
    limits = tuple(limit.part(slots) for limit in need.limits)
    return Staffing(grid, need.least[slots], need.required[slots], tuple(requirements), limits=limits)


def _with_least(need: Staffing, least: NDArray[np.int64]) -> Staffing:
    """``need`` with more agents at least."""
    more = (least - need.least).tolist()
    requirements = tuple(
        replace(one, gain=tuple(gain[min(k, len(gain) - 1) :] for gain, k in zip(one.gain, more, strict=True)))
        for one in need.requirements
    )
    return replace(need, least=least, required=np.maximum(need.required, least), requirements=requirements)
