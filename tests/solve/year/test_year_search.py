"""The search over a year: when it is over, in which order it looks, and the year as one model."""

import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from allowed import holds
from years import BASE, PERMANENT, season, write_year

from staffplan.pipeline.year.parts import season_part
from staffplan.read.year.file import read_year
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.solve.model.master import build_master
from staffplan.solve.year.choice import Choice, YearLinks
from staffplan.solve.year.clock import SEARCH, YearClock
from staffplan.solve.year.days.inequalities import day_cuts
from staffplan.solve.year.frontier import Frontier
from staffplan.solve.year.model import build_year
from staffplan.solve.year.overflow import build_season
from staffplan.solve.year.points import day_prices
from staffplan.solve.year.search import _Search
from staffplan.solve.year.whole import add_whole_season, search_whole

TWO = season("off", weeks=6) + season("peak", "2026-04-13", 3)
PPI = '[[pay_per_inquiry]]\nname = "cloud"\ntiers = [{ price = 2 }]\nhours = ["17:00", "21:00"]\nshares = [0.5, 1.0]\n'
PPI += 'by_hour = [{ from = "19:00", to = "21:00", factor = 1.5 }]\n'
HOURLY = PERMANENT.replace("monthly_pay = 5000", "hourly_cost = 30.0")
BOT = '[[bot]]\nname = "bot"\nmonthly_fee = 70000\n'
SMALL = {"week": 0.4}


def choice_of(tmp_path, text):
    problem = read_year(write_year(tmp_path, BASE + text, **SMALL))
    names = tuple(one.name for one in problem.year.pay_per_inquiry)
    option = problem.year.bot[0]
    seasons = range(len(problem.calendar.seasons))
    return problem, Choice(option, [Frontier(season_part(problem, option, k), names) for k in seasons])


class Recorded(_Search):
    """A search whose parts only note that they were asked; each is done where ``after`` says so."""

    def __init__(self, after=(), learns=0, left=60.0):
        now = time.monotonic()
        crew = SimpleNamespace(first=None, each=lambda work, items: [work(None, item) for item in items])
        year = SimpleNamespace(objective=SimpleNamespace(minimise="cost"))
        super().__init__(crew, year, None, (), nobody_watches, Stop(), YearClock(now + left, now + left))
        self.asked, self.after, self.learns = [], after, learns
        self.links = SimpleNamespace(bound=lambda _choice, _seconds: self.asked.append("bound"))

    def plan(self, _choice):
        self.asked.append("plan")

    def search_whole(self, _choice, _seconds):
        self.asked.append("whole")

    def begin(self, _engine, _frontier):
        self.asked.append("begin")

    prepare = begin

    def done(self, _choice, _best):
        return bool(self.asked) and (self.asked[-1] in self.after or self.asked.count("plan") > 9)

    def learn(self, _choice):
        self.learns -= 1
        return self.learns >= 0


def asked_of(search):
    """What is asked of a small choice, of one season that is no large team's."""
    model = SimpleNamespace(n_columns=10)
    frontier = SimpleNamespace(is_large=False, infeasible=False, points=[], cuts=[], steps=[], stairs=[])
    frontier.master = lambda: SimpleNamespace(master=SimpleNamespace(model=model))
    search.improve(Choice(SimpleNamespace(name="bot"), [frontier]), np.inf)
    return search.asked


def test_a_small_year_is_one_model_first_and_done_where_that_is_enough():
    assert asked_of(Recorded(after=("whole",))) == ["begin", "plan", "whole"]


def test_what_one_model_leaves_open_the_seasons_are_searched_for_as_long_as_anything_is_learnt():
    first = ["begin", "plan", "whole", "begin"]
    assert asked_of(Recorded()) == [*first, "bound", "plan", "whole"]
    assert asked_of(Recorded(learns=2)) == [*first, *["bound", "plan"] * 3, "whole"]


def test_nothing_is_learnt_of_the_seasons_once_the_plan_meets_the_bound():
    search = Recorded(learns=5)
    search.done = lambda _choice, _best: search.asked.count("plan") == 3
    assert asked_of(search) == ["begin", "plan", "whole", "begin", *["bound", "plan"] * 2]
    assert search.learns == 4


def test_a_search_is_over_where_it_is_stopped_or_its_time_is_over():
    running, late, stopped = Recorded(), Recorded(left=0.0), Recorded()
    stopped.stop.set()
    assert [search.over for search in (running, late, stopped)] == [False, True, True]
    assert running.left == pytest.approx(60 * SEARCH, abs=5)
    running.turn = time.monotonic() - 1
    assert running.over


@pytest.mark.parametrize("contract", [HOURLY, PERMANENT])
def test_a_season_is_the_same_in_the_year_as_alone(tmp_path, engine, contract):
    """A plan of the second season, with hours handed over for nothing, in the rows that tie it to the year."""
    problem, choice = choice_of(tmp_path, TWO + contract + PPI)
    it = build_year(problem.year, problem.calendar, choice.option, choice.frontiers, {})
    (_off, _first), (master, first) = (add_whole_season(it, k) for k in range(2))
    frontier, model = choice.frontiers[1], master.master.model
    prices = replace(day_prices(problem.year, frontier.part), volume=np.zeros(1), surcharge=np.zeros(1))
    found = engine.run(model, frontier.cost(master, prices), seconds=10, gap=0.05)
    at = frontier.coordinates(master, found.values)
    values = np.zeros(it.model.n_columns)
    values[first : first + model.n_columns] = found.values
    values[it.groups[1, 0]], values[it.hours[1]] = at.agents[0], at.hours
    (handed,) = it.handed.values()
    values[handed.volume[1]], values[handed.surcharge[1]] = at.volume[0], at.surcharge[0]
    names = [name for name, _row in it.model.row_names]
    begin = it.model.row_names[len(names) - 1 - names[::-1].index("agents_of_season")][1]

    def ties():
        last = it.model.copy()
        last.free_rows(np.arange(begin))
        last.set_columns(np.arange(last.n_columns), -np.inf, np.inf)
        return holds(last, values, 1e-6)

    assert at.volume[0] > at.surcharge[0] > 0
    assert ties()
    for column in (it.groups[1, 0], handed.volume[1], handed.surcharge[1]):
        values[column] += 0.5
        assert not ties()
        values[column] -= 0.5


def test_the_year_as_one_model_bounds_its_plan_with_what_is_paid_in_any_case(tmp_path, engine):
    problem, choice = choice_of(tmp_path, season(weeks=2) + PERMANENT + BOT)
    links = YearLinks(engine, problem.year, problem.calendar)
    search_whole(links, choice, 20.0)
    links.plan(choice, 20.0)
    base = links.base(choice.model)
    assert base == pytest.approx(70_000 * 14 / 31, abs=0.02)
    assert base < choice.bound <= choice.value * (1 + 1e-9)
    assert choice.bound == pytest.approx(choice.value, rel=0.02)


def test_what_each_day_needs_is_proved_in_shifts_and_in_money(tmp_path, engine):
    """Nothing may be handed over: the fewest shifts of a day alone, and what they cost by the hour."""
    problem, choice = choice_of(tmp_path, season(weeks=2) + HOURLY)
    (frontier,) = choice.frontiers
    part = frontier.part
    master, prices = build_season(part, ()), day_prices(problem.year, part)
    days = sorted(set(part.works[0].days))[:2]
    none = np.zeros(master.master.model.n_columns)
    cuts = day_cuts(engine, part, master, prices, none, days, 20.0)
    assert len(cuts) == 4
    (contract,) = master.master.contracts
    for day, (shifts, money) in zip(days, (cuts[:2], cuts[2:]), strict=True):
        own = contract.shifts[[part.works[0].days[k] == day for k in part.works[0].day]]
        alone = build_master(part.works, part.need).model.copy()
        cost = np.zeros(alone.n_columns)
        cost[own] = 1.0
        least = engine.run(alone, cost, seconds=20).objective
        assert sorted(shifts.columns.tolist()) == sorted(own.tolist())
        assert (set(shifts.weights), shifts.least) == ({1.0}, pytest.approx(least))
        # Eight paid hours of 30 a shift, in a season of a week seven days long.
        assert money.weights == pytest.approx(np.full(len(own), 8 * 30 / 7))
        assert money.least == pytest.approx(least * 8 * 30 / 7, rel=1e-3)
