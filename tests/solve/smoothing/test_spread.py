"""Even service: against enumeration, never worse than without, and never at the cost of an agent or a paid hour."""

from collections import Counter
from dataclasses import replace
from itertools import combinations_with_replacement
from types import SimpleNamespace

import numpy as np
import pytest
from runs import run_of
from tiny import every_day, make_contract, make_grid, need, on_duty, solved, with_service, works_of

from staffplan.schema.scenario.keys import BreakRule
from staffplan.schema.service.staffing import Staffing
from staffplan.solve import search
from staffplan.solve.smoothing.penalty import unevenness
from staffplan.solve.smoothing.spread import spread
from staffplan.solve.tours.people import roster_shifts
from staffplan.solve.tours.team import Team, laid_out

HOURS = 8
SHIFTS = make_contract(shift_lengths=("3h",), starts=("00:00", "05:00"))
COVERS = np.array([[start <= hour < start + 3 for hour in range(HOURS)] for start in range(6)], dtype=int)
RESTED = {"days_per_week": (0, 5), "max_days_in_row": 5, "min_rest": "11h"}


@pytest.fixture
def as_found(monkeypatch):
    """Searches that leave out the third objective."""

    def uneven(*args, **keys):
        with monkeypatch.context() as patch:
            patch.setattr(search, "spread", lambda _run, teams, breaks: (teams, breaks))
            return solved(*args, **keys)

    return uneven


def surplus(roster, staffing):
    return (on_duty(roster, staffing.grid) - staffing.least).astype(float)


def morning(seed):
    """Random volumes over one morning, whose service rises ever less with agents; 70% of it wanted."""
    random = np.random.default_rng(seed)
    volume = random.choice([1.0, 3.0, 9.0], HOURS)
    speed = random.uniform(0.3, 0.9, HOURS)
    least = np.zeros(HOURS, dtype=np.int64)
    gains = [v * (1 - np.exp(-s * np.arange(12))) for v, s in zip(volume, speed, strict=True)]
    return with_service(Staffing(make_grid(slots=HOURS), least, least), gains, 0.7 * volume.sum())


def least_by_enumeration(staffing, agents):
    """The least unevenness of all teams of so many agents that meet the target."""
    (requirement,) = staffing.requirements
    (group,) = requirement.groups
    duties = [COVERS[list(starts)].sum(axis=0) for starts in combinations_with_replacement(range(6), agents)]
    good = [
        duty
        for duty in duties
        if sum(float(requirement.gain[hour][n]) for hour, n in enumerate(duty)) >= group.at_least - 1e-9
    ]
    return min(unevenness(staffing, duty.astype(float)) for duty in good)


@pytest.mark.parametrize("seed", range(8))
def test_service_is_nearly_as_even_as_any_team_makes_it(seed):
    staffing = morning(seed)
    roster = solved(SHIFTS, staffing)
    found = unevenness(staffing, surplus(roster, staffing))
    assert found == pytest.approx(least_by_enumeration(staffing, roster.headcount), rel=0.05)


def random_week(seed, *, cyclic):
    """A need that changes from hour to hour, around the clock or by day, with a meal in every shift."""
    random = np.random.default_rng(seed)
    grid = make_grid(7 if cyclic else 9, cyclic=cyclic)
    contract = make_contract(**RESTED, starts=("00:00", "23:00"), breaks=(BreakRule(length="1h", starts=("3h", "5h")),))
    days = grid.n_slots // 24
    return contract, need(
        grid, *((day, h, h + 4, int(random.integers(0, 4))) for day in range(days) for h in (8, 12, 16))
    )


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_surplus_is_never_less_even_and_costs_nothing(seed, cyclic, as_found):
    contract, staffing = random_week(seed, cyclic=cyclic)
    before, after = as_found(contract, staffing), solved(contract, staffing)
    assert (surplus(after, staffing) >= 0).all()
    assert unevenness(staffing, surplus(after, staffing)) <= unevenness(staffing, surplus(before, staffing))
    assert after.headcount == before.headcount
    assert sum(s.paid_slots for s in after.shifts) <= sum(s.paid_slots for s in before.shifts)


def test_the_same_input_gives_the_same_plan():
    contract, staffing = random_week(7, cyclic=False)
    assert solved(contract, staffing).shifts == solved(contract, staffing).shifts


def test_meals_do_not_all_lie_at_noon():
    # Four agents from nine to five and an even need of two: meals at 12, 13 and 14 leave nobody alone for long.
    contract = make_contract(breaks=(BreakRule(length="1h", starts=("3h", "5h")),), headcount=(4, 4))
    staffing = need(make_grid(1), *every_day([0], agents=2))
    roster = solved(contract, staffing)
    duty = on_duty(roster, staffing.grid)[12:15]
    assert sorted(duty.tolist()) == [2, 3, 3]


def test_days_that_are_alike_get_as_much():
    # Seven days of the same volume and three agents' fifteen shifts: one day gets a third one, the others two.
    grid = make_grid(7)
    hours = np.arange(grid.n_slots) % 24
    least = np.where((hours >= 9) & (hours < 17), 1, 0)
    gains = [3 * (1 - 0.3 ** np.arange(1, 9)) if n else np.zeros(1) for n in least]
    staffing = with_service(Staffing(grid, least, least), gains, 0.7 * 3 * 56, np.flatnonzero(least))
    roster = solved(make_contract(headcount=(3, 3), days_per_week=(5, 5)), staffing)
    worked = Counter(shift.start // 24 for shift in roster.shifts)
    assert sorted(worked.values()) == [2, 2, 2, 2, 2, 2, 3]


def at_once(contract, staffing, tours):
    """What ``spread`` makes of ``tours``, without any search."""
    (work,) = works_of(contract, staffing.grid)
    run = run_of(None, contract, staffing, seconds=60.0)
    teams, breaks = spread(run, [Team.of(work, tours)], [{}])
    return work, teams[0].tours, breaks[0]


def test_shifts_that_nobody_misses_are_left_out():
    staffing = need(make_grid(3), *every_day(range(3)))
    _work, tours, breaks = at_once(make_contract(days_per_week=(0, 7)), staffing, [[0, 1, 2], [0, 1, 2]])
    assert sorted(shift for tour in tours for shift in tour) == [0, 1, 2]
    assert breaks == {0: [], 1: [], 2: []}


def test_who_is_left_out_takes_no_break_either():
    """One of two is enough: as many breaks are left as there are agents in each shift."""
    contract = make_contract(days_per_week=(0, 7), breaks=(BreakRule(length="1h", starts=("3h", "5h")),))
    staffing = need(make_grid(3), *every_day(range(3), 9, 12))
    _work, tours, breaks = at_once(contract, staffing, [[0, 1, 2], [0, 1, 2]])
    assert sorted(shift for tour in tours for shift in tour) == [0, 1, 2]
    assert {shift: [len(starts) for starts in each] for shift, each in breaks.items()} == {0: [1], 1: [1], 2: [1]}


def test_nobody_gets_a_day_off_that_the_rules_do_not_allow():
    staffing = need(make_grid(7), *every_day(range(7)))
    five = [0, 1, 2, 3, 4], [2, 3, 4, 5, 6], [0, 1, 4, 5, 6]
    _work, tours, _breaks = at_once(make_contract(days_per_week=(5, 5)), staffing, list(five))
    assert [len(tour) for tour in tours] == [5, 5, 5]


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("agents", [1, 12])
def test_tours_stay_legal_and_serve_more_evenly(agents, cyclic):
    # All begin at midnight; they had better not.
    contract, staffing = random_week(3, cyclic=cyclic)
    staffing = Staffing(staffing.grid, np.zeros_like(staffing.least), staffing.required)
    (work,) = works_of(contract, staffing.grid)
    first = [int(np.flatnonzero(work.day == day)[0]) for day in range(1, 6)]
    before = np.zeros(staffing.grid.n_slots)
    for shift in first:
        before[(work.start[shift] + np.arange(work.length[shift])) % staffing.grid.n_slots] += agents
    work, tours, breaks = at_once(contract, staffing, [first] * agents)
    roster = SimpleNamespace(shifts=roster_shifts(work, laid_out(work, tours), breaks, 0))
    for tour in tours:
        assert (work.start[tour][1:] >= work.rested[tour][:-1]).all()
    assert unevenness(staffing, on_duty(roster, staffing.grid).astype(float)) < unevenness(staffing, before)


class Watched:
    """A clock that counts how often somebody looks at it; after a thousand times there is nothing left."""

    looks = 0

    @property
    def left(self):
        self.looks += 1
        return 60.0 if self.looks < 1000 else 0.0


def test_it_ends_where_shifts_that_are_left_out_make_service_less_even_than_at_the_beginning():
    grid = make_grid(3)
    hours = np.arange(grid.n_slots) % 24
    least = np.zeros(grid.n_slots, dtype=np.int64)
    open_ = (hours >= 9) & (hours < 17)
    gains = [3 * (1 - 0.5 ** np.arange(9)) if each else np.zeros(1) for each in open_]
    staffing = with_service(Staffing(grid, least, least), gains, 0.55 * 3 * 24, np.flatnonzero(open_))
    (work,) = works_of(make_contract(), grid)
    run = replace(run_of(None, make_contract(), staffing), clock=Watched())
    teams, _breaks = spread(run, [Team.of(work, [[0, 1, 2], [0, 1, 2], [0, 1, 2]])], [{}])
    assert sum(len(tour) for tour in teams[0].tours) < 9
    assert run.clock.looks < 200


def test_no_slot_is_left_alone_for_the_sake_of_a_large_surplus_elsewhere():
    # Only the first agent can open at eight; at four he would serve more evenly beside thirty who must be there.
    grid = make_grid(1)
    opener = make_contract(name="opener", starts=("08:00", "16:00"), headcount=(1, 1))
    many = make_contract(name="many", headcount=(30, 30))
    least = np.zeros(grid.n_slots, dtype=np.int64)
    least[8:17] = 1
    roster = solved((opener, many), Staffing(grid, least, least))
    assert (on_duty(roster, grid) >= least).all()
