"""[bot] and [handling] of the scenario: what the bot closes, and how long a human takes for the rest."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator, model_validator

from staffplan.schema.base import ClockTime, Frozen, Share
from staffplan.schema.limits import MOST_ENTRIES, Factor, SomeTime, Wait
from staffplan.words.language import _

DEFAULT_CONCURRENCY_FACTOR = (1.0, 1.7, 2.5, 2.9, 3.5)


class HourlyDeflection(Frozen):
    """The bot's deflection rate in some hours of every day."""

    from_: ClockTime = Field(alias="from")
    """First minute of the hours, local time."""
    to: ClockTime
    """End of the hours; before ``from`` means over midnight, the same as ``from`` the whole day."""
    deflection: Share
    """Share of inquiries that the bot closes in these hours."""


class Bot(Frozen):
    """What the bot closes without a human."""

    deflection: Share = 0.0
    """Share of inquiries that the bot closes; overridden by the forecast's column, then by ``by_hour``."""
    by_hour: Annotated[tuple[HourlyDeflection, ...], Field(max_length=MOST_ENTRIES)] = ()
    """Deflection rates of some hours; the last entry that holds an hour counts."""
    deflection_spread: Share = 0.0
    """How far each deflection rate may be off, either way: gives a low and a high volume besides."""
    handoff_aht_factor: Annotated[float, Field(ge=0.01, le=100, allow_inf_nan=False)] = 1.0
    """The handling time of what the bot leaves, relative to that without a bot (the easy ones are gone)."""
    recontact_share: Share = 0.0
    """Share of the inquiries that the bot closed which come back to a human all the same."""
    recontact_after: Wait = timedelta(hours=1)
    """How long after the first contact they come back."""


class Handling(Frozen):
    """How long an inquiry takes a human, and how many at once."""

    aht: SomeTime = timedelta(minutes=5)
    """Average handling time of one inquiry by an agent who handles only that one; overridden by the column aht_s."""
    concurrency: int = Field(default=1, ge=1, le=20)
    """Chats that an agent holds at once, at most."""
    concurrency_factor: tuple[Factor, ...] | None = None
    """Throughput with 1, 2, … chats in hand, relative to one; default 1, 1.7, 2.5, 2.9, 3.5."""
    aht_by_concurrency: tuple[SomeTime, ...] | None = None
    """Instead of the factors: the handling time of each chat with 1, 2, … in hand."""
    patience: Annotated[Wait, Field(ge=timedelta(seconds=1))] | None = None
    """Mean time a customer waits before leaving; absent: nobody leaves."""

    @model_validator(mode="before")
    @classmethod
    def _first_time_is_the_aht(cls, values: object) -> object:
        if isinstance(values, dict):
            times = values.get("aht_by_concurrency")
            if isinstance(times, (list, tuple)) and times:
                return {"aht": times[0], **values}
        return values

    @field_validator("concurrency_factor")
    @classmethod
    def _factors_fit(cls, value: tuple[float, ...] | None, info: ValidationInfo) -> tuple[float, ...] | None:
        most = info.data.get("concurrency", 1)
        if value is None:
            return value
        if len(value) != most or value[0] != 1 or any(b < a for a, b in pairwise(value)):
            accepted = _("{count} numbers (as many as concurrency), the first 1, none smaller than the one before")
            raise ValueError(accepted.format(count=most))
        return value

    @field_validator("aht_by_concurrency")
    @classmethod
    def _times_fit(cls, value: tuple[timedelta, ...] | None, info: ValidationInfo) -> tuple[timedelta, ...] | None:
        most = info.data.get("concurrency", 1)
        if value is None:
            return value
        if info.data.get("concurrency_factor") is not None:
            raise ValueError(_("only one of concurrency_factor and aht_by_concurrency"))
        if len(value) != most or not all(value) or value[0] != info.data.get("aht", value[0]):
            accepted = _("{count} durations (as many as concurrency) longer than 0s, the first equal to aht")
            raise ValueError(accepted.format(count=most))
        if any((k + 2) * a < (k + 1) * b for k, (a, b) in enumerate(pairwise(value))):
            raise ValueError(_("durations that grow no faster than the number of chats, or more chats get less done"))
        return value

    @model_validator(mode="after")
    def _factors_are_known(self) -> Handling:
        known = self.concurrency_factor or self.aht_by_concurrency or DEFAULT_CONCURRENCY_FACTOR
        if self.concurrency > len(known):
            raise ValueError(_("concurrency up to {most}, or concurrency_factor besides").format(most=len(known)))
        return self

    @property
    def throughput(self) -> tuple[float, ...]:
        """Throughput of an agent with 1, 2, … chats in hand, relative to one; as many as ``concurrency``."""
        if self.aht_by_concurrency is not None:
            return tuple((k + 1) * (self.aht / time) for k, time in enumerate(self.aht_by_concurrency))
        return self.concurrency_factor or DEFAULT_CONCURRENCY_FACTOR[: self.concurrency]
