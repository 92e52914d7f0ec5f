"""Costs as linear terms: every bill of a year as amounts by calendar month on the model's columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.year.bill import tier_amount
from staffplan.schema.year.calendar import days_in_month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from staffplan.schema.year.bill import Line
    from staffplan.schema.year.calendar import Calendar, Month
    from staffplan.schema.year.supply import PayPerInquiry
    from staffplan.solve.engine.linear import LinearModel

Terms = list[tuple[int, float]]
"""Columns and their coefficients."""
BEYOND = 0.01
"""Inquiries above a tier's limit at which the next tier begins: a model knows no "more than"."""


@dataclass
class Money:
    """What is paid in each month, as columns and amounts, and what is paid whatever the model decides."""

    by_month: dict[Month, Terms] = field(default_factory=dict)
    fixed: dict[Month, float] = field(default_factory=dict)

    def charge(self, column: int, lines: Iterable[Line], times: float = 1.0) -> None:
        """Each unit of ``column`` costs ``times`` the ``lines``."""
        for line in lines:
            self.by_month.setdefault(line.month, []).append((column, float(line.amount) * times))

    def charge_fixed(self, lines: Iterable[Line]) -> None:
        """These lines are paid in any case."""
        for line in lines:
            self.fixed[line.month] = self.fixed.get(line.month, 0.0) + float(line.amount)

    def cost(self, n_columns: int) -> NDArray[np.float64]:
        """Cost of the year by column."""
        cost = np.zeros(n_columns)
        for terms in self.by_month.values():
            for column, amount in terms:
                cost[column] += amount
        return cost

    @property
    def base(self) -> float:
        """What the year costs whatever the model decides."""
        return sum(self.fixed.values())


@dataclass(frozen=True)
class Handed:
    """Columns of what one supplier takes in each season: inquiries a day, surcharged inquiries a day, whether any."""

    volume: tuple[int, ...]
    surcharge: tuple[int, ...]
    used: tuple[int, ...]
    most: tuple[tuple[float, float], ...]
    """Most inquiries and surcharged inquiries a day in each season."""


def add_invoices(model: LinearModel, supplier: PayPerInquiry, calendar: Calendar, handed: Handed, money: Money) -> None:
    """The invoice of every month, by tiers, price factors, minimum and cap."""
    price = float(supplier.tiers[0].price)
    for month in calendar.months:
        days = [float(days_in_month(season, month)) for season in calendar.seasons]
        volume = [(column, d) for column, d in zip(handed.volume, days, strict=True) if d]
        most = sum(d * v for d, (v, _s) in zip(days, handed.most, strict=True))
        if most <= 0:
            continue
        amount = [(column, d * price) for column, d in zip(handed.surcharge, days, strict=True) if d]
        amount += _tiers(model, supplier, volume, most)
        highest = float(_highest(supplier, most)) + sum(
            d * price * s for d, (_v, s) in zip(days, handed.most, strict=True)
        )
        used = [column for column, d in zip(handed.used, days, strict=True) if d]
        money.by_month.setdefault(month, []).extend(_within_limits(model, supplier, amount, used, highest))


def _highest(supplier: PayPerInquiry, most: float) -> Decimal:
    """No volume up to ``most`` costs more by the tiers."""
    return Decimal(str(most)) * max(tier.price for tier in supplier.tiers)


def _tiers(model: LinearModel, supplier: PayPerInquiry, volume: Terms, most: float) -> Terms:
    """The price of the month's volume: one piece of a broken line holds, chosen by a switch."""
    pieces = _pieces(supplier, most)
    if len(pieces) == 1:
        return [(column, days * pieces[0][3]) for column, days in volume]
    name = f"tier[{supplier.name}]"
    switches = model.add_columns(f"{name}_holds", len(pieces), 0, 1, integer=True)
    parts = model.add_columns(name, len(pieces))
    one = model.add_rows(f"{name}_one", 1, 1, 1)
    model.add_terms(one, switches)
    total = model.add_rows(f"{name}_volume", 1, 0, 0)
    model.add_terms(total, parts, -1)
    for column, days in volume:
        model.add_terms(total, column, days)
    terms: Terms = []
    for switch, part, (low, high, at_low, slope) in zip(switches.tolist(), parts.tolist(), pieces, strict=True):
        least, upper = model.add_rows(f"{name}_least", 1, 0), model.add_rows(f"{name}_most", 1, upper=0)
        model.add_terms(least, part, 1)
        model.add_terms(least, switch, -low)
        model.add_terms(upper, part, 1)
        model.add_terms(upper, switch, -high)
        terms += [(part, slope), (switch, at_low - slope * low)]
    return terms


def _pieces(supplier: PayPerInquiry, most: float) -> list[tuple[float, float, float, float]]:
    """Begin, end, amount at the begin and price of each tier up to the volume ``most``."""
    pieces: list[tuple[float, float, float, float]] = []
    begin = 0.0
    for tier in supplier.tiers:
        end = most if tier.up_to is None else min(most, float(tier.up_to))
        if end <= begin and pieces:
            break
        at = float(tier_amount(supplier, Decimal(str(begin))))
        pieces.append((begin, end, at, float(tier.price)))
        begin = end + BEYOND
    return pieces


def _within_limits(
    model: LinearModel, supplier: PayPerInquiry, amount: Terms, used: list[int], highest: float
) -> Terms:
    """The amount, or the monthly minimum where more, or the cap where less."""
    least, cap = float(supplier.monthly_minimum), supplier.monthly_cap
    if not least and (cap is None or float(cap) >= highest):
        return amount
    name = f"invoice[{supplier.name}]"
    bill = int(model.add_columns(name, 1)[0])
    row = model.add_rows(f"{name}_amount", 1, 0)
    model.add_terms(row, bill, 1)
    for column, price in amount:
        model.add_terms(row, column, -price)
    if cap is not None and float(cap) < highest:
        capped = model.add_columns(f"{name}_capped", 1, 0, 1, integer=True)
        model.add_terms(row, capped, highest - float(cap))
        at_cap = model.add_rows(f"{name}_cap", 1, 0)
        model.add_terms(at_cap, bill, 1)
        model.add_terms(at_cap, capped, -float(cap))
    for column in used if least else ():
        minimum = model.add_rows(f"{name}_minimum", 1, 0)
        model.add_terms(minimum, bill, 1)
        model.add_terms(minimum, column, -least)
    return [(bill, 1.0)]
