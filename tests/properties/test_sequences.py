"""The shifts stage and the checker read the rules of sequences apart from each other; both must allow the same tours.

Contracts have random rules, alone and in pairs; tours are random days of a person: some drawn through the automaton,
which the checker must find legal, others drawn freely, of which both must think alike.
"""

from datetime import date
from random import Random
from unittest.mock import patch

import numpy as np
import pytest
from test_legal_work import allowed, coverage_of, summary_of
from tiny import make_contract, make_grid

from staffplan.errors import InputError
from staffplan.schema.plan import Plan, Shift
from staffplan.schema.scenario.keys import NamedShift, Scenario
from staffplan.schema.scenario.rotation import Rotation
from staffplan.shifts import legal_work
from staffplan.verify.check import SHIFT_AND_AGENT_RULES
from staffplan.verify.roster import roster_of

BANK = (
    NamedShift(name="early", start="07:00", end="15:00"),
    NamedShift(name="late", start="14:00", end="22:00"),
    NamedShift(name="night", start="22:00", end="06:00"),
)
RULES = {
    "days_per_period": [(3, 5), (0, 4), (4, None)],
    "weeks": [
        {"days_per_week": (4, 5)},
        {"days_per_week": (5, 5), "days_off_in_row": 2},
        {"days_per_week": (5, 5), "days_off_in_row": 2, "days_off_across_weeks": True},
        {"days_per_week": (0, 5), "days_off_in_row": 3, "days_off_across_weeks": True},
    ],
    "turns": [
        {"days_per_week": [[6, 6], [4, 5]]},
        {"days_per_week": [[6, 6], [5, 5]], "week_phase": "shared"},
        {"days_per_week": [[3, 4], [5, 6]], "days_off_in_row": 2},
    ],
    "max_days_in_row": [3, 5],
    "min_days_in_row": [2, 3],
    "min_days_off_in_row": [2, 3],
    "days_off_in_any": [((4, 1),), ((7, 2),), ((5, 2), (9, 4))],
    "max_weekends": [0, 1],
    "max_weekends_in_row": [1],
    "whole_weekends": [True],
    "free_sundays": [1],
    "rest_after_night": ["36h", "48h", "60h"],
    "max_nights_in_row": [0, 1, 2],
    "nights_per_period": [(1, 2), (0, 3)],
    "shifts_per_period": [{"night": (0, 1)}, {"early": (1, 2), "late": (0, 2)}],
    "same_shift_all_week": [True],
    "forward_rotation": [True],
    "forbidden_successions": [(("late", "early"),), (("night", "late"), ("early", "late"), ("late", "late"))],
    "hours_per_week": [("16h", "40h"), ("24h", None)],
    "hours_per_month": [("16h", "48h")],
    "hours_per_period": [("24h", "48h")],
    "rotation": ["WWOO", "WWWWOO", "eelloonn", "WWO?", "e?loW", "eeellOO"],
}
NOT_IN_A_CYCLE = {"hours_per_month"}
FIRST_DAYS = [date(2026, 10, 26), date(2026, 11, 4), date(2026, 10, 31), date(2026, 11, 1), date(2026, 2, 27)]


def random_problem(random, longest=14):
    """A grid and a scenario of one contract with one or two random rules, of ``longest`` days or a week at most."""
    cyclic = random.random() < 0.35
    possible = [name for name in RULES if not (cyclic and name in NOT_IN_A_CYCLE)]
    names = random.sample(possible, random.choice((1, 2)))
    rules, rotation = {}, ()
    for name in names:
        value = random.choice(RULES[name])
        if cyclic and name == "rotation":
            value = "eeellOO"  # a week, which fits into any cycle
        if name == "rotation":
            phase = random.choice(("free", "shared"))
            begins = random.choice((None, date(2026, 10, 30))) if phase == "shared" else None
            rotation = (Rotation(name="r", days=value, phase=phase, begins=begins),)
            value = "r"
        rules |= value if name in ("weeks", "turns") else {name: value}
    free = random.random() < 0.25
    shifts = {"starts": ("08:00", "20:00"), "start_step": "6h"} if free else {"shifts": ("early", "late", "night")}
    if {"forbidden_successions", "shifts_per_period"} & rules.keys() or rotation:
        shifts = {"shifts": ("early", "late", "night")}
    contract = make_contract(**({"max_days_in_row": 30, "min_rest": random.choice(("0h", "11h"))} | shifts | rules))
    if "shifts" in shifts:
        contract = contract.model_copy(update={"shift_lengths": (), "starts": None})
    turns = "weeks_in_turn" in contract.model_fields_set
    days = 14 if cyclic and turns else random.choice((7, max(7, longest))) if cyclic else random.randint(2, longest)
    week_start = random.choice(("monday", "sunday"))
    grid = make_grid(days, first=random.choice(FIRST_DAYS), cyclic=cyclic, week_start=week_start)
    scenario = Scenario(
        grid="60min", cyclic=cyclic, week_start=week_start, contract=(contract,), rotation=rotation, shift=BANK
    )
    return grid, scenario


def random_tour(work, random, share):
    """Shifts of one person, each day one with a probability of ``share``, whatever the rules say."""
    tour = []
    for day in range(len(work.days)):
        here = np.flatnonzero(work.day == day)
        if len(here) and random.random() < share:
            tour.append(int(random.choice(here)))
    return tour


def drawn_tour(work, random):
    """Shifts of one person, as the automaton and the rest allow; None where that led nowhere."""
    state, rested, tour = 0, -(10**6), []
    for day in range(len(work.days)):
        ways = [int(k) for k in np.flatnonzero(work.day == day) if work.start[k] >= rested]
        ways = [k for k in ways if work.automaton.after[day][state, work.symbol[k]] >= 0]
        if ways and (work.automaton.after[day][state, 0] < 0 or random.random() < 0.6):
            tour.append(random.choice(ways))
            state, rested = work.automaton.after[day][state, work.symbol[tour[-1]]], work.rested[tour[-1]]
        else:
            state = work.automaton.after[day][state, 0]
        if state < 0:
            return None
    return tour


def is_legal(work, tour):
    """Whether the automaton and the rest allow a tour, around the turn of a cyclic period too."""
    on = dict(zip(work.day[tour].tolist(), tour, strict=True))
    state = 0
    for day in range(len(work.days)):
        state = work.automaton.after[day][state, work.symbol[on[day]] if day in on else 0]
        if state < 0:
            return False
    start = work.start[tour]
    following = np.append(start[1:], start[:1] + work.cycle) if work.cycle is not None else start[1:]
    return bool((work.rested[tour][: len(following)] <= following).all())


def written(scenario, grid, work, tours):
    """The tours as a plan's schedule, in the checker's eyes; nothing else of the plan is looked at."""
    shifts = []
    for agent, tour in enumerate(tours):
        for shift in tour:
            start = int(work.start[shift]) - (grid.n_slots if grid.cyclic and work.start[shift] >= grid.n_slots else 0)
            moment, pattern = grid.instant(start), work.patterns[work.pattern[shift]]
            shifts.append(
                Shift(
                    agent_id=f"{agent:04d}",
                    contract=work.contract.name,
                    date=moment.date(),
                    start=moment,
                    end=grid.instant(start + pattern.length),
                    paid_hours=pattern.paid,
                    shift_name=pattern.name,
                )
            )
    return roster_of(Plan(summary=summary_of(scenario), shifts=tuple(shifts), coverage=coverage_of(grid)))


def mistakes(seed):
    """The tours of a random problem of which model and checker think differently, and how many each finds legal."""
    random = Random(seed)
    grid, scenario = random_problem(random)
    with patch("staffplan.shifts.legal_shifts.without_false_hope", lambda work: work):
        [work] = legal_work(scenario, grid)
    if work.automaton.n_states(0) == 0 or not work.n_shifts:
        drawn = []
    else:
        drawn = [tour for tour in (drawn_tour(work, random) for _each in range(30)) if tour]
    tours = [*drawn, *(tour for k in range(60) if (tour := random_tour(work, random, 0.2 + 0.7 * k / 60)))]
    legal = {f"{agent:04d}" for agent, tour in enumerate(tours) if work.automaton.n_states(0) and is_legal(work, tour)}
    accepted = allowed(written(scenario, grid, work, tours), SHIFT_AND_AGENT_RULES)
    return scenario, grid, work, tours, legal ^ accepted, len(legal)


@pytest.mark.parametrize(
    "seeds", [range(60), pytest.param(range(60, 2000), marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_same_tours_are_legal(seeds):
    legal = 0
    for seed in seeds:
        try:
            scenario, grid, work, tours, wrong, found = mistakes(seed)
        except InputError:  # rules that remember too much together
            continue
        legal += found
        shown = [[(work.days[work.day[k]], work.patterns[work.pattern[k]].name) for k in tours[int(w)]] for w in wrong]
        assert not wrong, (seed, scenario.contract[0], scenario.rotation, grid.days, grid.cyclic, shown[:1])
    assert legal > 10 * len(seeds)


def test_what_remembers_too_much_is_refused_at_once():
    contract = make_contract(shifts=("early", "late"), shift_lengths=(), days_off_in_any=((28, 8),))
    scenario = Scenario(grid="60min", contract=(contract,), shift=BANK)
    with pytest.raises(InputError, match="rules of full-time that remember too much together"):
        legal_work(scenario, make_grid(40))
    assert legal_work(scenario, make_grid(28))[0].n_shifts
