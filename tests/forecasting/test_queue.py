"""A queue's forecast on made histories: better than a week ago, and honest about how sure it is."""

from datetime import date, timedelta

import numpy as np
import pytest
from made_history import MONDAY, WEEKDAYS, error, made, queue

from staffplan.forecasting import Wanted, forecast_queue
from staffplan.forecasting.calendar import SpecialDays
from staffplan.schema.forecasting.history import Edition


def after(days):
    return MONDAY + timedelta(days=days)


def outlook(counts, ahead=28, begins=MONDAY, **wanted):
    found = forecast_queue(queue(counts), begins, Wanted(begins + timedelta(days=len(counts)), ahead, **wanted))
    assert found is not None
    return found


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_it_is_better_than_the_day_a_week_ago(seed):
    counts = made(168, seed=seed)
    past, actual = counts[:140], counts[140:]
    naive = np.tile(past[-7:], (4, 1))
    found = outlook(past)
    assert found.method == "ensemble"
    assert error(found.mean, actual) < 0.85 * error(naive, actual)
    assert found.backtest.error < 0.85 * found.backtest.naive
    assert found.backtest.origins == 8


def test_bands_hold_what_they_say():
    inside = count = days_inside = days = 0
    for seed in range(12):
        counts = made(140, seed=20 + seed)
        found = outlook(counts[:112])
        actual, busy = counts[112:], found.mean > 0.5
        inside += (((actual >= found.low) & (actual <= found.high)) & busy).sum()
        count += busy.sum()
        totals = actual.sum(axis=1)
        days_inside += ((totals >= found.day_low) & (totals <= found.day_high)).sum()
        days += len(totals)
    assert 0.76 < inside / count < 0.9
    assert 0.7 < days_inside / days < 0.92


def test_quantiles_are_in_order_and_days_are_surer_than_the_sum_of_their_hours():
    found = outlook(made(100))
    assert (found.low <= found.middle).all()
    assert (found.middle <= found.high).all()
    assert (found.day_high - found.day_low < (found.high - found.low).sum(axis=1)).all()


def test_weekdays_and_level_are_found():
    found = outlook(made(140, level=4000, noise=0.02, seed=8))
    by_weekday = found.mean.sum(axis=1)[:7]
    assert by_weekday / by_weekday.mean() == pytest.approx(WEEKDAYS / WEEKDAYS.mean(), rel=0.05)


def test_the_further_ahead_the_less_sure():
    sigma = outlook(made(120), ahead=112).day_sigma
    assert (np.diff(sigma) >= -1e-12).all()
    assert sigma[-1] == pytest.approx(2 * sigma[27])


def test_a_weekday_on_which_nobody_ever_asked_is_closed():
    found = outlook(made(84, closed=[6]))
    totals = found.mean.sum(axis=1)
    assert (totals[6::7] == 0).all()
    assert (np.delete(totals, range(6, 28, 7)) > 100).all()
    assert (found.high[6::7] == 0).all()


def test_hours_in_which_nobody_asks_have_nothing():
    found = outlook(made(84))
    assert (found.mean[:, :7] == 0).all()
    assert (found.mean[:, 8:22] > 0).all()


@pytest.mark.parametrize(("days", "method"), [(6, "pooled"), (13, "pooled"), (30, "regression"), (70, "ensemble")])
def test_the_method_is_what_the_length_of_the_history_allows(days, method):
    counts = made(days, noise=0.15, seed=2)
    found = outlook(counts, ahead=7)
    assert found.method == method or found.simpler
    assert found.mean.sum() == pytest.approx(counts.sum() * 7 / days, rel=0.25)


def test_a_history_of_some_days_has_no_backtest_and_assumed_spread():
    found = outlook(made(6), ahead=7)
    assert found.backtest is None
    assert found.sigmas.week == 0.15


def test_a_week_that_repeats_exactly_is_forecast_by_what_it_was():
    """Naive is perfect: the better method is no better, and a simple one is taken."""
    week = made(7, seed=6)
    found = outlook(np.tile(week, (15, 1)), ahead=7)
    assert found.simpler
    assert found.method in ("seasonal_naive", "mean_of_four")
    assert found.mean == pytest.approx(week)


def test_days_far_off_are_told_and_nothing_is_learnt_from_them():
    spoilt = {40: 0.3, 61: 2.2, 90: 2.2}
    clean, dirty = (outlook(made(112, seed=9, factors=factors)) for factors in (None, spoilt))
    told = {one.day: one.ratio for one in dirty.outliers}
    assert {after(day) for day in spoilt} <= set(told)
    assert told[after(40)] == pytest.approx(0.3, rel=0.35)
    assert error(dirty.mean, clean.mean) < 0.05


def test_missing_days_and_hours_change_little():
    counts = made(112, seed=10)
    holes = counts.copy()
    random = np.random.default_rng(0)
    holes[random.random(112) < 1 / 7] = np.nan
    holes[100, 15:] = np.nan
    holes[101, 9:] = np.nan
    found = outlook(holes)
    assert error(found.mean, outlook(counts).mean) < 0.06
    assert found.filled_days == 1
    assert found.partial_days == 1
    assert found.closed == ()


def test_nothing_known_is_no_forecast():
    wanted = Wanted(after(20), 7)
    assert forecast_queue(queue(np.full((20, 24), np.nan)), MONDAY, wanted) is None
    assert forecast_queue(queue(np.zeros((20, 24))), MONDAY, wanted) is None


def test_growth_is_by_the_year_from_the_end_of_the_history():
    counts = made(112)
    plain, grown = outlook(counts, ahead=366), outlook(counts, ahead=366, growth=0.2)
    ratio = grown.mean.sum(axis=1) / plain.mean.sum(axis=1)
    assert ratio[0] == pytest.approx(1, abs=0.001)
    assert ratio[364] == pytest.approx(1.2, abs=0.001)


SALE = (2.5, 1.6, 1.2)


def sale(day, figure=()):
    return Edition("sale", after(day), 3, figure)


def with_sales(days, seed=11):
    return made(154, seed=seed, factors={day + k: SALE[k] for day in days for k in range(3)})


def test_an_event_teaches_its_next_edition_and_no_other_day():
    counts = with_sales([50, 130])
    found = outlook(counts[:126], editions=(sale(50), sale(130)))
    actual = counts[126:]
    promo = [4, 5, 6]
    assert error(found.mean[promo].sum(axis=1), actual[promo].sum(axis=1)) < 0.18
    others = np.delete(np.arange(28), promo)
    without = outlook(made(154, seed=11)[:126])
    assert error(found.mean[others].sum(axis=1), actual[others].sum(axis=1)) < 1.1 * error(
        without.mean[others].sum(axis=1), actual[others].sum(axis=1)
    )
    effects = {effect.offset: effect for effect in found.effects}
    assert [effects[k].factor for k in range(3)] == pytest.approx(SALE, rel=0.2)
    assert [effects[k].seen for k in range(3)] == [1, 1, 1]
    assert found.day_sigma[4] > found.day_sigma[3]
    assert not {after(50 + k) for k in range(3)} & {one.day for one in found.outliers}


def test_a_planners_figure_is_taken_where_no_edition_was_seen():
    counts = made(126, seed=12)
    plain = outlook(counts).mean.sum(axis=1)
    found = outlook(counts, editions=(sale(130, (3.0, 2.0)),)).mean.sum(axis=1)
    assert found[4:7] / plain[4:7] == pytest.approx([3, 2, 2])
    assert np.delete(found, [4, 5, 6]) == pytest.approx(np.delete(plain, [4, 5, 6]))


def test_a_figure_and_an_edition_share():
    counts = with_sales([50, 130])[:126]
    alone = outlook(counts, editions=(sale(50), sale(130)))
    both = outlook(counts, editions=(sale(50), sale(130, (1.5,))))
    assert 1.5 < both.effects[0].factor < alone.effects[0].factor


def test_an_event_nobody_knows_changes_nothing():
    counts = made(126, seed=12)
    found = outlook(counts, editions=(sale(130),))
    assert found.effects[0].seen == 0
    assert found.effects[0].factor == pytest.approx(1)


HOLIDAYS = {after(day): "Fool's Day" for day in (30, 65, 118)}


def test_holidays_that_were_closed_will_be_and_the_day_after_has_what_it_had():
    factors = {31: 1.4, 66: 1.4}
    counts = made(112, seed=13, factors=factors)
    counts[[30, 65]] = 0
    found = outlook(counts, special=SpecialDays(HOLIDAYS, frozenset()))
    plain = outlook(made(112, seed=13)).mean.sum(axis=1)
    totals = found.mean.sum(axis=1)
    assert found.closed == (after(118),)
    assert totals[6] == 0
    assert totals[7] / plain[7] == pytest.approx(1.25, abs=0.15)
    assert [effect.name for effect in found.effects] == ["reopening"]


def test_holidays_on_which_people_ask_have_their_own_level():
    counts = made(112, seed=14, factors={30: 0.5, 65: 0.5})
    found = outlook(counts, special=SpecialDays(HOLIDAYS, frozenset()))
    plain = outlook(counts)
    assert found.closed == ()
    assert 0.45 < found.mean[6].sum() / plain.mean[6].sum() < 0.75
    names = [(effect.name, effect.seen) for effect in found.effects]
    assert names == [("holiday", 2), ("holiday: Fool's Day", 2)]


def test_days_that_the_scenario_closes_are_closed_unless_people_asked_on_such_days():
    counts = made(112, seed=15)
    coming = frozenset({after(113)})
    assert outlook(counts, closed=coming).mean[1].sum() == 0
    assert outlook(counts, closed=coming | {after(50)}).mean[1].sum() > 0


def test_a_make_up_workday_of_a_closed_weekday_is_worked_like_a_friday():
    counts = made(112, seed=16, closed=[5, 6])
    counts[33] = made(112, seed=16)[32]
    special = SpecialDays({}, frozenset({after(33), after(117)}))
    totals = outlook(counts, special=special).mean.sum(axis=1)
    assert totals[5] == pytest.approx(totals[4], rel=0.05)
    assert totals[12] == 0


def test_handling_times_and_the_bots_share_follow_the_hour_and_the_recent_days():
    counts = made(60, seed=17)
    hour = np.arange(24)
    random = np.random.default_rng(1)
    aht = np.where(counts > 0, (300 + 5 * hour) * random.normal(1, 0.3 / np.sqrt(np.maximum(counts, 1))), np.nan)
    share = np.where(counts > 0, random.binomial(counts.astype(int), 0.6) / np.maximum(counts, 1), np.nan)
    share[-20:] += 0.1
    found = forecast_queue(queue(counts, aht_s=aht, deflection=share), MONDAY, Wanted(after(60), 7))
    assert found.aht_s[0, [9, 15, 20]] == pytest.approx([345, 375, 400], rel=0.04)
    assert found.deflection[0, 12] == pytest.approx(0.67, abs=0.04)
    assert found.deflection_sigma > 0.02


def test_a_day_of_the_forecast_is_a_date():
    found = outlook(made(30), ahead=3, begins=date(2024, 2, 5))
    assert found.mean.shape == (3, 24)
