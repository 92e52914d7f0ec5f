"""The planning grid: slots of equal length on the real clock, the local days and weeks they lie in, and local times."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from staffplan.schema.base import Frozen
from staffplan.schema.scenario.keys import WEEKDAYS, Weekday


class Grid(Frozen):
    """Slots 0 … n_slots − 1, each ``slot_minutes`` of elapsed time; clock changes make days longer or shorter.

    Instants before the first slot or after the last have slot numbers too (negative, or n_slots and up), so that shifts
    may reach over the borders of the period.
    """

    timezone: str
    """IANA time zone of local days and clock times."""
    start: AwareDatetime
    """Start of slot 0."""
    slot_minutes: int = Field(gt=0)
    """Length of a slot."""
    n_slots: int = Field(gt=0)
    """Number of slots in the period."""
    week_start: Weekday = "monday"
    """First day of a calendar week."""
    cyclic: bool = False
    """Whether the last day is followed by the first."""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)

    @cached_property
    def slots_per_hour(self) -> int:
        """Slots in an hour."""
        return 60 // self.slot_minutes

    def slots_in(self, length: timedelta) -> int:
        """Whole slots in a length of time."""
        return int(length.total_seconds()) // (60 * self.slot_minutes)

    def instant(self, slot: int) -> datetime:
        """Local start of ``slot``, with the offset in force then."""
        moment = self.start.astimezone(UTC) + timedelta(minutes=self.slot_minutes * slot)
        return moment.astimezone(self.zone)

    @cached_property
    def starts(self) -> tuple[datetime, ...]:
        """Local start of each slot, shape (n_slots,)."""
        return tuple(self.instant(slot) for slot in range(self.n_slots))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The local dates that the period touches, in order."""
        first, last = self.starts[0].date(), self.starts[-1].date()
        return tuple(first + timedelta(days=k) for k in range((last - first).days + 1))

    def slots_at(self, day: date, minutes: int) -> tuple[int, ...]:
        """The slots that start when the clock shows ``minutes`` (0 to 1440) after local midnight of ``day``.

        None where the clock skips that time or no slot starts then; two where it shows that time twice.
        """
        places = [self.place(moment) for moment in instants(_wall_clock(day, minutes), self.zone)]
        return tuple(slot for slot, into in places if not into)

    def first_at(self, day: date, minutes: int) -> datetime:
        """The first instant (UTC) at which the clock shows ``minutes`` after midnight of ``day``, or a later time."""
        return first_instant(_wall_clock(day, minutes), self.zone)

    def place(self, moment: datetime) -> tuple[int, timedelta]:
        """The slot that holds ``moment``, and how far into the slot it lies."""
        return divmod(moment.astimezone(UTC) - self.start.astimezone(UTC), timedelta(minutes=self.slot_minutes))

    def week_of(self, day: date) -> date:
        """First day of the calendar week that holds ``day``."""
        return day - timedelta(days=(day.weekday() - WEEKDAYS.index(self.week_start)) % 7)


def _wall_clock(day: date, minutes: int) -> datetime:
    """What the clock shows ``minutes`` after midnight of ``day``, were it never put forward or back."""
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


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
