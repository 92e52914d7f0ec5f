"""Rules of the cover: the rows of coverage.csv, who is on duty in each slot, and who has to be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.clock import wall_clock
from staffplan.verify.opening import named_slots, of_target, open_slots
from staffplan.verify.roster import instants_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from staffplan.schema.plan import CoverageSlot
    from staffplan.schema.violation import Rule
    from staffplan.verify.roster import Instants, Roster

    Rows = tuple[CoverageSlot, ...]


def coverage_rows(roster: Roster, rows: Rows) -> Iterator[Violation]:
    """The rows follow one another in steps of the grid, with the offsets of the plan's zone."""
    starts = instants_of(row.start for row in rows)
    due = starts[:-1] + roster.slot_s
    for row in np.flatnonzero(starts[1:] != due) + 1:
        yield Violation(
            rule="coverage_rows",
            date=rows[row].start.date(),
            found=_("a row that starts at {start}").format(start=figures.moment(int(starts[row]), roster.zone)),
            allowed=figures.moment(int(due[row - 1]), roster.zone),
        )
    true = wall_clock(starts, roster.zone).offset_s
    written = np.array([(row.start.utcoffset() or timedelta()).total_seconds() for row in rows], dtype=np.int64)
    for row in np.flatnonzero(true != written):
        yield Violation(
            rule="coverage_rows",
            date=rows[row].start.date(),
            found=rows[row].start.isoformat(timespec="minutes"),
            allowed=_("the offset {offset} of {zone}").format(
                offset=figures.offset(int(true[row])), zone=roster.scenario.timezone
            ),
        )


def handling_times(rows: Rows, aht_s: ArrayLike | None) -> Iterator[Violation]:
    """Handling times of their own are there for every row, and longer than nothing."""
    times = np.ones(len(rows)) if aht_s is None else np.asarray(aht_s, dtype=np.float64)
    right = np.isfinite(times) & (times > 0)
    if times.shape != (len(rows),) or not right.all():
        yield Violation(
            rule="handling_times",
            found=_("{count} handling times, {wrong} of them no time").format(
                count=times.size, wrong=times.size - int(right.sum())
            ),
            allowed=_("{count} of more than 0 s, one for each row of coverage.csv").format(count=len(rows)),
        )


def count_on_duty(roster: Roster, whose: NDArray[np.bool_] | None = None) -> NDArray[np.int64]:
    """Agents in a shift and not on a break throughout each slot, shape (n_slots,).

    A slot that a shift covers only in part does not count; one that a break touches is lost. ``whose`` are the shifts
    that count, shape (shifts,); None: all.
    """
    first = -(-(roster.start_s - roster.period_start_s) // roster.slot_s)
    last = (roster.end_s - roster.period_start_s) // roster.slot_s
    if whose is not None:
        last = np.where(whose, last, first)
    in_shift = _count(first, last, roster)
    shift, slot = _break_slots(roster)
    off = (first[shift] <= slot) & (slot < last[shift])
    return in_shift - _count(slot[off], slot[off] + 1, roster)


def _count(first: Instants, last: Instants, roster: Roster) -> NDArray[np.int64]:
    """How many of the ranges first ≤ slot < last hold each slot; a cyclic period takes what reaches over its ends."""
    n = roster.n_slots
    low, high = (-n, 2 * n) if roster.cyclic else (0, n)
    first, last = np.clip(first, low, high), np.clip(last, low, high)
    steps = np.zeros(high - low + 1, dtype=np.int64)
    real = last > first
    np.add.at(steps, first[real] - low, 1)
    np.add.at(steps, last[real] - low, -1)
    counts: NDArray[np.int64] = np.cumsum(steps)[:-1].reshape(-1, n).sum(axis=0)
    return counts


def _break_slots(roster: Roster) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every slot that a break of a shift touches, once for each shift: positions of shifts, and slots."""
    first = (roster.break_start_s - roster.period_start_s) // roster.slot_s
    last = -(-(roster.break_end_s - roster.period_start_s) // roster.slot_s)
    spans = np.clip(last - first, 0, roster.n_slots)
    shift = np.repeat(roster.break_shift, spans)
    slot = np.repeat(first, spans) + np.arange(len(shift)) - np.repeat(np.cumsum(spans) - spans, spans)
    least = int(slot.min(initial=0))
    width = int(slot.max(initial=0)) - least + 1
    touched = shift * width + (slot - least)
    if (touched[1:] <= touched[:-1]).any():  # breaks that overlap, or stand in no order
        touched = np.unique(touched)
    shift, slot = np.divmod(touched, width)
    return shift, slot + least


def on_duty(roster: Roster, rows: Rows, duty: NDArray[np.int64]) -> Iterator[Violation]:
    """coverage.csv states for each slot who is on duty by the schedule."""
    stated = np.array([row.on_duty for row in rows], dtype=np.int64)
    for slot in np.flatnonzero(stated != duty):
        yield _of_slot(
            roster,
            int(slot),
            "on_duty",
            _("{count} on duty stated").format(count=stated[slot]),
            _("{count}, as the schedule has it").format(count=duty[slot]),
        )


def minimum_staff(roster: Roster, rows: Rows, duty: NDArray[np.int64]) -> Iterator[Violation]:
    """In the opening hours the minimum staff is on duty."""
    least = of_target(roster, "minimum_staff")
    for slot in np.flatnonzero(open_slots(roster) & (duty < least)):
        yield _of_slot(
            roster,
            int(slot),
            "minimum_staff",
            _("{count} on duty").format(count=duty[slot]),
            _("at least {least}").format(least=int(least[slot])),
        )


def maximum_staff(roster: Roster, rows: Rows, duty: NDArray[np.int64]) -> Iterator[Violation]:
    """No more agents are on duty than there are seats, at any hour."""
    seats = of_target(roster, "maximum_staff")
    for slot in np.flatnonzero(duty > seats):  # nan, where there is no limit, is never less
        found = _("{count} on duty").format(count=duty[slot])
        yield _of_slot(roster, int(slot), "maximum_staff", found, _("{most} at most").format(most=int(seats[slot])))


def roles(roster: Roster, rows: Rows, duty: NDArray[np.int64]) -> Iterator[Violation]:
    """Agents of each role are on duty in the opening hours that it names, as many as it asks for."""
    contracts = roster.scenario.contract
    for role in roster.scenario.role:
        having = [k for k, each in enumerate(contracts) if each.name == role.label or each.label == role.label]
        there = count_on_duty(roster, np.isin(roster.contract, having))
        for slot in np.flatnonzero(open_slots(roster) & named_slots(roster, role) & (there < role.at_least)):
            found = _("{count} on duty of {role}").format(count=there[slot], role=role.label)
            yield _of_slot(roster, int(slot), "role", found, _("at least {least}").format(least=role.at_least))


def _of_slot(roster: Roster, slot: int, rule: Rule, found: str, allowed: str) -> Violation:
    start = figures.moment(int(roster.slot_starts[slot]), roster.zone)
    return Violation(
        rule=rule,
        date=date.fromordinal(int(roster.slot_clock.ordinal[slot])),
        found=_("{found} at {start}").format(found=found, start=start),
        allowed=allowed,
    )
