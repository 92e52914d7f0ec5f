"""The frontier of one season: plans found, and inequalities that every plan of it obeys.

A season is known to the year only by its coordinates: agents of each group, inquiries handed to each supplier (and
those counted by their surcharge), and what hours cost. A search in a direction of prices over these coordinates gives
a point (a plan) and a cut: prices · coordinates ≥ the proved bound. A search with given agents gives a step: whoever
has no more agents of any group pays at least its bound for the rest. All are valid for every plan of the season.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.service.staffing import Staffing
from staffplan.solve.engine.process import SolverError
from staffplan.solve.model.coverage import on_duty
from staffplan.solve.model.master import build_master, most_agents_needed
from staffplan.solve.model.service import is_exact, service_met
from staffplan.solve.year.days.inequalities import MOST_DAYS, add_day_cuts, day_cuts
from staffplan.solve.year.days.stairs import add_stair, walked_down
from staffplan.solve.year.overflow import build_season, chosen_need
from staffplan.solve.year.points import Coordinates, Cut, Point, Step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.year.part import SeasonPart
    from staffplan.solve.engine.linear import LinearModel
    from staffplan.solve.engine.process import Engine, Outcome
    from staffplan.solve.year.days.inequalities import DayCut
    from staffplan.solve.year.days.stairs import DayStair
    from staffplan.solve.year.overflow import Near, SeasonMaster
    from staffplan.solve.year.points import Wish

    Floats = NDArray[np.float64]

ROUNDS = 5
"""How often service curves are drawn anew around a solution, at most."""
GAP = 0.001
"""Relative gap at which a season's search ends."""
USEFUL_SECONDS = 3.0
OTHER_PRICES = (0.0, 0.5, 1.5, 2.5, 5.0)
"""Prices of inquiries handed over, relative to the first, at which a season's relaxation is asked besides."""
LARGE = 40
"""Agents in a slot above which a day's whole numbers weigh less than the time to prove them."""
SETTLED = 1e-5
"""Where drawing the curves anew changes the relaxation by less than this share, it is left at that."""


def _relaxed(engine: Engine, model: LinearModel, cost: Floats, seconds: float) -> Outcome:
    """The relaxation; by interior points and crossover where the simplex method cannot trust its figures."""
    try:
        return engine.run(model, cost, seconds=seconds, role="relaxation")
    except SolverError:
        return engine.run(model, cost, seconds=seconds, role="proof", relax=True)


@dataclass(eq=False)
class Frontier:
    """All that is known of one season with one bot."""

    part: SeasonPart
    suppliers: tuple[str, ...]
    points: list[Point] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    near: Near = ()
    days: list[DayCut] = field(default_factory=list)
    stairs: list[DayStair] = field(default_factory=list)
    realised: set[Wish] = field(default_factory=set)
    """Wishes of the year that were tried to be made a plan."""
    asked: dict[tuple[int, ...], float] = field(default_factory=dict)
    """Seconds that a search with no more than these agents took; inf where it was proved to its end."""
    saturated: dict[int, int] = field(default_factory=dict)
    """Agents of a group with whom every slot has as many as could add anything, where that was worked out."""
    infeasible: bool = False

    @property
    def n_groups(self) -> int:
        """Number of groups."""
        return len(self.part.works)

    def most_agents(self, group: int) -> int:
        """Agents of a group above which none could be of use, or the contract's own limit."""
        most = self.part.works[group].contract.headcount[1]
        needed = most_agents_needed(self.part.works, self.part.need)
        return needed if most is None else min(most, needed)

    def most_handed(self, supplier: str) -> tuple[float, float]:
        """Most inquiries a day, and most counted by their surcharge, that the supplier could take."""
        volume = surcharge = 0.0
        for offer in self.part.offers:
            if offer.supplier == supplier:
                per_day = offer.share * self.part.human * offer.allowed / self.part.days
                volume = max(volume, float(per_day.sum()))
                surcharge = max(surcharge, float(np.abs(per_day * offer.surcharge).sum()))
        return volume, surcharge

    def saturating(self, engine: Engine, group: int, seconds: float) -> int:
        """Agents of one group with whom every slot has as many as could add anything."""
        need = self.part.need
        most = need.least.copy()
        for requirement in need.requirements:
            for one in requirement.groups:
                gains = [len(requirement.gain[slot]) - 1 for slot in one.slots]
                most[one.slots] = np.maximum(most[one.slots], need.least[one.slots] + gains)
        master = build_master((self.part.works[group],), Staffing(need.grid, most, most))
        outcome = engine.run(master.model, master.headcount_cost(), seconds=min(USEFUL_SECONDS, seconds), gap=0.1)
        return self.most_agents(group) if outcome.objective is None else round(outcome.objective)

    def nothing(self) -> Coordinates:
        """All coordinates 0."""
        none = np.zeros(len(self.suppliers))
        return Coordinates(np.zeros(self.n_groups), none, none, 0.0)

    def relax(self, engine: Engine, prices: Coordinates, seconds: float, rounds: int = ROUNDS) -> None:
        """Draw the service curves around the relaxation's solution, and keep its bound as a cut."""
        before = -np.inf
        for _round in range(rounds):
            season = build_season(self.part, self.near)
            cost = self.cost(season, prices)
            outcome = _relaxed(engine, season.master.model, cost, seconds)
            if outcome.status == "infeasible":
                self.infeasible = True
                return
            if outcome.values is None:
                return
            if outcome.status == "optimal":
                self.cuts.append(Cut(prices, outcome.bound))
            duty = on_duty(season.master.contracts, outcome.values, self.part.need.grid.n_slots)
            if self._exact(duty):
                return
            self.near = (*self.near, duty)
            if outcome.bound - before <= SETTLED * abs(outcome.bound):
                return
            before = outcome.bound

    def outline(self, engine: Engine, prices: Coordinates, seconds: float) -> None:
        """Cuts of the relaxation at other prices of what is handed over, and without any for hours."""
        season = build_season(self.part, self.near)
        others = [
            replace(prices, volume=prices.volume * factor, surcharge=prices.surcharge * factor)
            for factor in (OTHER_PRICES if self.part.offers and not self.stairs else ())
        ]
        if any(self.part.overtime):
            others += [replace(one, hours=0.0) for one in (prices, *others)]
        for other in others:
            outcome = _relaxed(engine, season.master.model, self.cost(season, other), seconds)
            if outcome.status == "optimal":
                self.cuts.append(Cut(other, outcome.bound))

    @property
    def _paid_by_the_hour(self) -> bool:
        return any(contract is not None and contract.monthly_pay is None for contract in self.part.hourly)

    @property
    def is_large(self) -> bool:
        """Whether the relaxation says about all that a day's whole numbers could prove."""
        return int(self.part.need.required.max(initial=0)) > LARGE

    def look_at_days(self, engine: Engine, prices: Coordinates, seconds: float) -> None:
        """Keep what each day needs whatever the others do, and what it hands over by its shifts."""
        until = time.monotonic() + seconds
        days = sorted({day for work in self.part.works for day in work.days})
        if len(days) > MOST_DAYS:
            return
        season = build_season(self.part, self.near)
        handed = self._handed(season, prices)
        if handed.any() and handed.min() >= 0:
            whole = not self.is_large
            stairs = [walked_down(engine, self.part, season, day, prices, handed, until, whole=whole) for day in days]
            self.stairs = [stair for stair in stairs if stair is not None]
        if not self.is_large and (not self.stairs or self._paid_by_the_hour):
            self.days = day_cuts(engine, self.part, season, prices, handed, days, seconds)

    def _handed(self, season: SeasonMaster, prices: Coordinates) -> Floats:
        """What each column hands over, at the prices."""
        handed = np.zeros(season.master.model.n_columns)
        for column, supplier, volume, surcharge in self.handed_columns(season):
            handed[column] = volume * prices.volume[supplier] + surcharge * prices.surcharge[supplier]
        return handed

    def master(self) -> SeasonMaster:
        """The season's model with all that is known of its days."""
        season = build_season(self.part, self.near)
        add_day_cuts(season.master.model, self.days)
        for stair in self.stairs:
            terms = list(zip(stair.switches.tolist(), stair.handed.tolist(), strict=True))
            add_stair(season.master.model, stair, stair.shifts, terms)
        return season

    def probe(
        self,
        engine: Engine,
        prices: Coordinates,
        seconds: float,
        agents: NDArray[np.int64] | None = None,
        gap: float = GAP,
    ) -> Point | None:
        """Search at these prices, also with no more than given agents; keeps the point and what is proved.

        With given agents, only what is not agents should have a price.
        """
        for _round in range(ROUNDS):
            season = self.master()
            if agents is not None:
                rows = season.master.model.add_rows("no_more_agents", self.n_groups, upper=agents)
                season.master.model.add_terms(rows, [contract.headcount for contract in season.master.contracts])
            outcome = engine.run(season.master.model, self.cost(season, prices), seconds=seconds, gap=gap)
            self._learn(prices, outcome.status, outcome.bound, agents)
            if agents is not None:
                ended = outcome.status in ("optimal", "infeasible")
                self.asked[tuple(agents.tolist())] = np.inf if ended else seconds
            if outcome.values is None:
                return None
            if (point := self.keep(season, outcome.values)) is not None:
                return point
        return None

    def _learn(self, prices: Coordinates, status: str, bound: float, agents: NDArray[np.int64] | None) -> None:
        if agents is not None:
            least = np.inf if status == "infeasible" else bound
            if least > 0:
                self.steps.append(Step(agents, prices, least))
        elif status == "infeasible":
            self.infeasible = True
        elif np.isfinite(bound):
            self.cuts.append(Cut(prices, bound))

    def keep(self, season: SeasonMaster, values: Floats) -> Point | None:
        """The solution as a point; None where it misses a target, which the curves drawn anew will know."""
        need = chosen_need(self.part, season.chosen(self.part, values))
        duty = on_duty(season.master.contracts, values, need.grid.n_slots)
        if not service_met(need, duty - need.least):
            self.near = (*self.near, duty)
            return None
        self.points.append(Point(self.coordinates(season, values), values, season))
        return self.points[-1]

    def _exact(self, duty: Floats) -> bool:
        return all(
            is_exact(need, [d - need.least for d in self.near], np.maximum(duty - need.least, 0))
            for need in (self.part.need, *(offer.need for offer in self.part.offers))
        )

    def handed_columns(self, season: SeasonMaster) -> list[tuple[int, int, float, float]]:
        """Column, supplier, inquiries a day and surcharged inquiries a day of every switch."""
        found = []
        for offer, switches in zip(self.part.offers, season.switches, strict=True):
            for block, column in switches.items():
                slots = offer.allowed & (self.part.block == block)
                per_day = offer.share * self.part.human[slots] / self.part.days
                extra = float((per_day * offer.surcharge[slots]).sum())
                found.append((column, self.suppliers.index(offer.supplier), float(per_day.sum()), extra))
        return found

    def cost(self, season: SeasonMaster, prices: Coordinates) -> Floats:
        """The objective "prices · coordinates", by column."""
        cost = prices.hours * season.hours_cost(self.part) + self._handed(season, prices)
        for contract, price in zip(season.master.contracts, prices.agents, strict=True):
            cost[contract.headcount] += price
        return cost

    def coordinates(self, season: SeasonMaster, values: Floats) -> Coordinates:
        """The coordinates of a solution."""
        volume, surcharge = np.zeros(len(self.suppliers)), np.zeros(len(self.suppliers))
        for column, supplier, per_day, extra in self.handed_columns(season):
            volume[supplier] += per_day * values[column]
            surcharge[supplier] += extra * values[column]
        agents = np.array([values[contract.headcount] for contract in season.master.contracts])
        return Coordinates(agents, volume, surcharge, float(season.hours_cost(self.part) @ values))

    @cached_property
    def hours_per_agent(self) -> tuple[Floats, Floats]:
        """What the hours of one agent of each group cost at least and at most in a period."""
        season = build_season(self.part, self.near)
        cost = season.hours_cost(self.part)
        least, most = [], []
        for contract in season.master.contracts:
            own = cost[contract.shifts]
            days = np.array(contract.work.contract.days_per_week) * self.part.days / 7
            cheap, dear = (float(own.min()), float(own.max())) if len(own) else (0.0, 0.0)
            least.append(max(0.0, float(days[0]) * cheap + cost[contract.headcount]))
            # weeks cut off at the ends of a stretch may hold more days than their share of the rule
            back = cost[contract.headcount] if self.part.days == 7 else max(cost[contract.headcount], 0.0)
            most.append(max(0.0, math.ceil(days[1]) * dear + back))
        return np.array(least), np.array(most)
