"""What the year knows of a season: coordinates by hand, stairs landing by landing, what a wish asks for."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from allowed import holds
from years import BASE, PERMANENT, SHAPE, season, write_year

from staffplan.pipeline.year.parts import season_part
from staffplan.read.year.file import read_year
from staffplan.solve.engine.linear import LinearModel
from staffplan.solve.year.days.model import day_columns
from staffplan.solve.year.days.stairs import DayStair, Landing, add_stair
from staffplan.solve.year.frontier import Frontier
from staffplan.solve.year.model import build_year
from staffplan.solve.year.overflow import build_season
from staffplan.solve.year.points import Coordinates, Point, Wish, day_prices, head_price
from staffplan.solve.year.skeleton import add_days_of_season, wish_of

SHIFTS = 'starts = ["09:00", "12:00"]\nstart_step = "60min"\n'
VENDOR = '[[vendor]]\nname = "vendor"\nseat_price = 3650\naht_factor = 1.2\n' + SHIFTS
PPI = """[[pay_per_inquiry]]
name = "{name}"
tiers = [{{ up_to = 100, price = {price} }}, {{ price = 2 }}]
hours = ["{first}:00", "{last}:00"]
shares = [{share}]
by_hour = [{{ from = "{first}:00", to = "{last}:00", factor = {factor} }}]
"""
CLOUD = PPI.format(name="cloud", price=3, first=18, last=20, share=0.5, factor=1.25)
NIGHT = PPI.format(name="night", price=4, first=20, last=21, share=1.0, factor=1.5)
SCALE = 0.4
MEAN_DAY = SCALE * (5 + 2 * 1.2) / 7
"""Times SHAPE: inquiries of an hour on an average day; two of seven have a fifth more."""


@pytest.fixture
def problem(tmp_path):
    return read_year(write_year(tmp_path, BASE + season() + PERMANENT + VENDOR + CLOUD + NIGHT, week=SCALE))


@pytest.fixture
def frontier(problem):
    return Frontier(season_part(problem, problem.year.bot[0], 0), ("cloud", "night"))


def test_the_most_that_each_supplier_could_take(frontier):
    cloud, night = MEAN_DAY * (SHAPE[18] + SHAPE[19]) / 2, MEAN_DAY * SHAPE[20]
    assert frontier.most_handed("cloud") == pytest.approx((cloud, cloud / 4), rel=1e-3)
    assert frontier.most_handed("night") == pytest.approx((night, night / 2), rel=1e-3)
    assert frontier.most_handed("nobody") == (0.0, 0.0)


def test_the_coordinates_of_a_plan(frontier):
    master = build_season(frontier.part, ())
    values = np.zeros(master.master.model.n_columns)
    (heads,) = (contract.headcount for contract in master.master.contracts)
    values[heads], values[list(master.switches[0].values())] = 6, 1
    at = frontier.coordinates(master, values)
    volume, extra = frontier.most_handed("cloud")
    assert (at.agents.tolist(), at.hours) == ([6.0], 0.0)
    assert at.volume == pytest.approx([volume, 0.0])
    assert at.surcharge == pytest.approx([extra, 0.0])
    price = Coordinates(np.array([5.0]), np.array([2.0, 9.0]), np.array([3.0, 9.0]), 1.0)
    assert frontier.cost(master, price) @ values == pytest.approx(at.dot(price))
    assert at.dot(price) == pytest.approx(6 * 5 + 2 * volume + 3 * extra)


def test_prices_of_a_day(problem, frontier):
    assert head_price(problem.year, 0) == pytest.approx(5000 * 12 / 365)
    assert head_price(problem.year, 1) == pytest.approx(3650 * 1.2 * 12 / 365)
    prices = day_prices(problem.year, frontier.part)
    assert prices.agents == pytest.approx([3650 * 1.2 * 12 / 365])  # the cheaper of the two, whose rules are the same
    assert (prices.volume.tolist(), prices.surcharge.tolist()) == ([2.0, 2.0], [3.0, 4.0])
    assert prices.hours == pytest.approx(1 / 7)


def stair_of(*landings, shift_price=0.5):
    none = np.zeros(0, dtype=np.int64)
    return DayStair(None, none, none, None, np.zeros(0), shift_price, landings)


def test_a_day_stands_on_one_landing_and_pays_for_it():
    """From 3 to 5 shifts nothing is handed over, with 1 or 2 at least 4 are paid, with none at least 9."""
    stair = stair_of(Landing(3, 5, 1.5, ()), Landing(1, 2, 4.5, ()), Landing(0, 0, 9.0, ()))
    model = LinearModel()
    shifts, handed = model.add_columns("shifts", 1), model.add_columns("handed", 1)
    on = add_stair(model, stair, shifts, [(int(handed[0]), 2.0)])
    assert on.tolist() == [2, 3, 4]

    def is_allowed(count, volume):
        ways = product((0, 1), repeat=3)
        return any(holds(model, [count, volume, *switches]) for switches in ways)

    least = {0: 9.0, 1: 4.5, 2: 4.5, 3: 1.5, 4: 1.5, 5: 1.5, 6: np.inf}  # 2 · volume + 0.5 · shifts
    for count, paid in least.items():
        for volume in np.arange(0, 6, 0.25):
            assert is_allowed(count, volume) == (2 * volume + 0.5 * count >= paid), (count, volume)


def test_days_add_up_to_the_season_with_the_surcharge_of_their_hours(problem, frontier, engine):
    """The cloud's hours all cost a quarter more, the night's half more: the surcharge is that of the volume."""
    master = build_season(frontier.part, ())
    prices = day_prices(problem.year, frontier.part)
    for day in frontier.part.works[0].days:
        _whole, shifts, switches = day_columns(frontier.part, master, day)
        free = Landing(0, 99, 0.0, ())
        frontier.stairs.append(DayStair(day, shifts, switches, prices, np.ones(len(switches)), 0.0, (free,)))
    it = build_year(problem.year, problem.calendar, problem.year.bot[0], [frontier], {"vendor": 9})
    landings = add_days_of_season(it, 0)
    for name, factor in (("cloud", 0.25), ("night", 0.5)):
        volume, surcharge = it.handed[name].volume[0], it.handed[name].surcharge[0]
        model = it.model.copy()
        model.fix_columns(np.array([volume]), 3.0)
        for sign in (1, -1):
            cost = np.zeros(model.n_columns)
            cost[surcharge] = sign
            found = engine.run(model, cost, seconds=20, role="proof")
            assert found.values[surcharge] == pytest.approx(3 * factor, abs=1e-5)
            assert wish_of(it, 0, landings, found.values).switches == ()


def test_a_plan_fits_a_wish_with_its_hours_and_no_more_agents(frontier):
    master = build_season(frontier.part, ())
    values = np.zeros(master.master.model.n_columns)
    first, second = sorted(master.switches[0].values())[:2]
    values[first] = 1
    point = Point(replace(frontier.nothing(), agents=np.array([4.0])), values, master)
    assert point.fits(Wish((4,), (first,)))
    assert point.fits(Wish((5,), (first,)))
    assert not point.fits(Wish((3,), (first,)))
    assert not point.fits(Wish((4,), (second,)))
    assert not point.fits(Wish((4,), ()))
