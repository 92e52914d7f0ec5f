"""The parts of the chain by hand: profiles, regression, tidying, outliers, credibility of hours."""

import numpy as np
import pytest
from made_history import MONDAY, made

from staffplan.forecasting.days import Dates, Days, weekdays_of
from staffplan.forecasting.handling import mean_by_slot, spread_of_days
from staffplan.forecasting.methods.ensemble import METHODS
from staffplan.forecasting.methods.profile import profiles
from staffplan.forecasting.methods.ridge import Events, ridge
from staffplan.forecasting.methods.simple import mean_of_four, seasonal_naive
from staffplan.forecasting.outliers import cleaned
from staffplan.forecasting.tidy import tidied

FIRST = MONDAY.toordinal()


def dates(count, first=FIRST):
    ordinals = np.arange(first, first + count)
    return Dates(ordinals, weekdays_of(ordinals))


def days(counts):
    return Days(dates(len(counts)), counts)


def ahead(past, count=14):
    return dates(count, past.last + 1)


def test_weekdays_are_those_of_the_calendar():
    assert weekdays_of(np.array([MONDAY.toordinal(), MONDAY.toordinal() + 6])).tolist() == [0, 6]


def test_naive_is_the_day_a_week_ago_and_the_mean_of_four_theirs():
    past = days(made(35))
    assert seasonal_naive(past, ahead(past)) == pytest.approx(np.tile(past.counts[-7:], (2, 1)))
    four = past.counts[7:].reshape(4, 7, 24).mean(axis=0)
    assert mean_of_four(past, ahead(past)) == pytest.approx(np.tile(four, (2, 1)))


@pytest.mark.parametrize("name", METHODS)
def test_every_method_finds_a_week_that_repeats(name):
    week = np.array([np.full(24, 60.0 + day) for day in range(7)])
    past = days(np.tile(week, (12, 1)))
    found = METHODS[name](past, ahead(past, 7))
    tolerance = 0.06 if name == "pooled" else 0.01
    assert found == pytest.approx(week, rel=tolerance)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_keeps_the_unit(name):
    past = days(made(80))
    tenfold = days(past.counts * 10)
    small, large = (METHODS[name](each, ahead(each)) for each in (past, tenfold))
    assert large.sum() == pytest.approx(10 * small.sum(), rel=0.01)


def test_profiles_are_shares_and_a_short_weekday_keeps_its_own():
    counts = made(84)
    counts[4::7, 14:] = 0
    past = days(counts)
    found = profiles(past, ahead(past, 7))
    assert found.sum(axis=1) == pytest.approx(1)
    assert (found[4, 14:] == 0).all()
    assert (found[3, 14:21] > 0).all()


def test_a_regression_finds_the_factor_of_an_event():
    counts = made(112, level=3000, noise=0.02, seed=2)
    column = np.zeros((112, 1))
    for day in (20, 55, 90):
        counts[day] *= 2
        column[day] = 1
    fit = ridge(days(counts), Events(column, np.zeros(1), np.array([0.1])))
    assert np.exp(fit.effects[0]) == pytest.approx(2, rel=0.06)


def test_a_strong_penalty_keeps_the_prior():
    counts = made(56)
    column = np.zeros((56, 1))
    column[20] = 1
    fit = ridge(days(counts), Events(column, np.log([3.0]), np.array([1e6])))
    assert np.exp(fit.effects[0]) == pytest.approx(3, rel=1e-3)


def test_closed_days_unknown_days_and_partial_ones_are_told_apart():
    counts = made(70)
    counts[10] = 0
    counts[20] = np.nan
    counts[30, 10:] = np.nan
    counts[40, 19:] = np.nan
    found = tidied(counts, dates(70))
    first = MONDAY.toordinal()
    assert found.closed.tolist() == [first + 10, first + 20]
    assert found.partial == 1
    assert found.filled == 1
    assert len(found.days) == 67
    assert np.isfinite(found.days.counts).all()
    filled = found.days.where(found.days.dates.ordinals == first + 40)
    assert filled.totals[0] == pytest.approx(made(70)[40].sum(), rel=0.1)


def test_many_days_without_a_record_are_unknown_and_not_closed():
    counts = made(70)
    counts[::9] = np.nan
    assert tidied(counts, dates(70)).closed.tolist() == []


def test_a_small_queue_may_have_days_of_nothing():
    counts = np.zeros((60, 24))
    counts[::2, 12] = 1
    found = tidied(counts, dates(60))
    assert len(found.days) == 60
    assert found.closed.tolist() == []


def test_events_are_no_outliers_and_no_measure_for_others():
    counts = made(60)
    counts[20] *= 3
    counts[21] *= 3
    special = np.zeros(60, dtype=bool)
    special[20] = True
    kept, ratio = cleaned(days(counts), special)
    assert ratio[20] == 1
    assert ratio[21] == pytest.approx(3, rel=0.3)
    assert kept.counts[20] == pytest.approx(counts[20])
    assert kept.totals[21] == pytest.approx(counts[21].sum() / ratio[21])


def test_hours_with_few_contacts_are_drawn_to_the_mean_of_all():
    values = np.full((30, 24), np.nan)
    counts = np.zeros((30, 24))
    values[:, 10], counts[:, 10] = 300.0, 100.0
    values[:, 12], counts[:, 12] = 400.0, 100.0
    values[-1, 22], counts[-1, 22] = 4000.0, 1.0
    found = mean_by_slot(values, counts, variance=1.0)
    assert found[[10, 12]] == pytest.approx([300, 400], rel=0.02)
    assert 340 < found[22] < 1500
    assert found[3] == pytest.approx(350, rel=0.02)
    assert mean_by_slot(np.full((3, 24), np.nan), counts[:3]) is None


def test_the_spread_of_a_share_is_beyond_chance():
    random = np.random.default_rng(3)
    counts = np.full((400, 4), 500.0)
    days_share = random.normal(0.6, 0.03, (400, 1))
    values = random.binomial(500, np.tile(days_share, (1, 4))) / 500
    assert spread_of_days(values, counts, np.full(4, 0.6)) == pytest.approx(0.03, rel=0.15)
    steady = random.binomial(500, 0.6, (400, 4)) / 500
    assert spread_of_days(steady, counts, np.full(4, 0.6)) < 0.008
