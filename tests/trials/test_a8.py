"""A8: seasons says "no plan" only where that is proved; no cost stands under its bound; the time limit is kept."""

import time
from contextlib import suppress
from decimal import Decimal

import numpy as np
import pytest
from tiny_years import random_year
from years import BASE, PERMANENT, season, week_text, write_year

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.pipeline.year import savings, solved
from staffplan.pipeline.year.seasons import seasons
from staffplan.read.year.file import read_year
from staffplan.report.wording.year import saving_text
from staffplan.schema.progress import Stop, nobody_watches
from staffplan.schema.year.bill import least_cents, shown_bound
from staffplan.schema.year.result import Saving
from staffplan.words.messages import Message

TODAY = '[today]\nagents = { full-time = 9 }\nbot = "none"\n'
BOTS = '[[bot]]\nname = "none"\n[[bot]]\nname = "bot"\ndeflection = 0.5\nmonthly_fee = 1000\n'
SEASONAL = '[[contract]]\nname = "seasonal"\nkind = "seasonal"\nmonthly_pay = 6000\n'
SEASONAL += 'starts = ["09:00", "12:00"]\nstart_step = "60min"\n'


def asked(tmp_path, monkeypatch, error, seconds=60.0):
    """What is said of each measure where every year without one ends in ``error``."""
    problem = read_year(write_year(tmp_path, BASE + season() + PERMANENT + BOTS + TODAY))

    def nothing(*_details, **_more):
        raise error

    monkeypatch.setattr(savings, "solve_year", nothing)
    found = savings.measures_of(problem)
    until = time.monotonic() + seconds
    return list(savings.savings(found, Decimal(1000), nobody_watches, Stop(), until))


def test_time_that_ran_out_is_no_proof_and_what_is_proved_is_shown(tmp_path, monkeypatch):
    found = asked(tmp_path, monkeypatch, NoPlanError("no plan", bound=1234.567))
    assert {one.measure for one in found} == {"bot", "shifts", "season_flex"}
    assert {(one.answer, one.cost_without_bound) for one in found} == {("not_in_time", Decimal("1234.56"))}
    assert saving_text(found[0]) == "no plan without it was found in time; proved: it costs 1,234.56 or more"


def test_no_plan_is_said_where_it_is_proved(tmp_path, monkeypatch):
    found = asked(tmp_path, monkeypatch, InfeasibleError(Message.of("year_infeasible")))
    assert {one.answer for one in found} == {"no_plan"}
    assert saving_text(found[0]) == "without it there is no plan (proved)"


def test_without_time_nothing_is_asked(tmp_path, monkeypatch):
    found = asked(tmp_path, monkeypatch, AssertionError("it was asked"), seconds=0.5)
    assert {(one.answer, one.cost_without_bound) for one in found} == {("not_in_time", None)}
    assert saving_text(found[0]) == "no plan without it was found in time"


def test_a_saving_that_is_not_proved_shows_what_is():
    each = {"measure": "bot", "answer": "found", "cost_without": Decimal(150), "saving": Decimal(50)}
    assert saving_text(Saving(**each, cost_without_bound=Decimal(120))) == "50.00; proved: 20.00 or more"
    assert saving_text(Saving(**each, cost_without_bound=Decimal(150))) == "50.00"


@pytest.mark.parametrize(
    ("bound", "cost", "shown"),
    [
        (114607.4193548, "114607.41", "114607.41"),  # the bill's lines, each rounded, add up to less than the sum
        (114607.4193548, "114607.43", "114607.41"),
        (99.999, "101.00", "99.99"),
        (-0.001, "0.00", "-0.01"),
    ],
)
def test_a_bound_is_rounded_down_and_never_above_the_cost(bound, cost, shown):
    assert shown_bound(bound, Decimal(cost)) == Decimal(shown)
    assert least_cents(bound) <= Decimal(str(bound))


@pytest.mark.slow
def test_a_year_whose_rounded_bill_is_under_its_exact_cost(tmp_path):
    year = random_year(np.random.default_rng(10))
    summary = seasons(year.write(tmp_path)).summary
    assert (summary.status, str(summary.cost)) == ("optimal", "114607.41")  # exactly 114607.4193…
    assert summary.bound == 114607.41


def test_planning_again_never_loses_the_plan_that_was_there(tmp_path, monkeypatch):
    problem = read_year(write_year(tmp_path, BASE + season() + PERMANENT))
    outcome = type("Outcome", (), {"bound": 5.0, "objective": 9.0})
    plans = [[0.01], NoPlanError("no plan was found")]

    def once(_problem, margins, *_details):
        asked_for.append(margins)
        if isinstance(found := plans[len(asked_for) - 1], Exception):
            raise found
        return solved.Solved(outcome, None, (), (), found)

    asked_for = []
    monkeypatch.setattr(solved, "_solve_once", once)
    monkeypatch.setattr(solved, "replace", lambda one, **more: more.get("outcome") or more)
    until = time.monotonic() + 60
    assert solved.solve_year(problem, nobody_watches, Stop(), until, until)["bound"] == 5.0
    assert asked_for == [[0.0], [pytest.approx(0.0125)]]


def years_of_52_weeks(folder, kind):
    supply = PERMANENT + SEASONAL + BOTS + TODAY
    if kind == "typical week":
        return write_year(folder, BASE + season(first="2026-01-05", weeks=52) + supply)
    if kind == "each week a season":
        days = [np.datetime64("2026-01-05") + 7 * k for k in range(52)]
        weeks = [season(f"w{k}", str(day), 1, f"f{k % 4}.csv") for k, day in enumerate(days)]
        return write_year(folder, BASE + "".join(weeks) + supply, **{f"f{k}": 0.5 + k / 4 for k in range(4)})
    path = write_year(folder, BASE + season(first="2026-01-05", weeks=52, forecast="all.csv") + supply)
    (folder / "all.csv").write_text(week_text(1.0, days=364))
    return path


@pytest.mark.benchmark
@pytest.mark.parametrize("kind", ["typical week", "each week a season", "every day"])
def test_the_time_limit_is_that_of_the_whole_command(tmp_path, kind):
    path, began = years_of_52_weeks(tmp_path, kind), time.monotonic()
    with suppress(NoPlanError):
        seasons(path, out=tmp_path / "plans", time_limit="10s")
    assert time.monotonic() - began <= 12
