"""Running totals of starts and breaks say the same as a variable for each place of a break."""

import numpy as np
import pytest
from tiny import make_contract, make_grid, need, solved, works_of

from staffplan.schema.scenario.keys import BreakRule
from staffplan.schema.service.staffing import Staffing
from staffplan.solve.model.master import build_master

MEAL = BreakRule(length="1h", starts=("2h", "4h"))
REST = BreakRule(length="30min", starts=("1h", "1h30min"), paid=True)
CONTRACTS = {
    "meal": make_contract(shift_lengths=("6h",), starts=("00:00", "23:00"), breaks=(MEAL,), min_rest="11h"),
    "meal and rest": make_contract(shift_lengths=("6h", "7h"), starts=("05:00", "17:00"), breaks=(REST, MEAL)),
    "none": make_contract(shift_lengths=("5h",), starts=("06:00", "18:00"), days_per_week=(1, 4)),
}


def random_need(seed, *, cyclic):
    grid = make_grid(days=7 if cyclic else 2, minutes=30, cyclic=cyclic)
    hours = np.random.default_rng(seed).integers(0, 3, grid.n_slots // 4)
    least = np.repeat(hours, 4) * np.tile(np.repeat([0, 1], 24), grid.n_slots // 48)  # afternoons and evenings
    return Staffing(grid, least, least)


def least_headcount(engine, works, staffing, *, totals):
    master = build_master(works, staffing, totals=totals)
    return engine.run(master.model, master.headcount_cost(), seconds=20)


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("rules", CONTRACTS)
@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (0, 2))])
def test_least_team_is_the_same(engine, rules, cyclic, seed):
    staffing = random_need(seed, cyclic=cyclic)
    works = works_of(CONTRACTS[rules], staffing.grid)
    places, totals = (least_headcount(engine, works, staffing, totals=way) for way in (False, True))
    assert places.status == totals.status
    assert places.objective == totals.objective


def test_shifts_found_by_totals_have_breaks(engine):
    staffing = random_need(5, cyclic=False)
    works = works_of(CONTRACTS["meal and rest"], staffing.grid)
    found = build_master(works, staffing, totals=True)
    values = engine.run(found.model, found.paid_cost(), seconds=20).values
    places = build_master(works, staffing).open()
    places.model.fix_columns(places.contracts[0].shifts, np.round(values[found.contracts[0].shifts]))
    assert engine.run(places.model, places.headcount_cost(), seconds=20).status == "optimal"


def test_breaks_that_leave_a_slot_short_are_seen(engine):
    # One agent may not leave alone at noon; two may not leave at once.
    staffing = Staffing(make_grid(), *(np.repeat([0, 1, 0], [9, 6, 9]),) * 2)
    works = works_of(make_contract(shift_lengths=("6h",), breaks=(MEAL,)), staffing.grid)
    assert least_headcount(engine, works, staffing, totals=True).objective == 2


def test_paid_hours_are_saved_behind_it():
    # A week that follows itself is searched by running totals at once, for any plan of so many agents.
    contract = make_contract(
        shift_lengths=("5h", "8h", "10h"),
        starts=("06:00", "16:00"),
        days_per_week=(4, 5),
        max_days_in_row=5,
        min_rest="11h",
        breaks=(BreakRule(length="1h", starts=("3h", "3h")),),
    )
    random = np.random.default_rng(2)
    week = [(day, hour, hour + 4, int(random.integers(0, 3))) for day in range(7) for hour in (8, 12, 16)]
    roster = solved(contract, need(make_grid(7, cyclic=True), *week))
    assert roster.proved
    assert "second_objective" in roster.seconds
    assert sum(shift.paid_slots for shift in roster.shifts) <= 105
