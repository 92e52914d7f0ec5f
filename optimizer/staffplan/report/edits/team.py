"""What an edited roster changes in a team by name: leave and sick days, who works at all, who is to be hired."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.report.people.away import away_days, away_text
from staffplan.schema.people.team import DayEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from staffplan.report.edits.sheet import EditedSheet
    from staffplan.schema.people.team import Away
    from staffplan.schema.plan import Plan

Key = tuple[str, "date"]
"""A person and a day."""


def contracts_of_team(plan: Plan) -> dict[str, str]:
    """The contract of everybody of the team, also who has no shift."""
    team = plan.summary.team
    return {} if team is None else {person.id: person.contract for person in team.team.people}


def contracts_at_work(plan: Plan) -> dict[str, str]:
    """The contract of everybody of the team who is needed: they count, also without a shift."""
    team = plan.summary.team
    released = () if team is None else team.released
    return {agent: name for agent, name in contracts_of_team(plan).items() if agent not in released}


def changed_away(plan: Plan, sheet: EditedSheet) -> dict[Key, Away | None]:
    """Days on which somebody of the team is now on leave, sick, or neither any more (None).

    A shift or a day off in place of leave ends it; an empty cell leaves it as it was.
    """
    people, before = (
        contracts_of_team(plan),
        {} if plan.summary.team is None else away_days(plan.summary.team.team.days),
    )
    found: dict[Key, Away | None] = {}
    for key, shifts in sheet.shifts.items():
        said = sheet.away.get(key)
        if key[0] not in people or (said is None and not shifts):
            continue
        now = None if said in (None, "off") else said
        if now != before.get(key):
            found[key] = now
    return found


def away_shown(kind: Away | None) -> str:
    """What a list of changes calls it; a day off is nothing."""
    return away_text(kind) if kind else ""


def with_days(plan: Plan, away: Mapping[Key, Away | None]) -> Plan:
    """``plan`` with leave and sick days as ``away`` says; who is hired and who not needed is counted again."""
    about = plan.summary.team
    if about is None:
        return plan
    kept = [part for entry in about.team.days for part in _without(entry, away)]
    new = [DayEntry(agent=agent, first=day, last=day, kind=kind) for (agent, day), kind in sorted(away.items()) if kind]
    team = about.team.model_copy(update={"days": (*kept, *new)})
    at_work, people = {shift.agent_id for shift in plan.shifts}, contracts_of_team(plan)
    changes = {
        "team": team,
        "hires": len(at_work - people.keys()),
        "released": tuple(agent for agent in about.released if agent not in at_work),
        "wishes_bound": None,
        **dict.fromkeys(("missing", "missing_bound", "missing_agents", "missing_agents_bound")),
    }
    return plan.model_copy(
        update={"summary": plan.summary.model_copy(update={"team": about.model_copy(update=changes)})}
    )


def _without(entry: DayEntry, away: Mapping[Key, Away | None]) -> Iterator[DayEntry]:
    """The stretches of ``entry`` on days that are not changed; entries of other kinds whole."""
    days = entry.dates
    if entry.kind not in ("leave", "sick") or not any((entry.agent, day) in away for day in days):
        yield entry
        return
    begin: date | None = None
    for day in [*days, entry.last + timedelta(days=1)]:
        is_kept = day <= entry.last and (entry.agent, day) not in away
        if is_kept and begin is None:
            begin = day
        elif not is_kept and begin is not None:
            yield entry.model_copy(update={"first": begin, "last": day - timedelta(days=1)})
            begin = None
