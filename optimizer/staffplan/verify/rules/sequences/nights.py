"""Rules of night shifts: those with as much time in ``payroll.night`` as earns the night allowance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.verify import figures
from staffplan.verify.clock import wall_clock
from staffplan.verify.kinds import kinds_of
from staffplan.verify.rules.agent import neighbours
from staffplan.verify.rules.concerned import concerned, of_agent
from staffplan.verify.rules.sequences.days import ENDLESS, begin, column_of, runs_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.scenario.keys import Contract
    from staffplan.schema.violation import Violation
    from staffplan.verify.roster import Roster

QUARTER = 15
"""Clocks change at full quarters of an hour (minutes)."""
LONGEST = 2 * MINUTES_PER_DAY
"""Minutes of a shift that are looked at: no legal one is as long."""


def night_shifts(roster: Roster) -> NDArray[np.bool_]:
    """Whether each shift of the days looked at is a night shift, shape (n,).

    It has as many minutes in the night window, by the wall clock, as ``payroll.night_allowance_from``, and one at
    least. Its breaks are not looked at.
    """
    night = np.zeros(len(roster.shifts), dtype=np.bool_)
    shifts = np.flatnonzero(column_of(roster) >= 0)
    if not len(shifts):
        return night
    start, end = roster.start_s[shifts] // 60, roster.end_s[shifts] // 60
    end = np.clip(end, start, start + LONGEST)
    first, kind = kinds_of(start, end)
    start, end = start[first], end[first]
    origin = int(start.min()) // QUARTER * QUARTER
    total = np.concatenate(([0], np.cumsum(_at_night(roster, origin, int(end.max()) + 1))))
    enough = max(1.0, roster.scenario.payroll.night_allowance_from.total_seconds() / 60)
    night[shifts] = (total[end - origin] - total[start - origin] >= enough)[kind]
    return night


def _at_night(roster: Roster, origin: int, behind: int) -> NDArray[np.bool_]:
    """Whether each minute from ``origin`` to ``behind``, since 1970 UTC, lies in the night window of the wall clock."""
    quarters = np.arange(origin, behind, QUARTER)
    offset = np.repeat(wall_clock(60 * quarters, roster.zone).offset_s // 60, QUARTER)
    clock = np.arange(origin, origin + len(offset)) + offset
    evening, morning = roster.scenario.payroll.night
    length = (morning - evening) % MINUTES_PER_DAY or MINUTES_PER_DAY
    inside: NDArray[np.bool_] = (clock - evening) % MINUTES_PER_DAY < length
    return inside


def rest_after_night(roster: Roster) -> Iterator[Violation]:
    """After a night shift lies the contract's rest, unless the agent's next is a night shift too; overlaps apart."""
    if not any(_rests_after_nights(contract) for contract in roster.scenario.contract):
        return
    night = night_shifts(roster)
    before, after, gap_s = neighbours(roster)
    rest = [contract.rest_after_night for contract in roster.scenario.contract]
    needed = np.array([0 if each is None else int(each.total_seconds()) for each in (*rest, None)], dtype=np.int64)
    needed_s = needed[roster.agent_contract[roster.agent[before]]]
    wrong = night[before] & ~night[after] & (gap_s >= 0) & (gap_s < needed_s)
    for pair in np.flatnonzero(wrong):
        shift = int(after[pair])
        found = _("{rest} of rest after a night shift").format(rest=figures.length(int(gap_s[pair])))
        allowed = _("at least {rest}").format(rest=figures.length(int(needed_s[pair])))
        day = int(roster.start_clock.ordinal[shift]) - roster.first_day
        yield of_agent(roster, "rest_after_night", int(roster.agent[shift]), found, allowed, day)


def _rests_after_nights(contract: Contract) -> bool:
    return contract.rest_after_night is not None


def max_nights_in_row(roster: Roster) -> Iterator[Violation]:
    """No agent works on more days in a row at night than the contract's most."""
    for contract, agents in concerned(roster, lambda contract: contract.max_nights_in_row is not None):
        most = contract.max_nights_in_row or 0
        row, first, length = runs_of(_nights(roster)[agents], cyclic=roster.cyclic)
        for run in np.flatnonzero(length > most):
            nights = int(length[run])
            found = _("no day without a night shift") if nights == ENDLESS else _("{nights} nights in a row")
            allowed = _("at most {nights}").format(nights=most)
            agent = int(agents[row[run]])
            yield of_agent(roster, "max_nights_in_row", agent, found.format(nights=nights), allowed, int(first[run]))


def nights_per_period(roster: Roster) -> Iterator[Violation]:
    """In the period an agent works from the contract's least to its most night shifts."""
    for contract, agents in concerned(roster, lambda contract: contract.nights_per_period is not None):
        least, most = contract.nights_per_period or (0, None)
        count = _nights(roster)[agents, begin(roster) :].sum(axis=1)
        for wrong in np.flatnonzero((count < least) | (count > (roster.works.shape[1] if most is None else most))):
            found = _("{nights} night shifts in the period").format(nights=int(count[wrong]))
            yield of_agent(roster, "nights_per_period", int(agents[wrong]), found, figures.limits(least, most))


def _nights(roster: Roster) -> NDArray[np.bool_]:
    """Whether each agent starts a night shift on each day, shape (agents, columns)."""
    nights = np.zeros_like(roster.works)
    night = night_shifts(roster)
    nights[roster.agent[night], column_of(roster)[night]] = True
    return nights
