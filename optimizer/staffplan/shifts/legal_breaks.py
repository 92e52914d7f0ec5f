"""Where in a shift each break may lie: the rules for breaks of its contract, on slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.schema.legal_shifts import BreakOption

if TYPE_CHECKING:
    from staffplan.schema.grid import Grid
    from staffplan.schema.scenario.keys import BreakRule


def break_options(rules: tuple[BreakRule, ...], length: int, grid: Grid) -> tuple[BreakOption, ...]:
    """The breaks of a shift of ``length`` slots: each rule whose whole window fits into the shift."""
    options = []
    for rule in rules:
        span, (first, last) = grid.slots_in(rule.length), (grid.slots_in(start) for start in rule.starts)
        if last + span <= length:
            options.append(BreakOption(offsets=tuple(range(first, last + 1)), length=span, paid=rule.paid))
    return tuple(options)
