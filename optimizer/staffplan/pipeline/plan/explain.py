"""``--explain``: why not one fewer, what a further agent would buy, what each rule costs, what one model saves."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from staffplan.schema.progress import Progress
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.pipeline.problem import Problem
    from staffplan.schema.plan import Plan
    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.bound.binding import Binding

SHOWN = 8
SECONDS = 30.0
"""Time for trying rules, so that the explanation of a large team does not outlast its plan."""


def with_explanation(problem: Problem, plan: Plan, watcher: Watcher, stop: Stop) -> Plan:
    """``plan`` with its explanation."""
    from staffplan.service import staffing

    watcher(Progress(_("explaining the bound"), plan.summary.headcount, plan.summary.headcount_bound))
    need = staffing(problem.demand, problem.scenario)
    explanation = {**_bound(problem, need, plan), **_two_steps(problem, need, plan, watcher, stop)}
    return plan.model_copy(update={"summary": plan.summary.model_copy(update={"explanation": explanation})})


def _bound(problem: Problem, need: Staffing, plan: Plan) -> dict[str, Any]:
    from staffplan.shifts import legal_work
    from staffplan.solve.bound.binding import relaxation

    now = relaxation(legal_work(problem.scenario, need.grid), need)
    if now is None:
        return {}
    return {
        "relaxation": round(now.headcount, 3),
        "bound_from_relaxation": now.bound,
        "binding_days": list(_shares(now, need, lambda moment: moment.date().isoformat())),
        "binding_hours": list(_shares(now, need, lambda moment: f"{moment:%H}:00")),
        "rules": list(_rules(problem, need, now)),
        "one_fewer": _one_fewer(problem, need, plan),
    }


def _shares(now: Binding, need: Staffing, key: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a function
    """Who pays for the bound, in shares of it, the largest first."""
    paid: dict[str, float] = defaultdict(float)
    for moment, part in zip(need.grid.starts, now.by_slot.tolist(), strict=True):
        paid[key(moment)] += part
    total = sum(paid.values()) or 1.0
    for label, part in sorted(paid.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]:
        if part > 0.001 * total:
            yield {"when": label, "share": round(part / total, 4)}


def _rules(problem: Problem, need: Staffing, now: Binding) -> Iterator[dict[str, Any]]:
    """What each rule relaxed by a step would do to the bound; a later threshold too."""
    from staffplan.service import staffing
    from staffplan.shifts import legal_work
    from staffplan.shifts.relax import relaxations
    from staffplan.solve.bound.binding import relaxation

    began = time.monotonic()
    for change in relaxations(problem.scenario):
        if time.monotonic() - began > SECONDS:
            return
        relaxed = relaxation(legal_work(change.scenario, need.grid), need)
        if relaxed is not None and relaxed.headcount < now.headcount - 1e-6:
            yield _effect(change.text, relaxed, now)
    target = problem.scenario.target
    later = target.model_copy(update={"within": 2 * target.within})
    scenario = problem.scenario.model_copy(update={"target": later})
    relaxed = relaxation(legal_work(scenario, need.grid), staffing(problem.demand, scenario))
    if relaxed is not None and relaxed.headcount < now.headcount - 1e-6:
        text = _("a threshold of {seconds:.0f} s").format(seconds=later.within.total_seconds())
        yield _effect(text, relaxed, now)


def _effect(text: str, relaxed: Binding, now: Binding) -> dict[str, Any]:
    return {"change": text, "bound": relaxed.bound, "relaxation_falls_by": round(now.headcount - relaxed.headcount, 3)}


def _one_fewer(problem: Problem, need: Staffing, plan: Plan) -> dict[str, Any]:
    """What the best schedule of one agent fewer would miss."""
    from staffplan.errors import NoPlanError
    from staffplan.shifts import legal_work
    from staffplan.solve.searches.shortage import least_shortage

    fewer = plan.summary.headcount - 1
    try:
        shortage = least_shortage(legal_work(problem.scenario, need.grid), need, most=fewer)
    except NoPlanError:
        return {}
    if shortage is None:
        return {"headcount": fewer, "legal": False}
    groups = [label for label, missed in shortage.service.items() if missed > 1e-6]
    return {
        "headcount": fewer,
        "slots_short": int((shortage.agents > 1e-6).sum()),
        "agent_slots_short": round(float(np.sum(shortage.agents)), 2),
        "groups_missed": groups[:SHOWN],
        **({} if need.deferrable is None else {"hours_lacking_for_messages": _hours(shortage.late, need)}),
    }


def _hours(agent_slots: NDArray[np.float64], need: Staffing) -> float:
    return round(float(agent_slots.sum()) * need.grid.slot_minutes / 60, 2)


def _two_steps(problem: Problem, need: Staffing, plan: Plan, watcher: Watcher, stop: Stop) -> dict[str, Any]:
    """The classical plan beside this one."""
    from staffplan.errors import InfeasibleError, NoPlanError
    from staffplan.pipeline.plan.plan import alone, search

    if not need.requirements:
        return {}
    try:
        classical = search(problem.scenario, alone(need), watcher, stop)
    except (InfeasibleError, NoPlanError):
        return {"two_steps": {"found": False}}
    return {
        "two_steps": {
            "headcount": classical.headcount,
            "bound": classical.headcount_bound,
            "saved": classical.headcount - plan.summary.headcount,
        }
    }
