"""Random problems for the engine, small enough to try every plan."""

from itertools import product

import numpy as np
from enumeration import random_work, tours
from tiny import make_grid

from staffplan.schema.service.staffing import ServiceGroup, ServiceRequirement
from staffplan.solve.people.given.problem import (
    TERMS,
    Costs,
    HireClass,
    Level,
    NameNeed,
    PeopleProblem,
    Person,
    SlotNeed,
)
from staffplan.solve.people.paths.team import Team
from staffplan.solve.people.roster import Roster

WEIGHTS = {"missing": 1.0, "hires": 40.0, "change": 1.0, "wishes": 1.0, "hours": 0.0}


def few_tours(rng, days, most):
    """A work with a few tours, at least one."""
    while True:
        work = random_work(rng, days)
        work = work.only(rng.random(work.n_shifts) < 0.5)
        count = sum(1 for _tour, _stop in zip(tours(work), range(most + 1), strict=False))
        if 1 <= count <= most:
            return work


def random_person(rng, days=7, most=16):
    work = few_tours(rng, days, most)
    costs = {}
    if rng.random() < 0.7:
        costs["wishes"] = Costs(
            rng.integers(-2, 4, work.n_shifts).astype(float), rng.integers(-2, 3, len(work.days)).astype(float)
        )
    return Person(work, costs=costs)


def random_problem(rng, *, people=None, hires=False, service=None):
    """2 to 4 persons over a week; need by slot or by named shift, with scopes of service in some."""
    days = 7
    persons = tuple(random_person(rng, days) for _ in range(people or int(rng.integers(2, 4))))
    classes = (HireClass(few_tours(rng, days, 20), 1),) if hires else ()
    need = random_names(rng, persons) if rng.random() < 0.3 and not service else random_slots(rng, days, service)
    return PeopleProblem(persons, need, classes, Level(WEIGHTS))


def random_slots(rng, days, service=None):
    grid = make_grid(days)
    need = np.repeat(rng.integers(0, 3, 6 * days), 4)
    under, over = np.full(grid.n_slots, 5.0), np.full(grid.n_slots, 1.0)
    if not (rng.random() < 0.5 if service is None else service):
        return SlotNeed(grid, need, under, over)
    steps = np.sort(rng.random((grid.n_slots, 3)), axis=1)[:, ::-1]
    gains = [np.concatenate([[0.0], np.cumsum(each)]) for each in steps]
    groups = tuple(
        ServiceGroup(str(day), np.arange(24 * day, 24 * day + 24), float(rng.integers(2, 12))) for day in range(days)
    )
    need = np.minimum(need, 1)
    return SlotNeed(grid, need, under * 10, over * 0, (ServiceRequirement("service_level", tuple(gains), groups),), 7.0)


def random_names(rng, persons):
    keys = sorted(
        {
            (person.work.days[d], person.work.patterns[p].name)
            for person in persons
            for d, p in zip(person.work.day, person.work.pattern, strict=True)
        }
    )
    need = rng.integers(0, 3, len(keys))
    return NameNeed(
        tuple(day for day, _n in keys),
        tuple(name for _d, name in keys),
        need,
        rng.integers(1, 9, len(keys)).astype(float),
        rng.integers(0, 3, len(keys)).astype(float),
    )


def everybody(roster):
    """Each person with the shifts of the tour, by index into the work."""
    team = roster.team
    for agent, tour in enumerate(roster.tours):
        if tour is not None:
            row = team.rows[int(roster.row_of[agent])]
            place = {int(number): shift for shift, number in enumerate(row.numbers)}
            yield row, tuple(place[int(shift)] for shift in tour.worked)


def brute_force(problem):
    """The least value of all plans: every tour of everybody, and every place of every break."""
    team = Team(problem)
    choices = []
    for number, row in enumerate(team.rows):
        assert row.most == 1
        ways = [None] if number >= team.n_persons else []
        network = row.group.kernel.network
        for shifts in tours(row.work):
            by_day = np.full(network.n_days, -1)
            for shift in shifts:
                place = int(np.searchsorted(network.shift_of, row.numbers[shift]))
                by_day[int(row.work.day[shift])] = place
            ways.append(row.tour(by_day))
        choices.append(ways)
    best = np.inf
    agents = np.zeros((len(team.rows), team.cover.n_places), dtype=np.int64)
    weights = np.array([problem.level.weights.get(term, 0.0) for term in TERMS])
    covers = []
    none = np.zeros((team.catalogue.n_shifts, 0), dtype=np.int64)
    for ways in choices:
        covered = []
        for tour in ways:
            agents = np.zeros(team.cover.n_places, dtype=np.int64)
            for shift in [] if tour is None else tour.worked:
                team.cover.add(agents, int(shift), none[int(shift)], 1)
            covered.append((agents, 0.0 if tour is None else float(weights @ tour.measures)))
        covers.append(covered)
    for chosen in product(*covers):
        total = sum(cost for _agents, cost in chosen) + team.lack.cost(sum(agents for agents, _cost in chosen))
        best = min(best, total)
    return best


def roster_of(problem):
    """A roster without tours."""
    return Roster(Team(problem))
