"""Volume by slot: the even split of intervals, what the bot closes, what comes back, and what is left as messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import gcd
from typing import TYPE_CHECKING

import numpy as np

from staffplan.demand.clock import in_hours, in_opening, local_steps, minutes_of_day
from staffplan.schema.demand import Demand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from staffplan.schema.forecast import Forecast
    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Scenario

    Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DemandRange:
    """What an uncertain deflection rate makes of the same forecast."""

    low: Demand
    """The bot closes more than assumed."""
    mid: Demand
    """The bot closes what is assumed."""
    high: Demand
    """The bot closes less than assumed."""


def plan_demand(forecast: Forecast, scenario: Scenario, grid: Grid) -> Demand:
    """The inquiries offered to humans in each slot of ``grid`` (from :func:`planning_grid`)."""
    return _demand(forecast, scenario, grid, 0.0)


def demand_range(forecast: Forecast, scenario: Scenario, grid: Grid) -> DemandRange:
    """The demand with every deflection rate raised by ``bot.deflection_spread``, as it is, and lowered by it."""
    spread = scenario.bot.deflection_spread
    low, mid, high = (_demand(forecast, scenario, grid, change) for change in (spread, 0.0, -spread))
    return DemandRange(low, mid, high)


def _demand(forecast: Forecast, scenario: Scenario, grid: Grid, change: float) -> Demand:
    pieces = _Pieces.of(forecast, grid)
    inquiries = pieces.volume(forecast.inquiries)
    deflection = np.clip(_deflection(forecast, scenario, grid, pieces) + change, 0.0, 1.0) * (inquiries > 0)
    left = inquiries * (1 - deflection)
    aht = pieces.spread(forecast.aht_s, scenario.handling.aht.total_seconds())
    aht *= np.where(deflection > 0, scenario.bot.handoff_aht_factor, 1.0)

    by_slot = pieces.by_slot
    human = by_slot(left)
    mean_aht = np.divide(by_slot(left * aht), human, out=by_slot(aht) / pieces.per_slot, where=human > 0)
    human = human + _recontacts(by_slot(inquiries * deflection), scenario, grid)

    is_open = in_opening(grid, scenario.calendar)
    window = scenario.target.scoring_window
    return Demand(
        grid=grid,
        inquiries=by_slot(inquiries),
        human_inquiries=np.where(is_open, human, 0.0),
        aht_s=mean_aht,
        open=is_open,
        required=pieces.largest(forecast.required),
        scored=is_open if window is None else is_open & in_hours(minutes_of_day(grid.starts), window),
        left_messages=np.where(is_open, 0.0, human),
    )


@dataclass(frozen=True)
class _Pieces:
    """The finest steps that make up both intervals and slots; arrays over pieces have shape (n_slots · per_slot,)."""

    minutes: int
    per_interval: int
    per_slot: int
    before: int
    """Pieces of the grid before the forecast begins."""
    count: int

    @classmethod
    def of(cls, forecast: Forecast, grid: Grid) -> _Pieces:
        slot, into = grid.place(forecast.start)
        lead = slot * grid.slot_minutes + int(into / timedelta(minutes=1))
        minutes = gcd(forecast.interval_minutes, grid.slot_minutes, lead)
        per_slot = grid.slot_minutes // minutes
        return cls(minutes, forecast.interval_minutes // minutes, per_slot, lead // minutes, grid.n_slots * per_slot)

    def spread(self, rows: Sequence[float | None] | None, default: float) -> Floats:
        """Each row's value over its pieces; ``default`` where a row has none, and outside the forecast."""
        result = np.full(self.count, default)
        if rows is not None:
            values = np.repeat([default if row is None else row for row in rows], self.per_interval)
            result[self.before : self.before + values.size] = values
        return result

    def volume(self, rows: Sequence[float]) -> Floats:
        """Each row's volume, split evenly over its pieces."""
        return self.spread(rows, 0.0) / self.per_interval

    def largest(self, rows: Sequence[int | None] | None) -> NDArray[np.int64] | None:
        """The largest of the rows' values in each slot, −1 where they say nothing; None where there are no rows."""
        if rows is None or all(row is None for row in rows):
            return None
        slots: NDArray[np.int64] = self.spread(rows, -1.0).reshape(-1, self.per_slot).max(axis=1).astype(np.int64)
        return slots

    def by_slot(self, values: Floats) -> Floats:
        """Sums over the pieces of each slot, shape (n_slots,)."""
        slots: Floats = values.reshape(-1, self.per_slot).sum(axis=1)
        return slots


def _deflection(forecast: Forecast, scenario: Scenario, grid: Grid, pieces: _Pieces) -> Floats:
    """The rate of each piece: the scenario's, overridden by the forecast's column, then by the hours named."""
    result = pieces.spread(forecast.deflection, scenario.bot.deflection)
    if scenario.bot.by_hour:
        minute = minutes_of_day(local_steps(grid.start, pieces.minutes, pieces.count, grid.zone))
        for entry in scenario.bot.by_hour:
            result[in_hours(minute, (entry.from_, entry.to))] = entry.deflection
    return result


def _recontacts(deflected: Floats, scenario: Scenario, grid: Grid) -> Floats:
    """Those whom the bot closed in vain and who come back; a delay that ends inside a slot is shared with the next.

    They take the handling time of the slot they come back in. Past the end of a period they are lost, unless cyclic.
    """
    delay, part = divmod(scenario.bot.recontact_after / timedelta(minutes=grid.slot_minutes), 1)
    back = (1 - part) * _later(deflected, int(delay), cyclic=grid.cyclic)
    if part:
        back += part * _later(deflected, int(delay) + 1, cyclic=grid.cyclic)
    return scenario.bot.recontact_share * back


def _later(values: Floats, slots: int, *, cyclic: bool) -> Floats:
    """The values moved ``slots`` later."""
    if cyclic:
        return np.roll(values, slots)
    moved = np.zeros_like(values)
    moved[slots:] = values[: max(values.size - slots, 0)]
    return moved
