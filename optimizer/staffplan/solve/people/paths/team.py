"""The rows of the model, one for persons who are alike and one for each class of hires, and their best tours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.people.given.catalogue import catalogue_of
from staffplan.solve.people.given.cover import cover_of
from staffplan.solve.people.given.lack import Lack
from staffplan.solve.people.given.problem import TERMS
from staffplan.solve.people.paths.kernel import COMPILED, Kernel
from staffplan.solve.people.paths.network import network_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.solve.people.given.catalogue import Catalogue
    from staffplan.solve.people.given.cover import Cover
    from staffplan.solve.people.given.problem import HireClass, PeopleProblem, Person

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

MISSING, HIRES, _CHANGE, _WISHES, HOURS = range(len(TERMS))


class NoTourError(Exception):
    """Persons, by index, who have no legal tour at all."""

    def __init__(self, persons: tuple[int, ...]) -> None:
        """Keep who they are."""
        super().__init__(persons)
        self.persons = persons


@dataclass(frozen=True, eq=False)
class Tour:
    """One legal tour of a row."""

    shifts: Ints
    """By day of the catalogue the number of the shift there; −1: off."""
    measures: Floats
    """What it adds to each of ``TERMS``."""

    @property
    def worked(self) -> Ints:
        """The shifts alone."""
        return self.shifts[self.shifts >= 0]


@dataclass(frozen=True, eq=False)
class _Group:
    """Persons who share a network."""

    kernel: Kernel
    cover: Cover
    """Of the shifts of the network."""
    paid: Floats
    """Paid slots of each."""


@dataclass(frozen=True, eq=False)
class Row:
    """Persons who are alike, or a class of hires."""

    work: ContractWork
    group: _Group
    numbers: Ints
    """Number in the catalogue of each shift of the work."""
    place: Ints
    """Where each shift of the work is in the network."""
    closed: Floats
    """0 for each shift of the network that the person may work, −∞ for others."""
    costs: tuple[tuple[int, Floats, Floats], ...]
    """Term, its costs by shift of the network, and of days off."""
    days: Ints
    """Day of the catalogue of each day of the network."""
    most: int
    """How many they are."""
    is_hire: bool
    """Whether they need not work at all: then none of them may be there."""
    fixed: Floats
    """What each of them adds to each term, whatever the tour: the cost of a hire."""
    n_days: int
    """Days of the catalogue."""

    def best(
        self, worth: Floats, theta: Floats, bans: Floats | None = None, off_bans: Floats | None = None
    ) -> tuple[float, Tour]:
        """The tour of the least Σ theta · term − worth, and that sum; ∞ where none is legal.

        ``worth`` is by shift of the network; bans are 0 or −∞, by shift of it and by day.
        """
        gain = worth + self.closed
        off = np.zeros(len(self.days))
        for term, shift_cost, off_cost in self.costs:
            if theta[term]:
                gain -= theta[term] * shift_cost
                off -= theta[term] * off_cost
        if theta[HOURS]:
            gain -= theta[HOURS] * self.group.paid
        if bans is not None and off_bans is not None:
            gain, off = gain + bans, off + off_bans
        most, shifts = self.group.kernel.best(gain, off)
        return float(theta @ self.fixed) - most, self.tour(shifts)

    def no_bans(self) -> tuple[Floats, Floats]:
        """Bans that forbid nothing, by shift of the network and by day of it."""
        return np.zeros(self.group.kernel.network.n_shifts), np.zeros(len(self.days))

    def ban(self, bans: Floats, off_bans: Floats, day: int, shift: int) -> None:
        """Let bans allow only this shift on a day of the catalogue, or with −1 a day off."""
        network = self.group.kernel.network
        own = np.flatnonzero(self.days == day)
        if len(own):
            here = slice(int(network.first[own[0]]), int(network.first[own[0] + 1]))
            bans[here][network.shift_of[here] != shift] = -np.inf
            if shift >= 0:
                off_bans[own] = -np.inf

    def forbid(self, bans: Floats, off_bans: Floats, day: int, shift: int) -> None:
        """Let bans forbid this shift on a day of the catalogue, or with −1 a day off."""
        network = self.group.kernel.network
        if shift >= 0:
            bans[np.searchsorted(network.shift_of, shift)] = -np.inf
        else:
            off_bans[np.flatnonzero(self.days == day)] = -np.inf

    def tour(self, shifts: Ints) -> Tour:
        """The tour of these shifts of the network, by day of it."""
        measures = self.fixed.copy()
        worked = shifts >= 0
        for term, shift_cost, off_cost in self.costs:
            measures[term] += shift_cost[shifts[worked]].sum() + off_cost[~worked].sum()
        measures[HOURS] += self.group.paid[shifts[worked]].sum()
        numbers = np.full(self.n_days, -1, dtype=np.int64)
        numbers[self.days[worked]] = self.group.kernel.network.shift_of[shifts[worked]]
        return Tour(numbers, measures)


class Team:
    """All rows, and the need."""

    def __init__(self, problem: PeopleProblem, *, by_numpy: bool = not COMPILED) -> None:
        """Number the shifts and build the networks."""
        self.problem = problem
        members: list[Person | HireClass] = [*problem.persons, *problem.hires]
        works = list({id(each.work): each.work for each in members}.values())
        if any(work.cycle is not None for work in works):
            raise ValueError("persons have a beginning and an end")
        self.catalogue, numbers = catalogue_of(works)
        self.lack = Lack(problem.need)
        self.cover = cover_of(self.catalogue, problem.need)
        self._numbers = {id(work): each for work, each in zip(works, numbers, strict=True)}
        self._groups = _groups(works, self._numbers, self.catalogue, problem, by_numpy=by_numpy)
        self.n_persons = len(problem.persons)
        self.rows = [self._row(each, hire=number >= self.n_persons) for number, each in enumerate(members)]

    def _row(self, member: Person | HireClass, *, hire: bool) -> Row:
        work, group = member.work, self._groups[id(member.work)]
        numbers, network = self._numbers[id(work)], group.kernel.network
        place = np.searchsorted(network.shift_of, numbers)
        closed = np.full(network.n_shifts, -np.inf)
        closed[place] = 0.0
        costs = []
        for term, cost in getattr(member, "costs", {}).items():
            by_shift = np.zeros(network.n_shifts)
            by_shift[place] = cost.shift
            costs.append((TERMS.index(term), by_shift, np.asarray(cost.off, dtype=float)))
        fixed = np.zeros(len(TERMS))
        fixed[HIRES] = getattr(member, "cost", 0.0)
        days = np.searchsorted(
            np.array(self.catalogue.days, dtype="datetime64[D]"), np.array(work.days, dtype="datetime64[D]")
        )
        most = int(getattr(member, "most" if hire else "count"))
        return Row(work, group, numbers, place, closed, tuple(costs), days, most, hire, fixed, len(self.catalogue.days))

    @property
    def groups(self) -> list[_Group]:
        """Networks with their kernels, each once."""
        return list({id(each): each for each in self._groups.values()}.values())

    def worths(self, prices: Floats) -> dict[int, Floats]:
        """What every shift is worth at these prices of places, by group."""
        return {id(group): group.cover.worth(prices)[0] for group in self.groups}

    def price(self, prices: Floats, theta: Floats, rows: Ints) -> tuple[Floats, list[Tour]]:
        """The least cost of a tour of each of these rows at the prices, and that tour."""
        worths = self.worths(prices)
        found = [self.rows[row].best(worths[id(self.rows[row].group)], theta) for row in rows.tolist()]
        return np.array([cost for cost, _tour in found]), [tour for _cost, tour in found]

    def check(self) -> None:
        """Raise NoTourError where persons have no legal tour."""
        zero = np.zeros(len(TERMS))
        flat = {id(group): np.zeros(group.kernel.network.n_shifts) for group in self.groups}
        none = [
            number
            for number, row in enumerate(self.rows[: self.n_persons])
            if not np.isfinite(row.best(flat[id(row.group)], zero)[0])
        ]
        if none:
            raise NoTourError(tuple(none))


def _groups(
    works: list[ContractWork], numbers: dict[int, Ints], catalogue: Catalogue, problem: PeopleProblem, *, by_numpy: bool
) -> dict[int, _Group]:
    """The network of each work; works of one automaton over the same days share theirs."""
    alike: dict[tuple[int, int], list[ContractWork]] = {}
    for work in works:
        alike.setdefault((id(work.automaton), work.days[0].toordinal() if work.days else 0), []).append(work)
    found = {}
    paid = np.array([each.paid for each in catalogue.patterns], dtype=float)
    for together in alike.values():
        network = network_of(together, [numbers[id(work)] for work in together])
        part = catalogue.part(network.shift_of)
        group = _Group(Kernel(network, by_numpy=by_numpy), cover_of(part, problem.need), paid[part.pattern])
        found.update({id(work): group for work in together})
    return found
