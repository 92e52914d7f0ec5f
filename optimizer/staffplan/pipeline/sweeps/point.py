"""One point of a sweep: what is needed to solve it, and what it comes to, in whatever process that is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from staffplan.errors import InfeasibleError, InputError, NoPlanError, ProcessEndedError
from staffplan.pipeline.plan.plan import Clock, plan_for
from staffplan.pipeline.problem import Problem, demand_for
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.sweep import SweepPoint
from staffplan.words.language import _, use_language

if TYPE_CHECKING:
    from staffplan.schema.forecast import Forecast
    from staffplan.schema.people.team import Team
    from staffplan.schema.scenario.keys import Scenario


@dataclass(frozen=True)
class Task:
    """One point to solve."""

    place: int
    """Its place in the sweep."""
    values: tuple[str, ...]
    """Its value of each parameter, as shown."""
    forecast: Forecast
    """The inquiries."""
    scenario: Scenario
    """All values in force."""
    language: str
    """Language of what it says."""
    team: Team | None = None
    """The people by name; None: agents are counted."""


def solved(task: Task) -> SweepPoint:
    """The point that ``task`` comes to, whatever happens."""
    use_language(task.language)
    began = time.monotonic()
    found: dict[str, Any]
    try:
        found = _figures(task)
    except InfeasibleError as error:
        found = {"outcome": "infeasible", "problem": str(error.summary), "remedies": tuple(map(str, error.remedies))}
    except NoPlanError as error:
        found = {"outcome": "no_plan", "problem": str(error)}
    except (InputError, ProcessEndedError) as error:
        found = {"outcome": "failed", "problem": str(error)}
    except MemoryError:
        found = {"outcome": "failed", "problem": _("there is not enough memory")}
    except Exception as error:  # a failed point must not end the sweep
        found = {"outcome": "failed", "problem": f"{type(error).__name__}: {error}"}
    return SweepPoint(task.place, task.values, seconds=time.monotonic() - began, **found)


def _figures(task: Task) -> dict[str, Any]:
    demand = demand_for(task.forecast, task.scenario)
    problem = Problem(task.scenario, demand, (), (), team=task.team)
    summary = plan_for(problem, Clock(), nobody_watches, Stop()).summary
    return {
        "outcome": summary.status,
        "headcount": summary.headcount,
        "headcount_bound": summary.headcount_bound,
        "headcount_by_contract": dict(summary.headcount_by_contract),
        "paid_hours": summary.paid_hours,
        "cost": summary.cost,
        "human_inquiries": float(demand.human_inquiries.sum()),
        "predicted": summary.service.predicted,
        "certified": summary.service.certified,
        "target_met": summary.service.target_met,
    }
