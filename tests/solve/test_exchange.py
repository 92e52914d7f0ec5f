"""Agents exchange their tours: each new tour is the best of all legal ones, and what covers every slot is a plan."""

from itertools import product

import numpy as np
import pytest
from test_constructed import FULL, LONG, SHORT, is_legal, varied
from tiny import every_day, make_contract, make_grid, need, works_of

from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.scenario import BreakRule, Objective, Solving
from staffplan.solve.choices import HOUR_COST, Choices
from staffplan.solve.exchange import by_exchange
from staffplan.solve.master import build_master
from staffplan.solve.repeat import exchanged
from staffplan.solve.responses import Responses
from staffplan.solve.run import Run

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


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES)
@pytest.mark.parametrize("seed", range(3))
def test_the_response_is_the_best_of_all_legal_tours(rules, seed):
    grid = make_grid(3)
    work = works_of(make_contract(**(FEW_DAYS | rules)), grid)[0]
    weight = np.round(np.random.default_rng(seed).normal(size=grid.n_slots), 3)
    choices = Choices(work, grid)
    responses = Responses(choices)
    best = responses.best(weight)
    shifts = responses.shifts(best)

    def covered(tour):
        return weight @ choices.tour(tour, weight).duty - HOUR_COST * work.length[tour].sum()

    assert is_legal(work, shifts)
    assert covered(shifts) == pytest.approx(best.most)
    assert best.most == pytest.approx(max(map(covered, every_tour(work))))


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


@pytest.mark.parametrize("seed", range(3))
def test_everyone_has_a_legal_tour_and_every_slot_its_agents(engine, seed):
    staffing = varied(make_grid(7), seed)
    run = run_of(engine, (FULL, SHORT, LONG), staffing, 12)
    sizes = []
    for team in by_exchange(run, run.works, staffing, 30):
        sizes.append(len(team.tours))
        assert (team.duty >= staffing.least).all()
        assert all(is_legal(run.works[contract], tour.shifts) for contract, tour in team.tours)
        assert (sum(tour.duty for _contract, tour in team.tours) == team.duty).all()
        assert 2 <= team.count(1) <= 3
        assert team.count(2) <= 2
        if len(sizes) == 2:
            break
    assert sizes == sorted(sizes, reverse=True) != []


def test_it_ends_at_the_least_headcount(engine):
    staffing = need(make_grid(4), *every_day(range(4), 8, 20, 2))
    contract = make_contract(shift_lengths=("6h",), starts=("06:00", "17:00"), max_days_in_row=3)
    run = run_of(engine, contract, staffing)
    run.headcount_bound = least = least_of(run)
    team = list(by_exchange(run, run.works, staffing, least + 4))[-1]
    assert len(team.tours) == least


def test_the_same_input_gives_the_same_plan(engine):
    staffing = varied(make_grid(7))
    run = run_of(engine, FULL, staffing, 14)

    def first():
        team = next(by_exchange(run, run.works, staffing, 40))
        return [tour.shifts.tolist() for _contract, tour in team.tours]

    assert first() == first()


def test_no_more_agents_than_the_contracts_may_have(engine):
    staffing = need(make_grid(7), *every_day(range(7), 9, 17, 3))
    run = run_of(engine, make_contract(headcount=(0, 2)), staffing, 1)
    assert list(by_exchange(run, run.works, staffing, 9)) == []


def test_a_plan_of_the_master_whose_tours_are_known(engine):
    staffing = varied(make_grid(7))
    run = run_of(engine, (FULL, SHORT, LONG), staffing, 14)
    master = build_master(run.works, staffing)
    outcome = exchanged(run, master, 18)
    assert outcome is not None
    assert run.known.headcount == round(outcome.objective) <= 18


def test_it_is_no_help_in_a_period_that_wraps(engine):
    staffing = varied(make_grid(7, cyclic=True))
    run = run_of(engine, FULL, staffing, 14)
    assert exchanged(run, build_master(run.works, staffing), 40) is None
