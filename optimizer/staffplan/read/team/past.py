"""What the last plan left: the shifts of the same people, and their accounts."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from staffplan.errors import Fault, InputError
from staffplan.read.plan.folder import read_plan
from staffplan.read.tables.files import read_bytes, shown_path
from staffplan.read.team.ids import Ids
from staffplan.schema.team import PastShift
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from staffplan.schema.forecast import Source
    from staffplan.schema.grid import Grid
    from staffplan.schema.plan import Plan, Shift
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.team import Person, Team

LONGEST_GAP = 28
"""Days between the last plan and the period, at most: what was before says nothing of today."""
SATURDAY = 5


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
    past = tuple(_past(agent, shift) for agent, own in shifts.items() for shift in own)
    accounts = _accounts(team.people, shifts, scenario, grid)
    people = tuple(_filled(person, accounts[person.id], said.get(person.id, set())) for person in team.people)
    found_team = team.model_copy(update={"people": people, "past": past, "past_from": begin.date()})
    source = read_bytes(Path(after) / "schedule.csv")[1]
    messages = (Message.of("gap_after_plan", days=gap),) if gap else ()
    return found_team, source, messages


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
    people: Iterable[Person], shifts: Mapping[str, list[Shift]], scenario: Scenario, grid: Grid
) -> dict[str, dict[str, object]]:
    """What the last plan's shifts come to, by person and field.

    The balance of hours is what somebody worked beyond the mean of those of the same contract whom the plan has.
    """
    night, paid = _Nights(scenario, grid), defaultdict[str, list[float]](list)
    people = tuple(people)
    for person in people:
        if own := shifts.get(person.id):
            paid[person.contract].append(sum(shift.paid_hours for shift in own))
    found: dict[str, dict[str, object]] = {}
    for person in people:
        own = shifts.get(person.id, [])
        mean = sum(paid[person.contract]) / len(paid[person.contract]) if own else 0.0
        found[person.id] = {
            "nights_before": sum(night.is_one(shift) for shift in own),
            "weekends_before": len({_saturday(shift.date) for shift in own if shift.date.weekday() >= SATURDAY}),
            "hours_balance": round(sum(shift.paid_hours for shift in own) - mean, 2) + 0.0,
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


def _filled(person: Person, account: Mapping[str, object], said: set[str]) -> Person:
    """The person with the accounts that the team's file does not give."""
    return person.model_copy(update={name: value for name, value in account.items() if name not in said})


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
