"""Why no legal plan exists: the slots that cannot be covered, and the rules whose change by a step would do."""

from __future__ import annotations

import time
from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.staffing import Staffing
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
            return InfeasibleError(Message.of("rules_contradict"))
        remedies = tuple(_remedies(scenario, works, shortages, shortage, until))
    slots = int((shortage.agents > NEGLIGIBLE).sum())
    summary = Message.of("need_not_covered", slots=slots, agents=float(shortage.agents.sum()))
    if not slots:
        summary = Message.of("service_not_reached")
    stretches = list(_stretches(shortage, need.grid))
    shown = stretches[:SHOWN_STRETCHES]
    if len(stretches) > SHOWN_STRETCHES:
        shown.append(Message.of("more_stretches", more=len(stretches) - SHOWN_STRETCHES))
    shown += [
        Message.of("group_missed", label=label) for label, missed in shortage.service.items() if missed > NEGLIGIBLE
    ][:SHOWN_STRETCHES]
    shown += list(_late(shortage, need.grid))[:SHOWN_STRETCHES]
    return InfeasibleError(summary, tuple(shown), remedies)


def _stretches(shortage: Shortage, grid: Grid) -> Iterator[Message]:
    """Neighbouring slots that are short by the same number, as one line."""
    short = np.ceil(shortage.agents - NEGLIGIBLE).astype(int)
    for count, slots in groupby(range(grid.n_slots), key=lambda slot: int(short[slot])):
        stretch = list(slots)
        if count > 0:
            first, last = grid.instant(stretch[0]), grid.instant(stretch[-1] + 1)
            day, since, until = first.date().isoformat(), f"{first:%H:%M}", f"{last:%H:%M}"
            yield Message.of("stretch_short", date=day, first=since, last=until, count=count)


def _late(shortage: Shortage, grid: Grid) -> Iterator[Message]:
    """Agent-hours that lack for the messages of each day, by the day of the deadline."""
    lacking: dict[str, float] = defaultdict(float)
    for moment, agent_slots in zip(grid.starts, shortage.late.tolist(), strict=True):
        lacking[moment.date().isoformat()] += agent_slots * grid.slot_minutes / 60
    for day, hours in lacking.items():
        if hours > NEGLIGIBLE:
            yield Message.of("messages_late", date=day, hours=hours)


def _remedies(
    scenario: Scenario, works: tuple[ContractWork, ...], shortages: Shortages, shortage: Shortage, until: float
) -> Iterator[Message]:
    """Changes of one rule by a step after which nothing is short; where none does, the one that helps most."""
    from staffplan.shifts import legal_work
    from staffplan.shifts.clock_changes import clock_relaxations
    from staffplan.shifts.relaxed_rules import relaxations

    enough = False
    best: tuple[float, Message | None] = (1 - NEGLIGIBLE, None)
    trial = _Trial(shortages, shortage, works, until)
    short = np.flatnonzero(shortage.agents > NEGLIGIBLE).tolist()
    for change in (*clock_relaxations(scenario, shortages.staffing.grid, short), *relaxations(scenario)):
        left = trial.left(legal_work(change.scenario, shortages.staffing.grid))
        if left <= NEGLIGIBLE:
            enough = True
            yield Message.of("change_would_do", change=change.message)
        best = min(best, (left, change.message), key=lambda found: found[0])
        if trial.over:
            break
    if not enough and best[1] is not None:
        yield Message.of("change_helps_most", change=best[1])
    if not enough:
        yield Message.of("accept_less")
    if not enough and shortage.late.any():
        yield Message.of("more_time_for_messages")


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
