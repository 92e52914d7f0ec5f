"""Agents exchange their tours: each new tour is the best of all legal ones, and what covers every slot is a plan."""

import threading
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from test_construction import FULL, LONG, SHORT, is_legal, varied
from tiny import every_day, make_contract, make_grid, need, works_of

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario.keys import BreakRule, Objective, Solving
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.run import Run
from staffplan.solve.searches import breakout, moves
from staffplan.solve.searches.breakout import exchanged, exchanged_from, soon_exchanged
from staffplan.solve.searches.choices import HOUR_COST, Choices
from staffplan.solve.searches.responses import Responses

FEW_DAYS = {"days_per_week": (1, 2), "max_days_in_row": 2, "min_rest": "11h"}
RULES = {
    "plain": {"starts": ("06:00", "14:00"), "shift_lengths": ("8h",)},
    "nights": {"starts": ("14:00", "23:00"), "shift_lengths": ("10h",)},
    "two lengths": {"starts": ("08:00", "12:00"), "shift_lengths": ("6h", "9h")},
    "breaks": {
        "starts": ("08:00", "11:00"),
        "shift_lengths": ("9h",),
        "breaks": (BreakRule(length="1h", starts=("2h", "3h")), BreakRule(length="1h", starts=("5h", "7h"))),
    },
    "long rest": {"starts": ("08:00", "20:00"), "shift_lengths": ("10h",), "min_rest": "40h"},
}


def every_tour(work):
    """All legal tours, by enumeration of one shift or none on each day."""
    shifts = [[None, *np.flatnonzero(work.day == day).tolist()] for day in range(len(work.days))]
    for chosen in product(*shifts):
        tour = np.array([shift for shift in chosen if shift is not None], dtype=np.int64)
        if is_legal(work, tour):
            yield tour


@pytest.mark.parametrize("cyclic", [False, True])
@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
@pytest.mark.parametrize("seed", range(3))
def test_the_response_is_the_best_of_all_legal_tours(rules, seed, cyclic):
    grid = make_grid(7 if cyclic else 3, cyclic=cyclic)
    few = {"starts": (rules["starts"][0], rules["starts"][0])} if cyclic else {}
    work = works_of(make_contract(**(FEW_DAYS | rules | few)), grid)[0]
    weight = np.round(np.random.default_rng(seed).normal(size=grid.n_slots), 3)
    choices = Choices(work, grid)
    responses = Responses(choices)
    best = responses.best(weight)
    shifts = responses.shifts(best)

    def covered(tour):
        return weight @ choices.tour(tour, weight).duty - HOUR_COST * work.length[tour].sum()

    open_ended = replace(work, cycle=None)  # who is rested for the first day is left open
    assert is_legal(open_ended, shifts)
    assert covered(shifts) == pytest.approx(best.most)
    assert best.most == pytest.approx(max(map(covered, every_tour(open_ended))))


def test_nobody_has_a_response_where_the_rules_allow_nobody_anything():
    grid = make_grid(7)
    work = works_of(make_contract(days_per_week=(6, 6), max_days_in_row=2), grid)[0]
    assert Responses(Choices(work, grid)).best(np.ones(grid.n_slots)) is None


def run_of(engine, contracts, staffing, bound=0):
    works = works_of(contracts, staffing.grid)
    run = Run(engine, works, staffing, Objective(), Solving(time_limit="30s"), nobody_watches, Stop())
    run.headcount_bound = bound
    return run


def least_of(run):
    master = build_master(run.works, run.staffing)
    return round(run.engine.run(master.model, master.headcount_cost(), seconds=20).objective)


def known_shifts(run):
    """Tours of each contract of the plan that was found last."""
    return [(contract, np.array(tour)) for contract, tours in enumerate(run.known.tours) for tour in tours]


@pytest.mark.parametrize("seed", range(3))
def test_everyone_has_a_legal_tour_and_every_slot_its_agents(engine, seed):
    staffing = varied(make_grid(7), seed)
    run = run_of(engine, (FULL, SHORT, LONG), staffing, 14)
    master = build_master(run.works, staffing)
    outcome = exchanged(run, master, 30)
    assert 14 <= round(outcome.objective) <= 30
    assert run.known.headcount == round(outcome.objective)
    assert all(is_legal(run.works[contract], shifts) for contract, shifts in known_shifts(run))
    assert (on_duty(master.contracts, outcome.values, staffing.grid.n_slots) >= staffing.least).all()
    assert 2 <= len(run.known.tours[1]) <= 3
    assert len(run.known.tours[2]) <= 2


@pytest.mark.parametrize("search", [lambda run, master: exchanged(run, master, 40), soon_exchanged])
def test_it_ends_at_the_least_headcount(engine, search):
    staffing = need(make_grid(4), *every_day(range(4), 8, 20, 2))
    contract = make_contract(shift_lengths=("6h",), starts=("06:00", "17:00"), max_days_in_row=3)
    run = run_of(engine, contract, staffing)
    run.headcount_bound = least = least_of(run)
    assert round(search(run, build_master(run.works, staffing)).objective) == least


def test_where_the_bound_is_too_low_there_is_soon_a_plan_of_one_agent_more(engine):
    staffing = need(make_grid(4), *every_day(range(4), 8, 20, 2))
    contract = make_contract(shift_lengths=("6h",), starts=("06:00", "17:00"), max_days_in_row=3)
    run = run_of(engine, contract, staffing)
    run.headcount_bound = least_of(run) - 1
    assert round(soon_exchanged(run, build_master(run.works, staffing)).objective) == run.headcount_bound + 1


def test_the_same_input_gives_the_same_plan(engine):
    staffing = varied(make_grid(7))

    def first():
        run = run_of(engine, FULL, staffing, 16)
        soon_exchanged(run, build_master(run.works, staffing))
        return run.known.tours

    assert first() == first()


def test_no_more_agents_than_the_contracts_may_have(engine):
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 3))
    run = run_of(engine, make_contract(headcount=(0, 2)), staffing, 1)
    master = build_master(run.works, staffing)
    assert soon_exchanged(run, master) is None
    assert exchanged(run, master, 9) is None


@pytest.mark.parametrize("seed", [0, 4])
def test_no_fewer_agents_than_a_contract_must_have(engine, seed, monkeypatch):
    monkeypatch.setattr(breakout, "LONG_MOVES", 300)
    staffing = need(make_grid(4), *every_day(range(4), 8, 20, 2))
    idle = make_contract(name="idle", starts=("00:00", "00:00"), shift_lengths=("4h",), headcount=(3, 3))
    useful = make_contract(shift_lengths=("6h",), starts=("06:00", "17:00"), max_days_in_row=3)
    run = run_of(engine, (idle, useful), staffing)
    run = replace(run, solving=Solving(time_limit="30s", seed=seed))
    run.headcount_bound = least_of(run) - 1
    outcome = exchanged(run, build_master(run.works, staffing), 30)
    assert round(outcome.objective) == run.headcount_bound + 1
    assert len(run.known.tours[0]) == 3


def test_it_is_no_help_in_a_period_that_wraps(engine):
    staffing = varied(make_grid(7, cyclic=True))
    run = run_of(engine, FULL, staffing, 14)
    master = build_master(run.works, staffing)
    assert soon_exchanged(run, master) is None
    assert exchanged(run, master, 40) is None


@pytest.fixture
def given(engine):
    """A run of three contracts, its master, and a plan of theirs that covers every slot."""
    staffing = varied(make_grid(7), 1)
    run = run_of(engine, (FULL, SHORT, LONG), staffing, 14)
    master = build_master(run.works, staffing)
    return run, master, exchanged(run, master, 30).values


def test_of_a_large_team_a_plan_that_covers_everything_is_taken_as_it_is(given, monkeypatch):
    run, master, values = given
    monkeypatch.setattr(moves, "LARGE_TEAM", 1)
    again = exchanged_from(run, master, values).values
    for columns in (master.shifts_and_breaks, [contract.headcount for contract in master.contracts]):
        np.testing.assert_array_equal(np.round(again[columns]), np.round(values[columns]))


def test_agents_whose_breaks_leave_slots_short_exchange_their_tours(given):
    run, master, values = given
    values = values.copy()
    for contract in master.contracts:
        for places in contract.breaks:  # everybody's break as early as it may be
            first = np.flatnonzero(np.diff(places.shift, prepend=-1))
            held = np.add.reduceat(np.round(values[places.column]), first)
            values[places.column] = 0
            values[places.column[first]] = held
    least = run.staffing.least
    assert (on_duty(master.contracts, values, len(least)) < least).any()
    outcome = exchanged_from(run, master, values)
    assert (on_duty(master.contracts, outcome.values, len(least)) >= least).all()
    assert round(outcome.objective) == round(master.headcount_cost() @ values)
    assert all(is_legal(run.works[contract], shifts) for contract, shifts in known_shifts(run))


@pytest.mark.parametrize("seed", range(3))
def test_a_week_that_follows_itself_is_a_plan_only_if_enough_are_rested_at_its_end(engine, seed):
    staffing = varied(make_grid(7, cyclic=True), seed)
    run = run_of(engine, (FULL, SHORT, LONG), staffing)
    master = build_master(run.works, staffing)
    relaxed = engine.run(master.model, master.headcount_cost(), seconds=20, role="relaxation")
    values = np.ceil(relaxed.values - 1e-6)
    values[master.contracts[0].headcount] += 2
    outcome = exchanged_from(run, master, values)
    assert (on_duty(master.contracts, outcome.values, staffing.grid.n_slots) >= staffing.least).all()
    model = master.model.copy()
    columns = np.array([*master.shifts_and_breaks, *(contract.headcount for contract in master.contracts)])
    model.fix_columns(columns, outcome.values[columns])
    assert (
        engine.run(model, master.headcount_cost(), seconds=20).status == "optimal"
    )  # rest and days, over the turn too
    assert run.known is None


def test_each_start_is_from_the_same_team_and_after_a_stop_there_is_none(given, monkeypatch):
    run, master, values = given
    wrong = values.copy()
    wrong[master.contracts[0].headcount] = 1
    started = []

    def in_vain(team, *_limits, keep):
        started.append((keep, [tour.shifts.tolist() for _contract, tour in team.team.tours]))
        team.exchange(keep=keep)
        return False

    monkeypatch.setattr(breakout, "has_core_to_spare", lambda: False)
    monkeypatch.setattr(moves.Exchange, "settled", in_vain)
    assert exchanged_from(run, master, wrong) is None
    assert [keep for keep, _tours in started] == [True, False, True]
    assert started[0][1] == started[1][1] == started[2][1]
    settled = threading.Event()
    settled.set()
    with run.engine.ended_by(settled):
        assert exchanged_from(run, master, wrong) is None
    assert len(started) == 4


def test_too_few_agents_and_large_teams_are_left_alone(given, monkeypatch):
    run, master, values = given
    wrong = values.copy()
    wrong[master.contracts[0].headcount] = 1
    monkeypatch.setattr(breakout, "BEGUN", ((True, 5), (False, 5)))
    assert exchanged_from(run, master, wrong) is None
    monkeypatch.setattr(breakout, "MOST_MENDED", 3)
    assert exchanged_from(run, master, values) is None
