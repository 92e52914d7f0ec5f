"""Plans by rounding: every slot is covered, by hardly more agents than the relaxation asks for."""

from dataclasses import replace

import numpy as np
import pytest
from runs import changed, run_of, start_of, the_search
from tiny import make_contract, make_grid, on_duty, with_service, works_of

from staffplan.pipeline.plan.hard_week import hard_week
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import BreakRule, Objective, Scenario, Solving
from staffplan.schema.service.staffing import Staffing
from staffplan.solve.bound import relaxation
from staffplan.solve.incumbent import Incumbent
from staffplan.solve.model.coverage import on_duty as slots_on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.search import find_roster
from staffplan.solve.searches import rounding
from staffplan.solve.searches.facts import facts_of

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


LARGE_WEEK = changed("rounding", only_from_columns=0)
LARGE_MODEL = changed("relaxation", weekly_from_columns=0)
EVERYTHING_IS_LARGE = replace(LARGE_WEEK, relaxation=LARGE_MODEL.relaxation)


def roster_of(staffing, contracts, params):
    works = works_of(contracts, staffing.grid)
    week, solving = hard_week_of(staffing, contracts), Solving(time_limit="40s")
    return find_roster(works, staffing, Objective(), solving, nobody_watches, Stop(), week, params)


def hard_week_of(staffing, contracts):
    """What finds the hard week of a need."""
    contracts = contracts if isinstance(contracts, tuple) else (contracts,)
    return lambda: hard_week(Scenario(grid="60min", timezone="Asia/Shanghai", contract=contracts), staffing)


def few_of(staffing):
    """A fortieth of the need."""
    return Staffing(staffing.grid, staffing.least // 40, staffing.least // 40)


@pytest.mark.slow
@pytest.mark.parametrize("days", [7, 14])
def test_every_slot_is_covered_by_hardly_more_agents_than_the_bound(days):
    staffing = busy(days)
    roster = roster_of(staffing, BOTH, EVERYTHING_IS_LARGE)
    assert (on_duty(roster, staffing.grid) >= staffing.least).all()
    assert roster.headcount_by_contract["short"] >= 30
    assert roster.headcount_bound <= roster.headcount <= 1.02 * roster.headcount_bound


@pytest.mark.slow
def test_the_same_input_gives_the_same_plan():
    staffing = busy(7)
    plans = [roster_of(staffing, BOTH, EVERYTHING_IS_LARGE).shifts for _time in range(2)]
    assert plans[0] == plans[1]


def test_the_bound_of_a_long_period_is_not_over_that_of_the_whole(engine):
    staffing = busy(14)
    run = run_of(engine, BOTH, staffing, week=hard_week_of(staffing, BOTH), params=LARGE_MODEL)
    master = start_of(run).master
    whole = engine.run(master.model, master.headcount_cost(), seconds=20, role="relaxation").bound
    found = relaxation.relaxed(run)
    assert run.bound.heads <= np.ceil(whole - 1e-6)
    assert found.week_heads is not None


def test_a_slot_that_nobody_can_work_has_no_relaxation(engine):
    contract = LONG.model_copy(update={"starts": make_contract(starts=("09:00", "12:00")).starts})
    staffing = busy(14)
    run = run_of(engine, contract, staffing, week=hard_week_of(staffing, contract), params=LARGE_MODEL)
    assert relaxation.relaxed(run) is None


def test_fewer_agents_than_it_takes_are_not_rounded(engine):
    staffing = busy(7)
    capped = tuple(one.model_copy(update={"headcount": (0, 50)}) for one in BOTH)
    run = run_of(engine, capped, staffing)
    assert rounding.rounded(run, start_of(run), Incumbent()) is None


def test_averages_costs_and_small_teams_of_one_contract_or_long_periods_are_not_rounded(engine):
    staffing = busy(7)
    averaged = with_service(staffing, [[0.0, 1.0]] * staffing.grid.n_slots, 1.0)
    for need, bound, contracts, minimise, answer in [
        (staffing, 300, LONG, "headcount", True),
        (staffing, 30, LONG, "headcount", False),
        (staffing, 30, BOTH, "headcount", True),
        (busy(14), 30, BOTH, "headcount", False),
        (staffing, 300, LONG, "cost", False),
        (averaged, 300, LONG, "headcount", False),
    ]:
        run = run_of(engine, contracts, need, bound=bound, minimise=minimise)
        assert takes_rounding(run) is answer


def takes_rounding(run):
    return the_search("LP rounding").applies(facts_of(run, start_of(run), Incumbent()))


@pytest.mark.slow
def test_a_small_team_of_several_contracts_repeats_its_hard_week(engine):
    few = few_of(busy(14))
    contracts = LONG, SHORT.model_copy(update={"headcount": (2, None)})
    run = run_of(engine, contracts, few)
    assert not takes_rounding(run)
    run = run_of(engine, contracts, few, week=hard_week_of(few, contracts))
    start = start_of(run)
    master = start.master
    run.bound.prove(engine.run(master.model, master.headcount_cost(), seconds=20, role="relaxation").bound)
    assert takes_rounding(run)
    found = rounding.rounded(run, start, Incumbent())
    assert run.bound.heads <= found.heads <= run.bound.heads + 1
    assert (slots_on_duty(master.contracts, found.values, few.grid.n_slots) >= few.least).all()


def test_the_hard_week_alone_is_enough_where_its_bound_is_that_of_the_repeated_one(monkeypatch, engine):
    few = few_of(busy(14))
    run = run_of(engine, LONG, few, week=hard_week_of(few, LONG), params=LARGE_MODEL)
    weeks = [build_master(*part) for part in (run.problem.hard_week.alone, run.problem.hard_week.repeated)]
    bounds = [
        np.ceil(engine.run(week.model, week.headcount_cost(), seconds=20, role="relaxation").bound - 1e-6)
        for week in weeks
    ]
    assert bounds[0] == bounds[1]
    monkeypatch.setattr(relaxation, "by_tight_slots", lambda *_: pytest.fail("the whole period was relaxed"))
    assert relaxation.relaxed(run).week_heads == run.bound.heads == bounds[0]


def test_only_a_large_model_is_rounded_to_more_agents_than_the_bound(engine):
    too_low = 100
    run = run_of(engine, BOTH, busy(7), bound=too_low)
    assert rounding.rounded(run, start_of(run), Incumbent()) is None
    large = changed("rounding", only_from_columns=0, more=(0, 600))
    run = run_of(engine, BOTH, busy(7), bound=too_low, params=large)
    assert rounding.rounded(run, start_of(run), Incumbent()).heads <= 700


def test_who_stops_the_search_of_a_large_team_still_gets_a_plan_near_the_bound():
    staffing, stop = busy(14), Stop()

    def stop_at_the_bound(progress):
        if progress.bound:
            stop.set()

    solving = Solving(time_limit="60s")
    roster = find_roster(
        works_of(BOTH, staffing.grid),
        staffing,
        Objective(),
        solving,
        stop_at_the_bound,
        stop,
        hard_week_of(staffing, BOTH),
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
    run = run_of(engine, contracts, Staffing(grid, least, least))
    master, (_much, little) = start_of(run).master, run.params.rounding.spare
    values = rounding._fractions(run, master, 21, little)
    assert [values[contract.headcount] for contract in master.contracts] == pytest.approx([10.5, 10.5])
    assert rounding._fractions(run, master, 19, little) is None


def test_shifts_lie_further_off_where_none_beside_the_fractions_make_whole_agents(engine):
    grid = make_grid(7)
    least = np.where(np.arange(grid.n_slots) % 24 < 8, 2, 0)
    run = run_of(engine, one_shift_a_day("00:00", days_per_week=(5, 5)), Staffing(grid, least, least))
    master = start_of(run).master
    (contract,) = master.contracts
    fractions = np.zeros(master.model.n_columns)
    fractions[contract.shifts] = 3, 3, 3, 3, 3, 3, 3.25  # of five days each: 4.25 agents
    beside, further = (
        rounding._shifts_alone(run, master, rounding._near(master, fractions, 5, off), least.astype(float))
        for off in run.params.rounding.further
    )
    assert beside is None
    assert further[contract.shifts].sum() == 5 * further[contract.headcount]
    assert (np.abs(further[contract.shifts] - 3) <= 2).all()
    assert (further[contract.shifts] >= 2).all()
