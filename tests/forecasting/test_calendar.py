"""Holidays and make-up workdays, and years that nobody has announced."""

from datetime import date

from staffplan.forecasting import special_days


def test_china_swaps_days():
    found = special_days([2026], "CN")
    assert found.holidays[date(2026, 10, 1)] == "National Day"
    assert found.holidays[date(2026, 2, 17)] == "Spring Festival"
    assert date(2026, 10, 10) in found.workdays
    assert date(2026, 10, 10) not in found.holidays
    assert found.unknown_years == ()


def test_a_year_that_is_not_announced_has_days_off_by_the_same_names_and_says_so():
    found = special_days([2026, 2033], "CN")
    assert found.unknown_years == (2033,)
    assert found.holidays[date(2033, 1, 31)] == "Spring Festival"
    assert found.holidays[date(2033, 5, 1)] == "Labour Day"
    assert not [day for day in found.workdays if day.year == 2033]
    assert set(found.holidays.values()) == set(special_days([2026], "CN").holidays.values())


def test_other_countries_and_none():
    german = special_days([2026], "DE", "BY")
    assert german.holidays[date(2026, 1, 6)] == "Epiphany"
    assert date(2026, 1, 6) not in special_days([2026], "DE").holidays
    assert special_days([2026], "").holidays == {}


def test_an_observed_day_has_the_name_of_its_holiday():
    assert special_days([2026], "US").holidays[date(2026, 7, 3)] == "Independence Day"
