"""Rows of a history laid into local days, a slot of the clock for each interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.read.intervals import FINER
from staffplan.schema.forecasting.history import QueueHistory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

    from staffplan.read.intervals import Interval

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class _Grid:
    """Local days of slots."""

    first: date
    n_days: int
    minutes: int
    """Length of a slot."""
    parts: int
    """Rows that a slot is summed of."""
    zone: ZoneInfo

    def place(self, row: Interval) -> tuple[int, int]:
        """The day and the slot that a row lies in."""
        local = row.start.astimezone(self.zone)
        return (local.date() - self.first).days, (local.hour * 60 + local.minute) // self.minutes


def in_days(rows: Sequence[Interval], minutes: int, zone: ZoneInfo) -> tuple[date, int, tuple[QueueHistory, ...]]:
    """The first day, the length of a slot, and each queue's days; rows of 5 or 10 minutes are summed."""
    first, last = (row.start.astimezone(zone).date() for row in (rows[0], rows[-1]))
    whole = FINER.get(minutes, minutes)
    grid = _Grid(first, (last - first).days + 1, whole, whole // minutes, zone)
    names = sorted({row.queue for row in rows})
    return first, whole, tuple(_queue(name, [row for row in rows if row.queue == name], grid) for name in names)


def _queue(name: str, rows: Sequence[Interval], grid: _Grid) -> QueueHistory:
    places = tuple(np.array([grid.place(row) for row in rows]).T)
    inquiries = np.array([np.nan if row.missing is not None else row.inquiries for row in rows])
    volume = np.nan_to_num(inquiries)
    deflection = _numbers([row.deflection for row in rows])
    human = volume * (1 - np.nan_to_num(deflection))
    return QueueHistory(
        name,
        _sums(inquiries, places, grid),
        _means(deflection, volume, places, grid),
        _means(_numbers([row.aht_s for row in rows]), human, places, grid),
    )


def _numbers(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values])


def _added(values: NDArray[np.float64], places: tuple[NDArray[np.int64], ...], grid: _Grid) -> NDArray[np.float64]:
    found = np.zeros((grid.n_days, DAY_MINUTES // grid.minutes))
    np.add.at(found, places, values)
    return found


def _sums(values: NDArray[np.float64], places: tuple[NDArray[np.int64], ...], grid: _Grid) -> NDArray[np.float64]:
    """Sums by slot; NaN where a part is unknown; the mean of both where the clock shows an hour twice."""
    count = _added(np.ones(len(values)), places, grid)
    known = (count > 0) & (count % grid.parts == 0)
    times = np.where(known, count / grid.parts, 1.0)
    return np.where(known, _added(values, places, grid) / times, np.nan)


def _means(
    values: NDArray[np.float64], weight: NDArray[np.float64], places: tuple[NDArray[np.int64], ...], grid: _Grid
) -> NDArray[np.float64] | None:
    """Means by slot, weighted; NaN where nothing is known; None where nothing is known at all."""
    if not np.isfinite(values).any():
        return None
    used = np.where(np.isfinite(values), weight, 0.0)
    total = _added(used, places, grid)
    sums = _added(used * np.nan_to_num(values), places, grid)
    return np.asarray(np.divide(sums, total, out=np.full(total.shape, np.nan), where=total > 0))
