"""A team by name in a plan: its work for the search, and the search's agents as people and hires."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import Fault, InputError
from staffplan.pipeline.plan.granted import OTHERS, ROUNDING, TIME, fair_shares, granted_wishes, wishes_cost
from staffplan.schema.people.result import Lowered, TeamPlan
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from staffplan.schema.grid import Grid
    from staffplan.schema.people.preferences import PreferencesMet
    from staffplan.schema.people.result import FairShare
    from staffplan.schema.people.team import Team
    from staffplan.schema.plan import Plan, Shift
    from staffplan.schema.roster import Roster
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.staffing import Staffing
    from staffplan.shifts.people import TeamWork

HIRE = "hire-"
"""How ids of agents begin who are to be hired."""


def work_of_team(scenario: Scenario, team: Team, grid: Grid) -> TeamWork:
    """What ``team`` and those who may be hired can work. Raises InputError that names people who can work nothing."""
    from staffplan.shifts.people import team_work

    found = team_work(scenario, team, grid)
    if found.without:
        raise InputError([_impossible(scenario, team, index) for index in found.without])
    return found


def _impossible(scenario: Scenario, team: Team, index: int) -> Fault:
    person = team.people[index]
    return Fault(
        file=scenario.team.file or _("team"),
        row=person.row or None,
        column="agent",
        code="inconsistent",
        found=_("{person}, for whom no schedule is legal").format(person=person.name or person.id),
        accepted=_(
            "leave, fixed shifts, hours and availability that the contract {contract} can be worked with"
        ).format(contract=person.contract),
    )


def as_people(roster: Roster, work: TeamWork, team: Team) -> tuple[Roster, tuple[str, ...]]:
    """``roster`` with everybody of the team in it, also who has no shift; and the id of each agent.

    The search numbers the agents of each class one after the other, those to be hired last. Of a class of which not
    all are needed, the first are.
    """
    counted = list(zip(work.people, roster.headcount_by_work, strict=False))
    ids = [team.people[index].id for people, count in counted for index in people[:count]]
    hires = sum(roster.headcount_by_work[len(counted) :])
    if len(ids) < sum(map(len, work.people)):  # some are released
        return roster, tuple(ids)
    counts = Counter(roster.headcount_by_contract)
    counts.update(team.people[index].contract for index in work.idle)
    whole = replace(roster, headcount_by_contract=dict(counts), headcount_bound=roster.headcount_bound + len(work.idle))
    return whole, (*ids, *hire_ids(hires, ids))


def hire_ids(count: int, taken: Sequence[str]) -> list[str]:
    """Ids of ``count`` agents who are nobody yet, other than those ``taken``."""
    digits, number, found = len(str(count)), 0, list[str]()
    while len(found) < count:
        number += 1
        name = f"{HIRE}{number:0{max(digits, 2)}d}"
        if name not in taken:
            found.append(name)
    return found


def with_team(plan: Plan, roster: Roster, work: TeamWork, team: Team, need: Staffing) -> Plan:
    """``plan`` for ``need`` with what is said of ``team``, of which ``roster`` has everybody."""
    grid = need.grid
    scenario, nights = plan.summary.scenario, _nights(plan, grid)

    def is_night(shift: Shift) -> bool:
        return (shift.agent_id, shift.start) in nights

    wishes = granted_wishes(team, plan.shifts, grid.days, is_night)
    met, cost = roster.preferences, wishes_cost(team, wishes)
    if met is None or met.wishes_bound is None or cost > met.wishes_bound + ROUNDING:
        wishes = tuple(each.model_copy(update={"because": TIME}) if each.because == OTHERS else each for each in wishes)
    needed = {shift.agent_id for shift in plan.shifts}
    released = [person.id for person in team.people if scenario.team.release and person.id not in needed]
    named = len(team.people) - len(released)
    about = TeamPlan(
        team=team,
        hires=roster.headcount - named,
        released=tuple(released),
        hires_bound=max(roster.headcount_bound - named, 0) if not released else 0,
        lowered=tuple(
            Lowered(agent=team.people[index].id, owed=dict(terms.owed), owes_totals=terms.owes_totals)
            for index, terms in work.lowered
        ),
        **_missing(plan, roster, need),
        wishes=wishes,
        wishes_cost=cost,
        wishes_bound=None if met is None else met.wishes_bound,
        fairness=tuple(_told(each, met) for each in fair_shares(scenario, team, plan.shifts, grid.days, is_night)),
    )
    return plan.model_copy(update={"summary": plan.summary.model_copy(update={"team": about})})


def with_team_again(plan: Plan, grid: Grid) -> Plan:
    """``plan`` with wishes and fair shares counted again from its shifts, which were changed."""
    about, nights = plan.summary.team, _nights(plan, grid)
    if about is None:
        return plan

    def is_night(shift: Shift) -> bool:
        return (shift.agent_id, shift.start) in nights

    wishes = granted_wishes(about.team, plan.shifts, grid.days, is_night)
    shares = tuple(fair_shares(plan.summary.scenario, about.team, plan.shifts, grid.days, is_night))
    changes = {"wishes": wishes, "wishes_cost": wishes_cost(about.team, wishes), "fairness": shares}
    return plan.model_copy(
        update={"summary": plan.summary.model_copy(update={"team": about.model_copy(update=changes)})}
    )


def _told(share: FairShare, met: PreferencesMet | None) -> FairShare:
    """``share``; where fairer ones are not ruled out, nobody is left out for the sake of the service."""
    if met is not None and met.beyond_bound is not None and met.beyond <= met.beyond_bound + ROUNDING:
        return share
    reasons = {agent: TIME if why == "service" else why for agent, why in share.left_out.items()}
    return share.model_copy(update={"left_out": reasons})


def _missing(plan: Plan, roster: Roster, need: Staffing) -> dict[str, float | None]:
    """What ``plan`` lacks to ``need`` where it may: agents to the least of each slot, inquiries to the target."""
    if roster.missing is None:
        return {}
    duty = np.array([row.on_duty for row in plan.coverage])
    answered = np.array([row.human_inquiries * (row.service_level or 0.0) for row in plan.coverage])
    lacking = [
        max(group.at_least - float(answered[group.slots].sum()), 0.0)
        for requirement in need.requirements
        if requirement.measure == "service_level"
        for group in requirement.groups
    ]
    return {
        "missing": float(sum(lacking)),
        "missing_bound": roster.missing.service_bound,
        "missing_agents": float(np.maximum(need.least - duty, 0).sum()),
        "missing_agents_bound": roster.missing.agents_bound,
    }


def _nights(plan: Plan, grid: Grid) -> set[tuple[str, datetime]]:
    """Agent and start of the night shifts of ``plan``."""
    from staffplan.shifts.nights import night_shifts

    start = np.array([grid.place(shift.start)[0] for shift in plan.shifts], dtype=np.int64)
    behind = np.array([grid.place(shift.end)[0] for shift in plan.shifts], dtype=np.int64)
    at_night = night_shifts(start, behind - start, plan.summary.scenario.payroll, grid)
    return {(shift.agent_id, shift.start) for shift, night in zip(plan.shifts, at_night.tolist(), strict=True) if night}
