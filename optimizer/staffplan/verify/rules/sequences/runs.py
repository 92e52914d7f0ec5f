"""Rules of days in a row: working days, and days off.

Who has no shift of the eve may have worked on it or not; a row that reaches the edge of what is known may go on there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.verify.rules.concerned import concerned, of_agent
from staffplan.verify.rules.sequences.days import ENDLESS, begin, runs_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.violation import Violation
    from staffplan.verify.roster import Roster


def days_in_row(roster: Roster) -> Iterator[Violation]:
    """No agent works more days in a row than the contract's most; in a cyclic plan the last day meets the first."""
    for contract, agents in concerned(roster, lambda contract: True):
        runs = runs_of(roster.works[agents], cyclic=roster.cyclic)
        for run in np.flatnonzero(runs.length > contract.max_days_in_row):
            length = int(runs.length[run])
            found = _("no day off at all") if length == ENDLESS else _("{days} days in a row").format(days=length)
            allowed = _("at most {days}").format(days=contract.max_days_in_row)
            agent = int(agents[runs.row[run]])
            yield of_agent(roster, "days_in_row", agent, found, allowed, int(runs.first[run]))


def min_days_in_row(roster: Roster) -> Iterator[Violation]:
    """A row of working days has the contract's fewest at least."""
    for contract, agents in concerned(roster, lambda contract: contract.min_days_in_row > 1):
        works = roster.works[agents]
        row, first, length = runs_of(works, cyclic=roster.cyclic)
        cut = _cut(roster, first, length, first <= begin(roster))
        for run in np.flatnonzero((length < contract.min_days_in_row) & ~cut):
            found = _("{days} working days in a row").format(days=int(length[run]))
            allowed = _("at least {days}").format(days=contract.min_days_in_row)
            yield of_agent(roster, "min_days_in_row", int(agents[row[run]]), found, allowed, int(first[run]))


def min_days_off_in_row(roster: Roster) -> Iterator[Violation]:
    """A row of days off has the contract's fewest at least."""
    opening = begin(roster)
    for contract, agents in concerned(roster, lambda contract: contract.min_days_off_in_row > 1):
        works = roster.works[agents]
        row, first, length = runs_of(~works[:, opening:], cyclic=roster.cyclic)
        first = first + opening
        cut = _cut(roster, first, length, (first == opening) & ~works[row, 0])
        for run in np.flatnonzero((length < contract.min_days_off_in_row) & ~cut):
            found = _("{days} days off in a row").format(days=int(length[run]))
            allowed = _("at least {days}").format(days=contract.min_days_off_in_row)
            yield of_agent(roster, "min_days_off_in_row", int(agents[row[run]]), found, allowed, int(first[run]))


def _cut(
    roster: Roster, first: NDArray[np.intp], length: NDArray[np.int64], from_the_start: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Whether each run may go on outside the plan: before it, as ``from_the_start`` says, or after its last day."""
    if roster.cyclic:
        return np.zeros(len(first), dtype=np.bool_)
    cut: NDArray[np.bool_] = from_the_start | (first + length == roster.works.shape[1])
    return cut
