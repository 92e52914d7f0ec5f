"""Rules that count days: working days of the period, days off in windows of days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.verify import figures
from staffplan.verify.rules.concerned import concerned, of_agent
from staffplan.verify.rules.sequences.days import begin
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from staffplan.schema.violation import Violation
    from staffplan.verify.roster import Roster


def days_per_period(roster: Roster) -> Iterator[Violation]:
    """From the first to the last day of the period an agent works from the contract's least to its most days."""
    for contract, agents in concerned(roster, lambda contract: contract.days_per_period is not None):
        least, most = contract.days_per_period or (0, None)
        count = roster.works[agents, begin(roster) :].sum(axis=1)
        for wrong in np.flatnonzero((count < least) | (count > (len(roster.works[0]) if most is None else most))):
            found = _("{days} working days in the period").format(days=int(count[wrong]))
            yield of_agent(roster, "days_per_period", int(agents[wrong]), found, figures.limits(least, most))


def shifts_per_period(roster: Roster) -> Iterator[Violation]:
    """From the first to the last day of the period an agent works the least to the most shifts of each name."""
    names = np.array([shift.shift_name for shift in roster.shifts], dtype=object)
    opening = roster.first_day + begin(roster)
    for contract, agents in concerned(roster, lambda contract: bool(contract.shifts_per_period)):
        for name, (least, most) in contract.shifts_per_period.items():
            held = roster.agent[(names == name) & (roster.start_clock.ordinal >= opening)]
            count = np.bincount(held, minlength=len(roster.agent_ids))[agents]
            for wrong in np.flatnonzero((count < least) | (count > (len(names) if most is None else most))):
                found = _("{count} shifts {name} in the period").format(count=int(count[wrong]), name=name)
                yield of_agent(roster, "shifts_per_period", int(agents[wrong]), found, figures.limits(least, most))


def days_off_in_any(roster: Roster) -> Iterator[Violation]:
    """Windows of so many days inside the period hold the days off; of an agent's windows the worst is named."""
    opening = begin(roster)
    for contract, agents in concerned(roster, lambda contract: bool(contract.days_off_in_any)):
        off = ~roster.works[agents, opening:]
        for window, least in contract.days_off_in_any:
            count = _in_windows(off, window, cyclic=roster.cyclic)
            worst = count.argmin(axis=1) if count.shape[1] else np.zeros(0, dtype=np.intp)
            fewest = count[np.arange(len(worst)), worst]
            for wrong in np.flatnonzero(fewest < least):
                yield of_agent(
                    roster,
                    "days_off_in_any",
                    int(agents[wrong]),
                    _("{off} days off in {window} days").format(off=int(fewest[wrong]), window=window),
                    _("at least {days}").format(days=least),
                    opening + int(worst[wrong]),
                )


def _in_windows(days: NDArray[np.bool_], window: int, *, cyclic: bool) -> NDArray[np.int64]:
    """How many of each ``window`` columns in a row are True, shape (rows, windows); round the end of a cycle."""
    columns = days.shape[1]
    if cyclic:
        days = np.tile(days, 1 + -(-window // columns))[:, : columns + window - 1]
    total = np.pad(np.cumsum(days, axis=1, dtype=np.int64), ((0, 0), (1, 0)))
    return total[:, window:] - total[:, :-window]
