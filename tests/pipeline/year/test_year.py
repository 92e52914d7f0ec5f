"""Years solved: one season is a `solve`, the model's cost is the bill, and the choices are the cheap ones."""

from decimal import Decimal

import pytest
from years import BASE, PERMANENT, season, week_text, write_year

from staffplan.errors import InfeasibleError
from staffplan.pipeline import check, solve
from staffplan.pipeline.year.seasons import seasons
from staffplan.schema.year.bill import total


def year_of(tmp_path, text, out=None, **scales):
    return seasons(write_year(tmp_path, text, **scales), out=out)


@pytest.mark.parametrize("minimise", ["headcount", pytest.param("cost", marks=pytest.mark.slow)])
def test_one_season_and_one_contract_is_a_solve(tmp_path, minimise):
    objective = f'objective = {{ minimise = "{minimise}" }}\n'
    contract = '[[contract]]\nname = "full-time"\nhourly_cost = 30.0\nstarts = ["09:00", "12:00"]\n'
    year = year_of(tmp_path, BASE + objective + season(weeks=1, first="2026-01-12") + contract).summary
    (tmp_path / "scenario.toml").write_text("cyclic = true\n" + BASE + objective + contract)
    alone = solve(tmp_path / "week.csv", tmp_path / "scenario.toml").plan.summary
    assert (year.status, alone.status) == ("optimal", "optimal")
    assert (year.peak_headcount, year.seasons[0].paid_hours) == (alone.headcount, alone.paid_hours)
    assert float(year.cost) == pytest.approx(alone.cost)
    bound = alone.headcount_bound if minimise == "headcount" else alone.cost_bound
    assert year.bound == pytest.approx(bound, rel=1e-6)


@pytest.mark.slow
def test_a_whole_stretch_is_a_solve_too(tmp_path):
    (tmp_path / "stretch.csv").write_text(week_text(1.0, "2026-03-02", 14))
    objective = 'objective = { minimise = "headcount" }\n'
    year = year_of(tmp_path, BASE + objective + season(weeks=2, forecast="stretch.csv") + PERMANENT).summary
    (tmp_path / "scenario.toml").write_text(BASE + PERMANENT.replace("monthly_pay = 5000\n", ""))
    alone = solve(tmp_path / "stretch.csv", tmp_path / "scenario.toml").plan.summary
    assert (year.peak_headcount, year.bound, year.seasons[0].paid_hours) == (
        alone.headcount,
        alone.headcount_bound,
        alone.paid_hours,
    )


PEAK = season("off", weeks=12) + season("peak", "2026-05-25", 3, "peak.csv")
SEASONAL = '[[contract]]\nname = "seasonal"\nkind = "seasonal"\nmonthly_pay = 6000\nhiring_cost = 500\n'
SEASONAL += 'starts = ["09:00", "12:00"]\nstart_step = "60min"\n'
VENDOR = '[[vendor]]\nname = "vendor"\nseat_price = 4000\nminimum_seats = 5\nminimum_term = 3\n'
VENDOR += 'starts = ["09:00", "12:00"]\nstart_step = "60min"\n'
PPI = '[[pay_per_inquiry]]\nname = "cloud"\ntiers = [{ up_to = 300, price = 3 }, { price = 2 }]\n'
PPI += 'hours = ["18:00", "21:00"]\nby_hour = [{ from = "18:00", to = "21:00", factor = 1.3 }]\n'
BOTS = '[[bot]]\nname = "none"\n[[bot]]\nname = "bot"\ndeflection = 0.5\nmonthly_fee = 1000\nprice_per_resolved = 0.1\n'


@pytest.mark.slow
@pytest.mark.parametrize(
    "supply",
    [
        PERMANENT,
        PERMANENT + SEASONAL,
        PERMANENT + SEASONAL + "ramp = [0.5, 0.75]\nminimum_term = 1\n",
        PERMANENT + VENDOR,
        PERMANENT + VENDOR + "base_fee = 9000\nincluded_seats = 3\naht_factor = 1.2\n",
        PERMANENT + "attrition = 0.15\nhiring_cost = 800\ntraining_cost = 700\nemployed = 2\n",
        PERMANENT + 'overtime = { days = 1, seasons = ["peak"] }\n',
        PERMANENT.replace("monthly_pay = 5000", "hourly_cost = 30.0") + SEASONAL,
        PERMANENT + BOTS,
        PERMANENT + SEASONAL + PPI,
        PERMANENT + PPI + 'tier_mode = "whole_volume"\nmonthly_minimum = 100\n',
        PERMANENT + PPI + "monthly_cap = 900\nshares = [1.0]\n",
    ],
)
def test_the_models_cost_is_the_bill_of_its_plan_and_every_plan_is_legal(tmp_path, supply):
    out = tmp_path / "plans"
    result = year_of(tmp_path, BASE + PEAK + supply, out, week=0.4, peak=1.2)
    summary = result.summary
    assert summary.cost == total(result.bill)
    assert float(summary.cost) == pytest.approx(summary.value, abs=0.01 * len(result.bill) + 1e-6 * summary.value)
    assert summary.bound <= summary.value * (1 + 1e-9)
    for one in summary.seasons:
        checked = check(out / one.folder)
        assert (checked.violations, checked.service.target_met) == ((), True)
        assert one.by_bot + sum(one.handed_over.values()) + one.by_agents == pytest.approx(one.inquiries)


@pytest.mark.slow
def test_seasonal_people_come_for_the_peak_only(tmp_path):
    summary = year_of(tmp_path, BASE + PEAK + PERMANENT + SEASONAL, week=0.4, peak=1.2).summary
    off, peak = summary.seasons
    assert off.employed["seasonal"] == 0 < peak.employed["seasonal"]
    assert off.employed["full-time"] == peak.employed["full-time"]
    without = year_of(tmp_path, BASE + PEAK + PERMANENT, week=0.4, peak=1.2).summary
    assert summary.cost < without.cost


@pytest.mark.slow
def test_a_bot_is_chosen_where_it_pays(tmp_path):
    cheap, dear = (BOTS.replace("monthly_fee = 1000", f"monthly_fee = {fee}") for fee in (100, 90000))
    assert year_of(tmp_path, BASE + season() + PERMANENT + cheap.replace("0.5", "0.8")).summary.bot == "bot"
    assert year_of(tmp_path, BASE + season() + PERMANENT + dear.replace("0.5", "0.8")).summary.bot == "none"


@pytest.mark.slow
def test_limits_hold_or_there_is_no_plan(tmp_path):
    year_text = BASE + PEAK + PERMANENT + SEASONAL
    free = year_of(tmp_path, year_text, week=0.4, peak=1.2).summary
    highest = max(month.cost for month in free.months)
    again = year_of(tmp_path, year_text + f"[limits]\nmonthly_spend = {highest}\n", week=0.4, peak=1.2).summary
    assert again.cost == free.cost
    with pytest.raises(InfeasibleError, match="limits"):
        year_of(tmp_path, year_text + "[limits]\nmonthly_spend = 100\n", week=0.4, peak=1.2)
    with pytest.raises(InfeasibleError):
        year_of(tmp_path, year_text + "headcount = [0, 0]\n" + "[limits]\nagents_per_season = 1\n", week=0.4, peak=1.2)
    assert not (tmp_path / "plans").exists()


@pytest.mark.slow
def test_the_same_year_gives_the_same_plan(tmp_path):
    text = BASE + PEAK + PERMANENT + SEASONAL
    runs = [year_of(tmp_path, text, week=0.4, peak=1.2) for _run in range(2)]
    assert runs[0].bill == runs[1].bill
    assert [plan.shifts for plan in runs[0].plans] == [plan.shifts for plan in runs[1].plans]


@pytest.mark.slow
def test_today_is_set_against_the_plan(tmp_path):
    today = '[today]\nagents = { full-time = 9 }\nbot = "none"\n'
    summary = year_of(tmp_path, BASE + PEAK + PERMANENT + SEASONAL + BOTS + today, week=0.4, peak=1.2).summary
    bot_free = Decimal(9 * 5000) * (Decimal(30) / 31 + 2 + Decimal(14) / 30)  # 2 March to 14 June
    assert summary.today.cost == pytest.approx(bot_free, abs=Decimal("0.05"))
    assert summary.today.saving == summary.today.cost - summary.cost
    assert {one.measure for one in summary.today.savings} == {"bot", "shifts", "contract_mix", "season_flex"}
    assert all(one.saving is None or one.saving >= -1 for one in summary.today.savings)
    assert sum(hour.cost for hour in summary.today.by_hour) == pytest.approx(summary.today.cost, abs=Decimal("0.2"))
