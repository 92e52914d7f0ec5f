"""A need that may be missed at a price: what a scenario says it costs, and what a plan's schedule then comes to."""

from __future__ import annotations

from dataclasses import dataclass

from staffplan.schema.base import Frozen


@dataclass(frozen=True)
class Prices:
    """What it costs to be off the need of a slot, and to use many shift types."""

    overstaff: float
    """Of an hour that one agent is on duty beyond the need."""
    understaff: float
    """Of an hour that one agent is missing from the need."""
    per_shift_type: float
    """Of every distinct shift type in use: a start (time of day) with a length, whatever the day and the contract."""

    def total(self, overstaff_hours: float, understaff_hours: float, shift_types: int) -> float:
        """The sum of all three."""
        return self.overstaff * overstaff_hours + self.understaff * understaff_hours + self.per_shift_type * shift_types


class Deviation(Frozen):
    """How far a schedule is from a need that has prices."""

    overstaff_hours: float
    """Agent-hours on duty beyond the need of their slots."""
    understaff_hours: float
    """Agent-hours missing from the need of their slots."""
    slots_short: int
    """Slots in which agents are missing."""
    shift_types: int
    """Distinct shift types in use: a start (time of day) with a length, whatever the day and the contract."""
    total: float
    """These at the scenario's prices: what was made small first."""
    bound: float
    """Proved: no legal plan has a smaller total."""
