"""Plans by rounding: every slot is covered, by hardly more agents than the relaxation asks for."""

import numpy as np
import pytest
from tiny import make_contract, make_grid, on_duty, with_service, works_of

from staffplan.pipeline.plan.hard_week import hard_week
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import BreakRule, Objective, Scenario, Solving
from staffplan.schema.service.staffing import Staffing
from staffplan.solve.bound import relaxation
from staffplan.solve.model.coverage import on_duty as slots_on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.run import Run
from staffplan.solve.search import find_roster
from staffplan.solve.searches import rounding as rounded

LONG = make_contract(
    name="long",
    shift_lengths=("9h",),
    starts=("00:00", "23:00"),
    breaks=(BreakRule(length="1h", starts=("3h", "5h")),),
    days_per_week=(5, 5),
    max_days_in_row=6,
    min_rest="11h",
)
SHORT = LONG.model_copy(update={"name": "short", "shift_lengths": make_contract(shift_lengths=("6h",)).shift_lengths})
BOTH = LONG, SHORT.model_copy(update={"headcount": (30, None)})


def busy(days):
    """Some 40 agents by night and 200 in the evening, busier on some days."""
    grid = make_grid(days)
    hour, day = np.arange(grid.n_slots) % 24, np.arange(grid.n_slots) // 24
    least = np.round((40 + 160 * np.exp(-(((hour - 19) / 4) ** 2))) * (1 + 0.05 * (day % 7 == 4))).astype(np.int64)
    return Staffing(grid, least, least)


@pytest.fixture
def _everything_is_large(monkeypatch):
    monkeypatch.setattr(rounded, "LARGE_WEEK", 0)
    monkeypatch.setattr(relaxation, "LARGE_MODEL", 0)


def roster_of(staffing, contracts):
    scenario = Scenario(grid="60min", timezone="Asia/Shanghai", contract=contracts)
    works = works_of(contracts, staffing.grid)
    return find_roster(
        works,
        staffing,
        Objective(),
        Solving(time_limit="40s"),
        nobody_watches,
        Stop(),
        lambda: hard_week(scenario, staffing),
    )


def run_of(engine, staffing, contracts, **objective):
    works = works_of(contracts, staffing.grid)
    return Run(engine, works, staffing, Objective(**objective), Solving(time_limit="20s"), nobody_watches, Stop())


@pytest.mark.usefixtures("_everything_is_large")
@pytest.mark.parametrize("days", [7, 14])
def test_every_slot_is_covered_by_hardly_more_agents_than_the_bound(days):
    staffing = busy(days)
    roster = roster_of(staffing, BOTH)
    assert (on_duty(roster, staffing.grid) >= staffing.least).all()
    assert roster.headcount_by_contract["short"] >= 30
    assert roster.headcount_bound <= roster.headcount <= 1.02 * roster.headcount_bound


@pytest.mark.usefixtures("_everything_is_large")
def test_the_same_input_gives_the_same_plan():
    staffing = busy(7)
    assert roster_of(staffing, BOTH).shifts == roster_of(staffing, BOTH).shifts


def test_the_bound_of_a_long_period_is_not_over_that_of_the_whole(monkeypatch, engine):
    staffing = busy(14)
    run = run_of(engine, staffing, BOTH)
    master = build_master(run.works, staffing)
    whole = engine.run(master.model, master.headcount_cost(), seconds=20, solver="GLOP", relax=True).bound
    monkeypatch.setattr(relaxation, "LARGE_MODEL", 0)
    scenario = Scenario(grid="60min", timezone="Asia/Shanghai", contract=BOTH)
    run.find_hard_week = lambda: hard_week(scenario, staffing)
    found = relaxation.relaxed(run)
    assert run.headcount_bound <= np.ceil(whole - 1e-6)
    assert found.week_heads is not None


def test_a_slot_that_nobody_can_work_has_no_relaxation(monkeypatch, engine):
    monkeypatch.setattr(relaxation, "LARGE_MODEL", 0)
    contract = LONG.model_copy(update={"starts": make_contract(starts=("09:00", "12:00")).starts})
    staffing = busy(14)
    scenario = Scenario(grid="60min", timezone="Asia/Shanghai", contract=(contract,))
    run = run_of(engine, staffing, contract)
    run.find_hard_week = lambda: hard_week(scenario, staffing)
    assert relaxation.relaxed(run) is None


def test_fewer_agents_than_it_takes_are_not_rounded(engine):
    staffing = busy(7)
    capped = tuple(one.model_copy(update={"headcount": (0, 50)}) for one in BOTH)
    run = run_of(engine, staffing, capped)
    assert rounded.rounded(run, build_master(run.works, staffing), None) is None


def test_averages_costs_and_small_teams_of_one_contract_or_long_periods_are_not_rounded(engine):
    staffing = busy(7)
    averaged = with_service(staffing, [[0.0, 1.0]] * staffing.grid.n_slots, 1.0)
    for need, bound, contracts, objective, answer in [
        (staffing, 300, LONG, {}, True),
        (staffing, 30, LONG, {}, False),
        (staffing, 30, BOTH, {}, True),
        (busy(14), 30, BOTH, {}, False),
        (staffing, 300, LONG, {"minimise": "cost"}, False),
        (averaged, 300, LONG, {}, False),
    ]:
        run = run_of(engine, need, contracts, **objective)
        run.headcount_bound = bound
        assert rounded.takes_rounding(run) is answer


def test_a_small_team_of_several_contracts_repeats_its_hard_week(engine):
    staffing = busy(14)
    few = Staffing(staffing.grid, staffing.least // 40, staffing.least // 40)
    contracts = LONG, SHORT.model_copy(update={"headcount": (2, None)})
    run = run_of(engine, few, contracts)
    assert not rounded.takes_rounding(run)
    run = run_of(engine, few, contracts)
    scenario = Scenario(grid="60min", timezone="Asia/Shanghai", contract=contracts)
    run.find_hard_week = lambda: hard_week(scenario, few)
    master = build_master(run.works, few)
    run.prove(engine.run(master.model, master.headcount_cost(), seconds=20, solver="GLOP", relax=True).bound)
    assert rounded.takes_rounding(run)
    outcome = rounded.rounded(run, master, None)
    assert run.headcount_bound <= round(outcome.objective) <= run.headcount_bound + 1
    assert (slots_on_duty(master.contracts, outcome.values, few.grid.n_slots) >= few.least).all()


def test_the_hard_week_alone_is_enough_where_its_bound_is_that_of_the_repeated_one(monkeypatch, engine):
    staffing = busy(14)
    few = Staffing(staffing.grid, staffing.least // 40, staffing.least // 40)
    run = run_of(engine, few, LONG)
    run.find_hard_week = lambda: hard_week(Scenario(grid="60min", timezone="Asia/Shanghai", contract=(LONG,)), few)
    weeks = [build_master(*problem) for problem in (run.hard_week.alone, run.hard_week.repeated)]
    bounds = [
        np.ceil(engine.run(week.model, week.headcount_cost(), seconds=20, solver="GLOP", relax=True).bound - 1e-6)
        for week in weeks
    ]
    assert bounds[0] == bounds[1]
    monkeypatch.setattr(relaxation, "LARGE_MODEL", 0)
    monkeypatch.setattr(relaxation, "by_tight_slots", lambda *_: pytest.fail("the whole period was relaxed"))
    assert relaxation.relaxed(run).week_heads == run.headcount_bound == bounds[0]


def test_only_a_large_model_is_rounded_to_more_agents_than_the_bound(engine, monkeypatch):
    staffing = busy(7)
    run = run_of(engine, staffing, BOTH)
    master = build_master(run.works, staffing)
    run.headcount_bound = 100  # too low for certain
    assert rounded.rounded(run, master, None) is None
    monkeypatch.setattr(rounded, "LARGE_WEEK", 0)
    monkeypatch.setattr(rounded, "MORE", (0, 600))
    run.headcount_bound = 100
    assert rounded.rounded(run, master, None).objective <= 700


def test_who_stops_the_search_of_a_large_team_still_gets_a_plan_near_the_bound():
    staffing, stop = busy(14), Stop()

    def stop_at_the_bound(progress):
        if progress.bound:
            stop.set()

    scenario = Scenario(grid="60min", timezone="Asia/Shanghai", contract=BOTH)
    solving = Solving(time_limit="60s")
    roster = find_roster(
        works_of(BOTH, staffing.grid),
        staffing,
        Objective(),
        solving,
        stop_at_the_bound,
        stop,
        lambda: hard_week(scenario, staffing),
    )
    assert roster.interrupted
    assert (on_duty(roster, staffing.grid) >= staffing.least).all()
    assert 300 < roster.headcount_bound <= roster.headcount <= 1.05 * roster.headcount_bound


def one_shift_a_day(start, **rules):
    return make_contract(name=start, shift_lengths=("8h",), starts=(start, start), **rules)


def test_a_little_is_to_spare_everywhere_before_there_is_much_anywhere(engine):
    grid = make_grid(1)
    least = np.where(np.arange(24) % 12 < 8, 10, 0)
    contracts = one_shift_a_day("00:00"), one_shift_a_day("12:00")
    run = run_of(engine, Staffing(grid, least, least), contracts)
    master = build_master(run.works, run.staffing)
    values = rounded._fractions(run, master, 21, rounded.SPARE[1])
    assert [values[contract.headcount] for contract in master.contracts] == pytest.approx([10.5, 10.5])
    assert rounded._fractions(run, master, 19, rounded.SPARE[1]) is None


def test_shifts_lie_further_off_where_none_beside_the_fractions_make_whole_agents(engine):
    grid = make_grid(7)
    least = np.where(np.arange(grid.n_slots) % 24 < 8, 2, 0)
    run = run_of(engine, Staffing(grid, least, least), one_shift_a_day("00:00", days_per_week=(5, 5)))
    master = build_master(run.works, run.staffing)
    (contract,) = master.contracts
    fractions = np.zeros(master.model.n_columns)
    fractions[contract.shifts] = 3, 3, 3, 3, 3, 3, 3.25  # of five days each: 4.25 agents
    beside, further = (
        rounded._shifts_alone(run, master, rounded._near(master, fractions, 5, off), least.astype(float))
        for off in rounded.FURTHER
    )
    assert beside is None
    assert further[contract.shifts].sum() == 5 * further[contract.headcount]
    assert (np.abs(further[contract.shifts] - 3) <= 2).all()
    assert (further[contract.shifts] >= 2).all()
