"""What the solve stage hands on: a legal tour for every agent, on slots, and what is proved about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from staffplan.schema.people.preferences import PreferencesMet


class RosterShift(NamedTuple):
    """One shift of one agent; a tuple, as large teams have hundreds of thousands of them."""

    agent: int
    """The agent, from 0; agents of a contract follow one another."""
    contract: str
    """Name of the contract."""
    start: int
    """First slot; negative on the eve."""
    end: int
    """Slot behind the last one."""
    breaks: tuple[tuple[int, int], ...]
    """First slot and slot behind the last one of each break."""
    paid_slots: int
    """Slots that are paid."""
    shift_name: str = ""
    """Name of the shift in the scenario's bank; empty where it has none."""
    activities: tuple[str, ...] = ()
    """Name of the activity that each of ``breaks`` is, empty for a rest; none at all where there is no activity."""


class Missing(NamedTuple):
    """What is proved of a plan that may miss the target."""

    agents_bound: float | None
    """No plan lacks fewer agent-slots to the least of all slots; None: nothing is known."""
    service_bound: float | None
    """No plan that lacks as few lacks fewer inquiries to the target."""
    is_least: bool = False
    """Whether the plan lacks no more than that."""


@dataclass(frozen=True)
class Roster:
    """The team's shifts and the proof."""

    shifts: tuple[RosterShift, ...]
    """Ordered by agent and start."""
    headcount_by_contract: dict[str, int]
    """Agents of each contract."""
    headcount_bound: int
    """Proved: no legal plan has fewer agents; where the need has prices, none whose sum of them is as small."""
    proved: bool
    """Whether the objective (headcount or cost) equals its bound; where the need has prices, their sum too."""
    cost_bound: float | None = None
    """Proved: no legal plan costs less; None unless cost was minimised, and where nothing is known."""
    total_bound: float | None = None
    """Proved: no legal plan has a smaller sum of the need's prices; None where it has none."""
    headcount_by_work: tuple[int, ...] = ()
    """Agents of each of the works that the search was given, in their order: as their numbers follow one another."""
    preferences: PreferencesMet | None = None
    """What became of fair shares and wishes; None: there are none."""
    missing: Missing | None = None
    """Where the target may be missed; None: it is met."""
    interrupted: bool = False
    """Whether the user stopped the search."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Seconds of each part of the search."""

    @property
    def headcount(self) -> int:
        """Agents of all contracts."""
        return sum(self.headcount_by_contract.values())
