"""Makes one plan: need, search, check, certification; and again where the finished schedule misses the target."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import InfeasibleError, NoPlanError, StaffplanError
from staffplan.pipeline.gc_paused import uncollected
from staffplan.pipeline.plan.assemble import assemble_plan, on_duty_of
from staffplan.pipeline.plan.named import as_people, with_team, work_of_team
from staffplan.schema.deadline import Deadline
from staffplan.schema.progress import Progress, Stop, Watcher
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.pipeline.plan.documents import Documents
    from staffplan.pipeline.problem import Problem
    from staffplan.schema.people.team import Team
    from staffplan.schema.plan import Plan
    from staffplan.schema.roster import Roster
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.staffing import Staffing
    from staffplan.service import WalkBeside
    from staffplan.shifts.people import TeamWork

CERTIFY_TURNS = 3
"""How often more service is asked for where the finished schedule misses the target."""
SECONDS_OF_A_SLOT, SECONDS_OF_A_SHIFT, SECONDS_AT_LEAST = 1.2e-3, 1e-4, 0.5
"""What follows a search takes about: checking, the queue, documents (2,688 slots: 4 s; 100,000 shifts: 8 s)."""
WRITING_A_SLOT, WRITING_A_SHIFT = 1e-4, 1e-5
"""Of that, what writing plan.json and the tables takes."""
AGAIN_SHARE = 0.05
"""Part of the time limit that is to be left for a search for more service."""


class CheckFailedError(StaffplanError):
    """The checker found a rule broken in a plan just made: a fault of staffplan, and no plan is written."""


@dataclass
class Clock:
    """Seconds of every stage; they do not overlap, so that they add up to what the whole took."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside."""
        began = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began


def plan_for(
    problem: Problem,
    clock: Clock,
    watcher: Watcher,
    stop: Stop,
    *,
    two_steps: bool = False,
    documents: Documents | None = None,
    deadline: Deadline | None = None,
) -> Plan:
    """The checked and certified plan of a problem; ``documents`` are begun where there is time for it meanwhile.

    ``deadline``: that of the whole command; None: the scenario's time limit, from now on.
    """
    from staffplan.service import staffing

    deadline = deadline or Deadline(problem.scenario.solve.time_limit.total_seconds())
    watcher(Progress("working_out_service"))
    with clock.stage("service"):
        need = staffing(problem.demand, problem.scenario)
    if two_steps:
        need = alone(need)
    return certify(problem, need, clock, watcher, stop, deadline, documents)


def certify(
    problem: Problem,
    need: Staffing,
    clock: Clock,
    watcher: Watcher,
    stop: Stop,
    deadline: Deadline,
    documents: Documents | None = None,
) -> Plan:
    """Solve, check, evaluate the schedule as one queue; where that misses the target, ask for more and solve again.

    The bound is that of the first model: what is asked for on top is a heuristic, so it proves nothing. The queue is
    mostly followed in a process of its own, from when the numbers on duty are settled, while the plan is put together
    and checked and ``documents`` are begun; the clock's ``certify`` is then what it takes after that.
    """
    from staffplan.pipeline.plan.certify import beside
    from staffplan.service import course_of

    with beside(problem.demand) as walker:
        if walker is None:
            return _certified_plan(problem, need, clock, watcher, stop, deadline, None)

        def watch(progress: Progress) -> None:
            if progress.on_duty is not None:
                walker.begin(course_of(problem.demand, problem.scenario, progress.on_duty))
            watcher(progress)

        return _certified_plan(problem, need, clock, watch, stop, deadline, walker, documents)


def _certified_plan(
    problem: Problem,
    need: Staffing,
    clock: Clock,
    watcher: Watcher,
    stop: Stop,
    deadline: Deadline,
    walker: WalkBeside | None,
    documents: Documents | None = None,
) -> Plan:
    from staffplan.pipeline.plan.certify import certified_within, tightened
    from staffplan.service import course_of

    demand, scenario = problem.demand, problem.scenario
    team = None if problem.team is None else work_of_team(scenario, problem.team, demand.grid)
    first: Roster | None = None
    asked, plan = need, None
    for turn in range(1 + CERTIFY_TURNS):
        with clock.stage("solve"):
            try:
                roster = search(scenario, asked, watcher, stop, deadline, again=turn > 0, team=team, named=problem.team)
            except (InfeasibleError, NoPlanError):
                if plan is None:
                    raise
                break
        first = first or roster
        roster = replace(
            roster,
            headcount_bound=first.headcount_bound,
            cost_bound=first.cost_bound,
            proved=first.proved and _as_good(roster, first, scenario),
        )
        if walker is not None:
            walker.begin(course_of(demand, scenario, on_duty_of(roster, demand.grid)))
        with clock.stage("verify"):
            watcher(Progress("checking_schedule", roster.headcount, roster.headcount_bound))
            plan = checked(problem, need, roster, team)
        if stop.is_set():
            break
        if documents is not None and deadline.allows(documents.seconds(plan)):
            watcher(Progress("writing_files", roster.headcount, roster.headcount_bound))
            with clock.stage("documents"):
                documents.begin(plan)
        with clock.stage("certify"):
            watcher(Progress("evaluating_queue", roster.headcount, roster.headcount_bound))
            plan = certified_within(plan, demand, walker, deadline.left_over(_seconds_to_write(plan)))
        met = plan.summary.service.target_met is not False
        may_miss = team is not None and scenario.team.shortage == "least"
        if met or may_miss or not asked.requirements or deadline.left < AGAIN_SHARE * deadline.limit:
            break
        asked = tightened(asked, plan, demand)
    assert plan is not None
    return plan


def _as_good(roster: Roster, first: Roster, scenario: Scenario) -> bool:
    """Whether ``roster`` is no larger, or where cost is minimised no dearer, than ``first``."""
    if scenario.objective.minimise == "headcount":
        return roster.headcount <= first.headcount
    rates = {contract.name: contract.hourly_cost or 0.0 for contract in scenario.contract}
    now, then = (sum(shift.paid_slots * rates[shift.contract] for shift in r.shifts) for r in (roster, first))
    return now <= then * (1 + 1e-9)


def alone(need: Staffing) -> Staffing:
    """The classical first step: every slot meets the target on its own."""
    return replace(need, least=need.required, requirements=())


def seconds_behind(scenario: Scenario, need: Staffing) -> float:
    """About how long what follows the search takes, by the slots and the shifts that the need takes at least."""
    longest = max(length for contract in scenario.contract for length in scenario.lengths_of(contract))
    agent_slots = float(np.maximum(need.least, need.required).sum())
    shifts = agent_slots * need.grid.slot_minutes * 60 / longest.total_seconds()
    return SECONDS_AT_LEAST + SECONDS_OF_A_SLOT * need.grid.n_slots + SECONDS_OF_A_SHIFT * shifts


def _seconds_to_write(plan: Plan) -> float:
    """About how long writing plan.json and the tables of ``plan`` takes."""
    return WRITING_A_SLOT * len(plan.coverage) + WRITING_A_SHIFT * len(plan.shifts)


def search(
    scenario: Scenario,
    need: Staffing,
    watcher: Watcher,
    stop: Stop,
    deadline: Deadline | None = None,
    *,
    again: bool = False,
    team: TeamWork | None = None,
    named: Team | None = None,
) -> Roster:
    """The best roster; raises InfeasibleError, with shortages and remedies, where there is none.

    It keeps time for what follows up to the ``deadline`` of the command; None: it has the scenario's time limit to
    itself. ``again``: one was found, and more service is asked for. ``team``: what those ``named`` can work.
    """
    from staffplan.pipeline.plan.hard_week import hard_week
    from staffplan.pipeline.plan.remedy import explain_infeasible
    from staffplan.shifts import legal_work
    from staffplan.shifts.people import preferences_of
    from staffplan.solve.run import no_week
    from staffplan.solve.search import find_roster

    works = legal_work(scenario, need.grid) if team is None else team.works
    solving = scenario.solve
    if deadline is not None:
        seconds = deadline.left_but(seconds_behind(scenario, need))
        solving = solving.model_copy(update={"time_limit": timedelta(seconds=seconds)})
    hardest = partial(hard_week, scenario, need) if team is None else no_week
    wished = None if team is None or named is None else preferences_of(scenario, named, team, need.grid)
    roster = find_roster(
        works,
        need,
        scenario.objective,
        solving,
        watcher,
        stop,
        hardest,
        preferences=wished,
        may_miss=team is not None and scenario.team.shortage == "least",
    )
    if roster is None and again:
        raise InfeasibleError(Message.of("more_service_not_reached"))
    if roster is None:
        watcher(Progress("finding_remedies"))
        left = {} if deadline is None else {"left": deadline.left}
        raise explain_infeasible(scenario, replace(need, prices=None), works, team=named, **left)
    return roster


@uncollected()
def checked(problem: Problem, need: Staffing, roster: Roster, team: TeamWork | None = None) -> Plan:
    """The plan of ``roster``, whose agents ``team`` knows by name.

    Raises CheckFailedError where the independent checker finds anything broken.
    """
    from staffplan.service import steady_service
    from staffplan.verify import check_plan

    demand, scenario = problem.demand, problem.scenario
    steady = steady_service(demand, scenario, on_duty_of(roster, demand.grid))
    ids, warnings = None, problem.warnings
    if team is not None and problem.team is not None:
        roster, ids = as_people(roster, team, problem.team)
        warnings = (*warnings, *team.messages(problem.team))
    plan = assemble_plan(roster, demand, need, steady, scenario, problem.sources, warnings, ids)
    if team is not None and problem.team is not None:
        plan = with_team(plan, roster, team, problem.team, need)
    broken = check_plan(plan, demand.aht_s)
    if broken:
        lines = "\n".join(str(violation) for violation in broken[:20])
        raise CheckFailedError(_("the checker found broken rules in the plan, so it is not written:") + "\n" + lines)
    return plan
