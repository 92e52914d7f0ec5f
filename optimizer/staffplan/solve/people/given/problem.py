"""What the engine for named people is given: persons, classes of hires, the need, and the level that is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from staffplan.schema.grid import Grid
    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import ServiceRequirement, Staffing

    Floats = NDArray[np.float64]

Term = Literal["missing", "hires", "change", "wishes", "hours"]
"""What a plan is measured by: what the need lacks at its prices, the cost of hires, the price of changes, the cost of
wishes, and paid slots."""
TERMS: tuple[Term, ...] = ("missing", "hires", "change", "wishes", "hours")
Weights = Mapping[Term, float]
"""What each term counts; a term that is not named counts nothing."""


@dataclass(frozen=True, eq=False)
class Costs:
    """What one person's days cost; any sign."""

    shift: Floats
    """Of each shift of the work, shape (shifts,)."""
    off: Floats
    """Of a day off, by day of the work's horizon, shape (days,)."""


@dataclass(frozen=True, eq=False)
class Person:
    """Persons with the same legal tours and the same costs: one row of the model."""

    work: ContractWork
    """Every legal shift; the automaton holds all rules of the person. Must not wrap around."""
    count: int = 1
    """How many persons are alike."""
    costs: Mapping[Term, Costs] = field(default_factory=dict)
    """Wishes and changes; a term that is not there costs nothing."""


@dataclass(frozen=True, eq=False)
class HireClass:
    """People who may be hired beside the named ones."""

    work: ContractWork
    most: int
    cost: float = 1.0
    """Of each who is hired, in the term ``hires``."""


@dataclass(frozen=True, eq=False)
class SlotNeed:
    """Agents on duty that each slot needs, at prices, and what scopes of slots need; arrays of shape (n_slots,).

    A slot with n agents costs ``under`` · (need − n)⁺ + ``over`` · (n − need)⁺. Each group g of a requirement costs
    its price · (at_least − Σ gain_t(max(n_t − need_t, 0)))⁺ over its slots: gains are counted from ``need`` on.
    """

    grid: Grid
    need: NDArray[np.int64]
    under: Floats
    over: Floats
    requirements: tuple[ServiceRequirement, ...] = ()
    """Their gains begin at ``need`` agents."""
    service: float = 0.0
    """Price of each unit that a group is short of its ``at_least``."""


@dataclass(frozen=True, eq=False)
class NameNeed:
    """Agents that each named shift needs on each day, at prices; all of shape (cells,). Cells differ from another.

    The (day, shift) with n agents costs ``under`` · (need − n)⁺ + ``over`` · (n − need)⁺.
    """

    day: tuple[date, ...]
    name: tuple[str, ...]
    need: NDArray[np.int64]
    under: Floats
    over: Floats


Need = SlotNeed | NameNeed


@dataclass(frozen=True)
class Held:
    """A level above: Σ weight · term ≤ ``most``."""

    weights: Weights
    most: float


@dataclass(frozen=True)
class Level:
    """What is made small, given what the levels above reached."""

    weights: Weights
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, eq=False)
class PeopleProblem:
    """One question to the engine."""

    persons: tuple[Person, ...]
    need: Need
    hires: tuple[HireClass, ...] = ()
    level: Level = field(default_factory=lambda: Level({"missing": 1.0, "hires": 1.0, "change": 1.0, "wishes": 1.0}))


def need_of(staffing: Staffing, *, missing: float, service: float) -> SlotNeed:
    """The need of ``staffing``: each agent under ``least`` costs ``missing``, each unit of service ``service``."""
    shape = staffing.least.shape
    return SlotNeed(
        staffing.grid, staffing.least, np.full(shape, missing), np.zeros(shape), staffing.requirements, service
    )
