"""Promotion days: dates that the scenario gives hours or a target of their own, a line each at the day's peak."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from staffplan.report.wording.text import number
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from staffplan.schema.plan import CoverageSlot, Plan
    from staffplan.schema.scenario.keys import Scenario


@dataclass(frozen=True)
class OwnDate:
    """One date at its peak: the slot that needs most agents, of several the one with fewest on duty."""

    day: date
    peak: CoverageSlot
    by_contract: tuple[tuple[str, int], ...]
    """Agents on duty then of each contract that has any, in the scenario's order."""

    @property
    def text(self) -> str:
        """What is needed, who is on, and what is spare or missing."""
        spare = self.peak.on_duty - self.peak.required
        who = ", ".join(f"{name} {number(count)}" for name, count in self.by_contract)
        found = _("{time}: {need} needed, {duty} on duty").format(
            time=f"{self.peak.start:%H:%M}", need=number(self.peak.required), duty=number(self.peak.on_duty)
        )
        if len(self.by_contract) > 1:
            found = _("{cover} ({who})").format(cover=found, who=who)
        if spare < 0:
            return _("{cover}, {count} fewer").format(cover=found, count=number(-spare))
        return _("{cover}, {count} to spare").format(cover=found, count=number(spare))


def own_dates(plan: Plan) -> list[OwnDate]:
    """The dates of the period that have opening hours or a target of their own, closed ones left out, in order."""
    named = set(_named(plan.summary.scenario))
    slots: dict[date, list[CoverageSlot]] = {}
    for slot in plan.coverage:
        if slot.start.date() in named:
            slots.setdefault(slot.start.date(), []).append(slot)
    return [_at_peak(plan, day, each) for day, each in sorted(slots.items())]


def _named(scenario: Scenario) -> Iterator[date]:
    for entry in scenario.opening.date:
        if not entry.closed:
            yield from entry.days()
    for asked in scenario.target.hours:
        yield from asked.dates


def _at_peak(plan: Plan, day: date, slots: list[CoverageSlot]) -> OwnDate:
    peak = max(slots, key=lambda slot: (slot.required, -slot.on_duty))
    moment = peak.start
    there = Counter(
        shift.contract
        for shift in plan.shifts
        if shift.start <= moment < shift.end and not any(rest.start <= moment < rest.end for rest in shift.breaks)
    )
    names = [contract.name for contract in plan.summary.scenario.contract]
    return OwnDate(day, peak, tuple((name, there[name]) for name in names if there[name]))
