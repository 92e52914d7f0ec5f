"""Opening hours of single dates: a date's own, else those of a holiday, else those of its weekday."""

from datetime import date, datetime

import pytest
from pydantic import ValidationError
from scenario_tables import contract, keys

from staffplan.schema.scenario.keys import Scenario
from staffplan.verify.opening import hours_of

SINGLES, NATIONAL, SUNDAY = date(2026, 11, 11), date(2026, 10, 1), date(2026, 10, 4)


def opening(**table):
    return Scenario.model_validate({"opening": table})


def hours(scenario, day):
    """What the planner's calendar and the checker's say, which must be the same."""
    found = scenario.calendar.of(day)
    assert hours_of(scenario, day.toordinal()) == found
    return found


def test_a_date_counts_before_its_weekday():
    scenario = opening(
        hours=["09:00", "23:00"], by_weekday={"wednesday": ["10:00", "20:00"]}, date=[around(date=SINGLES)]
    )
    assert hours(scenario, SINGLES) == (0, 1440)
    assert hours(scenario, date(2026, 11, 4)) == (600, 1200)
    assert hours(scenario, date(2026, 11, 12)) == (540, 1380)


def around(**when):
    return when | {"hours": ["00:00", "24:00"]}


def test_a_range_of_closed_dates_with_both_ends():
    scenario = opening(date=[{"from": date(2026, 2, 15), "to": date(2026, 2, 23), "closed": True}])
    assert [hours(scenario, date(2026, 2, day)) is None for day in (14, 15, 23, 24)] == [False, True, True, False]


def test_an_open_date_on_a_closed_weekday():
    scenario = opening(closed=["sunday"], date=[{"date": SUNDAY, "hours": ["22:00", "02:00"]}])
    assert hours(scenario, SUNDAY) == (1320, 1560)
    assert hours(scenario, date(2026, 10, 11)) is None
    assert scenario.calendar.holds(datetime(2026, 10, 5, 1, 30))
    assert not scenario.calendar.holds(datetime(2026, 10, 4, 21, 30))


def test_holidays_are_those_of_payrolls_country_and_no_swapped_rest_days():
    china = opening(holidays="closed")
    assert [hours(china, date(2026, 10, day)) is None for day in (1, 2, 3, 4, 7)] == [True, True, True, False, False]
    assert hours(opening(), NATIONAL) == (0, 1440)
    bavaria = Scenario.model_validate(
        {"opening": {"holidays": "closed"}, "payroll": {"country": "DE", "subdivision": "BY"}}
    )
    assert [hours(bavaria, date(2026, 1, day)) is None for day in (1, 6, 7)] == [True, True, False]
    nowhere = Scenario.model_validate({"opening": {"holidays": "closed"}, "payroll": {"country": ""}})
    assert hours(nowhere, date(2026, 1, 1)) == (0, 1440)


def test_a_date_counts_before_the_holiday():
    scenario = opening(holidays="closed", date=[{"date": NATIONAL, "hours": ["12:00", "18:00"]}])
    assert hours(scenario, NATIONAL) == (720, 1080)
    assert hours(scenario, date(2026, 10, 2)) is None


@pytest.mark.parametrize(
    "entry",
    [
        {"date": SINGLES},
        {"date": SINGLES, "closed": True, "hours": ["09:00", "18:00"]},
        {"closed": True},
        {"from": SINGLES, "closed": True},
        {"date": SINGLES, "to": SINGLES, "closed": True},
        {"from": SINGLES, "to": date(2026, 11, 10), "closed": True},
        {"from": date(2020, 1, 1), "to": date(2026, 1, 1), "closed": True},
    ],
)
def test_entries_that_say_too_little_or_too_much(entry):
    with pytest.raises(ValidationError):
        opening(date=[entry])


def test_hours_on_the_grid():
    assert keys(opening={"date": [{"date": SINGLES, "hours": ["08:10", "24:00"]}]}) == ["opening.date[1].hours[1]"]


def test_a_date_named_twice():
    dates = [{"date": SINGLES, "closed": True}, {"from": date(2026, 11, 9), "to": SINGLES, "closed": True}]
    assert keys(opening={"date": dates}) == ["opening.date[2]"]
    assert keys(opening={"date": dates[:1]}) == []


def test_a_typical_week_has_no_dates():
    tables = {"opening": {"holidays": "closed", "date": [{"date": SINGLES, "closed": True}]}}
    assert keys(**tables) == []
    assert keys(cyclic=True, **tables) == ["opening.holidays", "opening.date[1]"]


def test_a_long_shift_may_fit_the_hours_of_a_date_alone():
    week = {"hours": ["12:00", "18:00"]}
    assert keys(opening=week, **contract(shift_lengths=["8h"])) == ["contract[1].starts"]
    dated = week | {"date": [around(date=SINGLES)]}
    assert keys(opening=dated, **contract(shift_lengths=["8h"])) == []
