"""A first plan without any search: one agent after the other, each in the tour that covers most of what is missing.

With several contracts and breaks no solver finds any plan of a small team soon. This one is found in a moment, and a
search then has to find fewer agents only. It covers every slot's own need, which meets any average of it too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.incumbent import Incumbent
from staffplan.solve.model.service import service_met
from staffplan.solve.searches.choices import Choices
from staffplan.solve.searches.responses import Responses

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from staffplan.schema.legal_shifts import ContractWork
    from staffplan.schema.service.staffing import Staffing
    from staffplan.solve.bound.relaxation import Relaxed
    from staffplan.solve.model.columns import BreakColumns
    from staffplan.solve.model.master import Master
    from staffplan.solve.run import Run
    from staffplan.solve.searches.choices import Tour

    Ints = NDArray[np.int64]

POWERS = (0.0, 0.5, 1.0)
"""What covers a slot is worth its missing agents to this power: 0 covers most slots, 1 levels what is missing."""
FINEST = 2.0**-12
"""Of places that cover as much, a break takes the one with most agents to spare."""


def constructed(run: Run, start: Relaxed, _best: Incumbent) -> Incumbent | None:
    """A legal plan that meets the target, put together greedily (set covering: Chvátal 1979); None: not found."""
    return put_together(run, start.master)


def put_together(run: Run, master: Master) -> Incumbent | None:
    """A legal plan of a master, agent by agent; None where not every slot can be covered so."""
    problem = run.problem
    prices = None if problem.by_headcount else [work.contract.hourly_cost or 0.0 for work in problem.works]
    team = best_team(problem.works, problem.staffing, prices, lambda: run.clock.left <= 0)
    return None if team is None else in_master(run, master, team)


class TourFinder:
    """The tours of a contract that cover most: of one start and one length, which are soonest found.

    Where rules tell shifts apart such tours are few, and any legal one is looked at.
    """

    def __init__(self, choices: Choices) -> None:
        """Of the tours of ``choices``."""
        work = choices.work
        closes = work.cycle is None or work.rest_is_a_rule
        self._choices = choices
        self._responses = Responses(choices) if work.n_shifts and work.automaton.n_symbols > 1 and closes else None

    def best(self, weight: NDArray[np.float64]) -> tuple[float, Ints] | None:
        """The tour that covers most ``weight``, and how much; None where the rules allow nobody anything."""
        if self._responses is None:
            return self._choices.best(weight)
        best = self._responses.best(weight)
        return None if best is None else (best.most, self._responses.shifts(best))


@dataclass(eq=False)
class Team:
    """Agents with their tours, and who is on duty."""

    choices: list[Choices]
    duty: Ints
    tours: list[tuple[int, Tour]] = field(default_factory=list)
    """Contract and tour of each agent."""
    worth: dict[int, float] = field(default_factory=dict)
    """By contract, what its best tour covered when that was last looked at: it never covers more later, as long as
    agents are only added, so that a contract that covered less need not be looked at (Minoux 1978)."""

    def __post_init__(self) -> None:
        """What finds the tours of each contract."""
        self.finders = [TourFinder(each) for each in self.choices]

    def count(self, contract: int) -> int:
        """Agents of a contract."""
        return sum(each == contract for each, _tour in self.tours)

    def counts(self, contract: int) -> Ints:
        """Agents in each shift of a contract."""
        shifts = [tour.shifts for each, tour in self.tours if each == contract]
        held = np.concatenate([np.zeros(0, dtype=np.int64), *shifts])
        return np.bincount(held, minlength=self.choices[contract].work.n_shifts)

    def take(self, contract: int, tour: Tour) -> None:
        """One agent more."""
        self.tours.append((contract, tour))
        self.duty = self.duty + tour.duty

    def drop(self, place: int) -> None:
        """One agent fewer: the one at that place of ``tours``."""
        _contract, tour = self.tours.pop(place)
        self.duty = self.duty - tour.duty

    def leave_out(self, need: Ints) -> None:
        """Let agents go whom nobody misses, the last ones first."""
        for contract, tour in self.tours[::-1]:
            spare = self.count(contract) > self.choices[contract].work.contract.headcount[0]
            if spare and (self.duty - tour.duty >= need).all():
                self.tours.remove((contract, tour))
                self.duty = self.duty - tour.duty

    def cost(self, prices: Sequence[float] | None) -> float:
        """Agents, or what their paid slots cost at these prices."""
        if prices is None:
            return float(len(self.tours))
        paid = [int(self.choices[k].work.paid_slots[tour.shifts].sum()) for k, tour in self.tours]
        return sum(slots * prices[k] for slots, (k, _tour) in zip(paid, self.tours, strict=True))


def best_team(
    works: tuple[ContractWork, ...],
    staffing: Staffing,
    prices: Sequence[float] | None = None,
    is_over: Callable[[], bool] = lambda: False,
) -> Team | None:
    """The least of the teams that cover every slot's own need: fewest agents, or least cost at these prices.

    Once there is one, ``is_over`` ends it.
    """
    need = np.maximum(staffing.least, staffing.required)
    choices = [Choices(work, staffing.grid) for work in works]
    best: Team | None = None
    for power in POWERS:
        team = covering(choices, need, prices, power)
        if team is not None and (best is None or team.cost(prices) < best.cost(prices)):
            best = team
        if best is not None and is_over():
            break
    return best


def counted(works: tuple[ContractWork, ...], staffing: Staffing, heads: int) -> list[Ints] | None:
    """Agents in each shift, by contract, of a team of ``heads`` agents at most that leaves little of the need missing.

    None where a contract allows nobody anything.
    """
    need = np.maximum(staffing.least, staffing.required)
    choices = [Choices(work, staffing.grid) for work in works]
    teams = [covering(choices, need, None, power, heads) for power in POWERS]
    known = [team for team in teams if team is not None]
    if not known:
        return None
    best = min(known, key=lambda team: int(np.maximum(need - team.duty, 0).sum()))
    return [best.counts(number) for number in range(len(works))]


def next_agent(
    works: tuple[ContractWork, ...], staffing: Staffing, missing: NDArray[np.float64], agents: Sequence[int]
) -> list[Ints]:
    """The shifts, by contract, of one agent more than ``agents`` of each, who covers most of what is ``missing``.

    None of them works where no contract may have one more.
    """
    best: tuple[float, int, Ints] | None = None
    for number, work in enumerate(works):
        most = work.contract.headcount[1]
        finder = TourFinder(Choices(work, staffing.grid))
        found = finder.best(missing) if most is None or agents[number] < most else None
        if found is not None and (best is None or found[0] > best[0]):
            best = found[0], number, found[1]
    more = [np.zeros(work.n_shifts, dtype=np.int64) for work in works]
    if best is not None:
        more[best[1]][best[2]] = 1
    return more


def covering(
    choices: list[Choices], need: Ints, prices: Sequence[float] | None, power: float, heads: int | None = None
) -> Team | None:
    """The agents that each contract must have, then as many as the need takes, or ``heads``; None where none can be."""
    team = Team(choices, np.zeros(len(need), dtype=np.int64))
    must = [k for k, each in enumerate(choices) for _agent in range(each.work.contract.headcount[0])]
    while (must or (team.duty < need).any()) and len(team.tours) != heads:
        open_ = must[:1] or [k for k, each in enumerate(choices) if _may_have_more(team, k, each)]
        missing = np.maximum(need - team.duty, 0)
        if not _one_more(team, open_, need, np.where(missing > 0, missing.astype(float) ** power, 0.0), prices):
            return None
        if not must and (np.maximum(need - team.duty, 0) == missing).all():
            return None
        del must[:1]
    if heads is None:
        team.leave_out(need)
    return team


def _may_have_more(team: Team, contract: int, choices: Choices) -> bool:
    most = choices.work.contract.headcount[1]
    return most is None or team.count(contract) < most


def _one_more(
    team: Team, contracts: Sequence[int], need: Ints, weight: NDArray[np.float64], prices: Sequence[float] | None
) -> bool:
    """Take the agent, of one of ``contracts``, who covers most, or most for the money; False where there is none."""
    best: tuple[float, int, Ints] | None = None
    for contract in sorted(contracts, key=lambda each: (-team.worth.get(each, np.inf), each)):
        if best is not None and prices is None and team.worth.get(contract, np.inf) < best[0]:
            break
        choices = team.choices[contract]
        found = team.finders[contract].best(weight)
        team.worth[contract] = -np.inf if found is None else found[0]
        if found is None:
            continue
        worth, shifts = found
        if prices is not None:
            worth /= max(float(choices.work.paid_slots[shifts].sum()) * prices[contract], 1e-9)
        if best is None or (worth, -contract) > (best[0], -best[1]):
            best = worth, contract, shifts
    if best is None:
        return False
    _worth, contract, shifts = best
    team.take(contract, team.choices[contract].tour(shifts, weight + FINEST * (need - team.duty)))
    return True


def in_master(run: Run, master: Master, team: Team) -> Incumbent | None:
    """The team as a plan of the master: all its whole numbers are given, the rest is a linear program.

    None where it does not meet the target.
    """
    model, contracts = master.model.copy(), range(len(master.contracts))
    for number, contract in enumerate(master.contracts):
        model.fix_columns(contract.shifts, team.counts(number))
        model.fix_columns(np.array([contract.headcount]), team.count(number))
        for places in contract.breaks:
            model.fix_columns(places.column, _breaks_taken(team, number, places))
    lower, upper = model.bounds()
    given = bool((lower == upper)[np.concatenate(model.integer)].all())  # else steps of service curves are whole too
    outcome = run.engine.run(
        model,
        run.problem.cost(master),
        seconds=run.params.week.fill_seconds,
        role="relaxation" if given else "search",
        stoppable=not run.stop.is_set(),  # after a stop it is the plan that is kept
    )
    if outcome.values is None or not service_met(run.problem.staffing, master.agents_above(outcome.values)):
        return None
    tours = [[tour.shifts.tolist() for k, tour in team.tours if k == each] for each in contracts]
    return Incumbent(outcome.values, outcome.objective or 0.0, tours=tours)


def _breaks_taken(team: Team, contract: int, places: BreakColumns) -> NDArray[np.float64]:
    """Agents who take the break at each place, shape (places,)."""
    taken = np.zeros(len(places.column))
    index = {key: k for k, key in enumerate(zip(places.shift.tolist(), places.start.tolist(), strict=True))}
    for k, tour in team.tours:
        for shift, rank, begin, _length in tour.breaks if k == contract else ():
            if rank == places.rank:
                taken[index[shift, begin]] += 1
    return taken
