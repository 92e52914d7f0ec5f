"""What the service stage hands on: how the number of agents on duty decides what is answered in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.deviation import Prices
    from staffplan.schema.grid import Grid


@dataclass(frozen=True, eq=False)
class ServiceGroup:
    """Slots over which a requirement is averaged: one slot, a day, a week or the period."""

    label: str
    """``2026-11-02`` for a day, the first day for a week, ``period``."""
    slots: NDArray[np.intp]
    """The slots that count, shape (k,)."""
    at_least: float
    """What the gains of these slots must add up to, in the requirement's unit."""


@dataclass(frozen=True, eq=False)
class ServiceRequirement:
    """For every group: Σ gain over its slots ≥ the group's ``at_least``.

    ``gain[t][k]`` is what slot t contributes with ``least[t] + k`` agents on duty; past the end of the array it stays
    at its last value. Gains never fall with more agents. For a service level the gain is volume × service level and
    ``at_least`` is share × volume of the group.
    """

    measure: str
    """``service_level``, ``average_wait``, ``occupancy`` or ``abandonment``."""
    gain: tuple[NDArray[np.float64], ...]
    """One array a slot, shape (n_slots,) of (k_t,); slots that are alike share one array object."""
    groups: tuple[ServiceGroup, ...]
    """The groups; their slots are disjoint."""


@dataclass(frozen=True, eq=False)
class DeferrableWork:
    """Messages that must be replied to by a deadline, in what live inquiries leave of the agents' time.

    Work is measured in agent-slots of an agent who does nothing else; arrays have shape (n_slots,). A staffing n does
    the work in time if there are cumulated amounts W with, for every slot t,

        due[t] ≤ W[t] ≤ released[t]
        0 ≤ W[t] − W[t−1] ≤ max(each · n[t] − live[t], 0) where ``counts``, W[t] = W[t−1] elsewhere

    and W[−1] = 0, or W[n_slots − 1] − ``total`` where the period is cyclic. Exact: messages come due in the order in
    which they come in.
    """

    released: NDArray[np.float64]
    """Work that has come in by the end of the slot, from the start of the period on."""
    due: NDArray[np.float64]
    """Work to be done by the end of the slot; under 0 where work of the period before is still open (cyclic)."""
    live: NDArray[np.float64]
    """Work of the slot's live inquiries."""
    counts: NDArray[np.bool_]
    """Slots in the opening hours in which a message may be open."""
    each: float
    """Work that one agent on duty does in a slot."""
    total: float
    """Work of the whole period."""


SEATS = "target.maximum_staff"
"""The key of the rule that limits everybody on duty."""


@dataclass(frozen=True, eq=False)
class DutyLimit:
    """A rule of who is on duty in each slot, whatever the service needs; arrays have shape (n_slots,)."""

    key: str
    """The scenario's key: ``SEATS`` or ``role[1]``."""
    contracts: frozenset[str] | None
    """Names of the contracts whose agents count; None: everybody."""
    least: NDArray[np.int64]
    """Agents of them on duty at least."""
    most: NDArray[np.float64]
    """Agents of them on duty at most; infinite where there is no limit."""

    def counts(self, contract: str) -> bool:
        """Whether agents of ``contract`` count."""
        return self.contracts is None or contract in self.contracts

    def part(self, slots: NDArray[np.int64]) -> DutyLimit:
        """The rule of these slots alone."""
        return DutyLimit(self.key, self.contracts, self.least[slots], self.most[slots])


@dataclass(frozen=True, eq=False)
class Staffing:
    """The need for agents on duty, as the model takes it; arrays have shape (n_slots,)."""

    grid: Grid
    """The slots."""
    least: NDArray[np.int64]
    """Agents on duty at least: floor of the slot, minimum staff, the forecast's own need, and at scope ``slot`` all of
    the target; minimum staff alone where the need has prices."""
    required: NDArray[np.int64]
    """Agents the slot alone would need: for the target (what the classical two steps take) and by the forecast, the
    larger of both."""
    requirements: tuple[ServiceRequirement, ...] = ()
    """What must hold over groups of slots besides; empty at scope ``slot``."""
    deferrable: DeferrableWork | None = None
    """Messages that must be replied to besides; None: there are none, or they are not planned for."""
    prices: Prices | None = None
    """What it costs to be off ``required``; None: it must not be fallen short of, as far as ``least`` says so."""
    given: NDArray[np.int64] | None = None
    """Agents that the forecast needs by itself, part of the above; −1 where it says nothing; None: nothing at all."""
    limits: tuple[DutyLimit, ...] = ()
    """Rules of who is on duty besides: seats in the room, roles; they hold where the need has prices, too."""
