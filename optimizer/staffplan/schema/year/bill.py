"""What a year's supply costs, by the rules of each contract: pure functions, exact in Decimal.

All but invoices per inquiry is linear in heads, seats, hours and volumes: the model takes the amounts of one unit as
its coefficients, so that it minimises the very bill that is shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from staffplan.schema.year.calendar import days_in_month, length_of, months_of
from staffplan.words.language import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from staffplan.schema.year.calendar import Calendar, Month
    from staffplan.schema.year.supply import BotOption, PayPerInquiry, SupplyContract, Vendor
    from staffplan.schema.year.usage import Employed, Engaged, Overflow, Resolved, Seats, Usage, Worked
    from staffplan.schema.year.year import Year

CENT = Decimal("0.01")
Number = float | int | Fraction | Decimal


@dataclass(frozen=True)
class Line:
    """One line of a bill."""

    supplier: str
    """Name of the contract, vendor, supplier or bot."""
    item: str
    """What is paid for."""
    month: Month
    """Calendar month in which it falls due."""
    quantity: Decimal
    """Heads, seats, hours or inquiries."""
    amount: Decimal
    """Money."""


def exact(value: Number) -> Decimal:
    """``value`` as a Decimal: floats as they are written, fractions to 28 digits."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value if isinstance(value, Decimal) else Decimal(str(value))


def cents(amount: Decimal) -> Decimal:
    """``amount`` rounded to the cent, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def least_cents(amount: float) -> Decimal:
    """A proved bound as it is shown: rounded down to the cent, so that it stays true."""
    return exact(amount).quantize(CENT, ROUND_FLOOR)


def shown_bound(amount: float, cost: Decimal) -> Decimal:
    """The bound of a plan's ``cost``: never above it, though each line of its bill is rounded to the cent."""
    return min(least_cents(amount), cost)


def employment_lines(contract: SupplyContract, calendar: Calendar, used: Employed) -> Iterator[Line]:
    """Pay, hiring, training and replacements of heads, and what is missing to the minimum term."""
    span, heads = calendar.span(used.first, used.last), exact(used.heads)
    first, last = _month(span.first), _month(span.last)
    for item, cost in ((marked("hiring"), contract.hiring_cost), (marked("training"), contract.training_cost)):
        if cost and used.new:
            yield Line(contract.name, item, first, exact(used.new), cost * used.new)
    replacing = contract.hiring_cost + contract.training_cost
    for month, part in _months(calendar, used.first, used.last):
        if contract.monthly_pay:
            yield Line(contract.name, marked("monthly pay"), month, heads, heads * contract.monthly_pay * part)
        if contract.attrition and replacing:
            leavers = heads * exact(contract.attrition) * part
            yield Line(contract.name, marked("replacing leavers"), month, leavers, leavers * replacing)
    missing = exact(contract.minimum_term) - exact(span.months)
    if missing > 0 and contract.monthly_pay:
        amount = heads * contract.monthly_pay * missing
        yield Line(contract.name, marked("rest of the minimum term"), last, heads, amount)


def hours_lines(contract: SupplyContract, calendar: Calendar, used: Worked) -> Iterator[Line]:
    """Hours of a season: regular ones where paid by the hour, overtime always; spread evenly over its days."""
    overtime = contract.overtime
    paid = [
        (marked("hours"), used.regular, Decimal(0) if contract.monthly_pay is not None else Decimal(1)),
        (marked("overtime on workdays"), used.workday, overtime.workday_factor if overtime else Decimal(0)),
        (marked("overtime on rest days"), used.rest_day, overtime.rest_day_factor if overtime else Decimal(0)),
    ]
    for item, hours, factor in paid:
        price = contract.hour_pay * factor
        if hours and price:
            for month, part in _days(calendar, used.season):
                quantity = exact(hours) * part / calendar.seasons[used.season].days
                yield Line(contract.name, item, month, quantity, quantity * price)


def engagement_lines(vendor: Vendor, calendar: Calendar, used: Engaged) -> Iterator[Line]:
    """Set-up and base fees of a vendor, and what is missing to the minimum term."""
    span = calendar.span(used.first, used.last)
    if vendor.setup_fee:
        yield Line(vendor.name, marked("set-up"), _month(span.first), Decimal(1), vendor.setup_fee)
    if not vendor.base_fee:
        return
    for month, part in _months(calendar, used.first, used.last):
        yield Line(vendor.name, marked("base fee"), month, part, vendor.base_fee * part)
    missing = exact(vendor.minimum_term) - exact(span.months)
    if missing > 0:
        amount = vendor.base_fee * missing
        yield Line(vendor.name, marked("rest of the minimum term"), _month(span.last), missing, amount)


def seat_lines(vendor: Vendor, calendar: Calendar, used: Seats) -> Iterator[Line]:
    """Prices of seats besides the included ones, and what is missing to the minimum term."""
    span, seats = calendar.span(used.first, used.last), exact(used.seats)
    for month, part in _months(calendar, used.first, used.last):
        yield Line(vendor.name, marked("seats"), month, seats, seats * vendor.seat_price * part)
    missing = exact(vendor.minimum_term) - exact(span.months)
    if missing > 0:
        amount = seats * vendor.seat_price * missing
        yield Line(vendor.name, marked("rest of the minimum term"), _month(span.last), seats, amount)


def bot_lines(option: BotOption, calendar: Calendar, resolved: Iterable[Resolved]) -> Iterator[Line]:
    """Set-up, monthly fee and price of closed inquiries of a bot, all year."""
    if option.setup_fee:
        yield Line(option.name, marked("set-up"), calendar.months[0], Decimal(1), option.setup_fee)
    if option.monthly_fee:
        for month, part in _months(calendar, 0, len(calendar.seasons) - 1):
            yield Line(option.name, marked("bot"), month, part, option.monthly_fee * part)
    if option.price_per_resolved:
        for used in resolved:
            for month, days in _days(calendar, used.season):
                quantity = exact(used.per_day) * days
                amount = quantity * option.price_per_resolved
                yield Line(option.name, marked("inquiries closed"), month, quantity, amount)


def tier_amount(supplier: PayPerInquiry, volume: Decimal) -> Decimal:
    """Price of a month's ``volume`` by the tiers alone."""
    begin, amount = Decimal(0), Decimal(0)
    for tier in supplier.tiers:
        end = volume if tier.up_to is None else min(volume, tier.up_to)
        if supplier.tier_mode == "whole_volume" and (tier.up_to is None or volume <= tier.up_to):
            return volume * tier.price
        amount += max(end - begin, Decimal(0)) * tier.price
        begin = max(begin, end)
    return amount


def invoice(supplier: PayPerInquiry, volume: Decimal, surcharge: Decimal) -> Decimal:
    """A month's bill for ``volume`` inquiries, whose price factors add ``surcharge`` inquiries at the list price."""
    amount = tier_amount(supplier, volume) + surcharge * supplier.tiers[0].price
    amount = max(amount, supplier.monthly_minimum)
    return amount if supplier.monthly_cap is None else min(amount, supplier.monthly_cap)


def invoice_lines(supplier: PayPerInquiry, calendar: Calendar, used: Iterable[Overflow]) -> Iterator[Line]:
    """The invoices of all months in any part of which the supplier is used."""
    volume: dict[Month, Decimal] = defaultdict(Decimal)
    surcharge: dict[Month, Decimal] = defaultdict(Decimal)
    for one in used:
        for month, days in _days(calendar, one.season):
            volume[month] += exact(one.per_day) * days
            surcharge[month] += exact(one.surcharge) * days
    for month in sorted(volume):
        amount = invoice(supplier, volume[month], surcharge[month])
        yield Line(supplier.name, marked("inquiries"), month, volume[month], amount)


def bill_of(year: Year, calendar: Calendar, usage: Usage) -> tuple[Line, ...]:
    """Every line of the year, each rounded to the cent, by supplier and month."""
    contracts = {contract.name: contract for contract in year.contract}
    vendors = {vendor.name: vendor for vendor in year.vendor}
    lines: list[Line] = []
    for employed in usage.employed:
        lines += employment_lines(contracts[employed.contract], calendar, employed)
    for worked in usage.worked:
        if worked.contract in contracts:
            lines += hours_lines(contracts[worked.contract], calendar, worked)
    for engaged in usage.engaged:
        lines += engagement_lines(vendors[engaged.vendor], calendar, engaged)
    for seats in usage.seats:
        lines += seat_lines(vendors[seats.vendor], calendar, seats)
    for supplier in year.pay_per_inquiry:
        lines += invoice_lines(supplier, calendar, [one for one in usage.overflow if one.supplier == supplier.name])
    for option in year.bot:
        if option.name == usage.bot:
            lines += bot_lines(option, calendar, usage.resolved)
    return tuple(Line(x.supplier, x.item, x.month, x.quantity, cents(x.amount)) for x in lines)


def total(lines: Iterable[Line]) -> Decimal:
    """Sum of the lines' amounts."""
    return sum((line.amount for line in lines), Decimal(0))


def _months(calendar: Calendar, first: int, last: int) -> Iterator[tuple[Month, Decimal]]:
    """Months that the seasons touch, and which part of each lies in them."""
    span = calendar.span(first, last)
    for month in months_of(span):
        yield month, exact(Fraction(days_in_month(span, month), length_of(month)))


def _days(calendar: Calendar, season: int) -> Iterator[tuple[Month, int]]:
    """Months that the season touches, and how many of its days lie in each."""
    for month in calendar.months:
        days = days_in_month(calendar.seasons[season], month)
        if days:
            yield month, days


def _month(day: object) -> Month:
    return (day.year, day.month)  # type: ignore[attr-defined]
