"""Rules of people by name: what is settled of their days, what they owe, what came before, and what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.verify.rules.people import owed, settled, told
from staffplan.verify.rules.people.view import views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from staffplan.schema.plan import Plan
    from staffplan.schema.violation import Violation
    from staffplan.verify.roster import Roster
    from staffplan.verify.rules.people.view import View


def rules_of_people(roster: Roster, plan: Plan, of_agents: Iterable[Violation]) -> Iterator[Violation]:
    """What is broken in a plan of people by name; ``of_agents`` is what the rules of any agent found.

    Of these, people answer for what leave, the past and their own terms do not change; for the rest they have rules
    of their own.
    """
    people = {view.person.id: view for view in views(roster, plan)}
    released = () if plan.summary.team is None else plan.summary.team.released
    for each in of_agents:
        view = people.get(each.agent_id or "")
        if view is None or not _is_replaced(each, view):
            yield each
    for view in people.values():
        if view.person.id in released:  # has no shift, which another rule looks after, and owes none
            continue
        yield from settled.settled_days(view)
        yield from settled.available(view)
        yield from settled.seam(view)
        yield from owed.week_days(view, roster)
        yield from owed.period_days(view)
        yield from owed.hours(view, roster)
    yield from told.heads(roster, plan)
    yield from told.wishes(roster, plan, people)
    yield from told.shares(roster, plan, people)
    yield from told.missing(plan)


def _is_replaced(found: Violation, view: View) -> bool:
    if found.rule == "days_in_row":
        return view.person.rotation is not None
    return found.rule in owed.REPLACED or (found.rule in owed.CUT_BY_LEAVE and owed.is_particular(view))
