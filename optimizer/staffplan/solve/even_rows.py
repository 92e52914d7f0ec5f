"""The unevenness as columns and rows over a master: a column for each chord of each slot, and of each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.penalty import DAY, MISSED, Penalty, days_of, penalties

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.staffing import Staffing
    from staffplan.solve.linear import LinearModel
    from staffplan.solve.master import Master


def add_unevenness(
    model: LinearModel, master: Master, staffing: Staffing, open_: NDArray[np.bool_], above: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float]:
    """Add the unevenness of the slots ``open_``, exact around ``above`` agents above the least, shapes (n_slots,).

    Returns its cost, and what ``above`` costs. Chords are convex, so that they are used in their order.
    """
    chosen = {slot: penalty for slot, penalty in penalties(staffing).items() if open_[slot]}
    if not chosen:
        return np.zeros(model.n_columns), 0.0
    slots = np.array(list(chosen))
    chords = [penalty.chords(int(above[slot])) for slot, penalty in chosen.items()]
    rows = model.add_rows("evenness", len(slots), staffing.least[slots], staffing.least[slots])
    _copy_duty(model, master, slots, rows)
    width, slope = (np.concatenate([chord[k] for chord in chords]) for k in (0, 1))
    place = np.repeat(np.arange(len(slots)), [len(chord[0]) for chord in chords])
    columns = model.add_columns("evenness", len(width), 0, width)
    model.add_terms(rows[place], columns, -1)
    more = model.add_columns("more_still", len(slots))
    model.add_terms(rows, more, -1)
    gained = np.concatenate([penalty.gained(w) for penalty, (w, _s) in zip(chosen.values(), chords, strict=True)])
    missed, price = _add_days(model, chosen, days_of(staffing, slots), (columns, place, gained))
    cost = np.zeros(model.n_columns)
    cost[columns], cost[missed] = slope, price
    cost[more] = [max(float(s[-1]), 0.0) if len(s) else 0.0 for _w, s in chords]
    taken = [np.clip(above[slot] - (np.cumsum(w) - w), 0, w) for slot, (w, _s) in zip(slots, chords, strict=True)]
    return cost, float(np.concatenate(taken) @ slope) + _days_now(chosen, days_of(staffing, slots), above[slots])


def _copy_duty(model: LinearModel, master: Master, slots: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
    """Put the agents on duty in ``slots`` into ``rows``, as the rows of the coverage have them."""
    row_of = np.full(master.model.n_rows, -1)
    row_of[master.coverage[slots]] = rows
    row, column, value = master.model.matrix()
    duty = (row_of[row] >= 0) & ~np.isin(column, master.above)
    model.add_terms(row_of[row[duty]], column[duty], value[duty])


def _add_days(
    model: LinearModel,
    chosen: dict[int, Penalty],
    day_of: NDArray[np.int64],
    steps: tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.float64]],
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each day, what its chords gain and what it misses make its volume. Returns columns missed, their prices."""
    columns, place, gained = steps
    days, day = np.unique(day_of, return_inverse=True)
    volume, first = _by_day(chosen, day, np.zeros(len(day)))
    if not volume.any():
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    rows = model.add_rows("missed", len(days), volume - first)
    model.add_terms(rows[day[place]], columns, gained)
    share = np.diff(MISSED)
    missed = model.add_columns("missed", len(days) * len(share), 0, np.outer(volume, share).ravel())
    model.add_terms(np.repeat(rows, len(share)), missed)
    return missed, np.tile(DAY * np.diff(MISSED**2) / share, len(days))


def _days_now(chosen: dict[int, Penalty], day_of: NDArray[np.int64], above: NDArray[np.float64]) -> float:
    """What the days cost with ``above`` agents above the least, by their chords."""
    _days, day = np.unique(day_of, return_inverse=True)
    volume, gained = _by_day(chosen, day, above)
    if not volume.any():
        return 0.0
    return float(volume @ np.interp(1 - gained / np.maximum(volume, 1e-9), MISSED, MISSED**2)) * DAY


def _by_day(
    chosen: dict[int, Penalty], day: NDArray[np.intp], above: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Volume of each day, and what of it is answered in time; nothing where slots have their own need."""
    pairs = zip(chosen.values(), above.tolist(), strict=True)
    known = [(0.0, 0.0) if part.gain is None else (part.weight, part.answered(agents)) for part, agents in pairs]
    total = np.zeros((int(day.max()) + 1, 2))
    np.add.at(total, day, np.array(known))
    return total[:, 0], total[:, 1]
