"""Why no legal plan exists: the slots that cannot be covered, and the rules whose change by a step would do."""

from __future__ import annotations

import time
from collections import defaultdict
from datetime import timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import InfeasibleError, NoPlanError
from staffplan.pipeline.plan.what_if import WhatIf, need_under
from staffplan.pipeline.plan.works import works_under
from staffplan.schema.base import format_duration
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.pipeline.plan.what_if import Effect
    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.people.team import Team
    from staffplan.schema.scenario.keys import Scenario
    from staffplan.schema.service.staffing import Staffing
    from staffplan.shifts.relaxed.relaxation import Relaxation
    from staffplan.solve.searches.shortage import Shortage, Shortages

SHOWN_STRETCHES = 12
SECONDS, LEAST_SECONDS = 20.0, 2.0
"""Time for it all, if what is short is known by then: whoever waits for an explanation wants it soon.

At most, and at least; in between, what the command has left. Seven seconds gave large months no headcounts.
"""
CHANGES_SHARE = 0.5
"""Of it, at most, for finding the changes that would do; the rest is for the headcounts that they lead to."""
LEAST_SECONDS_FOR_HEADCOUNTS = 1.0
"""Time for the headcounts that the changes lead to, at least."""
LEAST_SECONDS_FOR_ONE = 6.0
"""Time for one of them, at least, where there is that much: it shares the rest with those behind it."""
NEGLIGIBLE = 1e-6
DAY = timedelta(days=1)


def explain_infeasible(
    scenario: Scenario,
    need: Staffing,
    works: tuple[ContractWork, ...],
    left: float = SECONDS,
    team: Team | None = None,
) -> InfeasibleError:
    """The error that says what cannot be met, when, and which change of one rule would do, for how many agents.

    ``left``: seconds that the command has left; ``team``: the people by name. Raises NoPlanError where the seconds end
    before anything is known.
    """
    from staffplan.solve.searches.shortage import Shortages

    until = time.monotonic() + max(min(SECONDS, left), LEAST_SECONDS)
    with Shortages(need) as shortages:
        shortage = shortages.least(works, seconds=max(left, LEAST_SECONDS))
        half = time.monotonic() + CHANGES_SHARE * max(until - time.monotonic(), 0.0)
        changes, most = _changes(scenario, works, shortages, shortage, half, team)
    remedies = list(_solved(scenario, need, changes, until, team))
    if shortage is None:
        return InfeasibleError(Message.of("rules_contradict"), tuple(_barred(scenario, need.grid)), remedies)
    if not remedies:
        remedies += [Message.of("change_helps_most", change=most)] if most else []
        remedies += _less_is_asked(need, shortage)
    if team is not None and scenario.team.shortage != "least":
        remedies.append(Message.of("hire_or_miss"))
    remedies += _clocks(need.grid, shortage)
    shown = (*_shown(shortage, need.grid, scenario), *_barred(scenario, need.grid))
    return InfeasibleError(_summary(shortage), shown, remedies)


def _summary(shortage: Shortage) -> Message:
    slots = int((shortage.agents > NEGLIGIBLE).sum())
    if not slots and any((lacking > NEGLIGIBLE).any() for lacking in shortage.limits.values()):
        return Message.of("limits_not_kept")
    if not slots:
        return Message.of("service_not_reached")
    return Message.of("need_not_covered", slots=slots, agents=float(shortage.agents.sum()))


def _shown(shortage: Shortage, grid: Grid, scenario: Scenario) -> Iterator[Message]:
    """What cannot be met, and when, each list cut where it is long."""
    stretches = [
        Message.of("stretch_short", date=day, first=first, last=last, count=count)
        for day, first, last, count in _stretches(shortage.agents, grid)
    ]
    stretches += _limits_broken(shortage, grid, scenario)
    yield from stretches[:SHOWN_STRETCHES]
    if len(stretches) > SHOWN_STRETCHES:
        yield Message.of("more_stretches", more=len(stretches) - SHOWN_STRETCHES)
    missed = [label for label, part in shortage.service.items() if part > NEGLIGIBLE]
    for label in missed[:SHOWN_STRETCHES]:
        yield Message.of("group_missed", label=label)
    if len(missed) > SHOWN_STRETCHES:
        yield Message.of("and_more", more=len(missed) - SHOWN_STRETCHES)
    late = list(_late(shortage, grid))
    yield from late[:SHOWN_STRETCHES]
    if len(late) > SHOWN_STRETCHES:
        yield Message.of("and_more", more=len(late) - SHOWN_STRETCHES)


def _barred(scenario: Scenario, grid: Grid) -> Iterator[Message]:
    """The contracts under which nobody can work, and the rules that bar it."""
    from staffplan.shifts.no_tour import contracts_without_tours

    for each in contracts_without_tours(scenario, grid):
        yield Message.of("contract_without_tours", contract=each.contract, rules=each.rules)


def _limits_broken(shortage: Shortage, grid: Grid, scenario: Scenario) -> Iterator[Message]:
    """Who lacks of each role, and who has no seat."""
    roles = {f"role[{k}]": role.label for k, role in enumerate(scenario.role, start=1)}
    for key, lacking in shortage.limits.items():
        for day, first, last, count in _stretches(lacking, grid):
            if key in roles:
                yield Message.of("role_missing", date=day, first=first, last=last, count=count, role=roles[key])
            else:
                yield Message.of("no_seat", date=day, first=first, last=last, count=count)


def _stretches(agents: NDArray[np.float64], grid: Grid) -> Iterator[tuple[str, str, str, int]]:
    """Neighbouring slots that are short by the same number: date, first and last clock time, and how many."""
    short = np.ceil(agents - NEGLIGIBLE).astype(int)
    for count, slots in groupby(range(grid.n_slots), key=lambda slot: int(short[slot])):
        stretch = list(slots)
        if count > 0:
            first, last = grid.instant(stretch[0]), grid.instant(stretch[-1] + 1)
            yield first.date().isoformat(), f"{first:%H:%M}", f"{last:%H:%M}", count


def _late(shortage: Shortage, grid: Grid) -> Iterator[Message]:
    """Agent-hours that lack for the messages of each day, by the day of the deadline."""
    lacking: dict[str, float] = defaultdict(float)
    for moment, agent_slots in zip(grid.starts, shortage.late.tolist(), strict=True):
        lacking[moment.date().isoformat()] += agent_slots * grid.slot_minutes / 60
    for day, hours in lacking.items():
        if hours > NEGLIGIBLE:
            yield Message.of("messages_late", date=day, hours=hours)


def _changes(
    scenario: Scenario,
    works: tuple[ContractWork, ...],
    shortages: Shortages,
    shortage: Shortage | None,
    until: float,
    team: Team | None,
) -> tuple[list[tuple[Relaxation, bool]], Message | None]:
    """Changes of one rule by a step after which nothing is short, and whether whole people are known to do.

    Besides, the change that helps most; None: none helps at all.
    """
    from staffplan.shifts.relaxed.scenario import relaxations

    enough: list[tuple[Relaxation, bool]] = []
    best: tuple[float, Message | None] = (1 - NEGLIGIBLE, None)
    trial = _Trial(shortages, shortage, works, until)
    for change in relaxations(scenario, largest_clock_change(shortages.staffing.grid)):
        if change.of_need:
            continue
        need = need_under(change.scenario, shortages.staffing)
        left, whole = trial.left(works_under(change.scenario, need.grid, team), need)
        if left <= NEGLIGIBLE:
            enough.append((change, whole))
        best = min(best, (left, change.message), key=lambda found: found[0])
        if trial.over:
            break
    return enough, best[1]


def _solved(
    scenario: Scenario, need: Staffing, changes: list[tuple[Relaxation, bool]], until: float, team: Team | None
) -> Iterator[Message]:
    """The changes that would do by the headcount, then the cost, that each leads to; last those not solved in time."""
    if not changes:
        return
    by_cost = scenario.objective.minimise == "cost"
    found: list[tuple[tuple[float, ...], Message]] = []
    with WhatIf(max(until - time.monotonic(), LEAST_SECONDS_FOR_HEADCOUNTS), team=team) as what_if:
        for place, (change, whole) in enumerate(changes):
            seconds = max(what_if.left / (len(changes) - place), LEAST_SECONDS_FOR_ONE)
            effect = what_if.effect(change.scenario, need_under(change.scenario, need), 0.0, seconds)
            if effect is not None:
                found.append((effect.order(by_cost=by_cost), _remedy(change.message, effect, whole=whole)))
    yield from (remedy for _order, remedy in sorted(found, key=lambda each: each[0]))


def _remedy(change: Message, effect: Effect, *, whole: bool) -> Message:
    if effect.headcount is None:
        if whole:
            return Message.of("change_would_do", change=change)
        return Message.of("change_may_do", change=change)
    team = Message.of("some_agents", count=effect.headcount) if effect.headcount != 1 else Message.of("one_agent")
    if not effect.proved:
        team = Message.of("team_at_most", team=team)
    if effect.cost is not None:
        team = Message.of("team_at_cost", team=team, cost=effect.cost)
    return Message.of("change_solved", change=change, team=team)


def _less_is_asked(need: Staffing, shortage: Shortage) -> Iterator[Message]:
    """What else may be asked for where no single step of a rule would do."""
    yield Message.of("accept_less")
    if need.given is not None and ((shortage.agents > NEGLIGIBLE) & (need.given > 0)).any():
        yield Message.of("need_fewer")
    if shortage.late.any():
        yield Message.of("more_time_for_messages")


def _clocks(grid: Grid, shortage: Shortage) -> Iterator[Message]:
    """That the clocks change, where something is short within a day of it: shifts and rest last as long as ever."""
    short = np.flatnonzero(shortage.agents > NEGLIGIBLE)
    days = {label for label, missed in shortage.service.items() if missed > NEGLIGIBLE}
    near = int(DAY / timedelta(minutes=grid.slot_minutes))
    for slot, change in clock_changes(grid):
        moment = grid.instant(slot)
        if not ((np.abs(short - slot) < near).any() or moment.date().isoformat() in days):
            continue
        date, length = moment.date().isoformat(), format_duration(abs(change))
        if change < timedelta(0):
            yield Message.of("clock_put_back", date=date, length=length)
        else:
            yield Message.of("clock_put_forward", date=date, length=length)


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

    def left(self, works: tuple[ContractWork, ...], need: Staffing) -> tuple[float, bool]:
        """The part that is still short, and whether whole people are known for it.

        1 where no team obeys the rules or the time ends.
        """
        if self.week > NEGLIGIBLE:
            week = self.shortages.of_week(works, self.slot, self.seconds, need)
            if week is None or week > NEGLIGIBLE:
                return (1.0 if week is None else week / self.week), False
        try:
            found = None if self.over else self.shortages.least(works, seconds=self.seconds, staffing=need)
        except NoPlanError:
            found = None
        return (1.0, False) if found is None else (found.total / self.total, found.whole)
