"""Instances of Curtois and Qu (2014), "Computational results on new staff scheduling benchmark instances", read.

Every person is a contract of named shifts, so that the project's own rules say what a legal tour is. ``value`` counts
the objective and checks every rule again from the file alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.scenario.keys import Contract, NamedShift, Scenario
from staffplan.shifts import legal_work
from staffplan.solve.people.given.problem import Costs, Level, NameNeed, PeopleProblem, Person

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.people.roster import Roster

BEST_KNOWN = {
    1: 607,
    2: 828,
    3: 1001,
    4: 1716,
    5: 1143,
    6: 1950,
    7: 1056,
    8: 1300,
    9: 439,
    10: 4631,
    11: 3443,
    12: 4040,
}
"""Best known objectives by number; those of 8 and 9 were told, not read in a table."""
FIRST_MINUTE = 8 * 60
"""All shifts begin here: the files say how long they last and what may follow, not when they are."""


@dataclass(frozen=True)
class Staff:
    """One row of SECTION_STAFF, with leave; minutes and days."""

    name: str
    most: dict[str, int]
    minutes: tuple[int, int]
    run: tuple[int, int]
    off: int
    weekends: int
    leave: frozenset[int]


@dataclass(frozen=True)
class Instance:
    """One file; days count from a Monday, 0."""

    days: int
    minutes: dict[str, int]
    barred: dict[str, frozenset[str]]
    people: tuple[Staff, ...]
    wanted: dict[tuple[str, int, str], int]
    unwanted: dict[tuple[str, int, str], int]
    cover: dict[tuple[int, str], tuple[int, int, int]]
    """By day and shift: people needed, price of each one under, price of each one over."""


def read(path: Path) -> Instance:
    """The instance in a file."""
    parts = _parts(path.read_text(encoding="utf-8"))
    minutes, barred = {}, {}
    for name, length, after in parts["SHIFTS"]:
        minutes[name] = int(length)
        barred[name] = frozenset(each for each in after.split("|") if each)
    leave = {row[0]: frozenset(int(day) for day in row[1:]) for row in parts["DAYS_OFF"]}
    people = tuple(_person(row, leave) for row in parts["STAFF"])
    wanted, unwanted = (
        {(who, int(day), shift): int(weight) for who, day, shift, weight in parts[f"SHIFT_{which}_REQUESTS"]}
        for which in ("ON", "OFF")
    )
    cover = {(int(row[0]), row[1]): (int(row[2]), int(row[3]), int(row[4])) for row in parts["COVER"]}
    return Instance(int(parts["HORIZON"][0][0]), minutes, barred, people, wanted, unwanted, cover)


def _parts(text: str) -> dict[str, list[list[str]]]:
    """The rows of each section, without comments."""
    parts: dict[str, list[list[str]]] = {}
    for line in (each.strip() for each in text.splitlines()):
        if line.startswith("SECTION_"):
            rows = parts.setdefault(line.removeprefix("SECTION_"), [])
        elif line and not line.startswith("#"):
            rows.append([cell.strip() for cell in line.split(",")])
    return parts


def _person(row: list[str], leave: dict[str, frozenset[int]]) -> Staff:
    most = {name: int(count) for name, count in (each.split("=") for each in row[1].split("|") if each)}
    longest, least, run_most, run_least, off, weekends = map(int, row[2:])
    return Staff(row[0], most, (least, longest), (run_least, run_most), off, weekends, leave.get(row[0], frozenset()))


def contract_of(instance: Instance, person: Staff) -> Contract:
    """The rules of a person."""
    most_shifts = person.minutes[1] // min(instance.minutes.values())
    names = [name for name in instance.minutes if person.most.get(name, instance.days)]
    return Contract(
        name=person.name,
        shift_lengths=(),
        shifts=tuple(names),
        breaks=(),
        days_per_week=(0, 7),
        days_off_in_row=0,
        min_rest="0h",
        max_days_in_row=person.run[1],
        min_days_in_row=person.run[0],
        min_days_off_in_row=person.off,
        max_weekends=person.weekends,
        hours_per_period=tuple(f"{minutes}min" for minutes in person.minutes),
        shifts_per_period={name: (0, person.most[name]) for name in names if person.most[name] < most_shifts},
        forbidden_successions=tuple(
            (first, then) for first in names for then in sorted(instance.barred[first]) if then in names
        ),
    )


def works(instance: Instance, grid: Grid) -> list[ContractWork]:
    """The legal shifts of each person; those of one contract and no leave share one object."""
    bank = tuple(
        NamedShift(name=name, start=_clock(FIRST_MINUTE), end=_clock(FIRST_MINUTE + length))
        for name, length in instance.minutes.items()
    )
    alike: dict[str, ContractWork] = {}
    found = []
    for person in instance.people:
        rules = contract_of(instance, person).model_copy(update={"name": "person"})
        key = rules.model_dump_json()
        if key not in alike:
            scenario = Scenario(grid=f"{grid.slot_minutes}min", timezone=grid.timezone, shift=bank, contract=(rules,))
            (alike[key],) = legal_work(scenario, grid)
        work = alike[key]
        free = ~np.isin(work.day, list(person.leave))
        found.append(work if free.all() else work.only(free))
    return found


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def value(instance: Instance, plan: dict[str, dict[int, str]]) -> int:
    """The objective of a plan, by person and day the shift; AssertionError where a rule is broken."""
    for person in instance.people:
        _check(instance, person, plan[person.name])
    total = sum(weight for (who, day, shift), weight in instance.wanted.items() if plan[who].get(day) != shift)
    total += sum(weight for (who, day, shift), weight in instance.unwanted.items() if plan[who].get(day) == shift)
    for (day, shift), (need, under, over) in instance.cover.items():
        have = sum(days.get(day) == shift for days in plan.values())
        total += under * max(need - have, 0) + over * max(have - need, 0)
    return total


def _check(instance: Instance, person: Staff, days: dict[int, str]) -> None:
    assert not person.leave & set(days), (person.name, "leave")
    assert person.minutes[0] <= sum(instance.minutes[each] for each in days.values()) <= person.minutes[1], person.name
    for name in instance.minutes:
        count = sum(each == name for each in days.values())
        assert count <= person.most.get(name, instance.days), (person.name, name)
    for day, name in days.items():
        assert days.get(day + 1) not in instance.barred[name], (person.name, day, "succession")
    weekends = {day // 7 for day in days if day % 7 >= 5}
    assert len(weekends) <= person.weekends, (person.name, "weekends")
    first = 0
    for works_, group in groupby(day in days for day in range(instance.days)):
        length = len(list(group))
        inside = first > 0 and first + length < instance.days
        if works_:
            assert length <= person.run[1], (person.name, first, "long run")
            assert not inside or length >= person.run[0], (person.name, first, "short run")
        else:
            assert not inside or length >= person.off, (person.name, first, "few days off")
        first += length


def constant(instance: Instance) -> int:
    """What all requests for shifts cost together, where none is met."""
    return sum(instance.wanted.values())


def problem(instance: Instance, grid: Grid) -> PeopleProblem:
    """The instance for the engine; its objective is less by ``constant``."""
    persons = tuple(
        Person(work, costs={"wishes": _wishes(instance, person, work)})
        for person, work in zip(instance.people, works(instance, grid), strict=True)
    )
    keys = list(instance.cover)
    need, under, over = np.array([instance.cover[key] for key in keys]).T
    days = tuple(grid.days[day] for day, _name in keys)
    cells = NameNeed(days, tuple(name for _day, name in keys), need, under.astype(float), over.astype(float))
    return PeopleProblem(persons, cells, level=Level({"missing": 1.0, "wishes": 1.0}))


def _wishes(instance: Instance, person: Staff, work: ContractWork) -> Costs:
    keys = [
        (person.name, int(day), work.patterns[int(pattern)].name)
        for day, pattern in zip(work.day, work.pattern, strict=True)
    ]
    cost = [instance.unwanted.get(key, 0) - instance.wanted.get(key, 0) for key in keys]
    return Costs(np.array(cost, dtype=float), np.zeros(len(work.days)))


def plan_of(instance: Instance, roster: Roster) -> dict[str, dict[int, str]]:
    """The shift of each person on each day."""
    catalogue = roster.team.catalogue
    return {
        person.name: {
            int(catalogue.day[shift]): catalogue.patterns[int(catalogue.pattern[shift])].name for shift in tour.worked
        }
        for person, tour in zip(instance.people, roster.tours, strict=True)
    }
