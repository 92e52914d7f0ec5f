"""Local times to instants, where clocks are put forward and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def is_skipped(local: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock of ``zone`` never shows the naive ``local``, as when it is put forward."""
    there = local.replace(tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local


def instants(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants (UTC) at which the clock of ``zone`` shows the naive ``local``: none, one, or two in their order."""
    if is_skipped(local, zone):
        return ()
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return (first,) if first == second else (first, second)


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
