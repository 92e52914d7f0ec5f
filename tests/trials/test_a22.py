"""A22: tiny years; rules without a legal tour; terms that just do not fit; which days of a longer plan are compared."""

from datetime import date

import numpy as np
import pytest
from factories import make_plan
from tiny_years import TinyYear, random_year
from year_model import legal_weeks
from years import BASE, PERMANENT, season, write_year

from staffplan.errors import InfeasibleError, InputError
from staffplan.pipeline.year.parts import season_part
from staffplan.pipeline.year.seasons import seasons
from staffplan.read.year.file import read_year
from staffplan.report.compare.figures import compare_plans, comparison_data
from staffplan.report.compare.words import days_sentence

NO_TOUR = 'starts = ["09:00", "12:00"]\ndays_per_week = [5, 5]\ndays_off_in_row = 2\nmax_days_in_row = 4\n'
VENDOR = '[[vendor]]\nname = "outsourcer"\nseat_price = 1\n'


@pytest.mark.parametrize("seed", range(0, 60, 5))
def test_whether_rules_leave_a_legal_week_is_what_a_list_of_all_weeks_says(tmp_path, seed):
    found = []
    for more in range(5):
        year = random_year(np.random.default_rng(seed + more))
        year = TinyYear(year.weeks[:1], year.volumes[:1], year.scope, year.supplies)
        problem = read_year(year.write(tmp_path))
        part = season_part(problem, problem.year.bot[0], 0)
        idle = {supply: none for none, members in zip(part.idle, part.members, strict=True) for supply in members}
        found += [idle[k] is (not legal_weeks(supply.rules)) for k, supply in enumerate(year.supplies)]
    assert found == [True] * len(found)


def test_a_vendor_nobody_of_whom_can_work_a_week_is_left_out_and_that_is_said(tmp_path):
    text = BASE.replace('scope = "day"', 'scope = "slot"') + season(weeks=1) + PERMANENT + VENDOR + NO_TOUR
    summary = seasons(write_year(tmp_path, text)).summary
    assert (summary.status, summary.seasons[0].employed["outsourcer"]) == ("optimal", 0)
    assert any("nobody of outsourcer can work this season" in str(warning) for warning in summary.warnings)


@pytest.mark.slow
def test_where_nobody_at_all_can_work_the_contract_is_named(tmp_path):
    contract = '[[contract]]\nname = "four"\nmonthly_pay = 9\n' + NO_TOUR
    with pytest.raises(InfeasibleError) as caught:
        seasons(write_year(tmp_path, BASE + season(weeks=1) + contract))
    assert any("nobody of four can work this season" in str(remedy) for remedy in caught.value.remedies)


def test_a_term_that_is_refused_is_not_the_term_that_is_accepted(tmp_path):
    text = BASE + season(weeks=2) + PERMANENT + VENDOR + "minimum_term = 0.5\n"
    with pytest.raises(InputError) as caught:
        read_year(write_year(tmp_path, text))
    fault = caught.value.faults[0]  # 14 of March's 31 days
    assert (fault.found, fault.accepted.split(",")[0]) == ("0.5 months", "0.45 months at most")
    read_year(write_year(tmp_path, text.replace("0.5", "0.45")))


def test_a_week_against_four_says_which_of_them_it_was_held_against():
    week, month = make_plan(agents=3, first=date(2026, 11, 9)), make_plan(agents=3, days=28, first=date(2026, 11, 2))
    comparison = compare_plans({"week": week, "month": month})
    said = "Compared are 2026-11-09 to 2026-11-15 of week with 2026-11-09 to 2026-11-15 of month; no other days."
    assert said in days_sentence(comparison, 0)
    compared = comparison_data(comparison)["days_that_differ"]["month"]["days_compared"]
    assert compared == [["2026-11-09", "2026-11-15"]] * 2
    assert "no other days" not in days_sentence(compare_plans({"week": week, "again": week}), 0)


@pytest.mark.benchmark
@pytest.mark.parametrize("seed", [4, 7, 18, 38])  # three seasons with gaps of 29% to 71%; one season of three weeks
def test_a_tiny_year_is_searched_to_its_end(tmp_path, seed):
    summary = seasons(random_year(np.random.default_rng(seed)).write(tmp_path), time_limit="3min").summary
    assert summary.gap < 0.01
