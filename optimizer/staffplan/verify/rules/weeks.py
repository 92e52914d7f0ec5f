"""Rules of the days that one agent works: in a row, per calendar week, days off side by side.

A calendar week that lies only partly in the plan is legal where the other days could be filled in so that all of it
is. The eve of the first day is such another day, except for the agents who work a shift on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.kinds import kinds_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.verify.roster import Roster

DAYS_IN_WEEK = 7
DAYS = tuple(range(DAYS_IN_WEEK))


def days_in_row(roster: Roster) -> Iterator[Violation]:
    """No agent works more days in a row than the contract's most; in a cyclic plan the last day meets the first."""
    most = _of_agents(roster, [contract.max_days_in_row for contract in roster.scenario.contract])
    days = roster.works.shape[1]
    works = np.tile(roster.works, 2) if roster.cyclic else roster.works
    too_long = np.flatnonzero((_longest_run(works) > most) | (roster.cyclic & roster.works.all(axis=1)))
    for agent in too_long:
        for first, length in _runs(roster.works[agent], cyclic=roster.cyclic):
            if length is None or length > most[agent]:
                yield Violation(
                    rule="days_in_row",
                    agent_id=roster.agent_ids[agent],
                    date=date.fromordinal(roster.first_day + first % days),
                    found=_("no day off at all") if length is None else _("{days} days in a row").format(days=length),
                    allowed=_("at most {days}").format(days=most[agent]),
                )


def _longest_run(works: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Most days in a row of each agent, shape (agents,)."""
    run = longest = np.zeros(len(works), dtype=np.int64)
    for day in works.T:
        run = np.where(day, run + 1, 0)
        longest = np.maximum(longest, run)
    return longest


def _runs(works: NDArray[np.bool_], *, cyclic: bool) -> Iterator[tuple[int, int | None]]:
    """First day and length of each run of working days; length None where a cyclic plan has no day off."""
    if cyclic and works.all():
        yield 0, None
        return
    # A cycle is read from a day off on, so that no run is cut by its end.
    shift = int(np.flatnonzero(~works)[0]) if cyclic else 0
    steps = np.diff(np.concatenate(([0], np.roll(works, -shift).astype(np.int64), [0])))
    for first, end in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True):
        yield int(first) + shift, int(end - first)


@dataclass(frozen=True)
class Weeks:
    """What is known of each agent's calendar weeks; bit k of a mask stands for the k-th day of the week."""

    first_day: tuple[int, ...]
    """Ordinal of the first day of each week, shape (weeks,)."""
    worked: NDArray[np.int64]
    """Days worked, shape (agents, weeks)."""
    unknown: NDArray[np.int64]
    """Days that the plan does not hold, shape (agents, weeks)."""


def weeks_of(roster: Roster) -> Weeks:
    """The calendar weeks that the plan touches; in a cyclic plan its first and last part of a week are one."""
    days = roster.works.shape[1]
    opening = roster.first_day - roster.week_position(roster.first_day)
    n_weeks = max(1, days // DAYS_IN_WEEK) if roster.cyclic else (roster.last_day - opening) // DAYS_IN_WEEK + 1
    worked = np.zeros((len(roster.agent_ids), n_weeks), dtype=np.int64)
    known = np.zeros_like(worked)
    for day in range(days):
        week, position = divmod(roster.first_day + day - opening, DAYS_IN_WEEK)
        worked[:, week % n_weeks] |= roster.works[:, day].astype(np.int64) << position
        seen = roster.works[:, day] if day == 0 and not roster.cyclic else np.True_
        known[:, week % n_weeks] |= np.int64(1 << position) * seen
    unknown = ~known & ((1 << DAYS_IN_WEEK) - 1)
    return Weeks(tuple(opening + DAYS_IN_WEEK * week for week in range(n_weeks)), worked, unknown)


def days_per_week(roster: Roster) -> Iterator[Violation]:
    """In each calendar week an agent works from the contract's least to its most days."""
    weeks = weeks_of(roster)
    least = _of_agents(roster, [contract.days_per_week[0] for contract in roster.scenario.contract])[:, None]
    most = _of_agents(roster, [contract.days_per_week[1] for contract in roster.scenario.contract])[:, None]
    worked, unknown = _count(weeks.worked), _count(weeks.unknown)
    wrong = (worked > most) | (worked + unknown < least)
    for agent, week in np.argwhere(wrong & _has_contract(roster)):
        found = _("{days} working days in the week").format(days=worked[agent, week])
        if unknown[agent, week]:
            found = _("{days} working days in a week with {unknown} days outside the plan").format(
                days=worked[agent, week], unknown=unknown[agent, week]
            )
        yield Violation(
            rule="days_per_week",
            agent_id=roster.agent_ids[agent],
            date=date.fromordinal(weeks.first_day[week]),
            found=found,
            allowed=figures.limits(int(least[agent, 0]), int(most[agent, 0])),
        )


def days_off_in_row(roster: Roster) -> Iterator[Violation]:
    """Each calendar week of an agent holds the contract's days off side by side, and leaves room for its least days."""
    weeks = weeks_of(roster)
    rows = np.broadcast_to(roster.agent_contract[:, None], weeks.worked.shape)
    first, kind = kinds_of(rows.ravel(), weeks.worked.ravel(), weeks.unknown.ravel())
    places = [divmod(place, weeks.worked.shape[1]) for place in first.tolist()]
    wrong = np.array([not _leaves_days_off(roster, weeks, *place) for place in places], dtype=np.bool_)
    for agent, week in np.argwhere(wrong[kind].reshape(weeks.worked.shape)):
        contract = roster.contract_of_agent(agent)
        assert contract is not None
        worked, unknown = int(weeks.worked[agent, week]), int(weeks.unknown[agent, week])
        off = _most_off(worked, unknown, contract.days_per_week[0])
        yield Violation(
            rule="days_off_in_row",
            agent_id=roster.agent_ids[agent],
            date=date.fromordinal(weeks.first_day[week]),
            found=_("{days} days off side by side in the week").format(days=off),
            allowed=_("at least {days}").format(days=contract.days_off_in_row),
        )


def _leaves_days_off(roster: Roster, weeks: Weeks, agent: int, week: int) -> bool:
    """Whether an agent's week keeps the rule; an unknown contract has none."""
    contract = roster.contract_of_agent(agent)
    if contract is None:
        return True
    worked, unknown = int(weeks.worked[agent, week]), int(weeks.unknown[agent, week])
    return _has_days_off(worked, unknown, contract.days_per_week[0], contract.days_off_in_row)


@cache
def _has_days_off(worked: int, unknown: int, least: int, side_by_side: int) -> bool:
    """Whether a block of days off fits between the worked days while the unknown days outside it reach ``least``.

    Where even all unknown days would not reach ``least``, days_per_week is the rule that is broken, not this one.
    """
    reachable = min(least, worked.bit_count() + unknown.bit_count())
    for first in range(DAYS_IN_WEEK - side_by_side + 1):
        block = ((1 << side_by_side) - 1) << first
        if not worked & block and (worked | (unknown & ~block)).bit_count() >= reachable:
            return True
    return False


def _most_off(worked: int, unknown: int, least: int) -> int:
    return max(size for size in range(DAYS_IN_WEEK + 1) if _has_days_off(worked, unknown, least, size))


def _count(masks: NDArray[np.int64]) -> NDArray[np.int64]:
    return sum(((masks >> day) & 1 for day in DAYS), start=np.zeros_like(masks))


def _of_agents(roster: Roster, values: list[int]) -> NDArray[np.int64]:
    """The value of each agent's contract, shape (agents,); of an unknown contract the last, which callers leave out."""
    return np.array(values, dtype=np.int64)[roster.agent_contract]


def _has_contract(roster: Roster) -> NDArray[np.bool_]:
    return (roster.agent_contract >= 0)[:, None]
