"""Why no legal plan exists: the slots that cannot be covered, and the rules whose change by a step would do."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.pipeline.plan.what_if import WhatIf
from staffplan.schema.base import format_duration
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.pipeline.plan.what_if import Effect
    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.staffing import Staffing
    from staffplan.schema.work import ContractWork
    from staffplan.shifts.relax import Relaxation
    from staffplan.solve.searches.shortage import Shortage, Shortages

SHOWN_STRETCHES = 12
SECONDS = 7.0
"""Time for it all, if what is short is known by then: whoever waits for an explanation wants it soon."""
LEAST_SECONDS_FOR_HEADCOUNTS = 1.0
"""Time for the headcounts that the changes lead to, at least."""
NEGLIGIBLE = 1e-6
DAY = timedelta(days=1)


def explain_infeasible(scenario: Scenario, need: Staffing, works: tuple[ContractWork, ...]) -> InfeasibleError:
    """The error that says what cannot be met, when, and which change of one rule would do, for how many agents."""
    from staffplan.solve.searches.shortage import Shortages

    until = time.monotonic() + SECONDS
    with Shortages(need) as shortages:
        shortage = shortages.least(works)
        changes, most = _changes(scenario, works, shortages, shortage, until)
    remedies = list(_solved(scenario, need, changes, until))
    if shortage is None:
        summary = _("No legal plan exists: the rules of a contract contradict its least headcount.")
        return InfeasibleError(summary, (), tuple(remedies))
    if not remedies:
        remedies += [_("No single step would do; most would help: {change}").format(change=most)] if most else []
        remedies += _less_is_asked(scenario, need, shortage)
    remedies += _clocks(need.grid, shortage)
    return InfeasibleError(_summary(shortage), tuple(_shown(shortage, need.grid)), tuple(remedies))


def _summary(shortage: Shortage) -> str:
    slots = int((shortage.agents > NEGLIGIBLE).sum())
    if not slots:
        return _("No legal plan gives all that is asked: every slot has its least agents, and these are missed.")
    return _("No legal plan covers the need: {slots} slots stay short, {agents:.0f} agent-slots in all.").format(
        slots=slots, agents=float(shortage.agents.sum())
    )


def _shown(shortage: Shortage, grid: Grid) -> Iterator[str]:
    """What cannot be met, and when, each list cut where it is long."""
    stretches = list(_stretches(shortage, grid))
    yield from stretches[:SHOWN_STRETCHES]
    if len(stretches) > SHOWN_STRETCHES:
        yield _("and {more} more stretches").format(more=len(stretches) - SHOWN_STRETCHES)
    missed = [label for label, part in shortage.service.items() if part > NEGLIGIBLE]
    for label in missed[:SHOWN_STRETCHES]:
        yield _("{label}: the share answered in time cannot be reached").format(label=label)
    if len(missed) > SHOWN_STRETCHES:
        yield _("and {more} more").format(more=len(missed) - SHOWN_STRETCHES)
    late = list(_late(shortage, grid))
    yield from late[:SHOWN_STRETCHES]
    if len(late) > SHOWN_STRETCHES:
        yield _("and {more} more").format(more=len(late) - SHOWN_STRETCHES)


def _stretches(shortage: Shortage, grid: Grid) -> Iterator[str]:
    """Neighbouring slots that are short by the same number, as one line."""
    short = np.ceil(shortage.agents - NEGLIGIBLE).astype(int)
    for count, slots in groupby(range(grid.n_slots), key=lambda slot: int(short[slot])):
        stretch = list(slots)
        if count > 0:
            first, last = grid.instant(stretch[0]), grid.instant(stretch[-1] + 1)
            yield _("{date} {first}-{last}: {count} agents short").format(
                date=first.date().isoformat(), first=f"{first:%H:%M}", last=f"{last:%H:%M}", count=count
            )


def _late(shortage: Shortage, grid: Grid) -> Iterator[str]:
    """Agent-hours that lack for the messages of each day, by the day of the deadline."""
    lacking: dict[str, float] = defaultdict(float)
    for moment, agent_slots in zip(grid.starts, shortage.late.tolist(), strict=True):
        lacking[moment.date().isoformat()] += agent_slots * grid.slot_minutes / 60
    for day, hours in lacking.items():
        if hours > NEGLIGIBLE:
            yield _("{date}: {hours:.1f} agent-hours lack for the messages due by then").format(date=day, hours=hours)


def _changes(
    scenario: Scenario,
    works: tuple[ContractWork, ...],
    shortages: Shortages,
    shortage: Shortage | None,
    until: float,
) -> tuple[list[tuple[Relaxation, bool]], str]:
    """Changes of one rule by a step after which nothing is short, and whether whole people are known to do.

    Besides, the change that helps most; empty: none helps at all.
    """
    from staffplan.shifts import legal_work
    from staffplan.shifts.relax import relaxations

    enough: list[tuple[Relaxation, bool]] = []
    best = 1 - NEGLIGIBLE, ""
    trial = _Trial(shortages, shortage, works, until)
    for change in relaxations(scenario, largest_clock_change(shortages.staffing.grid)):
        left, whole = trial.left(legal_work(change.scenario, shortages.staffing.grid))
        if left <= NEGLIGIBLE:
            enough.append((change, whole))
        best = min(best, (left, change.text), key=lambda found: found[0])
        if trial.over:
            break
    return enough, best[1]


def _solved(scenario: Scenario, need: Staffing, changes: list[tuple[Relaxation, bool]], until: float) -> Iterator[str]:
    """The changes that would do by the headcount, then the cost, that each leads to; last those not solved in time."""
    if not changes:
        return
    by_cost = scenario.objective.minimise == "cost"
    found: list[tuple[tuple[float, ...], str]] = []
    with WhatIf(max(until - time.monotonic(), LEAST_SECONDS_FOR_HEADCOUNTS)) as what_if:
        for change, whole in changes:
            effect = what_if.effect(change.scenario, need, 0.0)
            if effect is not None:
                found.append((effect.order(by_cost=by_cost), _remedy(change.text, effect, whole=whole)))
    yield from (text for _order, text in sorted(found, key=lambda each: each[0]))


def _remedy(change: str, effect: Effect, *, whole: bool) -> str:
    from staffplan.report.wording.text import agents, money

    if effect.headcount is None:
        text = _("This change would do: {change}") if whole else _("This change would probably do: {change}")
        return text.format(change=change)
    team = agents(effect.headcount)
    if not effect.proved:
        team = _("{agents} at most").format(agents=team)
    if effect.cost is not None:
        team = _("{agents}, cost {cost}").format(agents=team, cost=money(effect.cost))
    return _("This change would do: {change} ({agents})").format(change=change, agents=team)


def _less_is_asked(scenario: Scenario, need: Staffing, shortage: Shortage) -> Iterator[str]:
    """What else may be asked for where no single step of a rule would do."""
    yield _("Or accept less: a lower target.slot_floor or target.share, or shorter opening.hours.")
    if need.given is not None and ((shortage.agents > NEGLIGIBLE) & (need.given > 0)).any():
        yield _("Or need fewer agents in the forecast's column required; it counts outside the opening hours, too.")
    if shortage.late.any():
        yield _("Or give messages more time: a longer messages.reply_within, or a lower messages.share.")


def _clocks(grid: Grid, shortage: Shortage) -> Iterator[str]:
    """That the clocks change, where something is short within a day of it: shifts and rest last as long as ever."""
    short = np.flatnonzero(shortage.agents > NEGLIGIBLE)
    days = {label for label, missed in shortage.service.items() if missed > NEGLIGIBLE}
    near = int(DAY / timedelta(minutes=grid.slot_minutes))
    for slot, change in clock_changes(grid):
        moment = grid.instant(slot)
        if not ((np.abs(short - slot) < near).any() or moment.date().isoformat() in days):
            continue
        length = format_duration(abs(change))
        if change < timedelta(0):
            text = _(
                "In the night to {date} the clock is put back by {length}, and shifts keep their real length: by the "
                "clock they end {length} earlier. A longer shift, or another start, covers the hour that comes twice."
            )
        else:
            text = _(
                "In the night to {date} the clock is put forward by {length}, and shifts keep their real length: by "
                "the clock they end {length} later, and opening hours that hold the change are shorter."
            )
        yield text.format(date=moment.date().isoformat(), length=length)


def clock_changes(grid: Grid) -> Iterator[tuple[int, timedelta]]:
    """The slots from which on the clocks of the zone show other times, and by how much they were put forward."""
    offsets = [grid.instant(slot).utcoffset() or timedelta(0) for slot in range(grid.n_slots + 1)]
    for slot, (before, after) in enumerate(pairwise(offsets), start=1):
        if after != before:
            yield slot, after - before


def largest_clock_change(grid: Grid) -> timedelta:
    """By how much the clocks are put back in the period at most; nothing where they are not."""
    return max((-change for _slot, change in clock_changes(grid)), default=timedelta(0))


class _Trial:
    """What other rules leave short, as a part of what is short now; the worst week is asked first."""

    def __init__(
        self, shortages: Shortages, shortage: Shortage | None, works: tuple[ContractWork, ...], until: float
    ) -> None:
        self.shortages, self.until = shortages, until
        self.total = 1.0 if shortage is None else shortage.total
        self.slot = 0 if shortage is None else int(np.argmax(shortage.agents))
        self.week = 0.0 if shortage is None else shortages.of_week(works, self.slot, self.seconds) or 0.0

    @property
    def seconds(self) -> float:
        return self.until - time.monotonic()

    @property
    def over(self) -> bool:
        """Whether there is no time left."""
        return self.seconds <= 0

    def left(self, works: tuple[ContractWork, ...]) -> tuple[float, bool]:
        """The part that is still short, and whether whole people are known for it.

        1 where no team obeys the rules or the time ends.
        """
        if self.week > NEGLIGIBLE:
            week = self.shortages.of_week(works, self.slot, self.seconds)
            if week is None or week > NEGLIGIBLE:
                return (1.0 if week is None else week / self.week), False
        try:
            found = None if self.over else self.shortages.least(works, seconds=self.seconds)
        except NoPlanError:
            found = None
        return (1.0, False) if found is None else (found.total / self.total, found.whole)
