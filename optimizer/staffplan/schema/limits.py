"""The largest numbers that are believed: more is a slip of the pen, and would cost minutes or all memory.

They are far above what is planned in earnest, and far below what a solver or a float can no longer tell apart.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from staffplan.schema.base import Duration

MOST_AT_ONCE = 100_000
"""Agents on duty, busy or needed at the same time."""
MOST_HEADCOUNT = 500_000
"""Agents of a contract, seats of a vendor."""
MOST_DAYS = 400
"""Days of a planning period: a year and its fringes."""
MOST_ENTRIES = 100
"""Entries of a list in the scenario: contracts, breaks, hours, tiers."""
LARGEST_SHARE = 0.9999
"""Share of a target: nobody measures more, and the team for it grows without end."""

TargetShare = Annotated[float, Field(ge=0, le=LARGEST_SHARE, allow_inf_nan=False)]
"""A share that customers are promised."""
AtOnce = Annotated[int, Field(ge=0, le=MOST_AT_ONCE)]
"""Agents at the same time."""
Heads = Annotated[int, Field(ge=0, le=MOST_HEADCOUNT)]
"""Agents or seats."""
HourPrice = Annotated[float, Field(ge=0, le=10_000_000, allow_inf_nan=False)]
"""Price of an hour, in a currency of any size."""
Amount = Annotated[float, Field(ge=0, le=1e9, allow_inf_nan=False)]
"""Pay of a person, an allowance."""
Money = Annotated[Decimal, Field(ge=0, le=Decimal(10) ** 12, allow_inf_nan=False)]
"""An amount of a year's plan, exact to the digit."""
Factor = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
"""How many times as much."""
AtLeastOnce = Annotated[Decimal, Field(ge=1, le=100)]
"""The same, not less than once."""
SomeTime = Annotated[Duration, Field(ge=timedelta(seconds=1), le=timedelta(hours=24))]
"""How long something lasts that an agent does: 1 s to a day."""
Wait = Annotated[Duration, Field(le=timedelta(hours=168))]
"""How long somebody waits, or rests: a week at most."""
