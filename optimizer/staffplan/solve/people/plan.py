"""What the engine hands back: the plan of everybody, what it comes to, and a bound with its certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.given.problem import TERMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from staffplan.solve.people.given.problem import Term
    from staffplan.solve.people.paths.team import Row, Tour
    from staffplan.solve.people.roster import Roster

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Certificate:
    """Prices from which anybody can work out the bound again, with path code of one's own and no solver.

    With θ(term) = weight of the term at this level + Σ over levels above of ``held`` · its weight there:

        bound = Σ over persons: the least, over legal tours, of Σ θ(term) · term of the tour − worth of its shifts
              + Σ over classes of hires: most · min(0, the same, with θ(hires) · cost of a hire)
              + Σ over places: the least, over whole n ≥ 0, of θ(missing) · (under · (need − n)⁺ + over · (n − need)⁺)
                    + price · n − Σ over scopes with the place: price of the scope · gain(max(n − need, 0))
              + Σ over scopes: price of the scope · at_least
              − Σ over levels above: ``held`` · their limit

    A place is a slot, and the worth of a shift the sum of the prices of its slots less those of its breaks, each break
    where that is least; or a place is a (day, named shift), and the worth of a shift the price of its place. Prices of
    scopes lie between 0 and θ(missing) · the price of service. Whatever the prices, no plan of the level is under the
    bound that they give.
    """

    places: tuple[float, ...]
    """Price of an agent on duty in each slot, or of one in each (day, named shift)."""
    scopes: tuple[float, ...]
    """Price of a unit of service, by group of each requirement in their order."""
    held: tuple[float, ...]
    """Price of each level above."""
    bound: float
    """What they give."""


@dataclass(frozen=True)
class PersonPlan:
    """The tour of one person or hire."""

    shifts: tuple[int, ...]
    """Indices into the work, in order of days."""
    breaks: tuple[tuple[int, ...], ...]
    """First slot of each break of each of these shifts."""


@dataclass(frozen=True, eq=False)
class PeoplePlan:
    """The best plan that was found."""

    persons: tuple[tuple[PersonPlan, ...], ...]
    """For each row of persons one plan for each who is alike."""
    hires: tuple[tuple[PersonPlan, ...], ...]
    """For each class those who are hired."""
    agents: Ints
    """On duty in each place, shape (places,)."""
    missing: Ints
    """Under the need of each place, shape (places,)."""
    unserved: Floats
    """What each scope is short of, shape (scopes,)."""
    terms: Mapping[Term, float]
    """What the plan comes to."""
    value: float
    """Of the level: Σ weight · term."""
    over_limit: float
    """How much it is over the limits of the levels above; 0: it keeps them."""
    bound: float
    """Proved: no plan of the level is under it; also by branching, which the certificate does not know."""
    certificate: Certificate | None
    """None where there was no time for any."""
    seconds: float

    @property
    def is_proved(self) -> bool:
        """Whether there is no better plan."""
        return self.over_limit <= 1e-6 and self.value <= self.bound + 1e-6 * max(1.0, abs(self.value))


def plans_of(roster: Roster) -> list[tuple[PersonPlan, ...]]:
    """The plans of all rows of a roster."""
    found: list[list[PersonPlan]] = [[] for _row in roster.team.rows]
    for agent, (tour, breaks) in enumerate(zip(roster.tours, roster.breaks, strict=True)):
        number = int(roster.row_of[agent])
        if tour is not None and breaks is not None:
            found[number].append(_person(roster.team.rows[number], tour, breaks))
    return [tuple(each) for each in found]


def _person(row: Row, tour: Tour, breaks: Ints) -> PersonPlan:
    order = np.argsort(row.numbers, kind="stable")
    shifts = order[np.searchsorted(row.numbers, tour.worked, sorter=order)].tolist()
    starts = [
        tuple(int(start) for start in each[: len(row.work.breaks_of(shift))])
        for shift, each in zip(shifts, breaks, strict=True)
    ]
    return PersonPlan(tuple(shifts), tuple(starts))


def terms_of(roster: Roster) -> dict[Term, float]:
    """What a roster comes to."""
    return dict(zip(TERMS, roster.terms().tolist(), strict=True))
