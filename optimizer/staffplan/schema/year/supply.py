"""Who may answer over a year and at what price: contracts, vendor seats, suppliers paid per inquiry, bots.

Money is in the scenario's currency, exact to the digit (Decimal); a month is a calendar month.
"""

from __future__ import annotations

import datetime as dt
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from staffplan.schema.base import ClockRange, ClockTime, Duration, Frozen, Name, Share
from staffplan.schema.limits import MOST_ENTRIES, MOST_HEADCOUNT, AtLeastOnce, Heads, Money
from staffplan.schema.scenario.handling import Bot
from staffplan.schema.scenario.keys import Contract
from staffplan.words.language import _

PAY_DAYS_PER_MONTH = Decimal("21.75")
"""Days by which a monthly pay is divided for the pay of an hour (China)."""
REGULAR_HOURS_PER_DAY = Decimal(8)
REGULAR_MONTH = timedelta(days=365) / 12
"""An average month, by which hours a week are turned into hours a month."""


class Overtime(Frozen):
    """Work beyond the regular days and lengths, paid at higher factors."""

    days: int = Field(default=1, ge=0, le=2)
    """Days a week beyond the contract's ``days_per_week``."""
    shift_lengths: tuple[Duration, ...] = ()
    """Longer shifts than the contract's; the hours above its longest are overtime."""
    rest_day_factor: AtLeastOnce = Decimal(2)
    """Pay of an hour on a day beyond the regular ones, relative to a regular hour."""
    workday_factor: AtLeastOnce = Decimal("1.5")
    """Pay of an hour beyond the regular length of a shift, relative to a regular hour."""
    hours_per_month: Annotated[float, Field(gt=0, le=744)] = 36.0
    """Most hours of overtime a person may work in a month (of 365/12 days)."""
    seasons: tuple[Name, ...] | None = None
    """Names of the seasons in which overtime is worked; absent: all."""


class SupplyContract(Contract):
    """People whom the shop employs; all keys of a scenario's ``[[contract]]`` besides these."""

    kind: Literal["permanent", "seasonal"] = "permanent"
    """permanent: the same heads all year; seasonal: heads for one season or several that follow one another."""
    monthly_pay: Money | None = None
    """Pay of one head for a month; absent: paid by the hour (``hourly_cost``)."""
    hiring_cost: Money = Decimal(0)
    """Cost of finding one head."""
    training_cost: Money = Decimal(0)
    """Cost of training one head."""
    employed: Heads = 0
    """Heads who are there already at the start of the year: neither hired nor trained."""
    attrition: Annotated[float, Field(ge=0, le=0.9)] = 0.0
    """Share of the heads who leave in a month, each replaced at once: hired and trained again."""
    from_: dt.date | None = Field(default=None, alias="from")
    """Seasonal: first day on which they may be employed; absent: the first of the year."""
    to: dt.date | None = None
    """Seasonal: last day."""
    minimum_term: Annotated[float, Field(ge=0, le=120)] = 0.0
    """Seasonal: months for which a head is paid at least."""
    ramp: Annotated[tuple[Share, ...], Field(max_length=MOST_ENTRIES)] = ()
    """What a new head gets done in the first, second, … week, relative to a trained one: ``[0.5, 0.75]``."""
    overtime: Overtime | None = None
    """Permanent: overtime that may be worked; absent: none."""

    @model_validator(mode="after")
    def _kind_fits(self) -> SupplyContract:
        if self.kind == "permanent":
            for key, value in (("from", self.from_), ("to", self.to), ("minimum_term", self.minimum_term or None)):
                if value is not None:
                    raise ValueError(_('{key} only with kind = "seasonal"').format(key=key))
        else:
            for key, given in (("overtime", self.overtime is not None), ("employed", self.employed > 0)):
                if given:
                    raise ValueError(_('{key} only with kind = "permanent"').format(key=key))
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise ValueError(_("to on or after from"))
        return self

    @property
    def hour_pay(self) -> Decimal:
        """Pay of a regular hour: ``hourly_cost``, or else a 174th of the monthly pay; 0 where neither is given."""
        if self.hourly_cost is not None:
            return Decimal(str(self.hourly_cost))
        return (self.monthly_pay or Decimal(0)) / (PAY_DAYS_PER_MONTH * REGULAR_HOURS_PER_DAY)


class Vendor(Contract):
    """Seats hired from an outsourcer, with shift rules of their own; all keys of a ``[[contract]]`` besides these."""

    minimum_seats: int = Field(default=1, ge=1, le=MOST_HEADCOUNT)
    """Fewest seats while the vendor is engaged (20 with classical outsourcers, 1 with AI-assisted ones)."""
    most_seats: int | None = Field(default=None, ge=1, le=MOST_HEADCOUNT)
    """Most seats; absent: any number."""
    seat_price: Money
    """Price of a seat for a month."""
    base_fee: Money = Decimal(0)
    """Fee for a month of being engaged."""
    included_seats: Heads = 0
    """Seats that the base fee includes."""
    minimum_term: Annotated[float, Field(ge=0, le=120)] = 0.0
    """Months for which the base fee, and every seat, is paid at least."""
    setup_fee: Money = Decimal(0)
    """Paid once for each engagement."""
    aht_factor: Annotated[float, Field(ge=1, le=100)] = 1.0
    """Handling time relative to one's own agents: 1.25 means that 5 seats get the work of 4 agents done."""

    @model_validator(mode="after")
    def _seats_fit(self) -> Vendor:
        if self.most_seats is not None and self.most_seats < max(self.minimum_seats, self.included_seats):
            raise ValueError(_("most_seats of minimum_seats and included_seats at least"))
        return self


class Tier(Frozen):
    """A price that holds up to a monthly volume."""

    up_to: Annotated[Decimal, Field(gt=0, le=Decimal(10) ** 12)] | None = None
    """Inquiries a month up to which (included) the price holds; absent in the last tier."""
    price: Money
    """Price of an inquiry."""


class HourlyFactor(Frozen):
    """Hours of every day whose inquiries cost more (or less)."""

    from_: ClockTime = Field(alias="from")
    """First minute of the hours, local time."""
    to: ClockTime
    """End of the hours; before ``from`` means over midnight, the same as ``from`` the whole day."""
    factor: Annotated[Decimal, Field(ge=0, le=100)]
    """Price relative to the list price: 1.3 for 30% more."""


class PayPerInquiry(Frozen):
    """A supplier who answers inquiries for a price each, and as many as it is sent."""

    name: Name
    """How plans name the supplier."""
    tiers: tuple[Tier, ...] = Field(min_length=1, max_length=MOST_ENTRIES)
    """Prices by monthly volume, ascending; the first is the list price, by which factors count."""
    tier_mode: Literal["marginal", "whole_volume"] = "marginal"
    """marginal: each inquiry at the price of its place in the count; whole_volume: all at the price of the last."""
    hours: ClockRange = (0, 1440)
    """Hours of the day in which inquiries may be handed over."""
    shares: tuple[Annotated[float, Field(gt=0, le=1)], ...] = Field(
        default=(0.5, 1.0), min_length=1, max_length=MOST_ENTRIES
    )
    """Shares of an hour's inquiries that may be handed over, besides none."""
    by_hour: Annotated[tuple[HourlyFactor, ...], Field(max_length=MOST_ENTRIES)] = ()
    """Price factors of some hours of the day; the last entry that holds an hour counts."""
    promotion_factor: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(1)
    """Price factor on a season's promotion days, besides the hour's."""
    monthly_minimum: Money = Decimal(0)
    """Least bill of a month in any part of which the supplier is engaged."""
    monthly_cap: Money | None = None
    """Most that a month is billed; absent: no such promise."""
    seasons: tuple[Name, ...] | None = None
    """Names of the seasons in which the supplier may be used; absent: all."""

    @field_validator("tiers")
    @classmethod
    def _tiers_ascend(cls, value: tuple[Tier, ...]) -> tuple[Tier, ...]:
        limits = [tier.up_to for tier in value]
        if limits[-1] is not None or None in limits[:-1]:
            raise ValueError(_("up_to in every tier but the last, which has none"))
        if any(b <= a for a, b in pairwise(limit for limit in limits[:-1] if limit is not None)):
            raise ValueError(_("tiers in ascending order of up_to"))
        return value

    @model_validator(mode="after")
    def _cap_over_minimum(self) -> PayPerInquiry:
        if self.monthly_cap is not None and self.monthly_cap < self.monthly_minimum:
            raise ValueError(_("monthly_cap of monthly_minimum or more"))
        return self


class BotOption(Bot):
    """One bot that may be chosen; all keys of a scenario's ``[bot]`` besides these."""

    name: Name
    """How plans name it."""
    monthly_fee: Money = Decimal(0)
    """Fee for a month."""
    price_per_resolved: Money = Decimal(0)
    """Price of an inquiry that the bot closed."""
    setup_fee: Money = Decimal(0)
    """Paid once."""


class Limits(Frozen):
    """What the year as a whole must keep to."""

    monthly_spend: Money | None = None
    """No calendar month may cost more; one-off costs count in the month in which they fall due."""
    labour_share: Annotated[float, Field(gt=0, le=1)] | None = None
    """Most that the year may cost, as a share of the revenue of its seasons, which then must all give theirs."""
    agents_per_season: Heads | None = None
    """Most agents and seats in any season."""


class Today(Frozen):
    """What there is now, to compare the plan with."""

    agents: dict[Name, Heads] = Field(default_factory=dict)
    """Heads or seats of each contract or vendor, the same all year: ``{ "full-time" = 15 }``."""
    monthly_cost: Money | None = None
    """What a month costs today; absent: reckoned from the agents at the prices of this file."""
    schedule: str | None = None
    """A present schedule.csv, relative to this file: agents on duty by weekday and hour are taken from it."""
    bot: Name | None = None
    """Name of the bot in use; absent: none."""
