"""Bills against figures worked out by hand. March, May, July, August have 31 days, April and June 30."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from staffplan.schema.year.bill import (
    bot_lines,
    cents,
    employment_lines,
    engagement_lines,
    hours_lines,
    invoice,
    invoice_lines,
    seat_lines,
    tier_amount,
    total,
)
from staffplan.schema.year.calendar import Calendar, Stretch
from staffplan.schema.year.supply import BotOption, PayPerInquiry, SupplyContract, Vendor
from staffplan.schema.year.usage import Employed, Engaged, Overflow, Resolved, Seats, Worked


def day(text):
    return dt.date.fromisoformat(text)


def calendar(*borders):
    """Seasons from each border to the day before the next."""
    days = [day(text) for text in borders]
    return Calendar(tuple(Stretch(a, b - dt.timedelta(days=1)) for a, b in pairwise(days)))


APRIL_JUNE = calendar("2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01")
PROMOTION = calendar("2026-05-24", "2026-06-21")  # 8 of May's 31 days, 20 of June's 30


def pay(**keys):
    return PayPerInquiry(name="p", **keys)


MARGINAL = pay(tiers=[{"up_to": 500, "price": 0.9}, {"price": 0.7}])
WHOLE = pay(tiers=[{"up_to": 500, "price": 0.9}, {"price": 0.7}], tier_mode="whole_volume")
THREE = pay(tiers=[{"up_to": 1000, "price": 2}, {"up_to": 3000, "price": "1.5"}, {"price": 1}])
BASE = pay(tiers=[{"up_to": 5000, "price": 0}, {"price": 3}], monthly_minimum=20000)


@pytest.mark.parametrize(
    ("supplier", "volume", "amount"),
    [
        (MARGINAL, 0, "0"),
        (MARGINAL, 500, "450"),
        (MARGINAL, 501, "450.70"),
        (MARGINAL, 1000, "800"),
        (WHOLE, 500, "450"),
        (WHOLE, 501, "350.70"),
        (WHOLE, 1000, "700"),
        (THREE, 1000, "2000"),
        (THREE, 2000, "3500"),
        (THREE, 3000, "5000"),
        (THREE, 4000, "6000"),
    ],
)
def test_tiers(supplier, volume, amount):
    assert tier_amount(supplier, Decimal(volume)) == Decimal(amount)


CAPPED = pay(tiers=[{"price": 1}], monthly_minimum=300, monthly_cap=2000)


@pytest.mark.parametrize(
    ("supplier", "volume", "surcharge", "amount"),
    [
        (CAPPED, 100, 0, "300"),
        (CAPPED, 300, 0, "300"),
        (CAPPED, 1234, 0, "1234"),
        (CAPPED, 1900, 100, "2000"),
        (CAPPED, 1900, 400, "2000"),
        (MARGINAL, 600, 180, "682"),  # 450 + 70, and 30% on 600 at the list price of 0.9: 162
        (MARGINAL, 200, 200, "360"),  # a promotion day: double
        (BASE, 4000, 0, "20000"),
        (BASE, 5000 + 7000, 0, "21000"),  # ¥300 for each 100 inquiries over
    ],
)
def test_invoices_of_a_month(supplier, volume, surcharge, amount):
    assert invoice(supplier, Decimal(volume), Decimal(surcharge)) == Decimal(amount)


def test_invoices_count_inquiries_by_calendar_month():
    lines = list(invoice_lines(MARGINAL, PROMOTION, [Overflow("p", 0, 50.0, 15.0)]))
    # May: 8 × 50 = 400 at 0.9, surcharge 8 × 15 × 0.9; June: 1,000: 450 + 350, surcharge 20 × 15 × 0.9
    assert [(line.month, line.amount) for line in lines] == [((2026, 5), Decimal("468")), ((2026, 6), Decimal("1070"))]


def test_two_seasons_in_one_month_share_its_tiers():
    two = calendar("2026-06-01", "2026-06-11", "2026-07-01")
    lines = list(invoice_lines(WHOLE, two, [Overflow("p", 0, 40.0, 0.0), Overflow("p", 1, 20.0, 0.0)]))
    assert [line.amount for line in lines] == [Decimal("560")]  # 400 + 400 at 0.7


def contract(**keys):
    return SupplyContract(name="c", **keys)


@pytest.mark.parametrize(
    ("keys", "used", "amount"),
    [
        ({"monthly_pay": 5000}, Employed("c", 0, 2, 4, 0), "60000"),
        ({"monthly_pay": 5000}, Employed("c", 1, 1, 4, 0), "20000"),
        ({"monthly_pay": 5000, "hiring_cost": 800, "training_cost": 700}, Employed("c", 0, 2, 4, 3), "64500"),
        (
            {"monthly_pay": 5000, "hiring_cost": 800, "training_cost": 700, "attrition": 0.15},
            Employed("c", 0, 2, 4, 3),
            "67200",  # 4 × 15% × 3 months × 1,500 besides
        ),
        ({"monthly_pay": 6000, "kind": "seasonal", "minimum_term": 3}, Employed("c", 0, 0, 2, 2), "36000"),
        ({"monthly_pay": 6000, "kind": "seasonal", "minimum_term": 2}, Employed("c", 0, 2, 2, 2), "36000"),
        ({"monthly_pay": 6000, "kind": "seasonal", "minimum_term": 1.5}, Employed("c", 1, 1, 2, 2), "18000"),
        ({"hourly_cost": 30, "kind": "seasonal", "hiring_cost": 200}, Employed("c", 1, 1, 2, 2), "400"),
    ],
)
def test_employment(keys, used, amount):
    assert total(employment_lines(contract(**keys), APRIL_JUNE, used)) == Decimal(amount)


def test_pay_of_parts_of_months():
    lines = list(employment_lines(contract(monthly_pay=4650), PROMOTION, Employed("c", 0, 0, 3, 0)))
    assert [cents(line.amount) for line in lines] == [
        Decimal("3600.00"),
        Decimal("9300.00"),
    ]  # 8/31 and 20/30 of 3 × 4,650


def test_months_of_a_stretch():
    assert PROMOTION.seasons[0].months == Fraction(8, 31) + Fraction(20, 30)


@pytest.mark.parametrize(
    ("keys", "used", "amount"),
    [
        ({"hourly_cost": 30}, Worked("c", 0, 480), "14400"),
        ({"monthly_pay": 5220}, Worked("c", 0, 480), "0"),
        ({"monthly_pay": 5220, "overtime": {}}, Worked("c", 0, 480, workday=20), "900"),  # 5,220 ÷ 174 = 30 an hour
        ({"monthly_pay": 5220, "overtime": {}}, Worked("c", 0, 480, rest_day=16), "960"),
        ({"hourly_cost": 20, "overtime": {}}, Worked("c", 0, 100, workday=10, rest_day=8), "2620"),
        ({"hourly_cost": 20, "overtime": {"rest_day_factor": 1.5}}, Worked("c", 0, 0, rest_day=8), "240"),
    ],
)
def test_hours(keys, used, amount):
    assert cents(total(hours_lines(contract(**keys), APRIL_JUNE, used))) == Decimal(amount)


def vendor(**keys):
    return Vendor(name="v", **keys)


@pytest.mark.parametrize(
    ("keys", "first", "last", "seats", "amount"),
    [
        ({"seat_price": 2000}, 0, 2, 20, "120000"),
        ({"seat_price": 2000, "minimum_term": 3}, 1, 1, 20, "120000"),
        ({"seat_price": 2000, "base_fee": 20000, "included_seats": 5}, 1, 1, 2, "24000"),
        ({"seat_price": 2000, "base_fee": 20000, "included_seats": 5, "minimum_term": 3}, 1, 2, 0, "60000"),
        ({"seat_price": 2000, "base_fee": 20000, "included_seats": 5, "minimum_term": 3}, 1, 2, 1, "66000"),
        ({"seat_price": 3500, "setup_fee": 1000}, 2, 2, 3, "11500"),
    ],
)
def test_vendors(keys, first, last, seats, amount):
    one = vendor(**keys)
    lines = [
        *engagement_lines(one, APRIL_JUNE, Engaged("v", first, last)),
        *seat_lines(one, APRIL_JUNE, Seats("v", first, last, seats)),
    ]
    assert total(lines) == Decimal(amount)


@pytest.mark.parametrize(
    ("keys", "amount"),
    [
        ({"monthly_fee": 500}, "1500"),
        ({"monthly_fee": 500, "setup_fee": 2000}, "3500"),
        ({"price_per_resolved": 0.1}, "310"),  # 100 a day on the 31 days of May
    ],
)
def test_bots(keys, amount):
    assert cents(total(bot_lines(BotOption(name="b", **keys), APRIL_JUNE, [Resolved(1, 100.0)]))) == Decimal(amount)
