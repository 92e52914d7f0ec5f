"""The day automaton against its rules read plainly: every sequence of days is enumerated."""

from datetime import date, timedelta
from functools import cache
from itertools import groupby, product

import numpy as np
import pytest
from tiny import MONDAY, make_contract, make_grid

from staffplan.schema.scenario.keys import Scenario
from staffplan.shifts.days.automaton import day_automaton
from staffplan.shifts.days.contract import rules_of
from staffplan.shifts.days.rule import Shifts

RULES = (
    {"days_per_week": (5, 5), "max_days_in_row": 6, "days_off_in_row": 1},
    {"days_per_week": (5, 5), "max_days_in_row": 5, "days_off_in_row": 2},
    {"days_per_week": (3, 6), "max_days_in_row": 3, "days_off_in_row": 0},
    {"days_per_week": (0, 4), "max_days_in_row": 4, "days_off_in_row": 3},
    {"days_per_week": (2, 2), "max_days_in_row": 1, "days_off_in_row": 1},
    {"days_per_week": (0, 7), "max_days_in_row": 7, "days_off_in_row": 0},
)
NAMES = ["5 of 7", "two off", "3 in a row", "three off", "no two", "free"]


def automaton_of(contract, grid, days, *, has_eve, busy):
    """The automaton of rules that see of a shift only that there is one, with shifts on the days in ``busy``."""
    day = np.array(sorted(busy), dtype=np.intp)
    some = np.full(len(day), 8)
    shifts = Shifts(some, 60 * some, some, some, np.zeros(len(day), dtype=bool), [""] * len(day))
    rules = rules_of(contract, Scenario(), grid, days, shifts)
    return day_automaton(rules, grid, days, shifts, day, has_eve=has_eve)[1]


def accepts(automaton, works):
    state = 0 if automaton.n_states(0) else -1
    for day, work in enumerate(works):
        if state < 0:
            return False
        state = automaton.after[day][state, int(work)]
    return bool(state >= 0)


def longest(works, wanted):
    return max((len(list(run)) for value, run in groupby(works) if value is wanted), default=0)


@cache
def week_is_legal(week, least, most, off):
    """Whether some way to fill in the unknown days (None) of a week of seven makes it legal."""
    options = [(False, True) if day is None else (day,) for day in week]
    return any(least <= sum(w) <= most and longest(w, False) >= off for w in product(*options))


def is_legal(works, days, contract, *, has_eve=False, week_start=0):
    """The rules as docs say them: the week's rules week by week, days in a row over all days of the plan."""
    known = {day: None if has_eve and k == 0 and not works[0] else works[k] for k, day in enumerate(days)}
    weeks = {day - timedelta((day.weekday() - week_start) % 7) for day in days}
    rules = (*contract.days_per_week, contract.days_off_in_row)
    return (
        any(works)
        and longest(works, True) <= contract.max_days_in_row
        and all(week_is_legal(tuple(known.get(m + timedelta(k)) for k in range(7)), *rules) for m in weeks)
    )


def days_from(first, count):
    return tuple(first + timedelta(k) for k in range(count))


@pytest.mark.parametrize("rules", RULES, ids=NAMES)
@pytest.mark.parametrize("has_eve", [False, True])
def test_all_sequences(rules, has_eve):
    contract = make_contract(**rules)
    for offset, count in product(range(7), (1, 3, 7, 9)):
        days = days_from(MONDAY + timedelta(offset), count)
        grid = make_grid(count, first=days[0])
        automaton = automaton_of(contract, grid, days, has_eve=has_eve, busy=frozenset(range(count)))
        for works in product((False, True), repeat=count):
            assert accepts(automaton, works) == is_legal(works, days, contract, has_eve=has_eve), (works, days)


def test_weeks_begin_where_the_scenario_says():
    contract = make_contract(**RULES[1])
    days = days_from(MONDAY, 9)
    grid = make_grid(9, week_start="thursday")
    automaton = automaton_of(contract, grid, days, has_eve=False, busy=frozenset(range(9)))
    for works in product((False, True), repeat=9):
        assert accepts(automaton, works) == is_legal(works, days, contract, week_start=3), works


@pytest.mark.parametrize("rules", RULES, ids=NAMES)
def test_cyclic_sequences(rules):
    contract = make_contract(**rules)
    grid = make_grid(14, cyclic=True)
    automaton = automaton_of(contract, grid, grid.days, has_eve=False, busy=frozenset(range(14)))
    for works in product((False, True), repeat=14):
        # Twice round, a run over the end is seen whole; who never has a day off works for ever.
        legal = is_legal(works, grid.days, contract) and longest(works * 2, True) <= contract.max_days_in_row
        assert accepts(automaton, works) == (legal and not all(works)), works


def test_days_without_shifts_are_days_off():
    contract = make_contract(days_per_week=(2, 7))
    days = days_from(MONDAY, 7)

    def allowed(busy):
        automaton = automaton_of(contract, make_grid(7), days, has_eve=False, busy=frozenset(busy))
        return {works for works in product((False, True), repeat=7) if accepts(automaton, works)}

    assert allowed({0, 3}) == {tuple(k in (0, 3) for k in range(7))}
    assert allowed({0}) == set()


def test_states_do_not_grow_with_the_horizon():
    contract = make_contract(**RULES[0])

    def widest(weeks):
        days = days_from(MONDAY, 7 * weeks)
        automaton = automaton_of(contract, make_grid(7 * weeks), days, has_eve=False, busy=frozenset(range(7 * weeks)))
        return max(automaton.n_states(day) for day in range(automaton.n_days))

    assert widest(12) == widest(4) <= 40


def test_every_state_leads_to_an_end():
    contract = make_contract(**RULES[1])
    days = days_from(date(2026, 11, 5), 12)
    automaton = automaton_of(contract, make_grid(12, first=days[0]), days, has_eve=True, busy=frozenset(range(12)))
    for day in range(automaton.n_days):
        assert (automaton.after[day] >= 0).any(axis=1).all()
