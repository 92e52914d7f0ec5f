"""Wishes and fair shares as terms over the legal shifts of a team's classes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.people.preferences import Preferences, ShareTerm, WishTerm
from staffplan.schema.scenario.holidays import statutory_days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.people.team import Team, Wish
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.shifts.people.team_work import TeamWork

    Ints = NDArray[np.intp]

NOON = MINUTES_PER_DAY // 2
SATURDAY = 5


def preferences_of(scenario: Scenario, team: Team, work: TeamWork, grid: Grid) -> Preferences:
    """What ``team`` wishes and shares; people whom it concerns have a class of their own in ``work``."""
    own = {people[0]: k for k, people in enumerate(work.people) if len(people) == 1}
    by_id = {person.id: own[k] for k, person in enumerate(team.people) if k in own}
    wishes = [
        term
        for number, wish in enumerate(team.wishes)
        if wish.agent in by_id
        for term in _terms(number, wish, by_id, work, grid)
    ]
    return Preferences(tuple(_shares(scenario, team, work, own, grid)), tuple(wishes))


def _terms(number: int, wish: Wish, by_id: dict[str, int], work: TeamWork, grid: Grid) -> Iterator[WishTerm]:
    place = by_id[wish.agent]
    mine, weight = work.classes[place], float(wish.weight)
    if wish.kind == "max_nights":
        nights = np.flatnonzero(mine.night & _inside(mine, grid))
        yield WishTerm(number, weight, "few", place, nights, most=wish.most or 0)
        return
    about = _about(wish, mine, grid)
    for day in wish.dates:
        if day not in grid.days:
            continue
        shifts = np.flatnonzero(about & _on(mine, day))
        if wish.kind in ("with", "not_with"):
            if wish.of in by_id:
                other = by_id[wish.of]
                others = np.flatnonzero(_on(work.classes[other], day))
                both = WishTerm(number, weight, "apart", place, shifts, colleague=other, others=others)
                yield replace(both, kind="together") if wish.kind == "with" else both
        else:
            yield WishTerm(number, weight, "one" if wish.kind in ("work", "shift") else "none", place, shifts)


def _about(wish: Wish, work: ContractWork, grid: Grid) -> NDArray[np.bool_]:
    """The shifts that ``wish`` is about, on whatever date, shape (shifts,)."""
    if wish.kind in ("day_off", "work", "with", "not_with"):
        return np.ones(work.n_shifts, dtype=bool)
    start = _clock(work.start, grid)
    if wish.kind in ("early", "late"):
        border = NOON if wish.start is None else wish.start
        return start >= border if wish.kind == "early" else start < border
    if wish.of:
        return np.array([work.patterns[k].name == wish.of for k in work.pattern], dtype=bool)
    end = _clock(work.start + work.length, grid)
    found: NDArray[np.bool_] = (start == (wish.start or 0)) & (
        end % MINUTES_PER_DAY == (wish.end or 0) % MINUTES_PER_DAY
    )
    return found


def _clock(slots: NDArray[np.int64], grid: Grid) -> NDArray[np.int64]:
    """What the clock shows at ``slots``, in minutes after midnight."""
    local = [grid.instant(slot) for slot in slots.tolist()]
    return np.array([moment.hour * 60 + moment.minute for moment in local], dtype=np.int64)


def _on(work: ContractWork, day: date) -> NDArray[np.bool_]:
    """Whether each shift starts on ``day``, shape (shifts,)."""
    found: NDArray[np.bool_] = work.day == (work.days.index(day) if day in work.days else -1)
    return found


def _inside(work: ContractWork, grid: Grid) -> NDArray[np.bool_]:
    """Whether each shift starts inside the period, shape (shifts,)."""
    inside: NDArray[np.bool_] = np.isin(work.day, [k for k, day in enumerate(work.days) if day in grid.days])
    return inside


def _shares(scenario: Scenario, team: Team, work: TeamWork, own: dict[int, int], grid: Grid) -> Iterator[ShareTerm]:
    fairness = scenario.fairness
    groups: dict[str, list[int]] = {}
    for index in own:
        name = fairness.group_of(team.people[index].contract)
        groups.setdefault(name, []).append(index)
    for what, spread in fairness.spreads.items():
        for name, members in groups.items():
            if len(members) > 1:
                works = [work.classes[own[index]] for index in members]
                before = [_before(what, team, index) for index in members]
                yield ShareTerm(
                    what,
                    name,
                    spread,
                    tuple(own[index] for index in members),
                    tuple(tuple(_sets(what, each, scenario, grid)) for each in works),
                    tuple(_amount(what, each, grid) for each in works),
                    tuple(before),
                )


def _before(what: str, team: Team, index: int) -> float:
    person = team.people[index]
    known = {"nights": person.nights_before, "weekends": person.weekends_before, "hours": person.hours_balance}
    return float(known.get(what, 0.0))


def _sets(what: str, work: ContractWork, scenario: Scenario, grid: Grid) -> Iterator[Ints]:
    inside = _inside(work, grid)
    if what == "weekends":
        weekday = np.array([day.weekday() for day in work.days])[work.day]
        number = np.array([(day.toordinal() - day.weekday()) // 7 for day in work.days])[work.day]
        at_weekend = inside & (weekday >= SATURDAY)
        for each in np.unique(number[at_weekend]).tolist():
            yield np.flatnonzero(at_weekend & (number == each))
    elif what == "hours":
        yield np.flatnonzero(inside)
    else:
        counted = work.night if what == "nights" else _on_holidays(work, scenario)
        for shift in np.flatnonzero(inside & counted).tolist():
            yield np.array([shift], dtype=np.intp)


def _on_holidays(work: ContractWork, scenario: Scenario) -> NDArray[np.bool_]:
    payroll = scenario.payroll
    days = [day in statutory_days(payroll.country, payroll.subdivision, day.year) for day in work.days]
    found: NDArray[np.bool_] = np.array(days, dtype=bool)[work.day]
    return found


def _amount(what: str, work: ContractWork, grid: Grid) -> NDArray[np.float64] | None:
    """Paid hours of each shift inside the period, where hours are shared."""
    return work.paid_slots[_inside(work, grid)] / grid.slots_per_hour if what == "hours" else None
