"""The work of a whole team: people who can do the same as one class, agents who may be hired, and what cannot be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.scenario.people import Fairness
from staffplan.shifts.legal_shifts import legal_work
from staffplan.shifts.people.contracts import kind_of_people, terms_of
from staffplan.shifts.people.history import history_of
from staffplan.shifts.people.person import Clocked, person_work, settled
from staffplan.shifts.some_tour import has_tour, without_false_hope
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.people.team import DayEntry, Person, Team
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.shifts.people.contracts import KindOfPeople, Terms
    from staffplan.shifts.people.history import History
    from staffplan.shifts.people.person import Settled


MOST_ALONE = 60
"""Of a larger team, not everybody has a class of their own for fair shares: the model would not be solved in time."""


@dataclass(frozen=True, eq=False)
class TeamWork:
    """Who can work what; each class is a contract of its own with as many agents as it has people."""

    classes: tuple[ContractWork, ...]
    """The legal work of each class."""
    people: tuple[tuple[int, ...], ...]
    """The people of each class, as indices into the team."""
    hires: tuple[ContractWork, ...]
    """The legal work of those who may be hired, by contract."""
    lowered: tuple[tuple[int, Terms], ...] = ()
    """People who cannot work the days that they owe, and the terms that they are asked for instead."""
    without: tuple[int, ...] = ()
    """People for whom nothing at all is legal."""
    idle: tuple[int, ...] = ()
    """People who cannot have any shift, and need not."""

    @property
    def works(self) -> tuple[ContractWork, ...]:
        """All of them, those of hires last."""
        return (*self.classes, *self.hires)

    def messages(self, team: Team) -> Iterator[Message]:
        """What a planner should know of it."""
        for index, terms in self.lowered:
            person = team.people[index].id
            if terms.owes_totals:
                yield Message.of("owed_lowered", person=person)
            else:
                yield Message.of("owed_lowered_all", person=person)
        for index in self.idle:
            yield Message.of("person_without_shift", person=team.people[index].id)


def team_work(scenario: Scenario, team: Team, grid: Grid) -> TeamWork:
    """The work of ``team`` and of those who may be hired beside it.

    Raises:
        InputError: the rules of sequences of a contract have more states together than can be gone through.
    """
    entries: dict[str, list[DayEntry]] = defaultdict(list)
    for entry in team.days:
        entries[entry.agent].append(entry)
    found: dict[int, ContractWork | None] = {}
    keys: dict[int, tuple[object, ...]] = {}
    kinds = _Kinds(scenario, team, grid, entries)
    lowered: list[tuple[int, Terms]] = []
    for terms, members in _by_terms(team.people).items():
        for index, (key, work) in kinds.works(terms, members).items():
            found[index], keys[index] = work, key
    for index in [each for each, work in found.items() if work is None]:
        for terms in kinds.lowered(index):
            key, work = kinds.works(terms, [index])[index]
            if work is not None:
                found[index], keys[index] = work, key
                lowered.append((index, terms))
                break
    for index in _alone(scenario, team):
        keys[index] = (index, *keys[index])
    return _classes(scenario, team, grid, found, keys, tuple(lowered))


def _alone(scenario: Scenario, team: Team) -> list[int]:
    """People who are a class of their own, because of what they wish or share."""
    if scenario.fairness != Fairness() and len(team.people) <= MOST_ALONE:
        return list(range(len(team.people)))
    meant = {wish.agent for wish in team.wishes} | {wish.of for wish in team.wishes}
    return [index for index, person in enumerate(team.people) if person.id in meant]


def _classes(
    scenario: Scenario,
    team: Team,
    grid: Grid,
    found: dict[int, ContractWork | None],
    keys: dict[int, tuple[object, ...]],
    lowered: tuple[tuple[int, Terms], ...],
) -> TeamWork:
    members: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index in sorted(found):
        work = found[index]
        if work is not None and work.n_shifts:
            members[keys[index]].append(index)
    works = []
    for people in members.values():
        work = found[people[0]]
        assert work is not None
        works.append(_with_headcount(work, 0 if scenario.team.release else len(people), len(people)))
    return TeamWork(
        tuple(works),
        tuple(tuple(people) for people in members.values()),
        _hires(scenario, team, grid),
        lowered,
        tuple(index for index, work in sorted(found.items()) if work is None),
        tuple(index for index, work in sorted(found.items()) if work is not None and not work.n_shifts),
    )


def _with_headcount(work: ContractWork, least: int, most: int | None) -> ContractWork:
    return replace(work, contract=work.contract.model_copy(update={"headcount": (least, most)}))


def _hires(scenario: Scenario, team: Team, grid: Grid) -> tuple[ContractWork, ...]:
    """The work of agents beside the team: ``headcount`` of a contract counts the named too."""
    if scenario.team.shortage == "least" or scenario.team.release:
        return ()
    names = [each.name for each in scenario.contract] if scenario.team.hire is None else scenario.team.hire
    works = []
    for contract in scenario.contract:
        if contract.name in names:
            there = sum(person.contract == contract.name for person in team.people)
            least, most = contract.headcount
            one = scenario.model_copy(update={"contract": (contract,)})
            left = None if most is None else max(most - there, 0)
            works.append(_with_headcount(legal_work(one, grid)[0], max(least - there, 0), left))
    return tuple(works)


def _by_terms(people: Iterable[Person]) -> dict[Terms, list[int]]:
    by_terms: dict[Terms, list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        by_terms[terms_of(person)].append(index)
    return by_terms


class _Kinds:
    """The kinds of people of a team, and each one's work."""

    def __init__(self, scenario: Scenario, team: Team, grid: Grid, entries: dict[str, list[DayEntry]]) -> None:
        self._scenario, self._team, self._grid, self._entries = scenario, team, grid, entries
        self._histories = [history_of(person, team, grid) for person in team.people]

    def works(self, terms: Terms, members: Sequence[int]) -> dict[int, tuple[tuple[object, ...], ContractWork | None]]:
        """The work of each of the ``members``, who have the same ``terms``; people of the same key can do the same."""
        histories = [self._histories[index] for index in members]
        kind = kind_of_people(terms, self._scenario, self._grid, histories, self._leave(members))
        clocked = Clocked.of(kind.shifts, self._grid)
        found: dict[tuple[object, ...], ContractWork | None] = {}
        keys: dict[int, tuple[object, ...]] = {}
        for index, begin in zip(members, kind.automaton.begins, strict=True):
            person, history = self._team.people[index], self._histories[index]
            what = settled(person, self._entries[person.id], history, kind.shifts, clocked, self._grid)
            keys[index] = (terms, begin, history.is_known, *what.key)
            if keys[index] not in found:
                found[keys[index]] = self._legal(kind, begin, history, what)
        return {index: (key, found[key]) for index, key in keys.items()}

    def _legal(self, kind: KindOfPeople, begin: int, history: History, what: Settled) -> ContractWork | None:
        work = person_work(kind, begin, history, what, self._grid)
        if work is None or not work.n_shifts:
            return work
        return without_false_hope(work) if has_tour(work) else None

    def _leave(self, members: Sequence[int]) -> list[date]:
        """Dates on which any of the ``members`` is on leave."""
        away = {
            day
            for index in members
            for entry in self._entries[self._team.people[index].id]
            if entry.kind in ("leave", "sick")
            for day in entry.dates
        }
        return sorted(away)

    def lowered(self, index: int) -> Iterator[Terms]:
        """Terms that ask somebody for fewer days: in weeks too short for them, in all, then for no hours either."""
        person = self._team.people[index]
        terms = terms_of(person)
        contract = next(each for each in self._scenario.contract if each.name == person.contract)
        least = max(days[0] for days in contract.weeks_in_turn or (contract.days_per_week,))
        kind = kind_of_people(terms, self._scenario, self._grid, [self._histories[index]], self._leave([index]))
        what = settled(
            person,
            self._entries[person.id],
            self._histories[index],
            kind.shifts,
            Clocked.of(kind.shifts, self._grid),
            self._grid,
        )
        can = {kind.shifts.days[d] for d in set(kind.shifts.day[what.possible].tolist())}
        can |= {day for day, leave in zip(kind.shifts.days, what.leave.tolist(), strict=True) if leave}
        weeks = sorted({self._grid.week_of(day) for day in kind.shifts.days})
        days_in = {week: len([day for day in can if self._grid.week_of(day) == week]) for week in weeks}
        short = {week: days for week, days in days_in.items() if days < min(least, self._days_of(week))}
        yield replace(terms, owed=tuple(short.items()))
        yield replace(terms, owed=tuple(dict.fromkeys(short, 0).items()))
        yield replace(terms, owed=tuple(dict.fromkeys(weeks, 0).items()))
        yield replace(terms, owed=tuple(dict.fromkeys(weeks, 0).items()), owes_totals=False)

    def _days_of(self, week: date) -> int:
        """Days of the period in ``week``."""
        return len([k for k in range(7) if week + timedelta(days=k) in self._grid.days])
