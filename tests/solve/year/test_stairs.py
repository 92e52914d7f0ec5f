"""What a day hands over by its shifts: it holds for every plan of the season, and nothing less would."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from years import BASE, PERMANENT, season, write_year

from staffplan.pipeline.year.parts import season_part
from staffplan.read.year.file import read_year
from staffplan.schema.progress import Stop
from staffplan.solve.engine.crew import Crew
from staffplan.solve.engine.process import Engine
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.service import service_met
from staffplan.solve.year.days.model import day_model
from staffplan.solve.year.frontier import Frontier
from staffplan.solve.year.overflow import build_season, chosen_need
from staffplan.solve.year.points import day_prices

PPI = '[[pay_per_inquiry]]\nname = "cloud"\ntiers = [{ price = 2 }]\nhours = ["17:00", "21:00"]\nshares = [0.5, 1.0]\n'
SECONDS = 20.0
UNAIDED = 4.0


@pytest.fixture(scope="module")
def engine():
    with Engine(Stop()) as one:
        yield one


def frontier_of(tmp_path, base=BASE, scale=0.8):
    problem = read_year(write_year(tmp_path, base + season() + PERMANENT + PPI, week=scale))
    part = season_part(problem, problem.year.bot[0], 0)
    frontier = Frontier(part, ("cloud",))
    return frontier, day_prices(problem.year, frontier.part)


def worth_of(stair, point):
    """What a plan's day is worth at the stair's prices, and its shifts."""
    shifts = round(float(point.values[stair.shifts].sum()))
    return float(stair.handed @ point.values[stair.switches]) + stair.shift_price * shifts, shifts


@pytest.mark.slow
@pytest.mark.parametrize("times", [0.3, 1.0, 8.0])
def test_every_plan_stands_on_a_landing_of_each_day(tmp_path, engine, times):
    frontier, prices = frontier_of(tmp_path)
    point = frontier.probe(engine, replace(prices, agents=prices.agents * times), UNAIDED)
    frontier.look_at_days(engine, prices, SECONDS)
    assert len(frontier.stairs) == 7
    for stair in frontier.stairs:
        worth, shifts = worth_of(stair, point)
        assert any(one.least <= shifts <= one.most and worth >= one.worth - 1e-6 for one in stair.landings)


def test_each_landing_is_a_way_through_the_day_and_the_next_has_fewer_shifts(tmp_path, engine):
    frontier, prices = frontier_of(tmp_path)
    frontier.look_at_days(engine, prices, SECONDS)
    assert len(frontier.stairs) == 7
    for stair in frontier.stairs:
        landings = stair.landings
        assert len(landings) > 1
        assert all(a.least == b.most + 1 for a, b in pairwise(landings))
        for one in landings:
            handed = float(stair.handed[np.isin(stair.switches, one.handed)].sum())
            assert handed + stair.shift_price * one.least == pytest.approx(one.worth, abs=1e-3)


@pytest.mark.slow
def test_stairs_prove_no_more_than_plans_found_without_them_cost(tmp_path, engine):
    plain, prices = frontier_of(tmp_path)
    best = plain.probe(engine, prices, UNAIDED).at.dot(prices)
    climbed, _prices = frontier_of(tmp_path)
    climbed.look_at_days(engine, prices, SECONDS)
    found = climbed.probe(engine, prices, SECONDS).at.dot(prices)
    assert found <= best * 1.002
    assert climbed.cuts[-1].least <= min(best, found) + 1e-6


def test_a_target_over_the_week_has_no_days_of_its_own(tmp_path, engine):
    frontier, prices = frontier_of(tmp_path, BASE.replace('scope = "day"', 'scope = "week"'))
    master = build_season(frontier.part, frontier.near)
    assert day_model(frontier.part, master, frontier.part.works[0].days[0]) is None
    frontier.look_at_days(engine, prices, SECONDS)
    assert (frontier.stairs, len(frontier.days) > 0) == ([], True)


@pytest.mark.slow
def test_what_the_days_hand_over_meets_the_target(tmp_path, engine):
    frontier, prices = frontier_of(tmp_path)
    frontier.look_at_days(engine, prices, SECONDS)
    point = frontier.probe(engine, prices, SECONDS)
    need = chosen_need(frontier.part, point.season.chosen(frontier.part, point.values))
    duty = on_duty(point.season.master.contracts, point.values, need.grid.n_slots)
    assert service_met(need, duty - need.least)


def test_a_crew_keeps_the_order_of_its_work():
    with Crew(Stop(), 0, 8) as crew:
        assert crew.each(lambda _engine, item: 2 * item, range(9)) == [2 * k for k in range(9)]


@pytest.mark.slow
def test_a_year_with_whole_hours_handed_over_is_proved(tmp_path):
    from staffplan.pipeline.year.seasons import seasons

    text = BASE + season("off", weeks=12) + season("peak", "2026-05-25", 3, "peak.csv") + PERMANENT + PPI
    summary = seasons(write_year(tmp_path, text, week=0.4, peak=1.2)).summary
    assert summary.seasons[1].handed_over["cloud"] > 0
    assert summary.gap <= 2e-4
