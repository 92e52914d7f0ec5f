"""Who may have another shift: against the rules, counted on the tours themselves."""

import numpy as np
import pytest
from tiny import make_contract, make_grid, works_of

from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve.smoothing.assigned_tours import Given
from staffplan.solve.tours.team import Team, laid_out

RULES = {"starts": ("00:00", "16:00"), "days_per_week": (2, 5), "max_days_in_row": 4, "min_rest": "11h"}


def legal(work, tour):
    """Whether the automaton and the rest allow a tour, around the turn of a cyclic period too."""
    worked = set(work.day[tour].tolist())
    state = 0
    for day in range(work.automaton.n_days):
        state = int(work.automaton.after[day][state, int(day in worked)])
        if state < 0:
            return False
    start = work.start[tour]
    following = np.append(start[1:], start[:1] + work.cycle) if work.cycle is not None else start[1:]
    behind = work.rested[tour][: len(following)]
    return len(worked) == len(tour) and bool((behind <= following).all())


def random_tour(work, random):
    while True:
        days = np.flatnonzero(random.random(len(work.days)) < 0.6)
        tour = [int(random.choice(np.flatnonzero(work.day == day))) for day in days if (work.day == day).any()]
        if tour and legal(work, tour):
            return tour


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_who_may_have_another_shift_is_who_has_a_legal_tour_with_it(seed, cyclic):
    random = np.random.default_rng(seed)
    (work,) = works_of(make_contract(**RULES), make_grid(7 if cyclic else 11, cyclic=cyclic))
    tour = random_tour(work, random)
    given = Given(Team.of(work, [tour]), {})
    for old in tour:
        for new in range(work.n_shifts):
            changed = sorted([shift for shift in tour if shift != old] + [new])
            may = given.takers(old, new, 1) is not None
            assert may == (new == old or (new not in tour and legal(work, changed))), (old, new)


def test_shifts_and_breaks_change_hands():
    (work,) = works_of(make_contract(**RULES, breaks=(BreakRule(length="1h", starts=("3h", "5h")),)), make_grid(3))
    first, second = (int(np.flatnonzero(work.day == day)[0]) for day in (1, 2))
    team = Team.of(work, [[first, second], [first]])
    given = Given(team, {first: [[int(work.start[first]) + 4] * 2]})
    assert given.breaks[first][0] == {int(work.start[first]) + 4: 2}
    assert given.takers(first, first + 1, 2) == [(0, 1), (1, 1)]
    given.give([(1, 1)], first, first + 1)
    assert given.team().tours == [[first, second], [first + 1]]
    assert given.takers(first, first + 1, 2) is None


def test_agents_of_one_tour_are_looked_at_once_and_part_where_only_some_of_them_change():
    (work,) = works_of(make_contract(**RULES), make_grid(3))
    first, second = (int(np.flatnonzero(work.day == day)[0]) for day in (1, 2))
    given = Given(Team(work, laid_out(work, [[first, second]]), np.array([1000])), {})
    takers = given.takers(first, first + 1, 400)
    assert takers == [(0, 400)]
    assert given.takers(first, first + 1, 1001) is None
    given.give(takers, first, first + 1)
    assert (given.in_shift(first), given.in_shift(first + 1), given.in_shift(second)) == (600, 400, 1000)
    given.give(given.takers(first + 1, first, 400), first + 1, first)
    assert given.team().count.tolist() == [1000]
