"""The need: from the target to the agents that every slot needs, and what groups of slots need together.

Four measures may be limited at once. Over a group of slots each is averaged with the slots' volume as weight:

    service_level   gain(n) =  volume · SL(n),           at_least =  share · volume
    average_wait    gain(n) = −volume · wait(n),         at_least = −limit · volume
    abandonment     gain(n) = −volume · abandonment(n),  at_least = −limit · volume
    occupancy       gain(n) = −volume · occupancy(n),    at_least = −limit · volume

All gains rise with n. The mean occupancy weighted by volume is never under busy time ÷ time on duty (by Cauchy and
Schwarz, at equal handling times), so that whoever keeps the one under a limit keeps the other. Where nobody leaves,
``least`` is at least where the queue is stable, so that all gains are finite.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.service.staffing import ServiceGroup, ServiceRequirement, Staffing
from staffplan.service.room import duty_limits
from staffplan.service.steady.curves import SATURATED, curves, stable_agents
from staffplan.service.steady.deferrable import deferrable_work
from staffplan.service.steady.service import occupancies
from staffplan.service.steady.slot_kinds import kinds_of
from staffplan.service.target_scopes import groups_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from staffplan.schema.demand import Demand
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.scenario.target import Target
    from staffplan.service.steady.curves import Curve
    from staffplan.service.steady.measures import Measures
    from staffplan.service.steady.slot_kinds import Kinds
    from staffplan.service.target_scopes import Group

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_NO_GAIN = np.zeros(1)
_NO_GAIN.flags.writeable = False
_ROUNDING = 1e-9
"""A measure this close to its limit meets it."""
_IDLE = 0.8
"""No slot counts as less busy than this share of the occupancy allowed: its gain would go on for ever."""


@dataclass(frozen=True)
class Limit:
    """One measure that the target limits, turned so that more is better."""

    name: str
    """As ServiceRequirement.measure."""
    worth: Callable[[Measures], Floats]
    """A slot's contribution for each of its inquiries; it never falls with more agents."""
    at_least: float
    """What the mean worth must reach."""
    enough: float
    """Where more worth counts no more."""

    def met(self, measures: Measures) -> NDArray[np.bool_]:
        """Whether a slot alone reaches what the mean must."""
        return np.greater_equal(self.worth(measures), self.at_least - _ROUNDING * abs(self.at_least))

    def saturated(self, measures: Measures) -> NDArray[np.bool_]:
        """Whether more agents add nothing that counts."""
        return np.greater_equal(self.worth(measures), self.enough)


def limits_of(target: Target, share: float | None = None) -> list[Limit]:
    """What ``target`` limits; the service level first, at its own share or another one."""
    at_least = target.share if share is None else share
    limits = [Limit("service_level", lambda measures: measures.in_time, at_least, 1 - SATURATED)]
    if target.average_wait is not None:
        limits.append(_at_most("average_wait", lambda m: m.average_wait, target.average_wait.total_seconds()))
    if target.max_occupancy is not None:
        limits.append(_at_most("occupancy", _occupancy, target.max_occupancy, _IDLE))
    if target.max_abandonment is not None:
        limits.append(_at_most("abandonment", lambda m: m.abandonment, target.max_abandonment))
    return limits


def _at_most(name: str, measure: Callable[[Measures], Floats], most: float, negligible: float = SATURATED) -> Limit:
    return Limit(name, lambda measures: -measure(measures), -most, -negligible * most)


def _occupancy(measures: Measures) -> Floats:
    return np.nan_to_num(occupancies(measures, 1)[0], nan=1.0)  # nobody there: nobody has time to spare


def staffing(demand: Demand, scenario: Scenario) -> Staffing:
    """What the slots of ``demand`` need, each and together, for the target and the messages of ``scenario``.

    Who may and has to be on duty besides is part of it.
    """
    return replace(_need(demand, scenario), limits=duty_limits(scenario, demand.grid, demand.open))


def _need(demand: Demand, scenario: Scenario) -> Staffing:
    kinds, limits = kinds_of(demand, scenario), limits_of(scenario.target)
    counted = demand.scored & (kinds.of_slot >= 0)
    used = np.unique(kinds.of_slot[counted])
    floors = _by_value("slot_floor", demand, scenario)
    drawn = curves(kinds, used, _over(min(floors)), lambda m: _all(limit.saturated(m) for limit in limits))
    curve_of = dict(zip(used.tolist(), drawn, strict=True))
    least = _least(demand, kinds, counted, curve_of, floors)
    shares = _by_value("share", demand, scenario)
    required = least
    for share, slots in shares.items():
        alone = _met_by(limits_of(scenario.target, share))
        required = _raised(required, kinds, counted & slots, {k: c.least(alone) for k, c in curve_of.items()})
    if demand.required is not None:
        least, required = np.maximum(least, demand.required), np.maximum(required, demand.required)
    if scenario.objective.prices is not None:
        least, prices = _minimum(demand, scenario), scenario.objective.prices
        return Staffing(demand.grid, least, required, prices=prices, given=demand.required)
    deferrable = deferrable_work(demand, scenario)
    if scenario.target.scope == "slot":
        return Staffing(demand.grid, required, required, deferrable=deferrable, given=demand.required)
    groups = groups_of(demand.grid, scenario.target.scope, counted)
    requirements = tuple(_requirement(limit, demand, kinds, groups, curve_of, least) for limit in limits)
    return Staffing(demand.grid, least, required, requirements, deferrable, given=demand.required)


def _by_value(key: str, demand: Demand, scenario: Scenario) -> Mapping[float, NDArray[np.bool_]]:
    """The values of a key of the target, and the slots of each, shape (n_slots,)."""
    of_slot = np.array(scenario.target.by_slot(key, demand.grid.starts))
    return {float(value): of_slot == value for value in np.unique(of_slot)}


def _met_by(limits: list[Limit]) -> Callable[[Measures], NDArray[np.bool_]]:
    return lambda measures: _all(limit.met(measures) for limit in limits)


def _over(floor: float) -> Callable[[Measures], NDArray[np.bool_]]:
    return lambda measures: np.greater_equal(measures.in_time, floor * (1 - _ROUNDING))


def _all(conditions: Iterable[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    result: NDArray[np.bool_] = np.logical_and.reduce(list(conditions))
    return result


def _least(
    demand: Demand,
    kinds: Kinds,
    counted: NDArray[np.bool_],
    curve_of: Mapping[int, Curve],
    floors: Mapping[float, NDArray[np.bool_]],
) -> Ints:
    """Minimum staff in the opening hours, a stable queue wherever anybody asks, and the floor of the scored slots."""
    least = _minimum(demand, kinds.scenario)
    asked = kinds.of_slot >= 0
    least[asked] = np.maximum(least[asked], stable_agents(kinds)[kinds.of_slot[asked]])
    for floor, slots in floors.items():
        need = {k: curve.least(_over(floor)) for k, curve in curve_of.items()}
        least = _raised(least, kinds, counted & slots, need)
    return least


def _minimum(demand: Demand, scenario: Scenario) -> Ints:
    least = np.array(scenario.target.by_slot("minimum_staff", demand.grid.starts), dtype=np.int64)
    return np.where(demand.open, least, 0)


def _raised(agents: Ints, kinds: Kinds, counted: NDArray[np.bool_], need: Mapping[int, int]) -> Ints:
    """``agents``, raised where ``counted`` to the need of the slot's kind."""
    result = agents.copy()
    for slot in np.flatnonzero(counted):
        result[slot] = max(result[slot], need[int(kinds.of_slot[slot])])
    return result


def _requirement(
    limit: Limit, demand: Demand, kinds: Kinds, groups: list[Group], curve_of: Mapping[int, Curve], least: Ints
) -> ServiceRequirement:
    target = kinds.scenario.target
    gain: list[Floats] = [_NO_GAIN] * demand.grid.n_slots
    alike: dict[tuple[int, int], Floats] = {}
    totals = []
    for group in groups:
        for slot in group.slots:
            key = int(kinds.of_slot[slot]), int(least[slot])
            if key not in alike:
                alike[key] = _gain(limit, curve_of[key[0]], float(kinds.volume[key[0]]), key[1])
            gain[slot] = alike[key]
        volume = float(demand.human_inquiries[group.slots].sum())
        at_least = target.share_of(group.label) if limit.name == "service_level" else limit.at_least
        totals.append(ServiceGroup(group.label, group.slots, at_least * volume))
    return ServiceRequirement(limit.name, tuple(gain), tuple(totals))


def _gain(limit: Limit, curve: Curve, volume: float, least: int) -> Floats:
    """Volume × worth from ``least`` agents on, up to where it is enough; a copy, so that the curve can be let go."""
    worth = np.maximum.accumulate(limit.worth(curve.measures))
    end = int(np.argmax(worth >= limit.enough)) if worth[-1] >= limit.enough else worth.size - 1
    begin = min(least - curve.first, worth.size - 1)
    gain = volume * worth[begin : max(begin, end) + 1]
    gain.flags.writeable = False
    return gain
