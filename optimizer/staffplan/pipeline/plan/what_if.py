"""What a change of the rules, or of what is asked, makes of the smallest team: by solving it, while there is time."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Self

from staffplan.errors import NoPlanError
from staffplan.pipeline.plan.works import works_under
from staffplan.schema.progress import Stop, nobody_watches

if TYPE_CHECKING:
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.people.team import Team
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.bound.binding import Binding

LEAST_SECONDS = 0.5
"""A search is not begun with less time than this."""
AT_ONCE = 0.5
"""Part of the time for solving a small problem as a whole."""
ROUNDING = 1e-6


@dataclass(frozen=True)
class Effect:
    """The team that a changed problem takes; its figures are None where they were not found in time."""

    headcount: int | None
    """Agents of the plan that was found."""
    cost: float | None
    """Its cost; None also where a contract in use has no hourly cost."""
    paid_hours: float | None
    """Its paid hours."""
    at_least: float
    """Proved: no legal plan has fewer agents, or costs less where that is minimised."""
    proved: bool
    """Whether the plan found is the least."""

    def order(self, *, by_cost: bool) -> tuple[float, ...]:
        """The smaller, the better: headcount, then cost (or paid hours); cost first where that is minimised.

        What was not found in time comes last.
        """
        if self.headcount is None:
            return (float("inf"), float("inf"))
        price = self.cost if self.cost is not None else self.paid_hours or 0.0
        return (price, self.headcount) if by_cost else (self.headcount, price)


def need_under(scenario: Scenario, need: Staffing) -> Staffing:
    """``need`` with the seats and roles of a changed ``scenario``."""
    from staffplan.demand.clock import in_opening
    from staffplan.service import duty_limits

    if not need.limits:
        return need
    return replace(need, limits=duty_limits(scenario, need.grid, in_opening(need.grid, scenario.calendar)))


class WhatIf:
    """Solves one changed problem after the other in one process of the solver, until its time is over."""

    def __init__(self, seconds: float, stop: Stop | None = None, seed: int = 0, team: Team | None = None) -> None:
        """Start the process; ``team``: the people by name."""
        from staffplan.solve.engine.process import Engine

        self._until, self._stop = time.monotonic() + seconds, stop or Stop()
        self._engine, self._team = Engine(self._stop, seed), team

    def __enter__(self) -> Self:
        """This object itself."""
        return self

    def __exit__(self, *details: object) -> None:
        """End the process."""
        self._engine.__exit__(*details)

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return 0.0 if self._stop.is_set() else self._until - time.monotonic()

    @property
    def over(self) -> bool:
        """Whether there is no time for another search."""
        return self.left < LEAST_SECONDS

    def bound(self, scenario: Scenario, need: Staffing) -> Binding | None:
        """What fractions of people take, which no legal plan is under; None where that is not known in time."""
        from staffplan.solve.bound.binding import relaxation

        if self.over:
            return None
        by_cost = scenario.objective.minimise == "cost"
        return relaxation(works_under(scenario, need.grid, self._team), need, self._engine, self.left, by_cost=by_cost)

    def effect(
        self, scenario: Scenario, need: Staffing, at_least: float, seconds: float | None = None
    ) -> Effect | None:
        """The least team that was found in time; None where no legal plan exists.

        A small problem is solved as a whole; else, and where that gives nothing in time, it is searched like any plan.
        """
        from staffplan.solve.bound.at_once import least_at_once

        until = time.monotonic() + min(self.left, seconds or self.left)
        if self.over:
            return Effect(None, None, None, at_least, proved=False)
        works = works_under(scenario, need.grid, self._team)
        by_cost = scenario.objective.minimise == "cost"
        found = least_at_once(self._engine, works, need, AT_ONCE * (until - time.monotonic()), by_cost=by_cost)
        if found is None:
            return self._searched(scenario, need, works, at_least, until)
        if found.headcount is None or found.paid_slots is None:
            return None
        return _effect(found.headcount, found.paid_slots, scenario, need, None)

    def _searched(
        self, scenario: Scenario, need: Staffing, works: tuple[ContractWork, ...], at_least: float, until: float
    ) -> Effect | None:
        from staffplan.pipeline.plan.hard_week import hard_week
        from staffplan.solve.run import no_week
        from staffplan.solve.search import find_roster

        unknown = Effect(None, None, None, at_least, proved=False)
        left = until - time.monotonic()
        if left < LEAST_SECONDS:
            return unknown
        solving = scenario.solve.model_copy(update={"time_limit": timedelta(seconds=left)})
        find = partial(hard_week, scenario, need) if self._team is None else no_week
        try:
            found = find_roster(works, need, scenario.objective, solving, nobody_watches, self._stop, find)
        except NoPlanError:
            return unknown
        if found is None:
            return None
        paid = dict.fromkeys({shift.contract for shift in found.shifts}, 0)
        for shift in found.shifts:
            paid[shift.contract] += shift.paid_slots
        least = found.cost_bound or 0.0 if scenario.objective.minimise == "cost" else float(found.headcount_bound)
        return _effect(found.headcount, paid, scenario, need, None if found.proved else max(least, at_least))


def _effect(
    headcount: int, paid_slots: dict[str, int], scenario: Scenario, need: Staffing, at_least: float | None
) -> Effect:
    """What a plan found comes to; ``at_least`` is None where it is proved to be the least."""
    rates = {contract.name: contract.hourly_cost for contract in scenario.contract}
    hours = {name: slots / need.grid.slots_per_hour for name, slots in paid_slots.items() if slots}
    known = all(rates[name] is not None for name in hours)
    cost = round(sum(spent * (rates[name] or 0.0) for name, spent in hours.items()), 2) if known else None
    least = at_least if at_least is not None else (cost or 0.0) if scenario.objective.minimise == "cost" else headcount
    return Effect(headcount, cost, sum(hours.values()), float(least), proved=at_least is None)
