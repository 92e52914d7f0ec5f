"""A week that follows itself, repeated over a period: it covers every day, keeps its heads and, turning, its tours."""

from dataclasses import replace

import numpy as np
import pytest
from runs import run_of, start_of
from test_construction import is_legal
from test_joint import meets
from tiny import every_day, make_contract, make_grid, need, with_service, works_of

from staffplan.pipeline.plan.hard_week import hard_week
from staffplan.schema.scenario.keys import Scenario
from staffplan.schema.service.staffing import Staffing
from staffplan.solve.incumbent import Incumbent
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.searches import repeated_week
from staffplan.solve.searches.repeated_week import by_repair, by_search, filled, in_all_weeks, in_every_week

RULES = {"starts": ("08:00", "12:00"), "days_per_week": (5, 5), "max_days_in_row": 6, "min_rest": "11h"}
WORKER = make_contract(**RULES)


def fortnight(*spans, cyclic=False):
    """Two weeks, from two agents on duty in the day."""
    return need(make_grid(14, cyclic=cyclic), *every_day(range(14), 9, 18, 2), *spans)


def search_of(engine, staffing, contracts=WORKER, **given):
    """A search with the period's hard week, and what it starts from."""
    contracts = contracts if isinstance(contracts, tuple) else (contracts,)
    cyclic = staffing.grid.cyclic
    scenario = Scenario(grid="60min", timezone="Asia/Shanghai", contract=contracts, cyclic=cyclic)
    run = run_of(engine, contracts, staffing, week=lambda: hard_week(scenario, staffing), **given)
    return run, start_of(run)


def covers(run, start, found):
    duty = on_duty(start.master.contracts, found.values, run.problem.staffing.grid.n_slots)
    return (duty >= run.problem.staffing.least).all()


@pytest.mark.parametrize("look", [by_search, by_repair])
@pytest.mark.parametrize("busy", [(), ((8, 12, 15, 3),)], ids=["equal weeks", "one day busier"])
def test_the_plan_covers_every_day_of_both_weeks(engine, look, busy):
    run, start = search_of(engine, fortnight(*busy), bound=6)
    found = look(run, start, Incumbent())
    assert covers(run, start, found)
    assert found.heads >= 6
    assert found.hours_saved


def test_no_more_agents_than_one_fewer_than_the_best_plan_has(engine):
    run, start = search_of(engine, fortnight(), bound=3)  # far too few
    least = by_search(run, start, Incumbent()).heads
    for look in (by_search, by_repair):
        assert look(*search_of(engine, fortnight(), bound=3), Incumbent(np.zeros(0), float(least))) is None


def test_the_bound_rises_where_the_week_alone_is_impossible_with_so_many(engine):
    run, start = search_of(engine, fortnight(), bound=2)
    by_search(run, start, Incumbent())
    # Two from 9 to 18 take two early and two late shifts of eight hours each day: 28 a week, five to an agent.
    assert run.bound.heads == 6


def test_a_bound_is_not_proved_by_the_repeated_week_alone(engine, monkeypatch):
    run, start = search_of(engine, fortnight(), bound=2)
    monkeypatch.setattr(repeated_week, "_is_impossible", lambda *_: False)
    by_search(run, start, Incumbent())
    assert run.bound.heads == 2


def test_a_repeated_week_keeps_to_its_heads_where_more_agents_would_be_paid_for_fewer_hours(engine):
    one_long = make_contract(name="long", shift_lengths=("10h",), starts=("08:00", "08:00"), days_per_week=(5, 5))
    two_short = make_contract(name="short", shift_lengths=("4h",), starts=("08:00", "14:00"), days_per_week=(5, 5))
    days = [day for day in range(14) if day % 7 < 5]
    staffing = need(make_grid(14), *every_day(days, 9, 12), *every_day(days, 14, 17))
    run, start = search_of(engine, staffing, (one_long, two_short), bound=1)
    week = build_master(*run.problem.hard_week.repeated)
    values = engine.run(week.capped(1), week.headcount_cost(), seconds=10).values
    assert in_all_weeks(run, start.master, week, values, 1).heads == 1
    assert in_all_weeks(run, start.master, week, values, 2).heads == 2  # 8 paid hours a day instead of 10


def repeatable(engine):
    """A search, the master of its whole period, and a week that repeats with six agents."""
    run, start = search_of(engine, fortnight(), bound=6)
    week = build_master(*run.problem.hard_week.repeated)
    return run, start.master, week, engine.run(week.capped(6), week.headcount_cost(), seconds=10).values


def test_a_week_with_just_its_heads_needs_no_repair(engine, monkeypatch):
    monkeypatch.setattr(repeated_week, "mended", None)
    assert in_all_weeks(*repeatable(engine), 6).heads == 6


def test_a_repaired_week_has_its_hours_saved_too(engine, monkeypatch):
    """Where no way to repeat the week serves as it is."""
    given, repaired = repeatable(engine), []
    whole, repair = repeated_week.filled, repeated_week.mended
    monkeypatch.setattr(repeated_week, "mended", lambda *parts: repaired.append(1) or repair(*parts))
    monkeypatch.setattr(repeated_week, "filled", lambda *parts: whole(*parts) if repaired else None)
    found = in_all_weeks(*given, 6)
    assert (found.heads, found.hours_saved) == (6, True)


def test_shifts_that_the_week_does_not_have_are_nobodys(engine):
    run, whole, _week, _values = repeatable(engine)
    _works, staffing = run.problem.hard_week.repeated
    early = build_master(works_of(make_contract(**RULES | {"starts": ("08:00", "08:00")}), staffing.grid), staffing)
    (contract,) = early.contracts
    values = np.zeros(early.model.n_columns)
    values[contract.shifts] = 2
    (counts,) = in_every_week(run, whole, early, values)
    (of_whole,) = run.problem.works
    assert (counts == np.where(of_whole.start % 24 == 8, 2, 0)).all()
    assert set(counts) == {0, 2}


def test_in_a_period_that_follows_itself_everybodys_tour_does_so_too(engine):
    night = make_contract(shift_lengths=("8h",), starts=("00:00", "23:00"), days_per_week=(5, 5), min_rest="11h")
    staffing = need(make_grid(14, cyclic=True), *every_day(range(14), 0, 24, 1))
    run, start = search_of(engine, staffing, night, bound=5)
    found = by_search(run, start, Incumbent())
    assert covers(run, start, found)
    (tours,) = found.tours
    assert len(tours) == found.heads
    assert all(is_legal(run.problem.works[0], np.array(tour)) for tour in tours)
    counts = np.bincount(np.concatenate(tours), minlength=run.problem.works[0].n_shifts)
    assert (counts == start.master.counts(found.values)[0]).all()


def test_a_week_without_such_tours_is_no_plan_of_that_period(engine, monkeypatch):
    run, start = search_of(engine, fortnight(cyclic=True), bound=6)
    monkeypatch.setattr(repeated_week, "split_exactly", lambda *_: None)
    monkeypatch.setattr(repeated_week, "repair", lambda *_args, **_keys: None)
    monkeypatch.setattr(repeated_week, "split_raised", lambda *_: None)
    assert by_search(run, start, Incumbent()) is None


def test_averages_are_met_in_every_week(engine):
    grid = make_grid(14)
    open_ = (np.arange(grid.n_slots) % 24 >= 9) & (np.arange(grid.n_slots) % 24 < 18)
    gains = [np.array([0.0, 3.0, 4.0]) * each for each in open_]
    weeks = [with_service(need(grid), gains, 170.0, np.flatnonzero(open_)[k * 63 : (k + 1) * 63]) for k in range(2)]
    groups = tuple(replace(week.requirements[0].groups[0], label=str(k)) for k, week in enumerate(weeks))
    staffing = Staffing(
        grid, need(grid).least, need(grid).required, (replace(weeks[0].requirements[0], groups=groups),)
    )
    run, start = search_of(engine, staffing, bound=2)
    found = by_repair(run, start, Incumbent())
    duty = np.round(on_duty(start.master.contracts, found.values, grid.n_slots)).astype(np.int64)
    assert meets(staffing, duty)


def test_shifts_that_leave_a_slot_short_are_no_plan(engine):
    run, start = search_of(engine, fortnight(), bound=6)
    (contract,) = start.master.contracts
    assert filled(run, start.master, [np.zeros(len(contract.shifts), dtype=np.int64)]) is None


def test_a_short_period_is_its_own_piece(engine):
    staffing = need(make_grid(7), *every_day(range(7), 9, 18, 2))
    run = run_of(engine, WORKER, staffing, bound=2)
    found = by_search(run, start_of(run), Incumbent())
    assert (found.heads, run.bound.heads) == (6, 6)
    assert not found.hours_saved
