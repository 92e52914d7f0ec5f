"""Activities against every way of having them: all breaks and activities at all places of all shifts, day by day.

Which of them are legal says the checker. The shifts stage must allow the same shifts and the same sequences of them,
and the smallest team is that of a model of sets over all legal tours.
"""

import os
from collections import Counter
from datetime import date, timedelta
from itertools import product
from random import Random
from unittest.mock import patch

import numpy as np
import pytest
from ortools.sat.python import cp_model
from shared_engine import searches_share_one_process, shared_process  # noqa: F401
from test_enumerated_rules import ended_as
from test_legal_work import allowed, coverage_of, summary_of
from tiny import make_contract, make_grid

from staffplan.schema.plan import Break, Plan, Shift
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.activity import Activity
from staffplan.schema.scenario.consistency import inconsistencies
from staffplan.schema.scenario.keys import BreakRule, NamedShift, Objective, Opening, Scenario, Solving
from staffplan.schema.service.staffing import Staffing
from staffplan.shifts import legal_work
from staffplan.solve.search import find_roster
from staffplan.verify.check import SHIFT_AND_AGENT_RULES
from staffplan.verify.roster import roster_of

CASES = int(os.environ.get("STAFFPLAN_CASES", "300"))
MOST_TOURS = 6000
HOUR = timedelta(hours=1)
BANK = (
    NamedShift(name="split", hours=(("09:00", "11:00"), ("13:00", "16:00"))),
    NamedShift(name="night", start="22:00", end="04:00"),
)
TRAININGS = (
    {"length": "1h", "every_weeks": 1},
    {"length": "1h", "every_weeks": 2},
    {"length": "2h", "every_weeks": 1, "weekdays": ("tuesday", "wednesday")},
    {"length": "1h", "every_weeks": 1, "starts": ("0h", "2h")},
)
MEETINGS = (
    {"length": "1h", "at": "11:00"},
    {"length": "1h", "at": "13:00", "weekdays": ("tuesday",)},
    {"length": "2h", "at": "12:00", "weekdays": ("monday", "wednesday"), "every_weeks": 1},
    {"length": "1h", "at": "00:00", "every_weeks": 2},
    {"length": "1h", "at": "10:00", "every_weeks": 1},
)


def problem(seed):
    """A grid and a scenario of one contract whose few shifts hold one or two activities."""
    random = Random(f"activities {seed}")
    while True:
        kinds = random.choice((TRAININGS, MEETINGS, TRAININGS + MEETINGS))
        chosen = random.sample(kinds, random.choice((1, 1, 2)))
        weeks = 2 if any(each.get("every_weeks") == 2 for each in chosen) else 1
        cyclic = random.random() < 0.3
        meal = BreakRule(length=HOUR, starts=(2 * HOUR, random.choice((2, 3)) * HOUR), paid=random.random() < 0.3)
        rules = {
            "starts": ("09:00", random.choice(("09:00", "10:00"))),
            "shift_lengths": (random.choice(("5h", "6h")),),
        }
        if random.random() < 0.3:
            rules = {"shifts": (random.choice(("split", "night")),), "shift_lengths": (), "starts": None}
        contract = make_contract(breaks=random.choice(((), (meal,))), **rules)
        open_days = 3 if weeks == 1 else random.choice((1, 2))
        grid = make_grid(
            7 * weeks if cyclic else random.choice((7 * weeks, 7 * weeks, 7 * weeks + 2)),
            first=random.choice((date(2026, 11, 2), date(2026, 11, 1))) if not cyclic else date(2026, 11, 4),
            cyclic=cyclic,
        )
        scenario = Scenario(
            grid="60min",
            cyclic=cyclic,
            shift=BANK,
            opening=Opening(hours=(540, 1020)),
            contract=(contract,),
            activity=tuple(Activity(name=f"a{k}", **each) for k, each in enumerate(chosen)),
        )
        if not inconsistencies(scenario):
            return random, grid, scenario, ("monday", "tuesday", "wednesday")[:open_days]


def bare_shifts(grid, scenario, weekdays):
    """Day, first slot and pattern of the shifts without activities, on some weekdays alone."""
    plain = scenario.model_copy(update={"activity": ()})
    with patch("staffplan.shifts.legal_shifts.without_false_hope", lambda work: work):
        [work] = legal_work(plain, grid)
    on = [k for k in range(work.n_shifts) if f"{work.days[work.day[k]]:%A}".lower() in weekdays]
    period = [k for k in on if work.days[work.day[k]] in grid.days]
    return [(work.days[work.day[k]], int(work.start[k]), work.patterns[work.pattern[k]]) for k in period]


def all_ways(pattern, scenario):
    """Breaks and activities of a shift at all places, legal or not: tuples of name, start and end into it."""
    rests = [[("", at, at + one.length) for at in one.offsets] for one in pattern.breaks]
    held = []
    for each in scenario.activity:
        length = each.length // HOUR
        held.append([None, *((each.name, at, at + length) for at in range(pattern.length - length + 1))])
    for way in product(*rests, *held):
        yield tuple(sorted((one for one in way if one is not None), key=lambda one: (one[1], one[0])))


def written(scenario, grid, tours):
    """Tours of (date, first slot, pattern, breaks) as a schedule, in the checker's eyes."""
    shifts = []
    for agent, tour in enumerate(tours):
        for _day, start, pattern, way in tour:
            turned = start - grid.n_slots if grid.cyclic and start >= grid.n_slots else start
            unpaid = sum(one.length for one in pattern.breaks if not one.paid)
            breaks = [
                Break(name=name, start=grid.instant(turned + first), end=grid.instant(turned + last))
                for name, first, last in way
            ]
            shifts.append(
                Shift(
                    agent_id=f"{agent:05d}",
                    contract=scenario.contract[0].name,
                    date=grid.instant(turned).date(),
                    start=grid.instant(turned),
                    end=grid.instant(turned + pattern.length),
                    breaks=tuple(breaks),
                    paid_hours=pattern.length - unpaid,
                    shift_name=pattern.name,
                )
            )
    return roster_of(Plan(summary=summary_of(scenario), shifts=tuple(shifts), coverage=coverage_of(grid)))


def legal_ways(grid, scenario, shifts):
    """Of each shift, the ways to have it that the checker finds legal on their own."""
    rules = [rule for rule in SHIFT_AND_AGENT_RULES if rule.__name__ != "activity_count"]
    single = [(*shift, way) for shift in shifts for way in all_ways(shift[2], scenario)]
    right = allowed(written(scenario, grid, [[one] for one in single]), rules)
    return [one for k, one in enumerate(single) if f"{k:05d}" in right]


def modelled_ways(grid, scenario, weekdays):
    """The same as the shifts stage has them: each with the shift of the model."""
    with patch("staffplan.shifts.legal_shifts.without_false_hope", lambda work: work):
        [work] = legal_work(scenario, grid)
    found = []
    for k in range(work.n_shifts):
        day, pattern = work.days[work.day[k]], work.patterns[work.pattern[k]]
        if f"{day:%A}".lower() not in weekdays or day not in grid.days:
            continue
        for starts in product(*(option.offsets for option in pattern.breaks)):
            options = zip(starts, pattern.breaks, strict=True)
            way = tuple((option.name, start, start + option.length) for start, option in options)
            found.append(((day, int(work.start[k]), pattern.name, way), k))
    return work, found


def tours_of(ways):
    """Every choice of one of the ways, or none, on each day; None: too many."""
    days = sorted({one[1] // 24 for one in ways})
    of_day = [[None, *(one for one in ways if one[1] // 24 == day)] for day in days]
    if np.prod([len(each) for each in of_day]) > MOST_TOURS:
        return None
    tours = [[one for one in tour if one is not None] for tour in product(*of_day)]
    return [tour for tour in tours if tour]


def accepted_by(work, tour):
    """Whether the automaton allows the model's shifts of a tour."""
    on, state = {int(work.day[k]): k for k in tour}, 0
    for day in range(len(work.days)):
        if state < 0 or not work.automaton.n_states(day):
            return False
        state = work.automaton.after[day][state, work.symbol[on[day]] if day in on else 0]
    return state >= 0


def duty(grid, tour):
    """The slots of the period in which who has the tour is on duty."""
    slots = set()
    for _day, start, pattern, way in tour:
        away = {start + k for _name, first, last in way for k in range(first, last)}
        held = [k for k in range(start, start + pattern.length) if k not in away]
        slots |= {k % grid.n_slots for k in held if grid.cyclic or k < grid.n_slots}
    return frozenset(slots)


def fewest(grid, tours, least):
    """The fewest tours that cover ``least``; None: none do."""
    kinds = {duty(grid, tour) for tour in tours}
    kinds = [one for one in kinds if not any(one < other for other in kinds)]
    model = cp_model.CpModel()
    agents = [model.new_int_var(0, int(least.sum()) + 1, "") for _kind in kinds]
    for slot in np.flatnonzero(least).tolist():
        model.add(sum(n for n, held in zip(agents, kinds, strict=True) if slot in held) >= int(least[slot]))
    model.minimize(sum(agents))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = 1, 20
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return int(solver.objective_value) if status == cp_model.OPTIMAL else None


def compared(seed):
    """How many tours a case has, and which; raises AssertionError where model and checker differ."""
    _random, grid, scenario, weekdays = problem(seed)
    shifts = bare_shifts(grid, scenario, weekdays)
    ways = legal_ways(grid, scenario, shifts)
    work, modelled = modelled_ways(grid, scenario, weekdays)
    plain = [(day, start, pattern.name, way) for day, start, pattern, way in ways]
    assert Counter(plain) == Counter(one for one, _shift in modelled), "other shifts"
    tours = tours_of(ways)
    if tours is None:
        return None
    shift_of = dict(modelled)
    right = allowed(written(scenario, grid, tours), SHIFT_AND_AGENT_RULES)
    for k, tour in enumerate(tours):
        mine = [shift_of[day, start, pattern.name, way] for day, start, pattern, way in tour]
        assert accepted_by(work, mine) == (f"{k:05d}" in right), mine
    return [tour for k, tour in enumerate(tours) if f"{k:05d}" in right]


@pytest.mark.parametrize(
    "seeds", [range(12), pytest.param(range(12, CASES), marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_same_activities_are_legal(seeds):
    ended, wrong = Counter(), {}
    for seed in seeds:
        try:
            tours = compared(seed)
            ended["too many" if tours is None else "some" if tours else "none"] += 1
        except AssertionError as error:
            wrong[seed] = str(error)[:300]
    assert wrong == {}, ended
    assert ended["some"] >= 0.4 * len(seeds), ended


def team(seed):
    """How a case ended; raises AssertionError where the product is wrong."""
    random, grid, scenario, weekdays = problem(seed)
    ways = legal_ways(grid, scenario, bare_shifts(grid, scenario, weekdays))
    tours = tours_of(ways)
    if tours is None:
        return "too many tours"
    right = allowed(written(scenario, grid, tours), SHIFT_AND_AGENT_RULES)
    tours = [tour for k, tour in enumerate(tours) if f"{k:05d}" in right]
    least = np.zeros(grid.n_slots, dtype=np.int64)
    for one in random.sample(ways, min(len(ways), 3)):
        if random.random() < 0.8:
            slots = sorted(duty(grid, [one]))
            least[slots] = np.maximum(least[slots], random.choice((1, 1, 2, 3)))
    if not least.any():
        return "no need"
    [work] = legal_work(scenario, grid)
    on = [f"{work.days[day]:%A}".lower() in weekdays and work.days[day] in grid.days for day in work.day.tolist()]
    work = work.only(np.array(on, dtype=bool))
    expected = fewest(grid, tours, least)
    staffing, solving = Staffing(grid, least, least), Solving(time_limit="20s")
    roster = find_roster((work,), staffing, Objective(), solving, nobody_watches, Stop())
    return ended_as(roster, expected)


@pytest.mark.slow
def test_the_smallest_team_is_that_of_all_tours_with_activities(searches_share_one_process):  # noqa: F811
    ended, wrong = Counter(), {}
    for seed in range(CASES):
        try:
            ended[team(seed)] += 1
        except Exception as error:
            wrong[seed] = f"{type(error).__name__}: {error}"
    print(ended)
    assert wrong == {}, ended
    assert ended["proved"] >= 0.2 * CASES
