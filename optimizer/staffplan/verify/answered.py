"""The service that the agents on duty give, recomputed from coverage.csv's volume, the shifts and the scenario."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.scenario.handling import DEFAULT_CONCURRENCY_FACTOR
from staffplan.verify.opening import scored_slots
from staffplan.verify.steady import Service, Steady, steady

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from staffplan.schema.plan import Plan
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.verify.roster import Roster

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

TOLERANCE = 1e-6
"""What two shares may differ by and still be the same."""
BEYOND_NEED = 100
"""Agents for each that is busy on average, and for one more: more than any slot needs."""
MOST_AGENTS = 1_000_000
MOST_INQUIRIES = 1e12
"""A slip of the pen in coverage.csv may ask for more than these; it must not cost minutes."""


@dataclass(frozen=True, eq=False)
class Answered:
    """Volume and steady service of each slot; arrays have shape (n_slots,)."""

    duty: NDArray[np.int64]
    """Agents on duty by the schedule."""
    volume: Floats
    """Inquiries offered to humans."""
    load: Floats
    """Agents busy on average if each handled one inquiry at a time."""
    asked: Flags
    """Whether somebody asks."""
    scored: Flags
    """Whether the slot's inquiries count for the target: somebody asks, in the opening hours and the scoring window."""
    service: Steady
    """What customers and agents experience; NaN where nobody asks."""

    @property
    def occupancy(self) -> Floats:
        """Share of the available agents that are busy; NaN where nobody asks or is there."""
        some = np.where(self.service.available > 0, self.service.available, np.nan)
        return self.service.busy / some

    def mean(self, measure: Floats, slots: Flags) -> float | None:
        """The volume-weighted mean of ``measure`` over the scored ones of ``slots`` that have one, else None."""
        counted = slots & self.scored & ~np.isnan(measure)
        volume = float(self.volume[counted].sum())
        return float(self.volume[counted] @ measure[counted]) / volume if volume else None


def answered(roster: Roster, plan: Plan, cases: NDArray[np.int64], aht_s: ArrayLike | None) -> tuple[Answered, ...]:
    """The steady service of each slot for several numbers of agents on duty.

    ``cases`` has shape (cases, n_slots); the first is the schedule's, the others are cut to what a slot may need.
    ``aht_s`` are the handling times in seconds, shape (n_slots,); the scenario's if None.
    """
    volume = volume_of(plan)
    given = roster.scenario.handling.aht.total_seconds() if aht_s is None else aht_s
    aht = np.broadcast_to(np.asarray(given, dtype=np.float64), volume.shape)
    asked = volume > 0
    arrival = volume / roster.slot_s
    scored = scored_slots(roster) & asked
    most = min(BEYOND_NEED * (1 + float(np.max(arrival * aht))), MOST_AGENTS)
    cases = np.minimum(cases, max(int(cases[0].max()), int(most)))
    count = len(cases)
    # All cases at once: neighbouring numbers on duty share most of what absence makes of them.
    together = steady(
        np.tile(arrival[asked], count), np.tile(aht[asked], count), cases[:, asked].ravel(), service_of(roster.scenario)
    )
    return tuple(
        Answered(agents, volume, arrival * aht, asked, scored, _spread(together, asked, case, count))
        for case, agents in enumerate(cases)
    )


def volume_of(plan: Plan) -> Floats:
    """Inquiries offered to humans in each slot, shape (n_slots,); what is no number of customers counts as none."""
    volume = np.array([row.human_inquiries for row in plan.coverage], dtype=np.float64)
    return np.where(np.isfinite(volume) & (volume > 0), np.minimum(volume, MOST_INQUIRIES), 0.0)


def _spread(service: Steady, asked: Flags, case: int, count: int) -> Steady:
    """One case of ``service``, from the slots where somebody asks to all slots."""

    def over_all(values: Floats) -> Floats:
        result = np.full(asked.shape, np.nan)
        result[asked] = values.reshape(count, -1)[case]
        return result

    columns = (service.in_time, service.abandonment, service.wait_s, service.busy, service.available)
    return Steady(*(over_all(values) for values in columns))


def service_of(scenario: Scenario) -> Service:
    """What the scenario says of all slots."""
    handling, target, shrinkage = scenario.handling, scenario.target, scenario.shrinkage
    random = shrinkage.absence > 0 or shrinkage.planned > 0
    return Service(
        throughput=throughput_of(scenario),
        within_s=target.within.total_seconds(),
        patience_s=None if handling.patience is None else handling.patience.total_seconds(),
        absence=shrinkage.absence,
        planned=shrinkage.planned,
        cap_s=None if target.average_wait_cap is None else target.average_wait_cap.total_seconds(),
        longest_s=scenario.grid.total_seconds() if random else np.inf,
    )


def throughput_of(scenario: Scenario) -> tuple[float, ...]:
    """What an agent completes with 1, 2, … in hand, relative to one."""
    handling = scenario.handling
    if handling.aht_by_concurrency is not None:
        first = handling.aht_by_concurrency[0]
        return tuple(chats * (first / time) for chats, time in enumerate(handling.aht_by_concurrency, 1))
    return handling.concurrency_factor or DEFAULT_CONCURRENCY_FACTOR[: handling.concurrency]


def keeping_up(scenario: Scenario, load: Floats, margin: float = -TOLERANCE) -> NDArray[np.int64]:
    """Fewest agents on duty whose mean capacity exceeds ``load``, raised by ``margin`` of it."""
    return np.floor(load / work_of_one(scenario) * (1 + margin)).astype(np.int64) + 1


def work_of_one(scenario: Scenario) -> float:
    """What one agent on duty does on average, relative to one who is always there and handles one at a time."""
    return throughput_of(scenario)[-1] * (1 - scenario.shrinkage.absence) * (1 - scenario.shrinkage.planned)


def groups(roster: Roster, counted: Flags) -> list[tuple[str, Flags]]:
    """Label and ``counted`` slots of every group that the target averages over and that has any.

    In a cyclic period the first and the last part of a calendar week are one group, named after the first.
    """
    scope, ordinal = roster.scenario.target.scope, roster.slot_clock.ordinal
    if scope == "period":
        return [("period", counted)] if counted.any() else []
    if scope == "slot":
        slots = np.flatnonzero(counted)
        starts = [datetime.fromtimestamp(int(roster.slot_starts[slot]), roster.zone).isoformat() for slot in slots]
        return [(start, np.arange(len(counted)) == slot) for start, slot in zip(starts, slots, strict=True)]
    first = ordinal if scope == "day" else _week_starts(roster)
    return [(date.fromordinal(int(day)).isoformat(), counted & (first == day)) for day in np.unique(first[counted])]


def _week_starts(roster: Roster) -> NDArray[np.int64]:
    """Ordinal of the first day of each slot's calendar week, shape (n_slots,)."""
    ordinal = roster.slot_clock.ordinal
    position = np.array([roster.week_position(int(day)) for day in ordinal], dtype=np.int64)
    week = ordinal - position
    goes_on = week + 6 > roster.last_day
    return np.where(goes_on, week[0], week) if roster.cyclic else week
