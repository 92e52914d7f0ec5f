"""The engine for named people: responses, column generation, dive, neighbourhoods, and branching for small teams."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.progress import Progress, Stop, nobody_watches
from staffplan.solve.people.ascent import ascend
from staffplan.solve.people.clock import Clock
from staffplan.solve.people.dive import DiveParams, dive
from staffplan.solve.people.exact import Tree
from staffplan.solve.people.generation import Bound, generate, priced
from staffplan.solve.people.given.problem import TERMS
from staffplan.solve.people.master import Master, Prices, Unit
from staffplan.solve.people.neighbourhoods import Pool, chosen, improved, settle
from staffplan.solve.people.paths.team import MISSING, Team
from staffplan.solve.people.plan import Certificate, PeoplePlan, plans_of, terms_of
from staffplan.solve.people.responses import descend
from staffplan.solve.people.roster import Roster, theta_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from staffplan.schema.progress import Watcher
    from staffplan.solve.people.given.problem import PeopleProblem
    from staffplan.solve.people.master import Point

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class PeopleParams:
    """What steers the search; shares are of the time left."""

    descents: int = 3
    """Descents of responses from the beginning, at most ..."""
    descents_share: float = 0.1
    """... and how long they may take."""
    bound_share: float = 0.5
    """For column generation over everybody."""
    central_from: int = 1000
    """Slots and units from which linear programs are solved by the interior point method."""
    dive_up_to: int = 150
    """Agents up to which everybody is dived for at once ..."""
    dive_share: float = 0.5
    """... and how long that may take."""
    free: tuple[int, int] = (5, 12)
    """Agents of a neighbourhood, least and most."""
    exact_up_to: int = 24
    """Agents up to which the search ends with branching ..."""
    exact_share: float = 0.4
    """... for which this share is kept."""
    ascent_gap: float = 0.005
    """Relative gap between bound and plan at which the bound of a large team is near enough."""
    gap: float = 1e-5
    """Relative gap of the bound to the linear program at which generation ends."""


def solve_people(
    problem: PeopleProblem,
    *,
    seconds: float,
    seed: int = 0,
    stop: Stop | None = None,
    watcher: Watcher = nobody_watches,
    params: PeopleParams | None = None,
) -> PeoplePlan:
    """The best plan that is found in the time, and a bound.

    Raises:
        NoTourError: some persons, by index, have no legal tour.
    """
    search = _Search(problem, seconds, seed, stop or Stop(), watcher, params or PeopleParams())
    search.run()
    return search.plan()


class _Search:
    """One run of the engine."""

    def __init__(
        self, problem: PeopleProblem, seconds: float, seed: int, stop: Stop, watcher: Watcher, params: PeopleParams
    ) -> None:
        self.began = time.monotonic()
        self.clock = Clock(self.began + seconds, stop)
        self.problem, self.level, self.watcher, self.params = problem, problem.level, watcher, params
        self.rng = np.random.default_rng(seed)
        self.team = Team(problem)
        self.team.check()
        self.step = 1.0 if _is_whole(problem) else 1e-6
        self.bound, self.proved = Bound(), -np.inf
        self.best = Roster(self.team)
        self.value = np.inf
        self.pool = Pool({})

    def run(self) -> None:
        """All steps, as long as there is something to find and time."""
        units = [Unit(row, row.most) for row in self.team.rows]
        central = len(units) + self.team.cover.n_places >= self.params.central_from
        self.master = Master(self.team, units, self.level, self.team.lack, central=central)
        self._descend()
        if self._is_over:
            return
        point = self._generate()
        if point is not None and not self._is_over and self.best.n_agents <= self.params.dive_up_to:
            self._dive(point)
        small = self.best.n_agents <= self.params.exact_up_to
        self._neighbourhoods(self.clock.part(1 - self.params.exact_share) if small else self.clock)
        if small and not self._is_over:
            self._branch()

    @property
    def _is_over(self) -> bool:
        """Whether time is up, or there is nothing to find any more."""
        return self.clock.over() or self.value <= max(self.proved, self._rounded(self.bound.value)) + self._close

    @property
    def _close(self) -> float:
        return 1e-6 * max(1.0, abs(self.value)) if np.isfinite(self.value) else 0.0

    def _rounded(self, bound: float) -> float:
        """The bound that a plan can have: whole where all plans are."""
        return float(np.ceil(bound - 1e-6 * max(1.0, abs(bound)))) if self.step == 1.0 and np.isfinite(bound) else bound

    def _offer(self, roster: Roster) -> None:
        value = roster.value(self.level)
        if value < self.value - 1e-9:
            self.best, self.value = roster.copy(), value
            self.watcher(Progress("searching_team", sum(tour is not None for tour in roster.tours)))
            for agent, tour in enumerate(roster.tours):
                if tour is not None:
                    self.pool.add(int(roster.row_of[agent]), tour)

    def _descend(self) -> None:
        """Plans by responses; the first one is made whatever time it takes, but for a stop's exact passes."""
        part = self.clock.part(self.params.descents_share)
        for number in range(self.params.descents):
            if number and part.over():
                return
            roster = Roster(self.team)
            over = part.over if number else _Never(self.clock, roster)
            middle = descend(roster, self.level, self.rng, over, self._adder(roster))
            if number == 0 and not self.clock.over():
                self._begin_bound(middle)
            if all(tour is not None or self._is_hire(agent, roster) for agent, tour in enumerate(roster.tours)):
                self._add(roster)
                self._offer(roster)

    def _begin_bound(self, middle: Floats) -> None:
        """A first bound, at the prices that responses came to."""
        theta = theta_of(self.level, np.zeros(len(self.level.held)))[MISSING]
        scopes = self.team.lack.scope_prices(self.best.agents, 0.02) * theta
        prices = Prices(theta * middle, scopes, np.zeros(len(self.level.held)))
        found = priced(self.master, prices, np.arange(len(self.master.units)))
        self.bound.value, self.bound.prices = found.bound, found.prices
        self.master.add(found.tours)

    def _is_hire(self, agent: int, roster: Roster) -> bool:
        return self.team.rows[int(roster.row_of[agent])].is_hire

    def _adder(self, roster: Roster) -> Callable[[], int]:
        return lambda: self._add(roster)

    def _add(self, roster: Roster) -> int:
        rows = roster.row_of.tolist()
        return self.master.add([(row, tour) for row, tour in zip(rows, roster.tours, strict=True) if tour is not None])

    def _generate(self) -> Point | None:
        part = self.clock.part(self.params.bound_share)
        if self.master.central:
            ascend(self.master, self.bound, self.value, self.params.ascent_gap, self.clock.part(0.3).over)

        def enough(_point: Point) -> bool:
            near = self.master.central and self.value - self.bound.value <= self.params.ascent_gap * abs(self.value)
            return near or self.value <= self._rounded(self.bound.value) + self._close

        return generate(self.master, part.over, part.left, best=self.bound, gap=self.params.gap, each=enough)

    def _dive(self, point: Point) -> None:
        master = self._by_agent()
        part = self.clock.part(self.params.dive_share)
        start = generate(master, part.over, part.left, rounds=3)
        for number in np.flatnonzero(point.parts > 1e-6).tolist():
            self.pool.add(self.master.unit_of[number], self.master.tours[number])
        tours = dive(master, start, part, DiveParams(), self.rng) if start is not None else None
        if tours is not None:
            roster = Roster(self.team)
            for agent, tour in enumerate(tours):
                if tour is not None:
                    settle(roster, agent, tour)
            self._offer(roster)

    def _by_agent(self) -> Master:
        """A master of single agents with the tours that are known."""
        units = [Unit(self.team.rows[row], 1) for row in self.best.row_of.tolist()]
        master = Master(self.team, units, self.level, self.team.lack)
        known: dict[int, list[int]] = {}
        for number, row in enumerate(self.master.unit_of):
            known.setdefault(row, []).append(number)
        rows = self.best.row_of.tolist()
        master.add([(agent, self.master.tours[each]) for agent, row in enumerate(rows) for each in known.get(row, [])])
        master.add([(agent, tour) for agent, tour in enumerate(self.best.tours) if tour is not None])
        return master

    def _neighbourhoods(self, clock: Clock) -> None:
        least, most = self.params.free
        while not clock.over() and not self._is_over:
            what = chosen(self.best, int(self.rng.integers(least, most + 1)), self.rng)
            step = self.step if self.step == 1.0 else 1e-4 * max(1.0, abs(self.value))
            found = improved(self.best, what, self.level, self.pool, clock, self.rng, step)
            if found is not None:
                self._offer(found)

    def _branch(self) -> None:
        tree = Tree(self._by_agent(), self.best, self.step, self._offer)
        self.proved = max(self.proved, tree.search(self.clock))

    def plan(self) -> PeoplePlan:
        """The best plan, told."""
        plans = plans_of(self.best)
        terms = terms_of(self.best)
        over = max(
            (sum(w * terms[t] for t, w in each.weights.items()) - each.most for each in self.level.held), default=0
        )
        above = self.best.agents - self.team.lack.need
        unserved = [s.at_least - s.total(np.maximum(above[s.slots], 0)) for s in self.team.lack.scopes]
        return PeoplePlan(
            persons=tuple(plans[: self.team.n_persons]),
            hires=tuple(plans[self.team.n_persons :]),
            agents=self.best.agents,
            missing=np.maximum(-above, 0),
            unserved=np.maximum(np.array(unserved), 0.0),
            terms=terms,
            value=sum(self.level.weights.get(term, 0.0) * terms[term] for term in TERMS),
            over_limit=max(0.0, float(over)),
            bound=max(self.proved, self._rounded(self.bound.value)),
            certificate=self._certificate(),
            seconds=time.monotonic() - self.began,
        )

    def _certificate(self) -> Certificate | None:
        prices = self.bound.prices
        if prices is None:
            return None
        places, scopes, held = (tuple(each.tolist()) for each in (prices.places, prices.scopes, prices.held))
        return Certificate(places, scopes, held, self.bound.value)


class _Never:
    """The first plan is always made: it is over once everybody has a tour and the time is spent."""

    def __init__(self, clock: Clock, roster: Roster) -> None:
        self._clock, self._roster = clock, roster

    def __call__(self) -> bool:
        team = self._roster.team
        rows = self._roster.row_of.tolist()
        whole = all(
            tour is not None or team.rows[row].is_hire for row, tour in zip(rows, self._roster.tours, strict=True)
        )
        return whole and self._clock.over()


def _is_whole(problem: PeopleProblem) -> bool:
    """Whether the value of every plan is a whole number."""
    need, weights = problem.need, problem.level.weights
    numbers = [need.under * weights.get("missing", 0.0), need.over * weights.get("missing", 0.0)]
    numbers += [np.array([each.cost * weights.get("hires", 0.0) for each in problem.hires])]
    for person in problem.persons:
        for term, cost in person.costs.items():
            numbers += [weights.get(term, 0.0) * cost.shift, weights.get(term, 0.0) * cost.off]
    numbers += [np.array([weights.get("hours", 0.0)])]
    scopes = bool(getattr(need, "requirements", ())) and weights.get("missing", 0.0) != 0
    return not scopes and all(bool((each == np.round(each)).all()) for each in numbers)
