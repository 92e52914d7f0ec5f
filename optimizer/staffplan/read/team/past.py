"""What the last plan left: the shifts of the same people, and their accounts."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from staffplan.errors import Fault, InputError
from staffplan.read.plan.folder import read_plan
from staffplan.read.tables.files import read_bytes, shown_path
from staffplan.read.team.ids import Ids
from staffplan.schema.people.team import PastShift, Team
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from staffplan.schema.forecast import Source
    from staffplan.schema.grid import Grid
    from staffplan.schema.people.team import Person
    from staffplan.schema.plan import Plan, Shift
    from staffplan.schema.scenario.keys import Scenario

LONGEST_GAP = 28
"""Days between the last plan and the period, at most: what was before says nothing of today."""
SATURDAY = 5
OF_SHIFTS = ("days_in_row", "last_shift_end")
"""What the shifts of the last plan say themselves, whatever the team's file says."""


def with_past(
    team: Team, after: str | Path, scenario: Scenario, grid: Grid, said: Mapping[str, set[str]]
) -> tuple[Team, Source, tuple[Message, ...]]:
    """``team`` with the shifts and accounts of the plan in the folder ``after``; what the file ``said`` holds over it.

    Also the source of its schedule, and what a planner should know. Days between the plan and the period count as days
    off.

    Raises:
        InputError: the plan cannot be read, overlaps the period, ends too long before it, or is one of other people.
    """
    plan = read_plan(after)
    begin, end = _period(plan)
    gap = _check_period(plan, after, end, grid)
    ids = Ids(person.id for person in team.people)
    shifts: dict[str, list[Shift]] = defaultdict(list)
    for shift in plan.shifts:
        if (agent := ids.of(shift.agent_id)) is not None:
            shifts[agent].append(shift)
    if not shifts:
        found = _("no agent of the team (the first is {agent})")
        found = found.format(agent=repr(plan.shifts[0].agent_id) if plan.shifts else "-")
        raise InputError([Fault(shown_path(after), found, _("the last plan of the same people, by their ids"))])
    before = _Before(plan, ids)
    accounts = _accounts(team.people, shifts, before, scenario, grid)
    told = {
        "people": tuple(_filled(person, accounts[person.id], said.get(person.id, set())) for person in team.people),
        "past": tuple(_past(agent, shift) for agent, own in shifts.items() for shift in own),
        "past_days": before.days,
        "past_from": begin.date(),
    }
    source = read_bytes(Path(after) / "schedule.csv")[1]
    messages = (Message.of("gap_after_plan", days=gap),) if gap else ()
    return team.model_copy(update=told), source, messages


class _Before:
    """What the last plan knew of people by name, by the ids that they have now; nothing where it counted agents."""

    def __init__(self, plan: Plan, ids: Ids) -> None:
        named = plan.summary.team
        team = Team() if named is None else named.team
        self.people = {known: person for person in team.people if (known := ids.of(person.id)) is not None}
        self.days = tuple(
            entry.model_copy(update={"agent": known})
            for entry in team.days
            if (known := ids.of(entry.agent)) is not None
        )
        self.away = {entry.agent for entry in self.days if entry.kind in ("leave", "sick")}
        self.wishes: Counter[str] = Counter()
        for each in () if named is None else named.wishes:
            wish = team.wishes[each.wish]
            self.wishes[ids.of(wish.agent) or ""] += wish.weight * (each.dates - 2 * each.granted)


def _period(plan: Plan) -> tuple[datetime, datetime]:
    """Local start and end of the plan's period."""
    zone = ZoneInfo(plan.summary.scenario.timezone)
    last = plan.coverage[-1].start.astimezone(UTC) + timedelta(minutes=plan.summary.scenario.slot_minutes)
    return plan.coverage[0].start.astimezone(zone), last.astimezone(zone)


def _check_period(plan: Plan, after: str | Path, end: datetime, grid: Grid) -> int:
    """Days between the plan and the period, none of them too many. Raises InputError."""
    period = grid.instant(0)
    accepted = _("a plan that ends when the period begins, on {first}, or {most} days before it at most").format(
        first=period.date(), most=LONGEST_GAP
    )
    days = (period.astimezone(UTC) - end.astimezone(UTC)) // timedelta(days=1)
    found = None
    if plan.summary.scenario.cyclic:
        found = _("the plan of a typical week, which has no dates")
    elif end > period:
        found = _("a plan until {last}, which overlaps the period").format(last=f"{end:%Y-%m-%d %H:%M}")
    elif days > LONGEST_GAP:
        found = _("a plan until {last}, {days} days before the period").format(last=f"{end:%Y-%m-%d %H:%M}", days=days)
    if found is not None:
        raise InputError([Fault(shown_path(after), found, accepted, code="inconsistent")])
    return days


def _past(agent: str, shift: Shift) -> PastShift:
    return PastShift(agent, shift.start, shift.end, shift.shift_name, round(60 * shift.paid_hours))


def _accounts(
    people: Iterable[Person], shifts: Mapping[str, list[Shift]], before: _Before, scenario: Scenario, grid: Grid
) -> dict[str, dict[str, Any]]:
    """What is known of each person after the last plan, by field: what its shifts come to, and what was known before.

    The balance of hours grows by what somebody worked beyond the mean of those of the same contract; who was away is
    not compared.
    """
    night, people = _Nights(scenario, grid), tuple(people)
    paid = {person.id: sum(shift.paid_hours for shift in shifts.get(person.id, ())) for person in people}
    compared = [person for person in people if person.id in shifts and person.id not in before.away]
    found: dict[str, dict[str, Any]] = {}
    for person in people:
        own, known = shifts.get(person.id, []), before.people.get(person.id)
        alike = [paid[other.id] for other in compared if other.contract == person.contract]
        more = paid[person.id] - sum(alike) / len(alike) if person in compared else 0.0
        found[person.id] = {
            "nights_before": sum(night.is_one(shift) for shift in own) + (known.nights_before if known else 0),
            "weekends_before": len({_saturday(shift.date) for shift in own if shift.date.weekday() >= SATURDAY})
            + (known.weekends_before if known else 0),
            "hours_balance": round(more + (known.hours_balance if known else 0.0), 2) + 0.0,
            "wishes_before": before.wishes[person.id] + (known.wishes_before if known else 0.0),
        }
        if own:
            found[person.id] |= {"days_in_row": _days_in_row(own, grid), "last_shift_end": own[-1].end}
    return found


def _saturday(day: date) -> date:
    return day - timedelta(days=day.weekday() - SATURDAY)


def _days_in_row(own: Iterable[Shift], grid: Grid) -> int:
    """Working days in a row that end on the day before the period."""
    worked, day = {shift.date for shift in own}, grid.days[0] - timedelta(days=1)
    count = 0
    while day in worked:
        count, day = count + 1, day - timedelta(days=1)
    return count


def _filled(person: Person, account: Mapping[str, Any], said: set[str]) -> Person:
    """The person with what the last plan says; accounts that the team's file gives go before."""
    return person.model_copy(
        update={name: value for name, value in account.items() if name not in said or name in OF_SHIFTS}
    )


class _Nights:
    """Knows night work as payroll counts it: enough slots of a shift begin in the night window."""

    def __init__(self, scenario: Scenario, grid: Grid) -> None:
        payroll = scenario.payroll
        self.window, self.step, self.zone = payroll.night, timedelta(minutes=grid.slot_minutes), grid.zone
        self.least = max(payroll.night_allowance_from / self.step, 1 / grid.slot_minutes)

    def is_one(self, shift: Shift) -> bool:
        """Whether the shift is night work."""
        start = shift.start.astimezone(UTC)
        slots = (shift.end.astimezone(UTC) - start) // self.step
        return sum(self._holds((start + k * self.step).astimezone(self.zone)) for k in range(slots)) >= self.least

    def _holds(self, moment: datetime) -> bool:
        minute, (evening, morning) = moment.hour * 60 + moment.minute, self.window
        if morning <= evening:
            return minute >= evening or minute < morning
        return evening <= minute < morning
