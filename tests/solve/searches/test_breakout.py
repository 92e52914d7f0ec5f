"""Agents exchange their tours: each new tour is the best of all legal ones, and what covers every slot is a plan."""

import threading
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from runs import changed, run_of, start_of, the_search
from test_construction import FULL, LONG, SHORT, is_legal, varied
from tiny import every_day, make_contract, make_grid, need, works_of

from staffplan.schema.scenario.keys import BreakRule
from staffplan.solve.incumbent import Incumbent
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master
from staffplan.solve.searches import breakout, moves
from staffplan.solve.searches.breakout import exchanged, exchanged_from, soon_exchanged
from staffplan.solve.searches.choices import HOUR_COST, Choices
from staffplan.solve.searches.facts import facts_of
from staffplan.solve.searches.responses import Responses

MANY_MORE = changed("week", more_heads=30)
"""Teams far over the bound are looked for too."""
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


def least_of(engine, contracts, staffing):
    master = build_master(works_of(contracts, staffing.grid), staffing)
    return round(engine.run(master.model, master.headcount_cost(), seconds=20).objective)


def known_shifts(found):
    """Tours of each contract of a plan."""
    return [(contract, np.array(tour)) for contract, tours in enumerate(found.tours) for tour in tours]


def plan_of(heads):
    """An incumbent of so many agents, of which nothing else is asked."""
    return Incumbent(np.zeros(0), heads)


@pytest.mark.parametrize("seed", range(3))
def test_everyone_has_a_legal_tour_and_every_slot_its_agents(engine, seed):
    staffing = varied(make_grid(7), seed)
    run = run_of(engine, (FULL, SHORT, LONG), staffing, bound=14, params=MANY_MORE)
    start = start_of(run)
    found, master = exchanged(run, start, plan_of(31)), start.master
    assert 14 <= found.heads <= 30
    assert sum(len(tours) for tours in found.tours) == found.heads
    assert all(is_legal(run.problem.works[contract], shifts) for contract, shifts in known_shifts(found))
    assert (on_duty(master.contracts, found.values, staffing.grid.n_slots) >= staffing.least).all()
    assert 2 <= len(found.tours[1]) <= 3
    assert len(found.tours[2]) <= 2


@pytest.mark.parametrize("search", [exchanged, soon_exchanged])
def test_it_ends_at_the_least_headcount(engine, search):
    staffing = need(make_grid(4), *every_day(range(4), 8, 20, 2))
    contract = make_contract(shift_lengths=("6h",), starts=("06:00", "17:00"), max_days_in_row=3)
    least = least_of(engine, contract, staffing)
    run = run_of(engine, contract, staffing, bound=least)
    assert search(run, start_of(run), Incumbent()).heads == least


def test_where_the_bound_is_too_low_there_is_soon_a_plan_of_one_agent_more(engine):
    staffing = need(make_grid(4), *every_day(range(4), 8, 20, 2))
    contract = make_contract(shift_lengths=("6h",), starts=("06:00", "17:00"), max_days_in_row=3)
    least = least_of(engine, contract, staffing)
    run = run_of(engine, contract, staffing, bound=least - 1)
    assert soon_exchanged(run, start_of(run), Incumbent()).heads == least


def test_the_same_input_gives_the_same_plan(engine):
    staffing = varied(make_grid(7))

    def first():
        run = run_of(engine, FULL, staffing, bound=16)
        return soon_exchanged(run, start_of(run), Incumbent()).tours

    assert first() == first()


def test_no_more_agents_than_the_contracts_may_have(engine):
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 3))
    run = run_of(engine, make_contract(headcount=(0, 2)), staffing, bound=1, params=MANY_MORE)
    assert soon_exchanged(run, start_of(run), Incumbent()) is None
    assert exchanged(run, start_of(run), plan_of(10)) is None


@pytest.mark.parametrize("seed", [0, 4])
def test_no_fewer_agents_than_a_contract_must_have(engine, seed):
    staffing = need(make_grid(4), *every_day(range(4), 8, 20, 2))
    idle = make_contract(name="idle", starts=("00:00", "00:00"), shift_lengths=("4h",), headcount=(3, 3))
    useful = make_contract(shift_lengths=("6h",), starts=("06:00", "17:00"), max_days_in_row=3)
    least, params = least_of(engine, (idle, useful), staffing), changed("breakout", long_moves=300)
    run = run_of(engine, (idle, useful), staffing, bound=least - 1, seed=seed, params=params)
    found = exchanged(run, start_of(run), Incumbent())
    assert found.heads == least
    assert len(found.tours[0]) == 3


def test_it_is_no_help_in_a_period_that_wraps(engine):
    for cyclic in (False, True):
        run = run_of(engine, FULL, varied(make_grid(7, cyclic=cyclic)), bound=14)
        facts = facts_of(run, start_of(run), Incumbent())
        assert the_search("breakout").applies(facts) is not cyclic
        assert the_search("long breakout").applies(facts) is not cyclic


@pytest.fixture
def given(engine):
    """A run of three contracts, its master, and a plan of theirs that covers every slot."""
    run = run_of(engine, (FULL, SHORT, LONG), varied(make_grid(7), 1), bound=14, params=MANY_MORE)
    start = start_of(run)
    return run, start.master, exchanged(run, start, plan_of(31)).values


def test_of_a_large_team_a_plan_that_covers_everything_is_taken_as_it_is(given):
    run, master, values = given
    again = exchanged_from(replace(run, params=changed("breakout", as_planned_from=1)), master, values).values
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
    least = run.problem.staffing.least
    assert (on_duty(master.contracts, values, len(least)) < least).any()
    found = exchanged_from(run, master, values)
    assert (on_duty(master.contracts, found.values, len(least)) >= least).all()
    assert found.heads == round(master.headcount_cost() @ values)
    assert all(is_legal(run.problem.works[contract], shifts) for contract, shifts in known_shifts(found))


@pytest.mark.parametrize("seed", range(3))
def test_a_week_that_follows_itself_is_a_plan_only_if_enough_are_rested_at_its_end(engine, seed):
    staffing = varied(make_grid(7, cyclic=True), seed)
    run = run_of(engine, (FULL, SHORT, LONG), staffing)
    master = start_of(run).master
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
    assert outcome.tours is None


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


def test_too_few_agents_and_large_teams_are_left_alone(given):
    run, master, values = given
    wrong = values.copy()
    wrong[master.contracts[0].headcount] = 1
    few_moves = changed("breakout", from_plan=((True, 5), (False, 5)))
    assert exchanged_from(replace(run, params=few_moves), master, wrong) is None
    few_agents = changed("breakout", from_plan_up_to=3)
    assert exchanged_from(replace(run, params=few_agents), master, values) is None


def test_chance_decides_only_between_slots_that_are_worth_nearly_the_same(engine):
    """A short slot is worth its weight and up to a twentieth more; one that is not costs a thousandth at most."""
    staffing = need(make_grid(1), (0, 9, 17, 1))
    exchange = moves.Exchange(run_of(engine, make_contract(), staffing))
    chance = np.linspace(0, 1, 24)
    short = staffing.least > 0
    expected = np.where(short, 1 + 0.05 * chance, -0.001 * chance)
    assert exchange._worth(chance) == pytest.approx(expected, rel=1e-12)
    exchange._weight = np.full(24, 3.0)
    assert exchange._worth(chance)[short] == pytest.approx(3 * expected[short], rel=1e-12)
