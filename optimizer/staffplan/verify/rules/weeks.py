"""Rules of the calendar week: the days that an agent works in it, and days off side by side.

A calendar week that lies only partly in the plan is legal where the other days could be filled in so that all of it
is. The eve of the first day is such another day, except for the agents who work a shift on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.kinds import kinds_of
from staffplan.verify.rules.concerned import concerned, of_agent
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Contract
    from staffplan.verify.roster import Roster

DAYS_IN_WEEK = 7
DAYS = tuple(range(DAYS_IN_WEEK))


class WeekOfDay(NamedTuple):
    """The calendar weeks that the plan touches, and the one of each day."""

    first_day: tuple[int, ...]
    """Ordinal of the first day of each week, shape (weeks,)."""
    of_day: NDArray[np.int64]
    """The week of each column of ``roster.works``, shape (columns,)."""


def week_of_day(roster: Roster) -> WeekOfDay:
    """The calendar weeks; in a cyclic plan its first and last part of a week are one."""
    days = roster.works.shape[1]
    position = roster.week_position(roster.first_day)
    n_weeks = max(1, days // DAYS_IN_WEEK) if roster.cyclic else (position + days - 1) // DAYS_IN_WEEK + 1
    opening = roster.first_day - position
    of_day = (np.arange(days) + position) // DAYS_IN_WEEK % n_weeks
    return WeekOfDay(tuple(opening + DAYS_IN_WEEK * week for week in range(n_weeks)), of_day)


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
    """The calendar weeks that the plan touches, with what is known of them."""
    first_day, of_day = week_of_day(roster)
    worked = np.zeros((len(roster.agent_ids), len(first_day)), dtype=np.int64)
    known = np.zeros_like(worked)
    for day, week in enumerate(of_day.tolist()):
        position = roster.week_position(roster.first_day + day)
        worked[:, week] |= roster.works[:, day].astype(np.int64) << position
        seen = roster.works[:, day] if day == 0 and not roster.cyclic else np.True_
        known[:, week] |= np.int64(1 << position) * seen
    unknown = ~known & ((1 << DAYS_IN_WEEK) - 1)
    return Weeks(first_day, worked, unknown)


def days_per_week(roster: Roster) -> Iterator[Violation]:
    """In each calendar week an agent works from its least to its most days, which weeks may have in turn."""
    weeks = weeks_of(roster)
    yield from _turns_close(roster, len(weeks.first_day))
    worked, unknown = _count(weeks.worked), _count(weeks.unknown)
    limits = _limits(roster, weeks)
    wrong = (worked > limits[..., 1]) | (worked + unknown < limits[..., 0])
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
            allowed=figures.limits(*limits[agent, week].tolist()),
        )


def _turns_close(roster: Roster, n_weeks: int) -> Iterator[Violation]:
    """In a cyclic plan weeks that take turns do so over its end too."""
    for contract, _agents in concerned(roster, lambda contract: bool(contract.weeks_in_turn)):
        turns = len(contract.weeks_in_turn)
        if roster.cyclic and n_weeks % turns:
            yield Violation(
                rule="days_per_week",
                found=_("{weeks} weeks in the cycle").format(weeks=n_weeks),
                allowed=_("a multiple of {turns}, as many weeks as take turns").format(turns=turns),
            )


def _limits(roster: Roster, weeks: Weeks) -> NDArray[np.int64]:
    """Least and most days of each agent's weeks, shape (agents, weeks, 2), where they take turns as suits them best."""
    n_weeks = len(weeks.first_day)
    pairs = np.array([contract.days_per_week for contract in roster.scenario.contract], dtype=np.int64)
    limits = np.repeat(pairs[roster.agent_contract][:, None], n_weeks, axis=1)
    for contract, agents in concerned(roster, lambda contract: bool(contract.weeks_in_turn)):
        turns = _turns(roster, contract, n_weeks)
        least, most = turns[..., 0], turns[..., 1]
        worked, unknown = weeks.worked[agents, None], weeks.unknown[agents, None]
        wrong = (_count(worked) > most) | (_count(worked | unknown) < least)
        if contract.days_off_in_row and not contract.days_off_across_weeks:
            wrong |= ~_has_block(worked, unknown, least, contract.days_off_in_row)
        limits[agents] = turns[wrong.sum(axis=2).argmin(axis=1)]
    return limits


def _turns(roster: Roster, contract: Contract, n_weeks: int) -> NDArray[np.int64]:
    """Least and most days of each week by the pair that the period's first week has, shape (pairs or 1, weeks, 2)."""
    pairs = np.array(contract.weeks_in_turn, dtype=np.int64)
    first_week = week_of_day(roster).of_day[0 if roster.cyclic else 1]
    begins = np.arange(len(pairs) if contract.week_phase == "free" else 1)
    turns: NDArray[np.int64] = pairs[(begins[:, None] + np.arange(n_weeks) - first_week) % len(pairs)]
    return turns


def days_off_in_row(roster: Roster) -> Iterator[Violation]:
    """Each calendar week of an agent holds the contract's days off side by side, and leaves room for its least days."""
    weeks = weeks_of(roster)
    least = _limits(roster, weeks)[..., 0]
    rows = np.broadcast_to(roster.agent_contract[:, None], weeks.worked.shape)
    first, kind = kinds_of(rows.ravel(), weeks.worked.ravel(), weeks.unknown.ravel(), least.ravel())
    places = [divmod(place, weeks.worked.shape[1]) for place in first.tolist()]
    kept = [_leaves_days_off(roster, weeks, agent, week, int(least[agent, week])) for agent, week in places]
    wrong = ~np.array(kept, dtype=np.bool_)
    for agent, week in np.argwhere(wrong[kind].reshape(weeks.worked.shape)):
        contract = roster.contract_of_agent(agent)
        assert contract is not None
        worked, unknown = int(weeks.worked[agent, week]), int(weeks.unknown[agent, week])
        off = _most_off(worked, unknown, int(least[agent, week]))
        found = _("{days} days off side by side in the week").format(days=off)
        yield _too_few_off(roster, int(agent), weeks.first_day[week], found, contract)
    yield from _over_the_end(roster, weeks.first_day)


def _too_few_off(roster: Roster, agent: int, first_day: int, found: str, contract: Contract) -> Violation:
    allowed = _("at least {days}").format(days=contract.days_off_in_row)
    return of_agent(roster, "days_off_in_row", agent, found, allowed, first_day - roster.first_day)


def _over_the_end(roster: Roster, first_day: tuple[int, ...]) -> Iterator[Violation]:
    """The rule where the days off may lie over the end of the week: one day of them, at least, lies in each week."""
    for contract, agents in concerned(roster, _may_cross):
        worked = _around_weeks(roster, agents, len(first_day))
        sizes = range(1, contract.days_off_in_row + 1)
        held = [_held(worked, size) for size in sizes]
        for row, week in np.argwhere(~held[-1]):
            off = max((size for size, has in zip(sizes, held, strict=True) if has[row, week]), default=0)
            found = _("{days} days off side by side that reach into the week").format(days=off)
            yield _too_few_off(roster, int(agents[row]), first_day[week], found, contract)


def _may_cross(contract: Contract) -> bool:
    return contract.days_off_across_weeks and contract.days_off_in_row > 0


def _around_weeks(roster: Roster, agents: NDArray[np.intp], n_weeks: int) -> NDArray[np.bool_]:
    """Days worked, from 6 days before the agents' weeks to 6 after; shape (agents, days)."""
    columns = roster.works.shape[1]
    day = np.arange(-6, DAYS_IN_WEEK * n_weeks + 6) - roster.week_position(roster.first_day)
    if roster.cyclic:
        turned: NDArray[np.bool_] = roster.works[np.ix_(agents, day % columns)]
        return turned
    outside = (day < 0) | (day >= columns)
    worked: NDArray[np.bool_] = roster.works[np.ix_(agents, np.clip(day, 0, columns - 1))] & ~outside
    return worked


def _held(worked: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
    """Whether ``size`` days off side by side reach into each week; (agents, weeks).

    ``worked`` are the days of ``_around_weeks``; those that the plan does not hold may be days off.
    """
    week = np.arange(6, worked.shape[1] - 6, DAYS_IN_WEEK)[:, None]
    blocks = [week + np.arange(first, first + size) for first in range(1 - size, DAYS_IN_WEEK)]
    held: NDArray[np.bool_] = np.any([~worked[:, block].any(axis=2) for block in blocks], axis=0)
    return held


def _leaves_days_off(roster: Roster, weeks: Weeks, agent: int, week: int, least: int) -> bool:
    """Whether an agent's week, of ``least`` days, keeps the rule; an unknown contract has none.

    Days off that may lie over the end of the week are looked at apart.
    """
    contract = roster.contract_of_agent(agent)
    if contract is None or contract.days_off_across_weeks:
        return True
    worked, unknown = int(weeks.worked[agent, week]), int(weeks.unknown[agent, week])
    return _has_days_off(worked, unknown, least, contract.days_off_in_row)


@np.vectorize
def _has_block(worked: int, unknown: int, least: int, side_by_side: int) -> bool:
    """``_has_days_off`` of arrays."""
    return _has_days_off(int(worked), int(unknown), int(least), int(side_by_side))


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


def _has_contract(roster: Roster) -> NDArray[np.bool_]:
    return (roster.agent_contract >= 0)[:, None]
