"""What a night on which the clock is changed asks of the rules: hours by the clock that last longer, or less long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from staffplan.schema.base import format_duration
from staffplan.shifts.relaxed_rules import Relaxation
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import Scenario

NEAR = timedelta(hours=12)
"""A slot that is short so near to a change of the clock may be short because of it."""


def clock_relaxations(scenario: Scenario, grid: Grid, short: Sequence[int]) -> Iterator[Relaxation]:
    """For each change of the clock near a slot that is ``short``: every contract with shifts that fit that night."""
    for slot, back in changes_of_clock(grid):
        is_near = any(abs(slot - other) * scenario.grid <= NEAR for other in short)
        for index, contract in enumerate(scenario.contract) if is_near else ():
            lengths = {length + back for length in contract.shift_lengths}
            new = sorted(length for length in lengths - {*contract.shift_lengths} if length > timedelta(0))
            if not new or any(length % scenario.grid for length in new):
                continue
            date = grid.instant(slot).date().isoformat()
            code = "clock_set_back" if back > timedelta(0) else "clock_set_forward"
            change = Message.of(
                code, date=date, by=format_duration(abs(back)), lengths=tuple(format_duration(length) for length in new)
            )
            changed = contract.model_copy(update={"shift_lengths": (*contract.shift_lengths, *new)})
            contracts = (*scenario.contract[:index], changed, *scenario.contract[index + 1 :])
            yield Relaxation(
                f"contract[{index + 1}].shift_lengths",
                Message.of("contract_change", contract=contract.name, change=change),
                scenario.model_copy(update={"contract": contracts}),
            )


def changes_of_clock(grid: Grid) -> list[tuple[int, timedelta]]:
    """Each slot that begins with another offset than the one before it, and by how much the clock was set back."""
    offsets = [moment.utcoffset() or timedelta(0) for moment in grid.starts]
    return [(k, offsets[k - 1] - offsets[k]) for k in range(1, grid.n_slots) if offsets[k] != offsets[k - 1]]
