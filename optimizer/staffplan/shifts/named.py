"""The named shifts of a contract on the planning grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.schema.bank.clock import breaks_on, parts_on
from staffplan.schema.legal_shifts import ShiftPattern
from staffplan.shifts.legal_breaks import break_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Contract, NamedShift


def named_shifts(
    contract: Contract, named: tuple[NamedShift, ...], grid: Grid, day: date
) -> Iterator[tuple[int, ShiftPattern]]:
    """First slot and pattern of each of the ``named`` shifts on ``day``.

    What the clock skips, or shows off the grid, is not worked on that day.
    """
    for each in named:
        parts = parts_on(each, day, grid.zone)
        places = [grid.place(moment) for span in parts for moment in span]
        if places and not any(into for _slot, into in places):
            first, length = places[0][0], places[-1][0] - places[0][0]
            breaks = break_options(breaks_on(each.rules(contract), parts), length, grid)
            yield first, ShiftPattern(length, breaks, each.name)
