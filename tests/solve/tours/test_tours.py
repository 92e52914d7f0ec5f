"""From numbers to people: any flow that legal tours can make splits into legal tours again."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from tiny import make_contract, make_grid, need, on_duty, solved, works_of

from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve.model.columns import ContractColumns
from staffplan.solve.model.master import build_master
from staffplan.solve.tours.people import roster_shifts
from staffplan.solve.tours.split import repair, split_exactly, split_raised
from staffplan.solve.tours.team import Team

AROUND_THE_CLOCK = {"starts": ("00:00", "20:00"), "start_step": "4h"}
FIVE_DAYS = {"days_per_week": (4, 5), "max_days_in_row": 5, "days_off_in_row": 2, "min_rest": "11h"}


def random_tour(work, random):
    """One person's shifts, each day drawn among what rest and days allow; None where that led nowhere."""
    state, rested, tour = 0, -(10**6), []
    for day in range(len(work.days)):
        legal = [k for k in np.flatnonzero(work.day == day) if work.start[k] >= rested]
        rests, works = work.automaton.after[day][state]
        if legal and works >= 0 and (rests < 0 or random.random() < 0.7):
            shift = int(random.choice(legal))
            tour.append(shift)
            state, rested = works, work.rested[shift]
        else:
            state = rests
        if state < 0:
            return None
    if work.cycle and work.start[tour[0]] + work.cycle < rested:
        return None
    return tour


def some_tours(work, count, seed):
    random = np.random.default_rng(seed)
    tours = []
    while len(tours) < count:
        tour = random_tour(work, random)
        tours += [tour] if tour else []
    return tours


def columns_of(work, tours):
    """What the master would say of these tours: agents, and agents in each shift."""
    counts = Counter(shift for tour in tours for shift in tour)
    columns = ContractColumns(work, 0, np.arange(1, work.n_shifts + 1), ())
    return columns, np.array([len(tours), *(counts[shift] for shift in range(work.n_shifts))], dtype=float)


def is_legal(work, tour):
    """Rest between neighbouring shifts, also from the last round again to the first, and legal days."""
    start, rested = work.start[tour], work.rested[tour]
    if any(after < before for before, after in zip(rested[:-1], start[1:], strict=True)):
        return False
    if work.cycle and start[0] + work.cycle < rested[-1]:
        return False
    state, days = 0, set(work.day[tour].tolist())
    for day in range(len(work.days)):
        state = work.automaton.after[day][state, int(day in days)]
        if state < 0:
            return False
    return len(days) == len(tour)


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_flows_of_legal_tours_split(engine, seed, cyclic):
    grid = make_grid(7 if cyclic else 14, cyclic=cyclic)
    (work,) = works_of(make_contract(**AROUND_THE_CLOCK, **FIVE_DAYS), grid)
    tours = some_tours(work, 7, seed)
    columns, values = columns_of(work, tours)
    team = split_exactly(engine, columns, values, 24, 20)
    assert len(team.tours) == 7
    assert all(is_legal(work, tour) for tour in team.tours)
    assert Counter(s for t in team.tours for s in t) == Counter(s for t in tours for s in t)


def test_starts_stay_stable(engine):
    # Early and late every day for two: nobody changes from one to the other.
    (work,) = works_of(make_contract(starts=("06:00", "14:00"), start_step="8h"), make_grid(5))
    columns = ContractColumns(work, 0, np.arange(1, work.n_shifts + 1), ())
    team = split_exactly(engine, columns, np.array([2.0, *[1] * 10]), 24, 20)
    assert [set((work.start[tour] % 24).tolist()) for tour in team.tours] in ([{6}, {14}], [{14}, {6}])


def test_too_few_people_do_not_split(engine):
    (work,) = works_of(make_contract(**AROUND_THE_CLOCK, **FIVE_DAYS), make_grid(14))
    columns, values = columns_of(work, some_tours(work, 4, 1))
    values[0] = 3
    assert split_exactly(engine, columns, values, 24, 20) is None
    assert len(split_raised(engine, columns, values, 24, 20).tours) == 4


# Whoever works Monday and Tuesday, or Saturday and Sunday, has five days off side by side, other pairs have not; from
# the late shift on Monday to the early one on Tuesday are eight hours. The master looks at days and rest apart, and
# sees two agents; one person's rest and days together make it three.
EARLY_LATE = {"starts": ("06:00", "14:00"), "min_rest": "9h", "days_off_in_row": 5}
CROSSED = [(0, 21, 22, 1), (1, 6, 7, 1), (5, 6, 7, 1), (6, 6, 7, 1)]


def test_rest_and_days_together_raise_the_team():
    contract = make_contract(**EARLY_LATE, start_step="8h", max_days_in_row=2)
    roster = solved(contract, need(make_grid(7), *CROSSED))
    assert (roster.headcount_bound, roster.headcount, roster.proved) == (2, 3, False)
    assert roster.headcount == len({shift.agent for shift in roster.shifts})


def test_repair_finds_other_shifts_that_split(engine):
    # A start at 10 h covers Monday's hour too where the need is earlier, and leaves rest enough.
    contract = make_contract(**EARLY_LATE, start_step="4h", max_days_in_row=2)
    staffing = need(make_grid(7), (0, 16, 17, 1), *CROSSED[1:])
    master = build_master(works_of(contract, staffing.grid), staffing)
    (columns,) = master.contracts
    late = columns.shifts[columns.work.start == 14]
    found = engine.run(_fixed(master.model, late, 1), master.paid_cost(), seconds=10).values
    assert split_exactly(engine, columns, found, 24, 10) is None
    assert repair(engine, master, found, 10, all_shifts=False) is None
    repaired = repair(engine, master, found, 10, all_shifts=True)
    assert repaired[columns.headcount] == found[columns.headcount] == 2
    assert all(is_legal(columns.work, tour) for tour in split_exactly(engine, columns, repaired, 24, 10).tours)
    assert solved(contract, staffing).proved


def _fixed(model, columns, value):
    fixed = model.copy()
    fixed.fix_columns(columns, value)
    return fixed


def test_raising_stays_within_the_contracts_limit(engine):
    (work,) = works_of(make_contract(**AROUND_THE_CLOCK, **FIVE_DAYS, headcount=(0, 3)), make_grid(14))
    columns, values = columns_of(work, some_tours(work, 4, 1))
    values[0] = 3
    assert split_raised(engine, columns, values, 24, 20) is None


def test_breaks_wanted_come_first_then_all_places_in_turn():
    contract = make_contract(breaks=(BreakRule(length="1h", starts=("3h", "5h")),))
    (work,) = works_of(contract, make_grid(1))
    shifts = roster_shifts(work, Team.of(work, [[0]] * 4).rows, {0: [[13]]}, 3)
    assert [shift.breaks for shift in shifts] == [((13, 14),), ((13, 14),), ((14, 15),), ((12, 13),)]
    assert [shift.agent for shift in shifts] == [3, 4, 5, 6]


def test_rest_holds_for_everybody_in_the_roster():
    # Two a slot, day and night, for a week.
    grid = make_grid(7)
    roster = solved(make_contract(**AROUND_THE_CLOCK, **FIVE_DAYS), need(grid, *((d, 0, 24, 2) for d in range(7))))
    assert (on_duty(roster, grid) >= 2).all()
    by_agent = {}
    for shift in roster.shifts:
        by_agent.setdefault(shift.agent, []).append(shift)
    assert len(by_agent) == roster.headcount
    for shifts in by_agent.values():
        assert all(after.start - before.end >= 11 for before, after in pairwise(shifts))
