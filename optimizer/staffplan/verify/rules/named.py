"""The rule of named shifts: a shift of a contract's list, at the clock times that its name stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.base import MINUTES_PER_DAY
from staffplan.schema.violation import Violation
from staffplan.verify import figures
from staffplan.verify.kinds import kinds_of
from staffplan.verify.named import clock_parts, parts_on
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from staffplan.verify.roster import Roster


def named_shift(roster: Roster) -> Iterator[Violation]:
    """A shift with a name is one that its contract lists, at its clock times; one without has a length to be of."""
    if not roster.scenario.shift and not any(shift.shift_name for shift in roster.shifts):
        return
    first, kind = kinds_of(roster.contract, roster.named, roster.start_s, roster.end_s)
    wrong = [_wrong(roster, shift) for shift in first.tolist()]
    for position in np.flatnonzero(np.array([each is not None for each in wrong], dtype=np.bool_)[kind]):
        found, allowed = wrong[kind[position]] or ("", "")
        if roster.named[position] == roster.UNKNOWN:  # names that nobody knows are one kind
            found = _("a shift called {name}").format(name=roster.shifts[position].shift_name)
        yield Violation(
            rule="named_shift",
            agent_id=roster.shifts[position].agent_id,
            date=roster.day_of(int(position)),
            found=found,
            allowed=allowed,
        )


def _wrong(roster: Roster, shift: int) -> tuple[str, str] | None:
    """What is found and what is allowed; None where the shift is as it should be."""
    if roster.contract[shift] < 0:
        return None
    contract, position = roster.scenario.contract[roster.contract[shift]], int(roster.named[shift])
    listed = figures.either(contract.shifts) if contract.shifts else _("a shift without a name")
    if position == roster.UNNAMED:
        return None if contract.shift_lengths else (_("a shift without a name"), listed)
    name = roster.shifts[shift].shift_name
    if name not in contract.shifts or position == roster.UNKNOWN:
        return _("a shift called {name}").format(name=name), listed
    return _at_other_times(roster, shift)


def _at_other_times(roster: Roster, shift: int) -> tuple[str, str] | None:
    named, day = roster.scenario.shift[roster.named[shift]], int(roster.start_clock.ordinal[shift])
    parts, clock = parts_on(named, day, roster.zone), tuple(clock_parts(named))
    start_s, end_s = int(roster.start_s[shift]), int(roster.end_s[shift])
    shows = int(roster.start_clock.minute[shift]) == clock[0][0]
    if shows and parts and (start_s, end_s) == (parts[0][0], parts[-1][1]):
        return None
    found = _("{name} from {start} to {end}").format(
        name=named.name, start=figures.moment(start_s, roster.zone), end=figures.moment(end_s, roster.zone)
    )
    edges = [figures.clock(minutes % MINUTES_PER_DAY) for minutes in (clock[0][0], clock[-1][1])]
    return found, _("{start} to {end} by the clock").format(start=edges[0], end=edges[1])
