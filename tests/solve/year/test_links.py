"""What links the seasons: the cheapest year over given plans of the seasons is that of trying all, bill by bill."""

from itertools import product
from math import floor

import numpy as np
import pytest
from years import BASE, PERMANENT, season, write_year

from staffplan.pipeline.year.parts import season_part
from staffplan.read.year.file import read_year
from staffplan.schema.year.bill import bill_of, total
from staffplan.schema.year.usage import Employed, Engaged, Overflow, Seats, Usage
from staffplan.solve.year.frontier import Frontier
from staffplan.solve.year.links import add_cut, add_points, add_step
from staffplan.solve.year.model import build_year, usage_of
from staffplan.solve.year.points import Coordinates, Cut, Point, Step

WEEKS = (6, 3)
TWO = season("off", weeks=6, more="revenue = 60000") + season("peak", "2026-04-13", 3, more="revenue = 90000")
OWN = PERMANENT + "hiring_cost = 800\ntraining_cost = 700\nemployed = 2\nattrition = 0.2\nramp = [0.5]\n"
LOST = 0.2 * 0.5 * 84 / 365
"""Of the work of permanent heads: leavers' replacements do half of a week's, and a month has 365 / 84 weeks."""
SHIFTS = 'starts = ["09:00", "12:00"]\nstart_step = "60min"\n'
SEASONAL = '[[contract]]\nname = "seasonal"\nkind = "seasonal"\nmonthly_pay = 6500\nhiring_cost = 500\nramp = [0.5]\n'
SEASONAL += "minimum_term = 1\n" + SHIFTS
VENDOR = '[[vendor]]\nname = "vendor"\nseat_price = 1400\nminimum_seats = 2\nbase_fee = 900\nincluded_seats = 1\n'
VENDOR += "setup_fee = 50\naht_factor = 1.5\nminimum_term = 1.2\nmost_seats = 4\n" + SHIFTS
PPI = '[[pay_per_inquiry]]\nname = "cloud"\ntiers = [{ up_to = 100, price = 60 }, { price = 42 }]\n'
PPI += 'hours = ["18:00", "21:00"]\nby_hour = [{ from = "18:00", to = "21:00", factor = 1.5 }]\n'
BOT = '[[bot]]\nname = "bot"\nmonthly_fee = 70\nsetup_fee = 30\n'
SPANS = ((0, 1), (0, 0), (1, 1))
"""First and last season."""
HANDED = (((3, 0.0), (2, 6.0), (1, 9.0)), ((4, 0.0), (3, 4.0), (2, 7.0), (1, 9.0)))


def linked(tmp_path, text, plans, week=0.4):
    """The problem and its links; plans of each season as agents, and inquiries a day handed over at half as much more.

    The links are without the plans.
    """
    problem = read_year(write_year(tmp_path, BASE + TWO + text, week=week))
    suppliers = tuple(one.name for one in problem.year.pay_per_inquiry)
    option = problem.year.bot[0]
    frontiers = [Frontier(season_part(problem, option, k), suppliers) for k in range(2)]
    for frontier, theirs in zip(frontiers, plans, strict=True):
        for agents, handed in theirs:
            volume = np.full(len(suppliers), handed)
            frontier.points.append(Point(Coordinates(np.array([float(agents)]), volume, volume / 2, 0.0), None, None))
    return problem, build_year(problem.year, problem.calendar, option, frontiers, {"vendor": 9})


def spans_of(most):
    """Every way to count up to ``most`` in each of the spans."""
    return [dict(zip(SPANS, counts, strict=True)) for counts in product(range(most + 1), repeat=3)]


def there(spans, k):
    return sum(count for (first, last), count in spans.items() if first <= k <= last)


def own(heads):
    """Permanent heads as they are billed, and whose work is done."""
    return (Employed("full-time", 0, 1, heads, max(heads - 2, 0)),) if heads else (), floor(heads * (1 - LOST) + 1e-9)


def of_permanent(_plans):
    for heads in range(8):
        yield Usage("bot", employed=own(heads)[0]), [own(heads)[1]] * 2


def of_seasonal(_plans):
    for heads, spans in product(range(7), spans_of(4)):
        employed = tuple(Employed("seasonal", *span, count, count) for span, count in spans.items() if count)
        done = [spans[0, 1] + spans[0, 0], spans[0, 1]]
        done = [done[0] * 5.5 / 6, done[1] + spans[1, 1] * 2.5 / 3]
        yield Usage("bot", employed=own(heads)[0] + employed), [own(heads)[1] + floor(one + 1e-9) for one in done]


def of_vendor(_plans):
    for heads, (on, seats) in product(range(7), product(spans_of(1), spans_of(3))):
        held = [there(on, k) + there(seats, k) for k in range(2)]
        legal = all(there(on, k) <= 1 and (2 <= held[k] <= 4 if there(on, k) else held[k] == 0) for k in range(2))
        if legal:
            engaged = tuple(Engaged("vendor", *span) for span, count in on.items() if count)
            more = tuple(Seats("vendor", *span, count) for span, count in seats.items() if count)
            agents = [own(heads)[1] + floor(each / 1.5) for each in held]
            yield Usage("bot", employed=own(heads)[0], engaged=engaged, seats=more), agents


def cheapest(problem, plans, supplies):
    """The least bill over every choice of the plans and of who is employed."""
    bills = []
    employed = list(supplies(plans))
    for chosen in product(*plans):
        handed = tuple(Overflow("cloud", k, day, day / 2) for k, (_agents, day) in enumerate(chosen) if day)
        for usage, agents in employed:
            if all(agents[k] >= chosen[k][0] for k in range(2)):
                usage = Usage("bot", usage.employed, (), usage.engaged, usage.seats, handed)
                bills.append(total(bill_of(problem.year, problem.calendar, usage)))
    return float(min(bills))


@pytest.mark.parametrize(
    ("text", "supplies", "plans"),
    [
        (OWN, of_permanent, (((2, 0.0),), ((5, 0.0),))),
        (OWN + SEASONAL, of_seasonal, (((2, 0.0),), ((5, 0.0),))),
        (OWN + VENDOR, of_vendor, (((2, 0.0),), ((4, 0.0),))),
        (OWN + PPI, of_permanent, HANDED),
        (OWN + PPI + "monthly_minimum = 2500\n", of_permanent, HANDED),
        (OWN + PPI + "monthly_cap = 9000\n", of_permanent, HANDED),
        (OWN + PPI + 'tier_mode = "whole_volume"\n', of_permanent, HANDED),
    ],
    ids=["permanent", "seasonal", "vendor", "tiers", "minimum", "cap", "whole volume"],
)
def test_the_cheapest_year_is_the_cheapest_of_all(tmp_path, engine, text, supplies, plans):
    problem, it = linked(tmp_path, text + BOT, plans)
    add_points(it)
    outcome = engine.run(it.model, it.money_cost(), seconds=20, role="proof", gap=1e-7)
    bill = bill_of(problem.year, problem.calendar, usage_of(it, outcome.values, ()))
    assert outcome.objective + it.money.base == pytest.approx(float(total(bill)), abs=0.01 * len(bill))
    assert float(total(bill)) == pytest.approx(cheapest(problem, plans, supplies), abs=0.01 * len(bill))


def test_a_month_of_hardly_any_inquiries_is_billed_too(tmp_path, engine):
    """Less than one inquiry could be handed over on the three days of May, and is."""
    plans = ((3, 0.2),), ((4, 0.2),)
    problem, it = linked(tmp_path, OWN + PPI + BOT, plans, week=0.01)
    assert sum(frontier.most_handed("cloud")[0] for frontier in it.frontiers) * 3 < 2
    add_points(it)
    found = least_cost(engine, it).objective + it.money.base
    assert found == pytest.approx(cheapest(problem, plans, of_permanent), abs=0.1)
    bill = bill_of(problem.year, problem.calendar, usage_of(it, least_cost(engine, it).values, ()))
    # Three days of 0.2 inquiries at 60, and half as much more.
    assert [float(line.amount) for line in bill if (line.supplier, line.month) == ("cloud", (2026, 5))] == [54.0]


def least_cost(engine, it):
    return engine.run(it.model, it.money_cost(), seconds=20, role="proof", gap=1e-7)


@pytest.mark.parametrize(
    ("limit", "is_possible"),
    [
        ("agents_per_season = 6", True),
        ("agents_per_season = 5", False),
        ("monthly_spend = {dearest}", True),
        ("monthly_spend = {less}", False),
        ("labour_share = {share}", True),
        ("labour_share = {less_share}", False),
    ],
)
def test_limits_hold_just_as_far_as_they_say(tmp_path, engine, limit, is_possible):
    """Six permanent heads are the only year of five agents in the peak; the seasons earn 150,000."""
    plans = ((2, 0.0),), ((5, 0.0),)
    problem, it = linked(tmp_path, OWN + BOT, plans)
    only = Usage("bot", employed=own(6)[0])
    bill = bill_of(problem.year, problem.calendar, only)
    dearest = max(total([line for line in bill if line.month == month]) for month in problem.calendar.months)
    share = float(total(bill)) / 150_000
    text = limit.format(dearest=dearest + 1, less=dearest - 1, share=share + 1e-5, less_share=share - 1e-5)
    _problem, it = linked(tmp_path, OWN + BOT + f"[limits]\n{text}\n", plans)
    add_points(it)
    assert least_cost(engine, it).status == ("optimal" if is_possible else "infeasible")


def only_season(value):
    """Coordinates or prices with one group and no supplier."""
    return Coordinates(np.array([value]), np.zeros(0), np.zeros(0), 0.0)


def test_a_cut_is_a_least_of_prices_times_coordinates(tmp_path, engine):
    _problem, it = linked(tmp_path, OWN, ((), ()))
    add_cut(it, 1, Cut(only_season(2.0), 7.0))  # 2 · agents ≥ 7
    agents = least_cost(engine, it).values[[it.groups[k, 0] for k in range(2)]]
    assert agents.round(6).tolist() == [agents[0].round(6), 4.0]


@pytest.mark.parametrize(("agents", "hours"), [(2, 90.0), (3, 0.0)])
def test_a_step_asks_for_more_agents_or_its_least(tmp_path, engine, agents, hours):
    """Whoever has no more than two agents pays 90 for the hours at least."""
    hourly = PERMANENT.replace("monthly_pay = 5000", "hourly_cost = 30.0")
    _problem, it = linked(tmp_path, hourly, ((), ()))
    price = Coordinates(np.zeros(1), np.zeros(0), np.zeros(0), 1.0)
    add_step(it, 1, Step(np.array([2]), price, 90.0))
    it.model.fix_columns(np.array([it.groups[1, 0]]), float(agents))
    outcome = least_cost(engine, it)
    assert outcome.values[it.hours[1]] == pytest.approx(hours, abs=1e-4)


def test_no_plan_has_only_so_many_agents_where_the_least_of_a_step_is_infinite(tmp_path, engine):
    _problem, it = linked(tmp_path, OWN, ((), ()))
    add_step(it, 1, Step(np.array([2]), only_season(0.0), np.inf))
    assert least_cost(engine, it).values[it.groups[1, 0]] == pytest.approx(3)
