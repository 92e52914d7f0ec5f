"""Statutory holidays, swapped rest days and make-up workdays."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from staffplan.report.payroll.pay_calendar import OwnDay, pay_calendar, statutory_holidays_of_china
from staffplan.schema.scenario.payroll import Payroll


def year(number: int, **payroll: object):
    return pay_calendar(Payroll(**payroll), date(number, 1, 1), date(number, 12, 31))


@pytest.mark.parametrize(("number", "days"), [(2023, 11), (2024, 11), (2025, 13), (2026, 13), (2027, 13)])
def test_statutory_days_of_a_year(number, days):
    # 11 days until 2024; New Year's Eve of the lunar year and 2 May came in 2025.
    assert len(statutory_holidays_of_china([number])) == days


def test_china_2026_as_announced():
    # State Council: Spring Festival 15-23 February, workdays 14 and 28 February; statutory are the 16th to the 19th.
    calendar = year(2026)
    assert [calendar.kind(date(2026, 2, day)) for day in range(14, 24)] == [
        "workday",
        "rest_day",
        *["statutory_holiday"] * 4,
        *["rest_day"] * 4,
    ]
    assert calendar.kind(date(2026, 2, 28)) == "workday"
    assert calendar.names[date(2026, 2, 17)] == "Chinese New Year (Spring Festival)"
    assert not calendar.warnings


@pytest.mark.parametrize(("number", "workdays"), [(2025, 248), (2026, 248)])
def test_workdays_of_a_year(number, workdays):
    # 365 days less 104 weekend days less 13 statutory holidays, the law's own count.
    assert Counter(year(number).kinds.values())["workday"] == workdays


def test_a_year_that_is_not_announced_warns_and_keeps_its_statutory_days():
    calendar = year(2030)
    assert calendar.kind(date(2030, 10, 1)) == "statutory_holiday"
    assert calendar.kind(date(2030, 10, 5)) == "rest_day"  # a Saturday
    assert "2030" in calendar.warnings[0]


def test_other_countries_and_none():
    bavaria = year(2026, country="DE", subdivision="BY")
    assert bavaria.kind(date(2026, 1, 6)) == "statutory_holiday"
    assert year(2026, country="DE").kind(date(2026, 1, 6)) == "workday"
    assert year(2026, country="").kind(date(2026, 1, 1)) == "workday"


def test_own_days_override_the_country():
    own = (OwnDay(date(2026, 11, 11), "rest_day", "Singles' Day"), OwnDay(date(2026, 10, 1), "workday"))
    calendar = pay_calendar(Payroll(), date(2026, 10, 1), date(2026, 11, 30), own)
    assert calendar.kind(date(2026, 11, 11)) == "rest_day"
    assert calendar.names[date(2026, 11, 11)] == "Singles' Day"
    assert calendar.kind(date(2026, 10, 1)) == "workday"
