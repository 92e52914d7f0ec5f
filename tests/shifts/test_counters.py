"""Sums of the period in an automaton: the same sequences as those of the rule walked through one by one."""

from itertools import product

import numpy as np
import pytest

from staffplan.schema.legal_shifts import DayAutomaton
from staffplan.shifts.days import counters
from staffplan.shifts.days.counters import Counter, counted
from staffplan.shifts.days.rule import TooManyStatesError


def random_automaton(rng, days=6, states=4, symbols=3):
    sizes = [1, *rng.integers(1, states + 1, days - 1), 1]
    tables = [
        np.where(rng.random((here, 1 + symbols)) < 0.8, rng.integers(0, then, (here, 1 + symbols)), -1)
        for here, then in zip(sizes, [*sizes[1:], 1], strict=True)
    ]
    return DayAutomaton(tuple(tables))


def sequences(automaton):
    """All legal sequences of symbols."""
    found = set()
    for days in product(range(1 + automaton.n_symbols), repeat=automaton.n_days):
        state = 0
        for day, symbol in enumerate(days):
            if state >= 0:
                state = automaton.after[day][state, symbol] if state < len(automaton.after[day]) else -1
        if state >= 0:
            found.add(days)
    return found


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("has_eve", [False, True])
def test_the_sequences_within_the_limits_are_left(seed, has_eve):
    rng = np.random.default_rng(seed)
    automaton = random_automaton(rng)
    amount = np.array([0, *rng.integers(0, 4, 3)])
    least = int(rng.integers(0, 6))
    most = None if seed % 3 == 0 else least + int(rng.integers(0, 6))
    sums = {days: sum(amount[each] for each in days[has_eve:]) for days in sequences(automaton)}
    wanted = {days for days, total in sums.items() if least <= total and (most is None or total <= most)}
    assert sequences(counted(automaton, Counter(amount, least, most), has_eve=has_eve)) == wanted


def test_states_with_the_same_future_are_one():
    week = DayAutomaton((np.array([[0, 0]]),) * 7)
    found = counted(week, Counter(np.array([0, 1]), 0, 2), has_eve=False)
    assert [len(table) for table in found.after] == [1, 2, 3, 3, 3, 3, 2]  # before the last day, none and one are alike


def test_too_many_states_are_refused(monkeypatch):
    monkeypatch.setattr(counters, "MOST_COUNTED", 10)
    with pytest.raises(TooManyStatesError):
        counted(DayAutomaton((np.array([[0, 0]]),) * 7), Counter(np.array([0, 1]), 3, 5), has_eve=False)
