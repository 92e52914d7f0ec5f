"""The service of given numbers on duty, as csv and as records for programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from staffplan.report.files import csv_bytes, format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.demand import Demand
    from staffplan.schema.plan import MessageService, ShortSlot
    from staffplan.schema.scenario.target import Target
    from staffplan.schema.service.steady import GroupAverage, SteadyService
    from staffplan.schema.service.time_varying import TimeVaryingService

MEASURES = ("service_level", "average_wait_s", "abandonment", "occupancy")
EVALUATION_COLUMNS = (
    "start",
    "human_inquiries",
    "on_duty",
    *MEASURES,
    *(f"time_varying_{name}" for name in MEASURES),
)


def evaluation_data(
    target: Target,
    demand: Demand,
    steady: SteadyService,
    time_varying: TimeVaryingService,
    messages: MessageService | None = None,
    short: Sequence[ShortSlot] = (),
) -> dict[str, Any]:
    """The period, the target's groups, the days and the slots, each by both models; None where nobody asks.

    ``messages`` is None where none are planned for; ``short`` are slots with fewer on duty than the forecast needs.
    """
    needed = demand.required
    return {
        "target": target.model_dump(mode="json"),
        "settled": time_varying.settled,
        "messages": None if messages is None else messages.model_dump(mode="json"),
        "short_slots": [slot.model_dump(mode="json") for slot in short],
        "period": _both(steady.period, time_varying.period),
        "by_group": _pairs(steady.by_group, time_varying.by_group),
        "by_day": _pairs(steady.by_day, time_varying.by_day),
        "slots": [
            {
                "start": start.isoformat(),
                "human_inquiries": float(demand.human_inquiries[k]),
                "on_duty": int(steady.on_duty[k]),
                "required": None if needed is None or needed[k] < 0 else int(needed[k]),
                "steady": {name: _plain(getattr(steady, name)[k]) for name in MEASURES},
                "time_varying": {name: _plain(getattr(time_varying, name)[k]) for name in MEASURES},
            }
            for k, start in enumerate(demand.grid.starts)
        ],
    }


def evaluation_csv(demand: Demand, steady: SteadyService, time_varying: TimeVaryingService) -> bytes:
    """A row a slot with both models' figures, utf-8 with a mark."""
    figures = [getattr(model, name).tolist() for model in (steady, time_varying) for name in MEASURES]
    rows = [
        (
            start.isoformat(),
            format_number(float(demand.human_inquiries[k])),
            str(int(steady.on_duty[k])),
            *(format_number(_plain(column[k])) for column in figures),
        )
        for k, start in enumerate(demand.grid.starts)
    ]
    return csv_bytes(EVALUATION_COLUMNS, rows)


def _pairs(steady: Sequence[GroupAverage], time_varying: Sequence[GroupAverage]) -> list[dict[str, Any]]:
    return [
        {"label": one.label, "human_inquiries": one.human_inquiries} | _both(one, other)
        for one, other in zip(steady, time_varying, strict=True)
    ]


def _both(steady: GroupAverage, time_varying: GroupAverage) -> dict[str, Any]:
    return {
        "steady": {name: _plain(getattr(steady, name)) for name in MEASURES},
        "time_varying": {name: _plain(getattr(time_varying, name)) for name in MEASURES},
    }


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
