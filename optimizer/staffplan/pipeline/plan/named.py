"""A team by name in a plan: its work for the search, and the search's agents as people and hires."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.schema.team_plan import Lowered, TeamPlan
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.grid import Grid
    from staffplan.schema.roster import Roster
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.team import Team
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

    The search numbers the agents of each class one after the other, those to be hired last.
    """
    ids = [team.people[index].id for people in work.people for index in people]
    hires = roster.headcount - len(ids)
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


def team_plan(roster: Roster, work: TeamWork, team: Team) -> TeamPlan:
    """What plan.json says of ``team``, of which ``roster`` has everybody."""
    named = len(team.people)
    return TeamPlan(
        team=team,
        hires=roster.headcount - named,
        hires_bound=max(roster.headcount_bound - named, 0),
        lowered=tuple(
            Lowered(agent=team.people[index].id, owed=dict(terms.owed), owes_totals=terms.owes_totals)
            for index, terms in work.lowered
        ),
    )
