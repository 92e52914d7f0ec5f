"""What the solve stage takes of a season: its legal shifts, its need, and what may be handed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import Staffing
    from staffplan.schema.year.supply import SupplyContract


@dataclass(frozen=True, eq=False)
class Offer:
    """A share of an hour's inquiries that one supplier may take; arrays have shape (n_slots,)."""

    supplier: str
    share: float
    need: Staffing
    """The need of every slot if this share were handed over in all of them."""
    allowed: NDArray[np.bool_]
    """Slots in which it may be."""
    surcharge: NDArray[np.float64]
    """The slot's price factor less 1."""


@dataclass(frozen=True, eq=False)
class SeasonPart:
    """One season with one bot; arrays have shape (n_slots,)."""

    works: tuple[ContractWork, ...]
    """The legal shifts of each group of contracts and vendors that work by the same rules at the same hourly price."""
    members: tuple[tuple[int, ...], ...]
    """The contracts and vendors of each group, vendors counted behind the contracts."""
    hourly: tuple[SupplyContract | None, ...]
    """For each group, the contract whose hours are paid (all of them, or overtime); None: hours cost nothing."""
    need: Staffing
    """The need where nothing is handed over."""
    human: NDArray[np.float64]
    """Inquiries offered to humans in each slot."""
    block: NDArray[np.int64]
    """The hour each slot lies in: what is handed over is the same in all its slots."""
    days: float
    """Days of the period that is planned."""
    weeks: float
    """How often that period fits into the season."""
    resolved_per_day: float
    """Inquiries that the bot closes on an average day."""
    overtime: tuple[bool, ...]
    """For each group, whether overtime is worked."""
    idle: tuple[bool, ...] = ()
    """For each group, whether its rules leave no legal tour, so that nobody may be of it."""
    offers: tuple[Offer, ...] = ()
