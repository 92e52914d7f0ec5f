"""What is found and proved of a season, in the numbers that the year uses, and at which prices it is searched alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.year.part import SeasonPart
    from staffplan.schema.year.year import Year
    from staffplan.solve.year.overflow import SeasonMaster

    Floats = NDArray[np.float64]


DAYS_PER_MONTH = 365 / 12


@dataclass(frozen=True, eq=False)
class Coordinates:
    """A season as the year sees it, or prices of it."""

    agents: Floats
    """Of each group, shape (groups,)."""
    volume: Floats
    """Inquiries a day handed to each supplier, shape (suppliers,)."""
    surcharge: Floats
    """The same, counted factor − 1 times."""
    hours: float
    """What the hours of one period cost."""

    def dot(self, other: Coordinates) -> float:
        """Sum of the products."""
        return float(
            self.agents @ other.agents
            + self.volume @ other.volume
            + self.surcharge @ other.surcharge
            + self.hours * other.hours
        )


@dataclass(frozen=True)
class Wish:
    """What the year's bound believes that a season could be."""

    agents: tuple[int, ...]
    """Of each group."""
    switches: tuple[int, ...]
    """Columns of the hours that are handed over."""


@dataclass(frozen=True, eq=False)
class Point:
    """A plan of the season."""

    at: Coordinates
    values: Floats
    """Columns of ``season``."""
    season: SeasonMaster

    def fits(self, wish: Wish) -> bool:
        """Whether this is a plan with the agents of ``wish``, or fewer, and its hours handed over."""
        on = self.season.all_switches
        handed = on[self.values[on] > 0.5]
        return bool(np.all(self.at.agents <= wish.agents)) and tuple(handed.tolist()) == wish.switches


@dataclass(frozen=True, eq=False)
class Cut:
    """prices · coordinates ≥ least, for every plan of the season."""

    prices: Coordinates
    least: float


@dataclass(frozen=True, eq=False)
class Step:
    """Every plan with no more agents of any group has prices · coordinates ≥ least; inf: there is no such plan."""

    agents: NDArray[np.int64]
    prices: Coordinates
    least: float


def heads_alone(year: Year, part: SeasonPart) -> Coordinates:
    """1 for each agent, for the objective headcount."""
    none = np.zeros(len(year.pay_per_inquiry))
    return Coordinates(np.ones(len(part.works)), none, none, 0.0)


def day_prices(year: Year, part: SeasonPart) -> Coordinates:
    """The cheapest agent of each group, the cheapest tier of each supplier, and hours as they are paid."""
    agents = np.array([min(head_price(year, supply) for supply in group) for group in part.members])
    volume = np.array([float(min(tier.price for tier in one.tiers)) for one in year.pay_per_inquiry])
    surcharge = np.array([float(one.tiers[0].price) for one in year.pay_per_inquiry])
    return Coordinates(agents, volume, surcharge, 1 / part.days)


def head_price(year: Year, supply: int) -> float:
    """What a head or seat costs a day, without what is paid once."""
    if supply < len(year.contract):
        one = year.contract[supply]
        replacing = one.attrition * float(one.hiring_cost + one.training_cost)
        return (float(one.monthly_pay or 0) + replacing) / DAYS_PER_MONTH
    vendor = year.vendor[supply - len(year.contract)]
    return float(vendor.seat_price) * vendor.aht_factor / DAYS_PER_MONTH


def without_agents(prices: Coordinates) -> Coordinates:
    """The prices of all that is not agents."""
    return replace(prices, agents=np.zeros(len(prices.agents)))
