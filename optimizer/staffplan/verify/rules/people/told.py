"""What plan.json says of a team: who is there, who is hired, which wishes are granted, how things are shared."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.scenario.holidays import statutory_days
from staffplan.schema.violation import Violation
from staffplan.verify.rules.people.view import View, dates
from staffplan.verify.rules.sequences.nights import night_shifts
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from staffplan.schema.people.result import TeamPlan
    from staffplan.schema.people.team import Wish
    from staffplan.schema.plan import Plan, PlanSummary, Shift
    from staffplan.schema.violation import Rule
    from staffplan.verify.roster import Roster

NOON = 12 * 60
SATURDAY = 5
ROUNDING = 1e-6


def heads(roster: Roster, plan: Plan) -> Iterator[Violation]:
    """Everybody is of the team or hired; numbers of both are those of the schedule, and no smaller than proved."""
    about = plan.summary.team
    if about is None:
        return
    people = {person.id: person for person in about.team.people}
    hired = [agent for agent in roster.agent_ids if agent not in people]
    expected = len(people) - len(about.released) + len(hired)
    for what, stated, true in (
        (_("hires"), about.hires, len(hired)),
        (_("headcount"), plan.summary.headcount, expected),
    ):
        if stated != true:
            yield _of_plan("headcount", _("{what}: {count}").format(what=what, count=stated), str(true))
    if about.hires_bound > about.hires:
        found = _("{count} hired").format(count=about.hires)
        yield _of_plan("bound", found, _("at least {bound}, the stated bound").format(bound=about.hires_bound))
    yield from _contracts(roster, plan.summary, about)
    working = set(roster.agent_ids)
    for agent in about.released:
        if agent in working:
            yield _of_plan("headcount", _("shifts of {agent}, who is not needed").format(agent=agent), _("none"))


def _contracts(roster: Roster, summary: PlanSummary, about: TeamPlan) -> Iterator[Violation]:
    names = {person.id: person.contract for person in about.team.people if person.id not in about.released}
    by_agent = {shift.agent_id: shift.contract for shift in roster.shifts}
    for agent, contract in by_agent.items():
        if agent in names and names[agent] != contract:
            found = _("a shift of the contract {contract}").format(contract=contract)
            yield Violation(rule="one_contract", agent_id=agent, found=found, allowed=names[agent])
    hired = {agent: contract for agent, contract in by_agent.items() if agent not in names}
    may = roster.scenario.team.hire
    none = roster.scenario.team.shortage == "least" or roster.scenario.team.release
    for agent, contract in hired.items():
        if none or (may is not None and contract not in may):
            yield Violation(
                rule="hire", agent_id=agent, found=contract, allowed=", ".join(() if none else may or ()) or _("none")
            )
    true = Counter(names.values()) + Counter(hired.values())
    for contract in sorted({*true, *summary.headcount_by_contract}):
        stated = summary.headcount_by_contract.get(contract, 0)
        if stated != true[contract]:
            found = _("{count} agents stated of the contract {contract}").format(count=stated, contract=contract)
            yield _of_plan("headcount_by_contract", found, str(true[contract]))
    for each in roster.scenario.contract:
        least, most = each.headcount
        if true[each.name] < least or (most is not None and hired and true[each.name] > most):
            found = _("{count} agents of the contract {contract}").format(count=true[each.name], contract=each.name)
            yield _of_plan("headcount_limits", found, f"{least}–{most}")


def wishes(roster: Roster, plan: Plan, views: Mapping[str, View]) -> Iterator[Violation]:
    """Each wish is granted on as many dates as is said, and what is not granted weighs what is said."""
    about = plan.summary.team
    if about is None:
        return
    nights = _nights(roster)
    weight = 0.0
    for number, wish in enumerate(about.team.wishes):
        asked, granted = _granted(wish, views, nights)
        weight += wish.weight * (asked - granted)
        told = about.wishes[number] if number < len(about.wishes) else None
        if told is None or (told.wish, told.dates, told.granted) != (number, asked, granted):
            found = _("{told} for the wish {kind}").format(kind=wish.kind, told=told and (told.granted, told.dates))
            allowed = _("granted on {granted} of {asked} dates").format(granted=granted, asked=asked)
            yield Violation(rule="wishes", agent_id=wish.agent, date=wish.first, found=found, allowed=allowed)
    if abs(about.wishes_cost - weight) > ROUNDING:
        yield _of_plan("wishes", str(about.wishes_cost), str(weight))
    if about.wishes_bound is not None and weight < about.wishes_bound - ROUNDING:
        yield _of_plan("bound", str(weight), str(about.wishes_bound))


def _granted(wish: Wish, views: Mapping[str, View], nights: set[tuple[str, datetime]]) -> tuple[int, int]:
    """Dates asked for, and those that are granted."""
    view = views[wish.agent]
    if wish.kind == "max_nights":
        worked = sum((wish.agent, shift.start) in nights for day, shift in view.shifts.items() if day in view.days)
        return 1, int(worked <= (wish.most or 0))
    other = views.get(wish.of)
    asked = [day for day in dates(wish) if day in view.days]
    return len(asked), sum(
        _is_granted(wish, view.shifts.get(day), other is not None and day in other.shifts) for day in asked
    )


def _is_granted(wish: Wish, shift: Shift | None, beside: bool) -> bool:
    if wish.kind in ("day_off", "work"):
        return (shift is None) == (wish.kind == "day_off")
    if wish.kind in ("with", "not_with"):
        return (shift is not None and beside) == (wish.kind == "with")
    if wish.kind in ("early", "late"):
        border = NOON if wish.start is None else wish.start
        return shift is None or (shift.start.hour * 60 + shift.start.minute < border) == (wish.kind == "early")
    clock = (
        None if shift is None else (shift.start.hour * 60 + shift.start.minute, shift.end.hour * 60 + shift.end.minute)
    )
    meant = (wish.start or 0, (wish.end or 0) % (24 * 60))
    same = shift is not None and (shift.shift_name == wish.of if wish.of else clock == meant)
    return same == (wish.kind == "shift")


def shares(roster: Roster, plan: Plan, views: Mapping[str, View]) -> Iterator[Violation]:
    """Shares are as wide as is said, no wider than they may be, of everybody but those named as left out."""
    about = plan.summary.team
    if about is None:
        return
    fairness, nights = roster.scenario.fairness, _nights(roster)
    limits = {"nights": fairness.nights, "weekends": fairness.weekends, "holidays": fairness.holidays}
    for share in about.fairness:
        members = [
            view
            for view in views.values()
            if share.group in ("all", view.person.contract) and view.person.id not in share.left_out
        ]
        counts = [_counters()[share.what](view, roster, nights) for view in members]
        least, most = min(counts, default=0.0), max(counts, default=0.0)
        told = _("{what} from {least:g} to {most:g}")
        if abs(least - share.least) > ROUNDING or abs(most - share.most) > ROUNDING:
            found = told.format(what=share.what, least=share.least, most=share.most)
            yield _of_plan("fair_share", found, told.format(what=share.what, least=least, most=most))
        spread = (
            fairness.hours.total_seconds() / 3600
            if share.what == "hours" and fairness.hours
            else limits.get(share.what)
        )
        if spread is not None and most - least > spread + ROUNDING:
            found = told.format(what=share.what, least=least, most=most)
            yield _of_plan("fair_share", found, _("at most {spread:g} apart").format(spread=spread))


def _counters() -> dict[str, Callable[[View, Roster, set[tuple[str, datetime]]], float]]:
    return {"nights": _night_count, "weekends": _weekend_count, "holidays": _holiday_count, "hours": _hour_count}


def _inside(view: View) -> list[tuple[date, Shift]]:
    return [(day, shift) for day, shift in view.shifts.items() if day in view.days]


def _night_count(view: View, roster: Roster, nights: set[tuple[str, datetime]]) -> float:
    return view.person.nights_before + sum((view.person.id, shift.start) in nights for _day, shift in _inside(view))


def _weekend_count(view: View, roster: Roster, nights: set[tuple[str, datetime]]) -> float:
    worked = {day - timedelta(days=day.weekday()) for day, _shift in _inside(view) if day.weekday() >= SATURDAY}
    return view.person.weekends_before + len(worked)


def _holiday_count(view: View, roster: Roster, nights: set[tuple[str, datetime]]) -> float:
    payroll = roster.scenario.payroll
    return sum(day in statutory_days(payroll.country, payroll.subdivision, day.year) for day, _shift in _inside(view))


def _hour_count(view: View, roster: Roster, nights: set[tuple[str, datetime]]) -> float:
    return view.person.hours_balance + sum(shift.paid_hours for _day, shift in _inside(view))


def _nights(roster: Roster) -> set[tuple[str, datetime]]:
    at_night = night_shifts(roster).tolist()
    return {(shift.agent_id, shift.start) for shift, night in zip(roster.shifts, at_night, strict=True) if night}


def missing(plan: Plan) -> Iterator[Violation]:
    """What lacks is no less than is proved."""
    about = plan.summary.team
    if about is None:
        return
    for value, bound in (
        (about.missing, about.missing_bound),
        (about.missing_agents, about.missing_agents_bound),
    ):
        if value is not None and bound is not None and value < bound - 1e-3 * max(1.0, bound):
            yield _of_plan("bound", f"{value:g}", f"{bound:g}")


def _of_plan(rule: Rule, found: str, allowed: str) -> Violation:
    return Violation(rule=rule, found=found, allowed=allowed)
