"""Intervals in order: one after the other on the real clock, all of one length."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from staffplan.schema.grid import instants, knows_offset
from staffplan.words.language import _
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from staffplan.read.faults import Faults

INTERVALS = (15, 30, 60)
"""Minutes that an interval may last."""
FINER = {1: 15, 3: 15, 5: 15, 2: 30, 6: 30, 10: 30}
"""Shorter ones that are summed, and the intervals that they are summed to."""


@dataclass(frozen=True, slots=True)
class Band:
    """How sure one row's figures are; None where it does not say."""

    p10: float | None = None
    p50: float | None = None
    p90: float | None = None
    day_sigma: float | None = None
    slot_sigma: float | None = None
    deflection_sigma: float | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """One row of a forecast."""

    row: int
    """As Excel counts."""
    start: datetime
    """Its start: as the file has it, naive or aware; in UTC once it is resolved."""
    queue: str = ""
    """The queue's name; "" where the file has none."""
    inquiries: float = 0.0
    """Expected inquiries."""
    deflection: float | None = None
    """Share that the bot closes; None: the scenario says."""
    aht_s: float | None = None
    """Average handling time in seconds; None: the scenario says."""
    required: int | None = None
    """Agents needed, besides what the target takes; None: nothing besides."""
    band: Band | None = None
    """How sure the forecast is; None: the file does not say."""
    missing: str | None = None
    """What stands where a number is expected, as a fault repeats it; None: the number is there."""
    column: str | None = None
    """The header of its number, where not all rows have one column in common."""
    shown_twice: bool = False
    """Whether the file gives the first of two instants at which the clock shows this local time."""

    def at(self, start: datetime, *, shown_twice: bool = False) -> Interval:
        """The same at another start; a year of minutes has half a million of them."""
        return Interval(
            self.row,
            start,
            self.queue,
            self.inquiries,
            self.deflection,
            self.aht_s,
            self.required,
            self.band,
            self.missing,
            self.column,
            shown_twice,
        )


def refuse_offsets(rows: Sequence[Interval], zone: ZoneInfo, column: str, faults: Faults) -> None:
    """A start with an offset that is neither UTC nor one of the zone's in its year is a fault."""
    for row in rows:
        offset = row.start.utcoffset()
        if offset and not knows_offset(zone, offset, row.start.year):
            found = _("the offset {offset}, which is none of {zone}").format(offset=f"{row.start:%z}", zone=zone.key)
            accepted = _("local times, times with the zone's offset, or UTC; scenario.timezone names the zone")
            faults.add(found, accepted, row.row, column)


def resolve(rows: Sequence[Interval], zone: ZoneInfo, messages: list[Message]) -> list[Interval]:
    """``rows`` with starts in UTC; a local time that the clock repeats is its first instant, then its second.

    Rows at local times that the clock skips are left out, with a message.
    """
    seen: set[tuple[str, datetime]] = set()
    resolved, skipped, foreign = [], [], []
    for row in rows:
        if row.start.tzinfo is not None:
            start = row.start.astimezone(UTC)
            if row.start.utcoffset() != start.astimezone(zone).utcoffset():
                foreign.append(row)
            resolved.append(row.at(start))
            continue
        candidates = instants(row.start, zone)
        if not candidates:
            skipped.append(row)
            continue
        start = next((c for c in candidates if (row.queue, c) not in seen), candidates[0])
        seen.add((row.queue, start))
        resolved.append(row.at(start, shown_twice=len(candidates) == 2 and start == candidates[0]))
    messages.extend(_said_of(skipped, foreign, zone))
    return resolved


def _said_of(skipped: list[Interval], foreign: list[Interval], zone: ZoneInfo) -> list[Message]:
    messages: list[Message] = []
    if skipped:
        start, lost = f"{skipped[0].start:%Y-%m-%d %H:%M}", sum(row.inquiries for row in skipped)
        messages.append(Message.of("hour_skipped", zone=zone.key, start=start, rows=_numbers(skipped), inquiries=lost))
    if foreign:
        row, offset = foreign[0].row, f"{foreign[0].start:%z}"
        messages.append(Message.of("offset_of_another_zone", row=row, offset=offset, zone=zone.key))
    return messages


def refuse_mixed_clocks(rows: Sequence[Interval], column: str, faults: Faults) -> None:
    """A fault at the first row that has an offset where the rows before have none, or the reverse."""
    for row in rows:
        if (row.start.tzinfo is None) != (rows[0].start.tzinfo is None):
            local, aware = _("a local time"), _("a time with an offset")
            found, first = (local, aware) if row.start.tzinfo is None else (aware, local)
            found = _("{this}, where row {row} has {other}").format(this=found, row=rows[0].row, other=first)
            faults.add(found, _("an offset in every row, or in none"), row.row, column)
            return


def refuse_duplicates(rows: Sequence[Interval], zone: ZoneInfo, column: str, faults: Faults) -> list[Interval]:
    """The first row of each queue and start; every other is a fault."""
    first: dict[tuple[str, datetime], Interval] = {}
    for row in rows:
        kept = first.setdefault((row.queue, row.start), row)
        if kept is not row:
            found = _("{start} again, as in row {row}").format(start=_local(row.start, zone), row=kept.row)
            faults.add(found, _("each interval once (in each queue)"), row.row, row.column or column, "duplicate")
    return list(first.values())


def in_order(rows: Sequence[Interval], messages: list[Message]) -> list[Interval]:
    """``rows`` sorted by start, with a message where a queue's rows were not."""
    latest: dict[str, datetime] = {}
    for row in rows:
        if row.start < latest.get(row.queue, row.start):
            messages.append(Message.of("rows_sorted", row=row.row))
            break
        latest[row.queue] = row.start
    return sorted(rows, key=lambda row: row.start)


def minutes_between(rows: Sequence[Interval], column: str, faults: Faults, stated: int | None = None) -> int | None:
    """The length of an interval: the commonest distance of neighbours; None, and a fault, where it is no legal one.

    ``stated`` is the length that ranges give; it stands for a single row as well, and must not be another one.
    """
    if len(rows) < 2 and stated is None:
        needed = _("at least two rows, so that their distance is known")
        faults.add(_("a single interval"), needed, rows[0].row, column, "step")
        return None
    distances = Counter(_minutes(before, after) for before, after in pairwise(rows))
    most = max(distances.values(), default=0)
    minutes = min((length for length, times in distances.items() if times == most), default=float(stated or 0))
    place = rows[min(1, len(rows) - 1)].row
    if stated is not None and minutes != stated:
        found = _("ranges of {stated} minutes, {minutes:g} minutes apart").format(stated=stated, minutes=minutes)
        faults.add(found, _("ranges that follow one another"), place, column, "step")
        return None
    if minutes not in INTERVALS and minutes not in FINER:
        accepted = _("intervals of 15, 30 or 60 minutes, or of 5 or 10, which are summed")
        faults.add(_("rows {minutes:g} minutes apart").format(minutes=minutes), accepted, place, column, "step")
        return None
    return int(minutes)


def fill_repeated_hours(rows: Sequence[Interval], zone: ZoneInfo, messages: list[Message]) -> list[Interval]:
    """Add the second instants of local times that the file gives once though the clock shows them twice."""
    by_start = {row.start: row for row in rows}
    added: list[Interval] = []
    for row in rows:
        if not row.shown_twice:
            continue
        second = instants(row.start.astimezone(zone).replace(tzinfo=None), zone)[-1]
        if second not in by_start and second < rows[-1].start:
            added.append(row.at(second))
    if added:
        start = _local(added[0].start, zone)
        messages.append(Message.of("hour_repeated", zone=zone.key, start=start, rows=_numbers(added)))
    return sorted([*rows, *added], key=lambda row: row.start)


def refuse_gaps(rows: Sequence[Interval], minutes: int, zone: ZoneInfo, column: str, faults: Faults) -> None:
    """Neighbours that are not one interval apart are faults, at the later one."""
    for before, after in pairwise(rows):
        distance = _minutes(before, after)
        if distance == minutes:
            continue
        if distance > minutes and distance % minutes == 0:
            since = before.start + timedelta(minutes=minutes)
            found = _("a gap: no row from {since} to {until}")
            found = found.format(since=_local(since, zone), until=_local(after.start, zone))
            faults.add(
                found,
                _("a row for each interval of the opening hours, with 0 where nobody asks"),
                after.row,
                column,
                "gap",
            )
        else:
            found = _("{distance:g} minutes after row {row}").format(distance=distance, row=before.row)
            accepted = _("the same distance everywhere; most rows are {minutes} minutes apart")
            faults.add(found, accepted.format(minutes=minutes), after.row, column, "step")


def _numbers(rows: Sequence[Interval]) -> tuple[int | str, ...]:
    """The first rows, and a sign that there are more."""
    return (*(row.row for row in rows[:8]), *("…" for _more in rows[8:9]))


def _minutes(before: Interval, after: Interval) -> float:
    return (after.start - before.start).total_seconds() / 60


def _local(start: datetime, zone: ZoneInfo) -> str:
    return f"{start.astimezone(zone):%Y-%m-%d %H:%M}"
