"""The shift bank: shifts that have names, clock times and breaks of their own."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from staffplan.schema.base import MINUTES_PER_DAY, ClockRange, ClockTime, Frozen, Name
from staffplan.schema.limits import MOST_ENTRIES
from staffplan.schema.scenario.contract import BreakRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.scenario.contract import Contract

MOST_PARTS = 4
"""Parts of a split shift, at most."""


class NamedShift(Frozen):
    """A shift with a name, which contracts list in ``shifts``."""

    name: Name
    """How contracts and plans name the shift."""
    start: ClockTime | None = None
    """When it starts, local time."""
    end: ClockTime | None = None
    """When it ends, local time; before ``start``: on the next day. Where the clock changes meanwhile, it is longer
    or shorter."""
    hours: Annotated[tuple[ClockRange, ...], Field(max_length=MOST_PARTS)] = ()
    """Instead of ``start`` and ``end``, the parts of a split shift in their order:
    ``[["13:00", "17:00"], ["19:00", "23:00"]]``. They are one day's work; the time between them is unpaid, and plans
    show it as a break."""
    breaks: Annotated[tuple[BreakRule, ...], Field(max_length=MOST_ENTRIES)] | None = None
    """Its breaks in their order, by the time into the shift (from the start of its first part); ``[]``: none. Absent:
    the breaks of the contract that fit into it; a split shift has none but the time between its parts."""

    @property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """Start and end of each part in minutes after midnight of the shift's day; none where nothing is given."""
        ranges = self.hours
        if not ranges and self.start is not None and self.end is not None:
            ranges = ((self.start, self.end),)
        parts, behind = [], 0
        for first, last in ranges:
            first += MINUTES_PER_DAY * max(-(-(behind - first) // MINUTES_PER_DAY), 0)
            behind = last + MINUTES_PER_DAY * max(-(-(first + 1 - last) // MINUTES_PER_DAY), 0)
            parts.append((first, behind))
        return tuple(parts)

    @property
    def spans(self) -> tuple[tuple[timedelta, timedelta], ...]:
        """Start and end of each part into the shift, on a day on which the clock does not change."""
        minute = timedelta(minutes=1)
        begin = self.parts[0][0] if self.parts else 0
        return tuple([((first - begin) * minute, (last - begin) * minute) for first, last in self.parts])

    def rules(self, contract: Contract) -> tuple[BreakRule, ...]:
        """The breaks of which the shift has those that fit, beside the time between its parts."""
        if self.breaks is not None:
            return self.breaks
        return contract.breaks if len(self.parts) == 1 else ()


def breaks_within(rules: Sequence[BreakRule], parts: Sequence[tuple[timedelta, timedelta]]) -> tuple[BreakRule, ...]:
    """The breaks of a shift of these ``parts``, by their start and end into it: each rule whose window fits into one.

    The time between two parts is an unpaid break at its own place.
    """
    fitting = [
        rule
        for rule in rules
        if any(begin <= rule.starts[0] and rule.starts[1] + rule.length <= end for begin, end in parts)
    ]
    if len(parts) == 1:
        return tuple(fitting)
    between = [
        BreakRule(length=begin - end, starts=(end, end)) for (_b, end), (begin, _e) in pairwise(parts) if end < begin
    ]
    return tuple(sorted([*fitting, *between], key=lambda rule: rule.starts[0]))
