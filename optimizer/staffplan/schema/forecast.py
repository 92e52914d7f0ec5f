"""The forecast: expected inquiries in regular intervals, before the bot."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, Field

from staffplan.schema.base import Frozen
from staffplan.schema.reading import Reading

if TYPE_CHECKING:
    from staffplan.words.messages import Message


BAND = ("p10", "p50", "p90", "day_sigma", "slot_sigma", "deflection_sigma")
"""The columns that say how sure a forecast is."""


class Forecast(Frozen):
    """Expected inquiries in intervals of equal length that follow one another without a gap on the real clock."""

    timezone: str
    """IANA time zone in which days, weeks and clock times are meant."""
    start: AwareDatetime
    """Start of the first interval."""
    interval_minutes: int
    """Length of every interval: 15, 30 or 60 minutes."""
    inquiries: tuple[float, ...] = Field(min_length=1)
    """Expected inquiries in each interval, shape (intervals,), each 0 or more."""
    deflection: tuple[float | None, ...] | None = None
    """Share of each interval's inquiries that the bot closes; None (a row or all): the scenario says."""
    aht_s: tuple[float | None, ...] | None = None
    """Average handling time of each interval in seconds; None (a row or all): the scenario says."""
    required: tuple[int | None, ...] | None = None
    """Agents needed throughout each interval, besides what the target takes; None (a row or all): nothing besides."""
    p10: tuple[float | None, ...] | None = None
    """10% quantile of each interval's inquiries; quantiles of intervals must not be added up."""
    p50: tuple[float | None, ...] | None = None
    """50% quantile."""
    p90: tuple[float | None, ...] | None = None
    """90% quantile."""
    day_sigma: tuple[float | None, ...] | None = None
    """Standard deviation of the logarithm of the day's factor, by which all its intervals come to more or less."""
    slot_sigma: tuple[float | None, ...] | None = None
    """Standard deviation of the logarithm of each interval's own factor, beside its day's and beside chance."""
    deflection_sigma: tuple[float | None, ...] | None = None
    """Standard deviation of the day's ``deflection``, in points of 1."""
    reading: Reading | None = None
    """What was read of the file; None where there was none."""

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the reader had to warn of."""
        return () if self.reading is None else self.reading.warnings


class Source(Frozen):
    """A file that was read."""

    path: str
    """As the user named it."""
    sha256: str
    """Digest of its bytes, in hexadecimal digits."""
    read_at: datetime | None = None
    """When it was read; None where the same input must give the same bytes."""
