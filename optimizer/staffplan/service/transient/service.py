"""The service that given numbers on duty give when the queue carries over from slot to slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.service.time_varying import TimeVaryingService
from staffplan.service.steady.service import average, group_averages
from staffplan.service.transient.attendance import attendance_paths
from staffplan.service.transient.law import Rates
from staffplan.service.transient.walk import Course, walk

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.service.transient.walk import Tally

    Floats = NDArray[np.float64]


def time_varying_service(
    demand: Demand, scenario: Scenario, on_duty: ArrayLike, walked: tuple[Tally, bool] | None = None
) -> TimeVaryingService:
    """Service with ``on_duty`` agents in each slot, shape (n_slots,), whole numbers ≥ 0, carry-over included.

    The exact law of the number in system by the Kolmogorov forward equations (docs/queueing.md says what is exact and
    what is not). The period starts empty, or in its own periodic state where it is cyclic. ``walked``: the walk of
    :func:`course_of` for these numbers, where it was made elsewhere.
    """
    agents = np.asarray(on_duty, dtype=np.int64)
    tally, settled = walked or walk(course_of(demand, scenario, agents))
    return _service(demand, scenario, agents, tally, settled)


def course_of(demand: Demand, scenario: Scenario, on_duty: NDArray[np.int64]) -> Course:
    """The walk's rates, slot by slot, on each path that attendance may take."""
    grid, target, handling = demand.grid, scenario.target, scenario.handling
    slot_s = 60.0 * grid.slot_minutes
    agents, weight = attendance_paths(on_duty, scenario.shrinkage)
    leaving = 1 / handling.patience.total_seconds() if handling.patience else 0.0
    throughput = {aht: tuple(factor / aht for factor in handling.throughput) for aht in set(demand.aht_s.tolist())}
    rates = tuple(
        tuple(
            Rates(float(volume) / slot_s, int(number), throughput[float(aht)], leaving)
            for volume, number, aht in zip(demand.human_inquiries, path, demand.aht_s, strict=True)
        )
        for path in agents
    )
    dates = [start.date() for start in grid.starts]
    return Course(
        rates=rates,
        weight=weight,
        redrawn=np.array([day != before for day, before in zip(dates, [dates[-1], *dates], strict=False)]),
        slot_s=slot_s,
        within_s=target.within.total_seconds(),
        cap_s=target.average_wait_cap.total_seconds() if target.average_wait_cap else None,
        cyclic=grid.cyclic,
    )


def _service(
    demand: Demand, scenario: Scenario, on_duty: NDArray[np.int64], tally: Tally, settled: bool
) -> TimeVaryingService:
    volume, slot_s = demand.human_inquiries, 60.0 * demand.grid.slot_minutes
    asked = np.where(volume > 0, volume, np.nan)
    available = np.where(tally.available_s > 0, tally.available_s, np.nan)
    columns = {
        "service_level": np.clip(tally.in_time / asked, 0.0, 1.0),
        "average_wait_s": _to_who_asked(tally.response_s, volume) / asked,
        "abandonment": _to_who_asked(tally.left, volume) / asked,
        "occupancy": np.clip(tally.busy_s / available, 0.0, 1.0),
    }
    return TimeVaryingService(
        grid=demand.grid,
        on_duty=on_duty,
        slot_occupancy=np.clip(tally.chat_s / available / scenario.handling.concurrency, 0.0, 1.0),
        probability_of_wait=np.clip(tally.delayed / asked, 0.0, 1.0),
        queue_length=tally.queue_s / slot_s,
        customers=tally.customer_s / slot_s,
        customers_at_end=tally.in_system,
        served=tally.served,
        left=tally.left,
        settled=settled,
        by_group=group_averages(demand, columns, scenario.target.scope),
        by_day=group_averages(demand, columns, "day"),
        period=average(volume, columns, "period", np.flatnonzero(demand.scored)),
        **columns,
    )


def _to_who_asked(totals: Floats, volume: Floats) -> Floats:
    """``totals`` of slots in which nobody asks, added to the last slot before in which somebody did."""
    asked = np.flatnonzero(volume > 0)
    result = np.zeros_like(totals)
    if asked.size:
        before = np.searchsorted(asked, np.arange(volume.size), side="right") - 1
        np.add.at(result, asked[np.maximum(before, 0)], totals)
    return result
