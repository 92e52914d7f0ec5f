"""What each person of a plan works, has off and wishes for: one record a person, for every place that shows people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from staffplan.report.payroll.paid_time import minute_of, night_minutes
from staffplan.report.people.away import away_days
from staffplan.report.roster_cells import plan_days

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from staffplan.schema.people.result import GrantedWish, TeamPlan
    from staffplan.schema.people.team import Away, Wish
    from staffplan.schema.plan import Plan, Shift

SATURDAY = 5
Role = Literal["named", "hire", "released"]


@dataclass(frozen=True)
class PersonWish:
    """A wish of a person and what became of it."""

    wish: Wish
    granted: GrantedWish

    @property
    def met(self) -> bool:
        """Whether it is granted on every date that it asks for."""
        return self.granted.granted == self.granted.dates


@dataclass(frozen=True)
class Record:
    """One person, or one agent who is to be hired, over the days of the period."""

    id: str
    name: str
    """Empty: nobody said, or it is an agent who is to be hired."""
    contract: str
    role: Role
    """named; hire: to be hired; released: of the team and not needed."""
    shifts: Mapping[date, tuple[Shift, ...]]
    """By the date that they count for; days without one are not in it."""
    away: Mapping[date, Away]
    """Days of leave and sick days."""
    hours: float
    """Paid hours of the period."""
    nights: int
    """Night shifts, as the scenario's payroll counts them."""
    weekends: int
    """Weekends with a shift."""
    rest_days: int
    """Days of the period without a shift, leave and sick days not among them."""
    wishes: tuple[PersonWish, ...]

    @property
    def shown(self) -> str:
        """The name, else the id."""
        return self.name or self.id

    def count_away(self, kind: Away) -> int:
        """How many days of ``kind`` the person has in the period."""
        return sum(each == kind for each in self.away.values())


def records_of(plan: Plan) -> tuple[Record, ...]:
    """The team in its file's order, then who is to be hired; nothing for a plan that counts agents."""
    team = plan.summary.team
    if team is None:
        return ()
    shifts: dict[str, list[Shift]] = defaultdict(list)
    for shift in plan.shifts:
        shifts[shift.agent_id].append(shift)
    people = {person.id: person for person in team.team.people}
    hires = sorted(agent for agent in shifts if agent not in people)
    days, away, wishes = plan_days(plan), away_days(team.team.days), _wishes(team)
    who: list[tuple[str, str, str, Role]] = [
        (person.id, person.name, person.contract, "released" if person.id in team.released else "named")
        for person in people.values()
    ]
    who += [(agent, "", shifts[agent][0].contract, "hire") for agent in hires]
    own_away: dict[str, dict[date, Away]] = defaultdict(dict)
    for (agent, day), kind in away.items():
        if days[0] <= day <= days[-1]:
            own_away[agent][day] = kind
    night = night_of(plan)
    return tuple(
        _record(each, shifts[each[0]], own_away[each[0]], days, night, wishes.get(each[0], ())) for each in who
    )


def _record(
    who: tuple[str, str, str, Role],
    shifts: Sequence[Shift],
    away: Mapping[date, Away],
    days: Sequence[date],
    night: Callable[[Shift], bool],
    wishes: Sequence[PersonWish],
) -> Record:
    by_date: dict[date, list[Shift]] = defaultdict(list)
    for shift in shifts:
        by_date[shift.date].append(shift)
    weekends = {day - timedelta(days=day.weekday()) for day in by_date if day.weekday() >= SATURDAY}
    return Record(
        *who,
        shifts={day: tuple(own) for day, own in by_date.items()},
        away=away,
        hours=sum(shift.paid_hours for shift in shifts),
        nights=sum(map(night, shifts)),
        weekends=len(weekends),
        rest_days=sum(day not in by_date and day not in away for day in days),
        wishes=tuple(wishes),
    )


def night_of(plan: Plan) -> Callable[[Shift], bool]:
    """Whether a shift of ``plan`` is night work, as payroll counts it; its breaks are not looked at."""
    scenario = plan.summary.scenario
    window, zone = scenario.payroll.night, ZoneInfo(scenario.timezone)
    least = max(scenario.payroll.night_allowance_from.total_seconds() / 60, 1)
    return lambda shift: night_minutes(minute_of(shift.start), minute_of(shift.end), window, zone) >= least


def _wishes(team: TeamPlan) -> dict[str, list[PersonWish]]:
    """The wishes of each person, with what became of them."""
    found: dict[str, list[PersonWish]] = defaultdict(list)
    for granted in team.wishes:
        wish = team.team.wishes[granted.wish]
        found[wish.agent].append(PersonWish(wish, granted))
    return found


def wish_weights(team: TeamPlan) -> tuple[float, float]:
    """Weight of what is granted and of what is wished for, date by date."""
    pairs = [(team.team.wishes[each.wish].weight, each) for each in team.wishes]
    return sum(weight * each.granted for weight, each in pairs), sum(weight * each.dates for weight, each in pairs)
