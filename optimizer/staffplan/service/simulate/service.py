"""The service that given numbers on duty, or a written schedule, give when days are simulated customer by customer."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.scenario.keys import Shrinkage
from staffplan.schema.service.simulated import Randomness
from staffplan.service.simulate.draws import day_of_slot, draw_available, draw_customers
from staffplan.service.simulate.estimates import ROWS, simulated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.plan import Shift
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.simulated import SimulatedService
    from staffplan.service.simulate.draws import Customers

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Team = Callable[[np.random.Generator], Ints]

EXPONENTIAL = Randomness()


def simulated_service(
    demand: Demand,
    scenario: Scenario,
    on_duty: ArrayLike,
    *,
    replications: int = 30,
    seed: int = 0,
    randomness: Randomness = EXPONENTIAL,
    confidence: float = 0.95,
) -> SimulatedService:
    """Simulate ``on_duty`` agents in each slot, shape (n_slots,), whole numbers ≥ 0; who is absent is drawn by day.

    Each replication has a random stream of its own, spawned from ``seed``; the same seed gives the same figures. The
    period starts empty; a cyclic one is preceded by its last day.
    """
    agents = np.asarray(on_duty, dtype=np.int64)
    team = partial(draw_available, agents, day_of_slot(demand), scenario.shrinkage)
    return _simulated(demand, scenario, team, replications, seed, randomness, confidence)


def simulated_schedule(
    demand: Demand,
    scenario: Scenario,
    shifts: Sequence[Shift],
    *,
    replications: int = 30,
    seed: int = 0,
    randomness: Randomness = EXPONENTIAL,
    confidence: float = 0.95,
) -> SimulatedService:
    """Simulate a written schedule: like :func:`simulated_service`, but each agent is absent for whole shifts."""
    cover = _cover(demand, shifts)
    planned = Shrinkage(planned=scenario.shrinkage.planned)
    days = day_of_slot(demand)

    def team(random: np.random.Generator) -> Ints:
        there = random.random(len(shifts)) >= scenario.shrinkage.absence
        return draw_available(cover @ there.astype(np.int64), days, planned, random)

    return _simulated(demand, scenario, team, replications, seed, randomness, confidence)


def _cover(demand: Demand, shifts: Sequence[Shift]) -> Ints:
    """1 where the shift is on duty in the slot, shape (n_slots, shifts)."""
    grid, step = demand.grid, timedelta(minutes=demand.grid.slot_minutes)
    cover = np.zeros((grid.n_slots, len(shifts)), dtype=np.int64)
    for number, shift in enumerate(shifts):
        for start, end, there in [(shift.start, shift.end, 1), *((rest.start, rest.end, 0) for rest in shift.breaks)]:
            first, last = (slot + round(into / step) for slot, into in map(grid.place, (start, end)))
            slots = np.arange(first, last)
            cover[slots % grid.n_slots if grid.cyclic else slots[(slots >= 0) & (slots < grid.n_slots)], number] = there
    return cover


def _simulated(
    demand: Demand,
    scenario: Scenario,
    team: Team,
    replications: int,
    seed: int,
    randomness: Randomness,
    confidence: float,
) -> SimulatedService:
    totals, slots = [], _slots_before(demand)
    for stream in np.random.SeedSequence(seed).spawn(replications):
        for_customers, for_team, for_leavers = map(np.random.default_rng, stream.spawn(3))
        customers = draw_customers(demand, slots, scenario, randomness, for_customers)
        totals.append(_replication(demand, scenario, slots, customers, team(for_team), for_leavers))
    return simulated(demand, scenario, np.array(totals), confidence)


def _slots_before(demand: Demand) -> Ints:
    """The slots to simulate, in order: those of the period, after those of its last day where it is cyclic."""
    slots = np.arange(demand.grid.n_slots)
    days = day_of_slot(demand)
    return np.concatenate((slots[days == days[-1]], slots)) if demand.grid.cyclic else slots


def _replication(
    demand: Demand, scenario: Scenario, slots: Ints, customers: Customers, agents: Ints, random: np.random.Generator
) -> Floats:
    """Totals of one replication, shape (ROWS, n_slots); after its end the last staff serves until the threshold."""
    from staffplan.service.simulate import kernel

    slot_s, target, handling = 60.0 * demand.grid.slot_minutes, scenario.target, scenario.handling
    within, cap = target.within.total_seconds(), target.average_wait_cap
    after = int(within // slot_s) + 1
    next_slots = np.arange(after) % demand.grid.n_slots if demand.grid.cyclic else np.full(after, slots[-1])
    staff = agents[np.concatenate((slots, next_slots))]
    concurrency = handling.concurrency
    leavers = int(np.maximum(-np.diff(staff), 0).sum())
    columns: tuple[NDArray[np.generic], ...] = (
        customers.arrival,
        customers.work,
        customers.patience,
        random.random(leavers * (concurrency + 1) + 1),
        staff,
        np.array((0.0, *handling.throughput)),
        np.empty(int(staff.max(initial=0)) * concurrency + 1),
    )
    totals = np.zeros((ROWS, staff.size))
    most = cap.total_seconds() if cap else np.inf
    lists = columns if kernel.COMPILED else [column.tolist() for column in columns]
    kernel.run(slot_s, within, most, totals, *lists)
    return totals[:, slots.size - demand.grid.n_slots : slots.size]
