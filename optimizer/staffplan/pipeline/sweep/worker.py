"""A process that solves points of a sweep: tasks on its standard input, points on its standard output.

The end of the input is the wish to stop: the solver of the point at hand ends at once, and so does the process, also
where its parent was killed.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from staffplan.errors import InfeasibleError, InputError, NoPlanError
from staffplan.pipeline.plan.plan import Clock, plan_for
from staffplan.pipeline.problem import Problem, demand_for
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.sweep import SweepPoint
from staffplan.words.language import use_language

if TYPE_CHECKING:
    from staffplan.schema.forecast import Forecast
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


def solved(task: Task, stop: Stop) -> SweepPoint | None:
    """The point that ``task`` comes to, whatever happens; None where ``stop`` was set before it was done."""
    began = time.monotonic()
    found: dict[str, Any]
    try:
        found = _figures(task, stop)
    except InfeasibleError as error:
        found = {"outcome": "infeasible", "problem": error.summary, "remedies": error.remedies}
    except NoPlanError as error:
        found = {"outcome": "no_plan", "problem": str(error)}
    except InputError as error:
        found = {"outcome": "failed", "problem": str(error)}
    except Exception as error:  # a failed point must not end the sweep
        found = {"outcome": "failed", "problem": f"{type(error).__name__}: {error}"}
    if stop.is_set():
        return None
    return SweepPoint(task.place, task.values, seconds=time.monotonic() - began, **found)


def _figures(task: Task, stop: Stop) -> dict[str, Any]:
    demand = demand_for(task.forecast, task.scenario)
    summary = plan_for(Problem(task.scenario, demand, (), ()), Clock(), nobody_watches, stop).summary
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


def main() -> None:
    """Solve tasks until the input ends."""
    from staffplan.solve.engine.worker import receive, send

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    stop = Stop()
    tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()

    def read() -> None:
        while (task := receive(sys.stdin.buffer)) is not None:
            tasks.put(task)
        stop.set()
        tasks.put(None)

    threading.Thread(target=read, daemon=True).start()
    while (task := tasks.get()) is not None:
        use_language(task.language)
        point = solved(task, stop)
        if point is None:
            return
        try:
            send(out, point)
        except BrokenPipeError:
            return
