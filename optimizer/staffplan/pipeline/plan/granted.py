"""What became of wishes and fair shares in a finished schedule, counted from its shifts alone."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.people.result import FairShare, GrantedWish
from staffplan.schema.scenario.holidays import statutory_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from staffplan.schema.people.team import Person, Team, Wish
    from staffplan.schema.plan import Shift
    from staffplan.schema.scenario.keys import Scenario

    ByDate = Mapping[date, Shift]

NOON = MINUTES_PER_DAY // 2
SATURDAY = 5
OTHERS, TIME = "others", "time"
"""Why a wish is not granted: proved that others go before, or not known (``GrantedWish.because``)."""
ROUNDING = 1e-9


def granted_wishes(
    team: Team, shifts: Sequence[Shift], days: Sequence[date], is_night: Callable[[Shift], bool]
) -> tuple[GrantedWish, ...]:
    """What became of each wish of ``team`` on the ``days`` of the period."""
    by_agent: dict[str, dict[date, Shift]] = defaultdict(dict)
    for shift in shifts:
        by_agent[shift.agent_id][shift.date] = shift
    away = {(entry.agent, day) for entry in team.days if entry.kind in ("leave", "sick") for day in entry.dates}
    return tuple(_granted(number, wish, by_agent, days, is_night, away) for number, wish in enumerate(team.wishes))


def _granted(
    number: int,
    wish: Wish,
    by_agent: Mapping[str, ByDate],
    days: Sequence[date],
    is_night: Callable[[Shift], bool],
    away: set[tuple[str, date]],
) -> GrantedWish:
    mine = by_agent[wish.agent]
    if wish.kind == "max_nights":
        nights = sum(is_night(shift) for day, shift in mine.items() if day in days)
        met = nights <= (wish.most or 0)
        return GrantedWish(wish=number, dates=1, granted=int(met), because="" if met else OTHERS)
    asked = [day for day in wish.dates if day in days]
    lost = [day for day in asked if not _is_granted(wish, mine.get(day), by_agent[wish.of].get(day))]
    on_leave = bool(lost) and all((wish.agent, day) in away for day in lost)
    because = "leave" if on_leave else OTHERS if lost else ""
    return GrantedWish(wish=number, dates=len(asked), granted=len(asked) - len(lost), because=because)


def _is_granted(wish: Wish, shift: Shift | None, other: Shift | None) -> bool:
    """Whether a date grants ``wish`` that has ``shift``, and ``other`` for the colleague, if there is one."""
    match wish.kind:
        case "day_off":
            return shift is None
        case "work":
            return shift is not None
        case "with":
            return shift is not None and other is not None
        case "not_with":
            return shift is None or other is None
        case "early" | "late":
            border = NOON if wish.start is None else wish.start
            return shift is None or (_minutes(shift) < border) == (wish.kind == "early")
        case "shift":
            return shift is not None and _is_meant(wish, shift)
        case _:
            return shift is None or not _is_meant(wish, shift)


def _is_meant(wish: Wish, shift: Shift) -> bool:
    if wish.of:
        return shift.shift_name == wish.of
    end = shift.end.hour * 60 + shift.end.minute
    return _minutes(shift) == (wish.start or 0) and end == (wish.end or 0) % MINUTES_PER_DAY


def _minutes(shift: Shift) -> int:
    return shift.start.hour * 60 + shift.start.minute


def wishes_cost(team: Team, granted: Sequence[GrantedWish]) -> float:
    """The weight of what is not granted, date by date."""
    return float(sum(team.wishes[each.wish].weight * (each.dates - each.granted) for each in granted))


def fair_shares(
    scenario: Scenario, team: Team, shifts: Sequence[Shift], days: Sequence[date], is_night: Callable[[Shift], bool]
) -> Iterator[FairShare]:
    """How what ``scenario`` shares is shared among the people of each group who work at all."""
    mine: dict[str, list[Shift]] = defaultdict(list)
    for shift in shifts:
        if shift.date in days:
            mine[shift.agent_id].append(shift)
    for what, spread in scenario.fairness.spreads.items():
        groups: dict[str, list[Person]] = defaultdict(list)
        for person in team.people:
            groups[scenario.fairness.group_of(person.contract)].append(person)
        for name, people in groups.items():
            if len(people) > 1:
                counts = {person.id: _count(what, person, mine[person.id], scenario, is_night) for person in people}
                yield _share(what, name, counts, spread, team, mine)


def _share(
    what: str,
    group: str,
    counts: Mapping[str, float],
    spread: float,
    team: Team,
    mine: Mapping[str, Sequence[Shift]],
) -> FairShare:
    """The window that leaves out fewest, who they are and why."""
    begins = sorted(set(counts.values()) | {count - spread for count in counts.values()})

    def outside(begin: float) -> list[str]:
        return [each for each, n in counts.items() if not begin - ROUNDING <= n <= begin + spread + ROUNDING]

    best = min(begins, key=lambda begin: len(outside(begin)))
    left_out = outside(best)
    inside = [count for each, count in counts.items() if each not in left_out]
    why = {each: _why(each, team, mine) for each in left_out}
    return FairShare(what=what, group=group, least=min(inside), most=max(inside), left_out=why)


def _why(agent: str, team: Team, mine: Mapping[str, Sequence[Shift]]) -> str:
    """What keeps somebody from a share like the others'."""
    person = next(each for each in team.people if each.id == agent)
    if any(entry.agent == agent and entry.kind in ("leave", "sick") for entry in team.days):
        return "leave"
    if person.available or any(entry.agent == agent for entry in team.days):
        return "available"
    return "contract" if not mine[agent] or person.max_hours is not None else "service"


def _count(
    what: str, person: Person, shifts: Sequence[Shift], scenario: Scenario, is_night: Callable[[Shift], bool]
) -> float:
    payroll = scenario.payroll
    if what == "nights":
        return person.nights_before + sum(map(is_night, shifts))
    if what == "weekends":
        weekends = {shift.date - timedelta(days=shift.date.weekday()) for shift in shifts if _is_weekend(shift.date)}
        return person.weekends_before + len(weekends)
    if what == "holidays":
        return sum(
            shift.date in statutory_days(payroll.country, payroll.subdivision, shift.date.year) for shift in shifts
        )
    return person.hours_balance + sum(shift.paid_hours for shift in shifts)


def _is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY
