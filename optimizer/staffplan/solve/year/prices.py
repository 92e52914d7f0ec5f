"""The prices at which a season is searched alone: about what the year pays a day for each of its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.year.points import Coordinates

if TYPE_CHECKING:
    from staffplan.schema.year.year import Year
    from staffplan.solve.year.frontier import Frontier

DAYS_PER_MONTH = 365 / 12


def heads_alone(frontier: Frontier) -> Coordinates:
    """1 for each agent, for the objective headcount."""
    none = np.zeros(len(frontier.suppliers))
    return Coordinates(np.ones(frontier.n_groups), none, none, 0.0)


def day_prices(year: Year, frontier: Frontier) -> Coordinates:
    """The cheapest agent of each group, the cheapest tier of each supplier, and hours as they are paid."""
    agents = np.array([min(head_price(year, supply) for supply in group) for group in frontier.part.members])
    volume = np.array([float(min(tier.price for tier in one.tiers)) for one in year.pay_per_inquiry])
    surcharge = np.array([float(one.tiers[0].price) for one in year.pay_per_inquiry])
    return Coordinates(agents, volume, surcharge, 1 / frontier.part.days)


def head_price(year: Year, supply: int) -> float:
    """What a head or seat costs a day, without what is paid once."""
    if supply < len(year.contract):
        one = year.contract[supply]
        replacing = one.attrition * float(one.hiring_cost + one.training_cost)
        return (float(one.monthly_pay or 0) + replacing) / DAYS_PER_MONTH
    vendor = year.vendor[supply - len(year.contract)]
    return float(vendor.seat_price) * vendor.aht_factor / DAYS_PER_MONTH
