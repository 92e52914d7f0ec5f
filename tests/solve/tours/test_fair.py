"""Who works which tour: legal swaps alone, less strain, nights and weekends shared out."""

from collections import Counter

import numpy as np
import pytest
from test_tours import AROUND_THE_CLOCK, FIVE_DAYS, is_legal, some_tours
from tiny import make_contract, make_grid, works_of

from staffplan.solve.tours.fair import _best_pairs, _dealt, strain
from staffplan.solve.tours.fair import shared as shared_rows
from staffplan.solve.tours.team import Team

THREE_SHIFTS = {"starts": ("06:00", "22:00"), "start_step": "8h", "min_rest": "11h"}


def shared(work, tours, slots_per_day):
    rows = shared_rows(work, Team.of(work, tours).rows, slots_per_day)
    return Team(work, rows, np.ones(len(rows), dtype=int)).tours


def nights_of(work, tours):
    return [int(work.night[tour].sum()) for tour in tours]


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_tours_stay_legal_and_strain_never_grows(seed, cyclic):
    grid = make_grid(14 if seed % 2 else 7, cyclic=cyclic)
    (work,) = works_of(make_contract(**AROUND_THE_CLOCK, **FIVE_DAYS), grid)
    tours = some_tours(work, 9, seed)
    found = shared(work, tours, 24)
    assert len(found) == len(tours)
    assert all(is_legal(work, tour) for tour in found)
    assert Counter(s for t in found for s in t) == Counter(s for t in tours for s in t)
    assert strain(work, found, 24) <= strain(work, tours, 24)
    assert found == shared(work, tours, 24)


def four_weeks(shifts_by_agent, **rules):
    """Five working days a week for four weeks, each agent at the same hour all the time."""
    grid = make_grid(28)
    (work,) = works_of(make_contract(**{**THREE_SHIFTS, "days_per_week": (5, 5), **rules}), grid)
    index = {(int(d), int(s) % 24): k for k, (d, s) in enumerate(zip(work.day, work.start, strict=True))}
    eve = len(work.days) - 28
    tours = [
        [index[eve + 7 * week + day, hour] for week in range(4) for day in range(first, first + 5)]
        for hour, first in shifts_by_agent
    ]
    assert all(is_legal(work, tour) for tour in tours)
    return work, tours


def test_nights_of_four_weeks_are_shared_out():
    # Two work by day, one at night for a month: nobody should have all the nights, nor change every day.
    work, tours = four_weeks([(6, 0), (14, 0), (22, 0)])
    assert sorted(nights_of(work, tours)) == [0, 0, 20]
    found = shared(work, tours, 24)
    assert max(nights_of(work, found)) <= 10
    changes = sum(int((np.diff(work.start[tour] % 24) != 0).sum()) for tour in found)
    assert changes <= 9


def test_weekends_of_four_weeks_are_shared_out():
    # One works Monday to Friday, the other Wednesday to Sunday, both early.
    work, tours = four_weeks([(6, 0), (6, 2)])
    weekend = {k for k, day in enumerate(work.days) if day.weekday() >= 5}
    before, after = (
        sorted(sum(int(work.day[s]) in weekend for s in tour) for tour in plan)
        for plan in (tours, shared(work, tours, 24))
    )
    assert (before, after) == ([0, 8], [4, 4])


def test_rest_is_never_given_up_for_fairness():
    # From 22:00 until 6:00 and again at 6:00 or 14:00: with 20 h of rest nobody may turn from nights to days overnight.
    work, tours = four_weeks([(6, 0), (22, 0)], min_rest="15h")
    found = shared(work, tours, 24)
    assert all(is_legal(work, tour) for tour in found)
    assert max(nights_of(work, found)) < 20


def test_close_to_the_best_way_to_share_out_a_week():
    # Two agents, every way of swapping their days by enumeration. Swaps may end short of the best: by little.
    (work,) = works_of(make_contract(**THREE_SHIFTS, days_per_week=(0, 7)), make_grid(7))
    found, best = 0.0, 0.0
    for seed in range(20):
        tours = some_tours(work, 2, seed)
        best += min(strain(work, plan, 24) for plan in _all_swaps(work, tours))
        found += strain(work, shared(work, tours, 24), 24)
    assert found <= 1.1 * best


def _all_swaps(work, tours):
    by_day = [{int(work.day[s]): s for s in tour} for tour in tours]
    for mask in range(2**7):
        plan = [[], []]
        for day in range(len(work.days)):
            for agent in (0, 1):
                shift = by_day[agent ^ (mask >> day & 1)].get(day)
                plan[agent] += [] if shift is None else [shift]
        if all(is_legal(work, tour) for tour in plan):
            yield plan


def test_thousands_are_quick_and_legal():
    (work,) = works_of(make_contract(**AROUND_THE_CLOCK, **FIVE_DAYS), make_grid(7))
    few = some_tours(work, 60, 5)
    tours = few * 20
    found = shared(work, tours, 24)
    assert all(is_legal(work, tour) for tour in found)
    assert strain(work, found, 24) < strain(work, tours, 24)


def test_nobody_and_one_alone_are_left_as_they_are():
    (work,) = works_of(make_contract(**AROUND_THE_CLOCK, **FIVE_DAYS), make_grid(7))
    assert shared(work, [], 24) == []
    alone = some_tours(work, 1, 1)
    assert shared(work, alone, 24) == alone


@pytest.mark.parametrize("count", [1, 2, 64, 65, 1000, 4321])
def test_everybody_is_dealt_out_once_and_alone_only_where_nobody_else_is_there(count):
    hands = list(_dealt(np.arange(count), 64))
    agents = np.concatenate([hand.ravel() for hand in hands]) if hands else np.zeros(0, dtype=int)
    assert sorted(agents.tolist()) == (list(range(count)) if count > 1 else [])
    assert all(hand.shape[1] <= 64 for hand in hands)


def test_parts_at_once_swap_as_each_of_them_alone():
    cost = np.random.default_rng(1).integers(0, 9, (20, 7, 7)).astype(float)
    alone = np.concatenate([_best_pairs(part[None]) for part in cost])
    assert (_best_pairs(cost) == alone).all()
    every = np.arange(7)
    assert all(part[every, order].sum() <= part[every, every].sum() for part, order in zip(cost, alone, strict=True))
