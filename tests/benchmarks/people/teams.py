"""Generated teams of named people, as a service centre has them: three contracts, leave, availability, wishes.

28 days of half hours; 8% of days on leave, 30% of people with an availability of their own, wishes for days off and for
early or late shifts. The need is what the team can give, times a load, over a day with two peaks. Each agent-slot short
costs 10, each over 1; a wish that is not met costs its weight.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from staffplan.schema.grid import Grid
from staffplan.schema.scenario.keys import BreakRule, Contract, Scenario
from staffplan.shifts import legal_work
from staffplan.solve.people.given.problem import Costs, Level, PeopleProblem, Person, SlotNeed

if TYPE_CHECKING:
    from staffplan.schema.legal_shifts import ContractWork

ZONE, MONDAY, DAYS, PER_DAY = "Asia/Shanghai", date(2026, 11, 2), 28, 48
CONTRACTS = (
    Contract(
        name="full-time",
        shift_lengths=("9h",),
        starts=("06:00", "15:00"),
        start_step="1h",
        days_per_week=(3, 5),
        breaks=(BreakRule(length="1h", starts=("3h", "5h")),),
        max_days_in_row=6,
        min_rest="11h",
    ),
    Contract(
        name="four-days",
        shift_lengths=("10h30min",),
        starts=("07:00", "14:00"),
        start_step="1h",
        days_per_week=(2, 4),
        breaks=(BreakRule(length="1h", starts=("3h30min", "6h")),),
        max_days_in_row=5,
        min_rest="11h",
    ),
    Contract(
        name="part-time",
        shift_lengths=("4h", "6h"),
        starts=("07:00", "18:00"),
        start_step="1h",
        days_per_week=(2, 5),
        breaks=(BreakRule(length="30min", starts=("2h", "3h30min")),),
        max_days_in_row=5,
        min_rest="11h",
    ),
)
PAID_SLOTS, DAYS_A_WEEK = (16, 19, 10), (5, 4, 4)


def team(size: int, seed: int = 1, load: float = 0.93) -> PeopleProblem:
    """A team of so many people."""
    rng = np.random.default_rng(seed)
    grid = Grid(
        timezone=ZONE, start=datetime(2026, 11, 2, tzinfo=ZoneInfo(ZONE)), slot_minutes=30, n_slots=DAYS * PER_DAY
    )
    works = legal_work(Scenario(grid="30min", timezone=ZONE, contract=CONTRACTS), grid)
    kinds = rng.choice(3, size, p=[0.6, 0.2, 0.2])
    persons, hours = [], 0.0
    for kind in kinds.tolist():
        person, worked = _person(works[kind], rng)
        persons.append(person)
        hours += PAID_SLOTS[kind] * DAYS_A_WEEK[kind] / 7 * worked
    need = np.rint(_shape(rng) * hours * load).astype(np.int64)
    return PeopleProblem(
        tuple(persons),
        SlotNeed(grid, need, np.full(len(need), 10.0), np.ones(len(need))),
        level=Level({"missing": 1.0, "wishes": 1.0}),
    )


def _person(work: ContractWork, rng: np.random.Generator) -> tuple[Person, int]:
    """One person, and the days not on leave; leave that the contract does not allow is shortened away."""
    index = np.array([(day - MONDAY).days for day in work.days])
    clock = work.start - PER_DAY * index[work.day]
    free = np.ones(work.n_shifts, dtype=bool)
    if rng.random() < 0.3:
        if rng.random() < 0.5:
            early, late = (0, int(rng.integers(40, 46))) if rng.random() < 0.5 else (int(rng.integers(16, 20)), 60)
            free &= (clock >= early) & (clock + work.length <= late)
        else:
            free &= ~np.isin(index[work.day] % 7, rng.choice(7, 1))
    worked = DAYS
    if rng.random() < 0.4:
        length = int(rng.integers(2, 4))
        first = int(rng.integers(0, DAYS - length))
        free &= ~((index[work.day] >= first) & (index[work.day] < first + length))
        worked -= length
    kept = work.only(free)
    cost = np.zeros(kept.n_shifts)
    for day in rng.choice(DAYS, 2, replace=False).tolist():
        cost[index[kept.day] == day] += int(rng.integers(2, 9))
    if rng.random() < 0.5:
        late = kept.start - PER_DAY * index[kept.day] >= 24
        cost += late if rng.random() < 0.5 else ~late
    return Person(kept, costs={"wishes": Costs(cost, np.zeros(len(work.days)))}), worked


def _shape(rng: np.random.Generator) -> np.ndarray:
    """Parts of the whole need, by slot; nobody is needed at night."""
    slot = np.arange(PER_DAY)
    curve = 0.12 + 0.9 * np.exp(-(((slot - 21) / 7.0) ** 2)) + 0.75 * np.exp(-(((slot - 37) / 6.0) ** 2))
    curve[(slot < 12) | (slot >= 46)] = 0.0
    week = np.array([1.1, 1.0, 1.0, 1.0, 1.05, 0.9, 0.85])
    shape = np.concatenate([curve * week[day % 7] for day in range(DAYS)]) * rng.normal(1, 0.04, DAYS * PER_DAY)
    return shape / shape.sum()
