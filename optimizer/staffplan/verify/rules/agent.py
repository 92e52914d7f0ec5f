"""Rules of one agent from shift to shift: one contract, one shift a day, no overlap, rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.verify.roster import Roster


def one_contract(roster: Roster) -> Iterator[Violation]:
    """All shifts of an agent are of one contract."""
    names = np.array([shift.contract for shift in roster.shifts], dtype=object)
    other = (roster.agent[1:] == roster.agent[:-1]) & (names[1:] != names[:-1])
    for agent in np.unique(roster.agent[1:][other]):
        contracts = set(names[roster.agent == agent])
        yield Violation(
            rule="one_contract",
            agent_id=roster.agent_ids[agent],
            found=_("shifts of the contracts {names}").format(names=", ".join(sorted(contracts))),
            allowed=_("one contract for all shifts of an agent"),
        )


def one_shift_a_day(roster: Roster) -> Iterator[Violation]:
    """An agent starts at most one shift on a local date."""
    day = roster.start_clock.ordinal
    same = (roster.agent[1:] == roster.agent[:-1]) & (day[1:] == day[:-1])
    for position in np.flatnonzero(same) + 1:
        yield Violation(
            rule="one_shift_a_day",
            agent_id=roster.shifts[position].agent_id,
            date=roster.day_of(int(position)),
            found=_("one more shift that starts at {start}").format(
                start=figures.moment(int(roster.start_s[position]), roster.zone)
            ),
            allowed=_("one shift that starts on a day"),
        )


def overlap(roster: Roster) -> Iterator[Violation]:
    """A shift of an agent starts at or after the end of the one before."""
    before, after, gap_s = neighbours(roster)
    for pair in np.flatnonzero(gap_s < 0):
        yield Violation(
            rule="overlap",
            agent_id=roster.shifts[after[pair]].agent_id,
            date=roster.day_of(int(after[pair])),
            found=_("a start at {start} before the end at {end} of the shift before").format(
                start=figures.moment(int(roster.start_s[after[pair]]), roster.zone),
                end=figures.moment(int(roster.end_s[before[pair]]), roster.zone),
            ),
            allowed=_("shifts of an agent that do not overlap"),
        )


def min_rest(roster: Roster) -> Iterator[Violation]:
    """Between the end of a shift and the start of the agent's next lies the contract's rest; overlaps apart."""
    before, after, gap_s = neighbours(roster)
    rest = [int(contract.min_rest.total_seconds()) for contract in roster.scenario.contract]
    needed = np.array([*rest, 0], dtype=np.int64)[roster.contract[before]]
    for pair in np.flatnonzero((gap_s >= 0) & (gap_s < needed)):
        yield Violation(
            rule="min_rest",
            agent_id=roster.shifts[after[pair]].agent_id,
            date=roster.day_of(int(after[pair])),
            found=_("{rest} of rest before the shift").format(rest=figures.length(int(gap_s[pair]))),
            allowed=_("at least {rest}").format(rest=figures.length(int(needed[pair]))),
        )


def neighbours(roster: Roster) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64]]:
    """Pairs of an agent's shift and their next, and the seconds between; a cyclic period closes."""
    n = len(roster.shifts)
    before = np.arange(n)
    last = np.ones(n, dtype=np.bool_)
    last[:-1] = roster.agent[1:] != roster.agent[:-1]
    after = np.where(last, np.searchsorted(roster.agent, roster.agent), before + 1)
    gap_s = roster.start_s[after] - roster.end_s + np.where(last, roster.period_s, 0)
    if roster.cyclic:
        return before, after, gap_s
    return before[~last], after[~last], gap_s[~last]
