"""Breaks of a shift that a planner moved: inside their windows, where most agents are to spare."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from staffplan.report.payroll.paid_time import local_time, minute_of
from staffplan.schema.plan import Break

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    from staffplan.schema.plan import CoverageSlot, Shift
    from staffplan.schema.scenario.keys import BreakRule


class Duty:
    """Agents on duty in every slot, as shifts come and go; a cyclic period takes what reaches over its ends.

    A slot that a shift covers only in part does not count; one that a break touches is lost.
    """

    def __init__(self, coverage: Sequence[CoverageSlot], slot_minutes: int, *, cyclic: bool) -> None:
        """Nobody is on duty yet in the slots of ``coverage``, which are in order."""
        self._origin = minute_of(coverage[0].start)
        self._step = slot_minutes
        self._required = [slot.required for slot in coverage]
        self._cyclic = cyclic
        self._on_duty: Counter[int] = Counter()

    def add(self, shift: Shift, count: int = 1) -> None:
        """The shift begins to count; −1: it counts no more."""
        first = -((self._origin - minute_of(shift.start)) // self._step)
        last = (minute_of(shift.end) - self._origin) // self._step
        lost = {slot for pause in shift.breaks for slot in self._touched(minute_of(pause.start), minute_of(pause.end))}
        for slot in range(first, last):
            if slot not in lost:
                self._on_duty[self._wrapped(slot)] += count

    def on_duty(self) -> list[int]:
        """Agents on duty in every slot of the period."""
        return [self._on_duty[slot] for slot in range(len(self._required))]

    def to_spare(self, begin: int, end: int) -> int:
        """Agents above the need in the tightest slot that the minutes touch; slots outside the period need nobody."""
        return min(self._on_duty[slot] - self._need(slot) for slot in map(self._wrapped, self._touched(begin, end)))

    def _touched(self, begin: int, end: int) -> range:
        return range((begin - self._origin) // self._step, -((self._origin - end) // self._step))

    def _wrapped(self, slot: int) -> int:
        return slot % len(self._required) if self._cyclic else slot

    def _need(self, slot: int) -> int:
        return self._required[slot] if 0 <= slot < len(self._required) else 0


def breaks_of(
    start: datetime, rules: Sequence[BreakRule], old: tuple[Break, ...], duty: Duty, step: int, zone: ZoneInfo
) -> tuple[Break, ...]:
    """The breaks of a shift from ``start`` on by these ``rules``, in their order.

    A break stays at its old time where that is inside its window. Otherwise it goes to the slot of the window where
    most agents are to spare in ``duty`` (without the shift itself), the middle one of equals.
    """
    begin = minute_of(start)
    kept = [minute_of(pause.start) for pause in old] if len(old) == len(rules) else [None] * len(rules)
    return tuple(
        _break(_place(rule, begin, was, duty, step), rule, zone) for rule, was in zip(rules, kept, strict=True)
    )


def _place(rule: BreakRule, begin: int, was: int | None, duty: Duty, step: int) -> int:
    """Minute since the epoch at which the break starts."""
    first, last = (_minutes(offset) for offset in rule.starts)
    choices = range(begin + first, begin + last + 1, step)
    if was is not None and was in choices:
        return was
    length = _minutes(rule.length)
    middle = (choices[0] + choices[-1]) / 2
    return max(choices, key=lambda at: (duty.to_spare(at, at + length), -abs(at - middle), -at))


def _break(at: int, rule: BreakRule, zone: ZoneInfo) -> Break:
    return Break(start=local_time(at, zone), end=local_time(at + _minutes(rule.length), zone))


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60
