"""Intervals in order: one after the other on the real clock, all of one length."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from staffplan.schema.local_clock import instants
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from staffplan.read.faults import Faults

INTERVALS = (15, 30, 60)
"""Minutes that an interval may last."""


@dataclass(frozen=True)
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
    shown_twice: bool = False
    """Whether the file gives the first of two instants at which the clock shows this local time."""


def resolve(rows: Sequence[Interval], zone: ZoneInfo, messages: list[str]) -> list[Interval]:
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
            resolved.append(replace(row, start=start))
            continue
        candidates = instants(row.start, zone)
        if not candidates:
            skipped.append(row)
            continue
        start = next((c for c in candidates if (row.queue, c) not in seen), candidates[0])
        seen.add((row.queue, start))
        resolved.append(replace(row, start=start, shown_twice=len(candidates) == 2 and start == candidates[0]))
    messages.extend(_said_of(skipped, foreign, zone))
    return resolved


def _said_of(skipped: list[Interval], foreign: list[Interval], zone: ZoneInfo) -> list[str]:
    messages = []
    if skipped:
        text = _("{zone} skips {start} (its clock is put forward): rows left out: {rows}, with {inquiries:g} inquiries")
        messages.append(
            text.format(
                zone=zone.key,
                start=f"{skipped[0].start:%Y-%m-%d %H:%M}",
                rows=_numbers(skipped),
                inquiries=sum(row.inquiries for row in skipped),
            )
        )
    if foreign:
        text = _("row {row}: the offset {offset} is not that of {zone}; times with offsets are taken as they are meant")
        messages.append(text.format(row=foreign[0].row, offset=f"{foreign[0].start:%z}", zone=zone.key))
    return messages


def refuse_duplicates(rows: Sequence[Interval], zone: ZoneInfo, column: str, faults: Faults) -> list[Interval]:
    """The first row of each queue and start; every other is a fault."""
    first: dict[tuple[str, datetime], Interval] = {}
    for row in rows:
        kept = first.setdefault((row.queue, row.start), row)
        if kept is not row:
            found = _("{start} again, as in row {row}").format(start=_local(row.start, zone), row=kept.row)
            faults.add(found, _("each interval once (in each queue)"), row.row, column)
    return list(first.values())


def in_order(rows: Sequence[Interval], messages: list[str]) -> list[Interval]:
    """``rows`` sorted by start, with a message where a queue's rows were not."""
    latest: dict[str, datetime] = {}
    for row in rows:
        if row.start < latest.get(row.queue, row.start):
            messages.append(
                _("the rows were not in order of time (the first is row {row}): sorted").format(row=row.row)
            )
            break
        latest[row.queue] = row.start
    return sorted(rows, key=lambda row: row.start)


def minutes_between(rows: Sequence[Interval], column: str, faults: Faults) -> int | None:
    """The length of an interval: the commonest distance of neighbours; None, and a fault, where it is no legal one."""
    accepted = _("intervals of 15, 30 or 60 minutes")
    if len(rows) < 2:
        faults.add(_("a single interval"), _("at least two rows, so that their distance is known"), rows[0].row, column)
        return None
    distances = Counter(_minutes(before, after) for before, after in pairwise(rows))
    most = max(distances.values())
    minutes = min(length for length, times in distances.items() if times == most)
    if minutes not in INTERVALS:
        faults.add(_("rows {minutes:g} minutes apart").format(minutes=minutes), accepted, rows[1].row, column)
        return None
    return int(minutes)


def fill_repeated_hours(rows: Sequence[Interval], zone: ZoneInfo, messages: list[str]) -> list[Interval]:
    """Add the second instants of local times that the file gives once though the clock shows them twice."""
    by_start = {row.start: row for row in rows}
    added: list[Interval] = []
    for row in rows:
        if not row.shown_twice:
            continue
        second = instants(row.start.astimezone(zone).replace(tzinfo=None), zone)[-1]
        if second not in by_start and second < rows[-1].start:
            added.append(replace(row, start=second, shown_twice=False))
    if added:
        text = _("{zone} shows {start} twice (its clock is put back): rows that count for both: {rows}")
        messages.append(text.format(zone=zone.key, start=_local(added[0].start, zone), rows=_numbers(added)))
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
            faults.add(found, _("a row for each interval, with 0 where nobody asks"), after.row, column)
        else:
            found = _("{distance:g} minutes after row {row}").format(distance=distance, row=before.row)
            accepted = _("the same distance everywhere; most rows are {minutes} minutes apart")
            faults.add(found, accepted.format(minutes=minutes), after.row, column)


def _numbers(rows: Sequence[Interval]) -> str:
    return ", ".join(str(row.row) for row in rows[:8]) + (", …" if len(rows) > 8 else "")


def _minutes(before: Interval, after: Interval) -> float:
    return (after.start - before.start).total_seconds() / 60


def _local(start: datetime, zone: ZoneInfo) -> str:
    return f"{start.astimezone(zone):%Y-%m-%d %H:%M}"
