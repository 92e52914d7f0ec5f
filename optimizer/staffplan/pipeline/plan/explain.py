"""``--explain``: why not one fewer, what each rule costs, which days and hours decide, what one model saves.

Whatever is told of a changed problem was solved, or is told as what it is proved to be at least.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from staffplan.pipeline.plan.what_if import ROUNDING, WhatIf, need_under
from staffplan.pipeline.plan.works import works_under
from staffplan.schema.progress import Progress
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from staffplan.pipeline.problem import Problem
    from staffplan.schema.demand import Demand
    from staffplan.schema.plan import Plan
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.bound.binding import Binding

SECONDS = 85.0
"""Time for it all, at most: what the command has left, if that is less."""
RULES_SHARE, DECIDING_SHARE, FEWER_SHARE, STEPS_SHARE = 0.35, 0.2, 0.15, 0.3
"""Of it, for trying rules; days and hours; the best team of one agent fewer; the classical plan."""
LEAST_SECONDS = 1.0
"""Time for it all, at least."""
ONE_SECONDS = 10.0
"""For one search, at most."""
DECIDING = 4
"""Days and hours that are tried: those that pay most for the relaxation."""


def with_explanation(problem: Problem, plan: Plan, watcher: Watcher, stop: Stop, left: float = SECONDS) -> Plan:
    """``plan`` with its explanation, in the seconds that are ``left``: what is not known by then is not in it."""
    from staffplan.service import staffing

    watcher(Progress("explaining_bound", plan.summary.headcount, plan.summary.headcount_bound))
    need = staffing(problem.demand, problem.scenario)
    seconds = min(max(left, LEAST_SECONDS), SECONDS)
    steps = _two_steps(problem, need, plan, watcher, stop, STEPS_SHARE * seconds)
    parts = (_bound(problem, need, plan, stop, seconds), steps)
    explanation = {key: value for part in parts for key, value in part.items()}
    return plan.model_copy(update={"summary": plan.summary.model_copy(update={"explanation": explanation})})


@dataclass(frozen=True, eq=False)
class _Now:
    """The plan that is explained, and the problem that it solves."""

    problem: Problem
    need: Staffing
    plan: Plan
    what_if: WhatIf

    @property
    def by_cost(self) -> bool:
        """Whether cost was minimised."""
        return self.problem.scenario.objective.minimise == "cost"

    @cached_property
    def figure(self) -> float:
        """What was minimised, of the plan; where that is not proved, of the same search again if it finds less.

        Certification may have asked for more service than the target: the changed problems are not asked for that.
        """
        summary = self.plan.summary
        figure = (summary.cost or 0.0) if self.by_cost else summary.headcount
        if summary.status == "optimal":
            return figure
        again = self.what_if.effect(self.problem.scenario, self.need, 0.0, ONE_SECONDS)
        found = None if again is None else again.cost if self.by_cost else again.headcount
        return figure if found is None else min(figure, found)

    def least(self, found: Binding | None) -> float:
        """The proved least of a relaxation, in whole agents; 0 where it is not known."""
        if found is None:
            return 0.0
        return found.headcount if self.by_cost else float(found.bound)

    def saved(self, what_if: WhatIf, scenario: Scenario, need: Staffing, least: float) -> dict[str, Any] | None:
        """What a changed problem saves; None where it saves nothing."""
        if least >= self.figure - ROUNDING * max(1.0, self.figure):
            return None
        effect = what_if.effect(scenario, need, least, ONE_SECONDS)
        if effect is None:  # the searches disagree: say nothing
            return None
        found = effect.cost if self.by_cost else effect.headcount
        if found is not None and found < self.figure - ROUNDING * max(1.0, self.figure):
            key = "cost" if self.by_cost else "headcount"
            return {key: found, "proved": effect.proved}
        if found is not None and effect.proved:
            return None
        at_least = effect.at_least if self.by_cost else math.ceil(effect.at_least - ROUNDING)
        return None if at_least >= self.figure else {"at_least": at_least, "at_most": self.figure}


def _bound(problem: Problem, need: Staffing, plan: Plan, stop: Stop, seconds: float) -> dict[str, Any]:
    with WhatIf(RULES_SHARE * seconds, stop, problem.scenario.solve.seed, problem.team) as what_if:
        now = _Now(problem, need, plan, what_if)
        found = what_if.bound(problem.scenario, need)
        if found is None:
            return {}
        fractions = (
            {} if now.by_cost else {"relaxation": round(found.headcount, 3), "bound_from_relaxation": found.bound}
        )
        rules = list(_rules(now, what_if))
    with WhatIf(DECIDING_SHARE * seconds, stop, problem.scenario.solve.seed, problem.team) as what_if:
        days = _deciding(now, found, what_if, lambda moment: moment.date().isoformat())
        hours = _deciding(now, found, what_if, lambda moment: f"{moment:%H}:00")
        deciding = {"deciding_days": list(days), "deciding_hours": list(hours)}
    fewer = {} if now.by_cost else {"one_fewer": _one_fewer(problem, need, plan, FEWER_SHARE * seconds)}
    minimised = problem.scenario.objective.minimise
    return {**fractions, "minimised": minimised, "now": now.figure, "rules": rules, **deciding, **fewer}


def _rules(now: _Now, what_if: WhatIf) -> Iterator[dict[str, Any]]:
    """What each rule relaxed by a step saves, the largest saving first; a later threshold too.

    Bounds come first: a rule without which no fewer fractions of people would do need not be solved.
    """
    changes = [
        (change, scenario, need, now.least(what_if.bound(scenario, need))) for change, scenario, need in _changes(now)
    ]
    found = []
    for change, scenario, need, least in sorted(changes, key=lambda each: each[3]):
        saved = now.saved(what_if, scenario, need, least)
        if saved is not None:
            found.append({"change": change.data(), **saved})
    yield from sorted(found, key=lambda rule: rule.get("headcount", rule.get("cost", now.figure)))


def _changes(now: _Now) -> Iterator[tuple[Message, Scenario, Staffing]]:
    from staffplan.service import staffing
    from staffplan.shifts.relaxed.scenario import relaxations

    scenario = now.problem.scenario
    for change in relaxations(scenario):
        changed = staffing(now.problem.demand, change.scenario) if change.of_need else None
        yield change.message, change.scenario, changed or need_under(change.scenario, now.need)
    if now.plan.summary.service.predicted is None:
        return
    target = scenario.target.model_copy(update={"within": 2 * scenario.target.within})
    later = scenario.model_copy(update={"target": target})
    threshold = Message.of("later_threshold", seconds=target.within.total_seconds())
    yield threshold, later, staffing(now.problem.demand, later)


def _deciding(now: _Now, found: Binding, what_if: WhatIf, key: Callable[[datetime], str]) -> Iterator[dict[str, Any]]:
    """Days, or hours of the day, without whose demand fewer would do; tried are those the relaxation pays most for."""
    from staffplan.service import staffing

    paid: dict[str, float] = defaultdict(float)
    for moment, part in zip(now.need.grid.starts, found.by_slot.tolist(), strict=True):
        paid[key(moment)] += part
    for label, part in sorted(paid.items(), key=lambda item: (-item[1], item[0]))[:DECIDING]:
        if part <= ROUNDING or what_if.over:
            continue
        slots = np.array([key(moment) == label for moment in now.need.grid.starts])
        need = staffing(_without(now.problem.demand, slots), now.problem.scenario)
        saved = now.saved(what_if, now.problem.scenario, need, now.least(what_if.bound(now.problem.scenario, need)))
        if saved is not None and "at_least" not in saved:
            yield {"when": label, **saved}


def _without(demand: Demand, slots: np.ndarray[Any, np.dtype[np.bool_]]) -> Demand:
    """``demand`` where nobody asks for anything in ``slots``, shape (n_slots,)."""
    left, required = demand.left_messages, demand.required
    return replace(
        demand,
        inquiries=np.where(slots, 0.0, demand.inquiries),
        human_inquiries=np.where(slots, 0.0, demand.human_inquiries),
        required=None if required is None else np.where(slots, -1, required),
        left_messages=None if left is None else np.where(slots, 0.0, left),
    )


def _one_fewer(problem: Problem, need: Staffing, plan: Plan, seconds: float) -> dict[str, Any]:
    """What a whole team of one agent fewer, everyone with a legal tour, would miss; the best that was found in time."""
    from staffplan.errors import NoPlanError
    from staffplan.solve.searches.shortage import Shortages

    fewer = plan.summary.headcount - 1
    try:
        with Shortages(need) as shortages:
            shortage = shortages.of_team(works_under(problem.scenario, need.grid, problem.team), fewer, seconds)
    except NoPlanError:
        return {}
    if shortage is None:
        return {"headcount": fewer, "legal": False}
    hours = round(float(shortage.late.sum()) * need.grid.slot_minutes / 60, 2)
    return {
        "headcount": fewer,
        "slots_short": int((shortage.agents > ROUNDING).sum()),
        "agent_slots_short": round(float(np.sum(shortage.agents)), 2),
        "groups_missed": sorted(shortage.service),
        **({} if need.deferrable is None else {"hours_lacking_for_messages": hours}),
    }


def _two_steps(
    problem: Problem, need: Staffing, plan: Plan, watcher: Watcher, stop: Stop, seconds: float
) -> dict[str, Any]:
    """The classical plan beside this one."""
    from staffplan.errors import InfeasibleError, NoPlanError
    from staffplan.pipeline.plan.named import work_of_team
    from staffplan.pipeline.plan.plan import alone, search

    if not need.requirements:
        return {}
    solving = problem.scenario.solve.model_copy(update={"time_limit": timedelta(seconds=seconds)})
    try:
        scenario = problem.scenario.model_copy(update={"solve": solving})
        team = None if problem.team is None else work_of_team(scenario, problem.team, need.grid)
        classical = search(scenario, alone(need), watcher, stop, team=team)
    except (InfeasibleError, NoPlanError):
        return {"two_steps": {"found": False}}
    return {
        "two_steps": {
            "headcount": classical.headcount,
            "bound": classical.headcount_bound,
            "saved": classical.headcount - plan.summary.headcount,
        }
    }
