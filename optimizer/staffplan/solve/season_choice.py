"""The year with one bot, over what is known of its seasons: the bound, and the best plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.solve.season_links import add_cuts, add_points
from staffplan.solve.season_model import build_year
from staffplan.solve.season_skeleton import add_days_of_season, wish_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.season_calendar import Calendar
    from staffplan.schema.season_supply import BotOption
    from staffplan.schema.season_year import Year
    from staffplan.solve.engine import Engine, Outcome
    from staffplan.solve.season_frontier import Frontier
    from staffplan.solve.season_model import YearModel
    from staffplan.solve.season_points import Point, Wish

    Floats = NDArray[np.float64]

LINK_SECONDS = 6.0
BOUND_GAP = 1e-4
PLAN_GAP = 1e-5


@dataclass
class Choice:
    """One bot, what is known of its seasons, and the best year with it."""

    option: BotOption
    frontiers: list[Frontier]
    useful: dict[str, int] = field(default_factory=dict)
    bound: float = -np.inf
    value: float = np.inf
    model: YearModel | None = None
    values: Floats | None = None
    points: list[Point] = field(default_factory=list)
    wished: list[Wish] = field(default_factory=list)
    """What the bound believes that each season could be."""
    closed: bool = False
    """Whether no year with this bot exists."""

    @property
    def distinct(self) -> list[Frontier]:
        """The frontiers, each once."""
        return list({id(frontier): frontier for frontier in self.frontiers}.values())


@dataclass(frozen=True)
class YearLinks:
    """What links the seasons, solved for a choice."""

    engine: Engine
    year: Year
    calendar: Calendar
    same_all_year: bool = False

    @property
    def by_headcount(self) -> bool:
        """Whether headcount comes before cost."""
        return self.year.objective.minimise == "headcount"

    def build(self, choice: Choice) -> YearModel:
        """What links the seasons with this bot."""
        return build_year(
            self.year,
            self.calendar,
            choice.option,
            choice.frontiers,
            choice.useful,
            same_all_year=self.same_all_year,
        )

    def cost(self, model: YearModel) -> Floats:
        """The first objective by column."""
        return model.headcount_cost() if self.by_headcount else model.money_cost()

    def base(self, model: YearModel) -> float:
        """The part of the first objective that nothing decides."""
        return 0.0 if self.by_headcount else model.money.base

    def bound(self, choice: Choice, seconds: float) -> None:
        """The bound, and what it believes in."""
        model = self.build(choice)
        add_cuts(model)
        days = [add_days_of_season(model, season) for season in range(model.n_seasons)]
        outcome = self.best(model, self.cost(model), seconds, BOUND_GAP)
        if outcome.status == "infeasible":
            choice.closed = True
            return
        choice.bound = max(choice.bound, outcome.bound + self.base(model))
        if outcome.values is not None:
            choice.wished = [
                wish_of(model, season, days[season], outcome.values) for season in range(model.n_seasons)
            ]

    def best(self, model: YearModel, cost: Floats, seconds: float, gap: float) -> Outcome:
        """The cheapest year of ``model``: HiGHS proves more of it in the same time than SCIP."""
        seconds = min(LINK_SECONDS, seconds)
        outcome = self.engine.run(model.model, cost, seconds=seconds, solver="HIGHS", gap=gap, stoppable=False)
        if outcome.status != "unknown":
            return outcome
        other = self.engine.run(model.model, cost, seconds=seconds, gap=gap, stoppable=False)
        return replace(other, bound=max(outcome.bound, other.bound))

    def plan(self, choice: Choice, seconds: float) -> None:
        """The best year over the plans found, then by the other objective."""
        if not all(frontier.points for frontier in choice.frontiers):
            return
        model = self.build(choice)
        columns = add_points(model)
        first = self.cost(model)
        outcome = self.best(model, first, seconds, PLAN_GAP)
        if outcome.values is None or outcome.objective is None:
            return
        values = self.second(model, first, outcome.values)
        choice.value, choice.model, choice.values = outcome.objective + self.base(model), model, values
        choice.points = [
            frontier.points[int(np.argmax(values[own]))]
            for frontier, own in zip(choice.frontiers, columns, strict=True)
        ]

    def second(self, model: YearModel, first: Floats, values: Floats) -> Floats:
        """The other objective at the same value of the first."""
        other = model.money_cost() if self.by_headcount else model.headcount_cost()
        if not other.any():
            return values
        row = model.model.add_rows("first_objective", 1, upper=float(first @ values) * (1 + 1e-9) + 1e-9)
        columns = np.flatnonzero(first)
        model.model.add_terms(row, columns, first[columns])
        outcome = self.engine.run(model.model, other, seconds=LINK_SECONDS, gap=PLAN_GAP, hint=values, stoppable=False)
        return values if outcome.values is None else outcome.values
