"""The plan that is put together without any search: legal, covering, the same every time."""

import numpy as np
import pytest
from runs import run_of
from tiny import MONDAY, every_day, make_contract, make_grid, need, on_duty, solved, works_of

from staffplan.schema.progress import Stop
from staffplan.schema.scenario.keys import BreakRule
from staffplan.schema.service.staffing import Staffing
from staffplan.solve.model.coverage import on_duty as on_duty_in
from staffplan.solve.model.master import build_master
from staffplan.solve.searches.construction import best_team, in_master

RULES = {
    "starts": ("00:00", "23:00"),
    "breaks": (BreakRule(length="1h", starts=("3h", "5h")),),
    "days_per_week": (4, 5),
    "max_days_in_row": 6,
    "min_rest": "11h",
}
FULL = make_contract(shift_lengths=("9h",), name="full", **RULES)
SHORT = make_contract(shift_lengths=("6h",), name="short", headcount=(2, 3), **(RULES | {"breaks": ()}))
LONG = make_contract(shift_lengths=("12h",), name="long", headcount=(0, 2), **(RULES | {"days_off_in_row": 2}))
DAY_AND_NIGHT = make_contract(shift_lengths=("20h",), **(RULES | {"min_rest": "12h", "days_per_week": (0, 7)}))


def varied(grid, seed=0):
    least = np.random.default_rng(seed).integers(0, 4, grid.n_slots)
    return Staffing(grid, least, least)


def stopped(contracts, staffing, **keys):
    """The roster of a search that is stopped before it begins: what is put together, handed out to people."""
    stop = Stop()
    stop.set()
    return solved(contracts, staffing, stop=stop, **keys)


def shifts_of(team):
    return [(contract, tour.shifts.tolist(), tour.breaks) for contract, tour in team.tours]


def is_legal(work, shifts):
    """Whether one agent may work these shifts: days by the automaton, and rest between any two, over the turn too."""
    days, state = set(work.day[shifts].tolist()), 0
    for day in range(len(work.days)):
        state = work.automaton.after[day][state, int(day in days)]
        if state < 0:
            return False
    starts = work.start[shifts].tolist()
    following = [*starts[1:], starts[0] + (work.cycle or 10**9)]
    return len(days) == len(shifts) and all(
        work.rested[shift] <= after for shift, start, after in zip(shifts, starts, following, strict=True)
    )


@pytest.mark.parametrize("seed", range(3))
def test_a_team_as_a_plan_keeps_its_shifts_and_its_breaks(engine, seed):
    staffing = varied(make_grid(14), seed)
    run = run_of(engine, FULL, staffing)
    team = best_team(run.problem.works, staffing)
    master = build_master(run.problem.works, staffing)
    found = in_master(run, master, team)
    assert (on_duty_in(master.contracts, found.values, staffing.grid.n_slots).round(6) == team.duty).all()
    assert found.heads == len(team.tours)


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("contracts", [FULL, (FULL, SHORT, LONG), DAY_AND_NIGHT], ids=["one", "three", "long rest"])
def test_everyone_has_a_legal_tour_and_every_slot_its_agents(contracts, cyclic):
    staffing = varied(make_grid(14, cyclic=cyclic))
    works = works_of(contracts, staffing.grid)
    team = best_team(works, staffing)
    assert (team.duty >= staffing.least).all()
    assert all(is_legal(works[contract], tour.shifts) for contract, tour in team.tours)
    assert (sum(tour.duty for _contract, tour in team.tours) == team.duty).all()


@pytest.mark.parametrize("cyclic", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_search_that_is_stopped_at_once_has_a_plan(cyclic):
    # Cyclic, no tours are found for these shifts in time: those of the plan itself are taken.
    staffing = varied(make_grid(7, cyclic=cyclic))
    roster = stopped((FULL, SHORT, LONG), staffing)
    assert roster.headcount == len(best_team(works_of((FULL, SHORT, LONG), staffing.grid), staffing).tours)
    assert (on_duty(roster, staffing.grid) >= staffing.least).all()


def test_the_night_of_a_clock_change_keeps_its_rest():
    contract = make_contract(starts=("15:00", "23:00"), shift_lengths=("8h",), min_rest="16h", days_per_week=(5, 5))
    staffing = need(
        make_grid(14, first=MONDAY.replace(month=3, day=23), zone="Europe/Berlin"), *every_day(range(13), 16, 20)
    )
    assert (on_duty(stopped(contract, staffing), staffing.grid) >= staffing.least).all()


def test_the_same_input_gives_the_same_team():
    staffing = varied(make_grid(14))
    works = works_of((FULL, SHORT, LONG), staffing.grid)
    assert shifts_of(best_team(works, staffing)) == shifts_of(best_team(works, staffing))


def test_nobody_is_there_whom_nobody_misses():
    staffing = need(make_grid(7), *every_day(range(5), 9, 17, 3))
    team = best_team(works_of(make_contract(days_per_week=(5, 5)), staffing.grid), staffing)
    assert len(team.tours) == 3


def test_least_and_most_agents_of_a_contract_are_kept():
    staffing = varied(make_grid(7))
    team = best_team(works_of((FULL, SHORT, LONG), staffing.grid), staffing)
    assert 2 <= team.count(1) <= 3
    assert team.count(2) <= 2


def test_there_is_none_where_the_most_agents_are_too_few():
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 3))
    assert best_team(works_of(make_contract(headcount=(0, 2)), staffing.grid), staffing) is None


def test_there_is_none_where_no_shift_holds_the_need():
    staffing = need(make_grid(7), (0, 5, 6, 1))
    assert best_team(works_of(make_contract(), staffing.grid), staffing) is None


def test_by_cost_the_cheaper_contract_is_taken():
    cheap = make_contract(name="cheap", hourly_cost=10.0)
    dear = make_contract(name="dear", hourly_cost=30.0)
    staffing = need(make_grid(7), *every_day(range(7)))
    team = best_team(works_of((dear, cheap), staffing.grid), staffing, [30.0, 10.0])
    assert (team.count(0), team.count(1)) == (0, 1)
    assert stopped((dear, cheap), staffing, minimise="cost").headcount == 1


@pytest.mark.slow
def test_a_month_of_three_contracts_has_a_plan_beside_its_bound():
    day = np.repeat([0, 1, 2, 3, 2, 3, 2], [7, 2, 3, 4, 3, 4, 1])
    least = np.tile(np.maximum(day, 1), 28)
    staffing = Staffing(make_grid(28), least, least)
    roster = solved((FULL, SHORT, LONG), staffing, seconds=15)
    assert 0 < roster.headcount_bound <= roster.headcount <= roster.headcount_bound + 4
    assert (on_duty(roster, staffing.grid) >= least).all()
