"""Local times to instants, where clocks are put forward and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def is_skipped(local: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock of ``zone`` never shows the naive ``local``, as when it is put forward."""
    there = local.replace(tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local


def instants(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants (UTC) at which the clock of ``zone`` shows the naive ``local``: none, one, or two in their order."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return (first.astimezone(UTC),)
    return () if is_skipped(local, zone) else (first.astimezone(UTC), second.astimezone(UTC))


def first_instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) at which the clock of ``zone`` shows the naive ``local``, or a later time if it skips it.

    Of a time that is shown twice, the first; of one that is skipped, the moment in which the clock is put forward.
    """
    shown = instants(local, zone)
    if shown:
        return shown[0]
    moment = local.replace(tzinfo=zone, fold=1).astimezone(UTC)  # by the offset behind the change: still before it
    while moment.astimezone(zone).replace(tzinfo=None) < local:
        moment += timedelta(minutes=1)
    return moment


@lru_cache(maxsize=256)
def knows_offset(zone: ZoneInfo, offset: timedelta, year: int) -> bool:
    """Whether the clock of ``zone`` is so far from UTC at some time of ``year``."""
    days = [datetime(year, 1, 1, tzinfo=zone) + timedelta(days=14 * k) for k in range(27)]
    return any(day.utcoffset() == offset for day in days)
