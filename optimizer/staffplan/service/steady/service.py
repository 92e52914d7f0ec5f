"""The service that given numbers on duty give, each slot as a queue of its own in its steady state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.service.steady import GroupAverage, SteadyService
from staffplan.service.steady.slot_kinds import kinds_of
from staffplan.service.target_scopes import groups_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.scenario.target import Scope
    from staffplan.service.steady.measures import Measures
    from staffplan.service.target_scopes import Group

    Floats = NDArray[np.float64]


def steady_service(demand: Demand, scenario: Scenario, on_duty: ArrayLike) -> SteadyService:
    """Service level, waits, abandonment and occupancy with ``on_duty`` agents, shape (n_slots,), whole numbers ≥ 0."""
    agents = np.asarray(on_duty, dtype=np.int64)
    kinds = kinds_of(demand, scenario)
    asked = kinds.of_slot >= 0
    pairs = np.stack([kinds.of_slot[asked], agents[asked]], axis=1)
    unique, index = np.unique(pairs, axis=0, return_inverse=True)
    measures = kinds.at_on_duty(unique[:, 0], unique[:, 1])
    arrival = kinds.volume[unique[:, 0]] / kinds.slot_s

    def by_slot(values: Floats, elsewhere: float | Floats = np.nan) -> Floats:
        result = np.full(agents.shape, np.nan)
        result[:] = elsewhere
        result[asked] = values[index.ravel()]
        return result

    idle = np.where(agents > 0, 0.0, np.nan)
    occupancy, slot_occupancy = occupancies(measures, scenario.handling.concurrency)
    columns = {
        "service_level": by_slot(measures.in_time),
        "average_wait_s": by_slot(measures.average_wait),
        "abandonment": by_slot(measures.abandonment),
        "occupancy": by_slot(occupancy, idle),
    }
    return SteadyService(
        grid=demand.grid,
        on_duty=agents,
        slot_occupancy=by_slot(slot_occupancy, idle),
        probability_of_wait=by_slot(measures.probability_of_wait),
        queue_length=by_slot(arrival * measures.time_in_queue),
        by_group=group_averages(demand, columns, scenario.target.scope),
        by_day=group_averages(demand, columns, "day"),
        period=average(demand.human_inquiries, columns, "period", np.flatnonzero(demand.scored)),
        **columns,
    )


def occupancies(measures: Measures, concurrency: int) -> tuple[Floats, Floats]:
    """Shares of available agents with work in hand, and of places for chats taken; nan where nobody is available."""
    with np.errstate(invalid="ignore"):
        return measures.busy / measures.available, measures.in_hand / (measures.available * concurrency)


def group_averages(demand: Demand, columns: Mapping[str, Floats], scope: Scope) -> tuple[GroupAverage, ...]:
    """Averages of ``columns`` (shape (n_slots,), by the names of GroupAverage) over the groups of ``scope``."""
    groups: list[Group] = groups_of(demand.grid, scope, demand.scored)
    if scope == "slot" and all(len(group.slots) == 1 for group in groups):
        return _of_single_slots(demand.human_inquiries, columns, groups)
    return tuple(average(demand.human_inquiries, columns, group.label, group.slots) for group in groups)


def _of_single_slots(
    volume: Floats, columns: Mapping[str, Floats], groups: Sequence[Group]
) -> tuple[GroupAverage, ...]:
    """The same where every group is a slot: a year has thousands."""
    slots = np.array([int(group.slots[0]) for group in groups], dtype=np.intp)
    asked = volume[slots] > 0
    means = {name: np.where(asked, values[slots], np.nan).tolist() for name, values in columns.items()}
    inquiries = np.where(asked, volume[slots], 0.0).tolist()
    return tuple(
        GroupAverage(group.label, human, **{name: values[k] for name, values in means.items()})
        for k, (group, human) in enumerate(zip(groups, inquiries, strict=True))
    )


def average(volume: Floats, columns: Mapping[str, Floats], label: str, slots: NDArray[np.intp]) -> GroupAverage:
    """Volume-weighted averages over ``slots``; nan where nobody asks.

    Slots without a figure are left out of its mean: where nobody is on duty, nobody's time is busy or free.
    """
    slots = slots[volume[slots] > 0]
    weight = volume[slots]
    means = {name: _mean(values[slots], weight) for name, values in columns.items()}
    return GroupAverage(label=label, human_inquiries=float(weight.sum()), **means)


def _mean(values: Floats, weight: Floats) -> float:
    known = ~np.isnan(values)
    total = float(weight[known].sum())
    return float(weight[known] @ values[known]) / total if total else np.nan
