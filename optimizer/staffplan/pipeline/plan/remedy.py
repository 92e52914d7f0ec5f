"""Why no legal plan exists: the slots that cannot be covered, and the rules whose change by a step would do."""

from __future__ import annotations

import time
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.staffing import Staffing
    from staffplan.schema.work import ContractWork
    from staffplan.solve.searches.shortage import Shortage, Shortages

SHOWN_STRETCHES = 12
SECONDS = 7.0
"""Time for it all, if what is short is known by then: whoever waits for an explanation wants it soon."""
NEGLIGIBLE = 1e-6


def explain_infeasible(scenario: Scenario, need: Staffing, works: tuple[ContractWork, ...]) -> InfeasibleError:
    """The error that says what cannot be met, when, and which change of one rule would do."""
    from staffplan.solve.searches.shortage import Shortages

    until = time.monotonic() + SECONDS
    with Shortages(need) as shortages:
        shortage = shortages.least(works)
        if shortage is None:
            summary = _("No legal plan exists: the rules of a contract contradict its least headcount.")
            return InfeasibleError(summary)
        remedies = tuple(_remedies(scenario, works, shortages, shortage, until))
    slots = int((shortage.agents > NEGLIGIBLE).sum())
    summary = _("No legal plan covers the need: {slots} slots stay short, {agents:.0f} agent-slots in all.").format(
        slots=slots, agents=float(shortage.agents.sum())
    )
    if not slots:
        summary = _("No legal plan gives all that is asked: every slot has its least agents, and these are missed.")
    stretches = list(_stretches(shortage, need.grid))
    shown = stretches[:SHOWN_STRETCHES]
    if len(stretches) > SHOWN_STRETCHES:
        shown.append(_("and {more} more stretches").format(more=len(stretches) - SHOWN_STRETCHES))
    shown += [
        _("{label}: the share answered in time cannot be reached").format(label=label)
        for label, missed in shortage.service.items()
        if missed > NEGLIGIBLE
    ][:SHOWN_STRETCHES]
    shown += list(_late(shortage, need.grid))[:SHOWN_STRETCHES]
    return InfeasibleError(summary, tuple(shown), remedies)


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


def _remedies(
    scenario: Scenario, works: tuple[ContractWork, ...], shortages: Shortages, shortage: Shortage, until: float
) -> Iterator[str]:
    """Changes of one rule by a step after which nothing is short; where none does, the one that helps most."""
    from staffplan.shifts import legal_work
    from staffplan.shifts.relax import relaxations

    enough = False
    best = 1 - NEGLIGIBLE, ""
    trial = _Trial(shortages, shortage, works, until)
    for change in relaxations(scenario):
        left = trial.left(legal_work(change.scenario, shortages.staffing.grid))
        if left <= NEGLIGIBLE:
            enough = True
            yield _("This change would do: {change}").format(change=change.text)
        best = min(best, (left, change.text), key=lambda found: found[0])
        if trial.over:
            break
    if not enough and best[1]:
        yield _("No single step would do; most would help: {change}").format(change=best[1])
    if not enough:
        yield _("Or accept less: a lower target.slot_floor or target.share, or shorter opening.hours.")
    if not enough and shortage.late.any():
        yield _("Or give messages more time: a longer messages.reply_within, or a lower messages.share.")


class _Trial:
    """What other rules leave short, as a part of what is short now; the worst week is asked first."""

    def __init__(self, shortages: Shortages, shortage: Shortage, works: tuple[ContractWork, ...], until: float) -> None:
        self.shortages, self.total, self.until = shortages, shortage.total, until
        self.slot = int(np.argmax(shortage.agents))
        self.week = shortages.of_week(works, self.slot, self.seconds) or 0.0

    @property
    def seconds(self) -> float:
        return self.until - time.monotonic()

    @property
    def over(self) -> bool:
        """Whether there is no time left."""
        return self.seconds <= 0

    def left(self, works: tuple[ContractWork, ...]) -> float:
        """The part that is still short; 1 where no team obeys the rules or the time ends."""
        if self.week > NEGLIGIBLE:
            week = self.shortages.of_week(works, self.slot, self.seconds)
            if week is None or week > NEGLIGIBLE:
                return 1.0 if week is None else week / self.week
        try:
            found = None if self.over else self.shortages.least(works, seconds=self.seconds)
        except NoPlanError:
            found = None
        return 1.0 if found is None else found.total / self.total
