"""The best plan and the bound of a year with one bot, from what is known of its seasons so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.schema.year.bill import least_cents
from staffplan.solve.year.links import add_cuts, add_points
from staffplan.solve.year.model import build_year
from staffplan.solve.year.skeleton import add_days_of_season, wish_of
from staffplan.words.language import _

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from staffplan.schema.year.calendar import Calendar
    from staffplan.schema.year.supply import BotOption
    from staffplan.schema.year.year import Year
    from staffplan.solve.engine.process import Engine, Outcome
    from staffplan.solve.year.frontier import Frontier
    from staffplan.solve.year.model import YearModel
    from staffplan.solve.year.points import Point, Wish

    Floats = NDArray[np.float64]

LINK_SECONDS = 10.0
LINK_GAP = 1e-5
LARGE_GAP = 3e-4
"""The same for large teams, whose seasons are not told apart so finely."""
ENOUGH, ENOUGH_OF_MANY = 2e-4, 2e-3
"""Relative gap at which the search ends; for large teams, whose plans are found with that much room."""


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
    columns: list[NDArray[np.int64]] = field(default_factory=list)
    """For each season, the columns of its points in the model."""
    wished: list[Wish] = field(default_factory=list)
    """What the bound believes that each season could be."""
    bounded: tuple[int, ...] | None = None
    """How much was proved of the seasons when their links were last searched to the end for the bound."""
    patience: float = LINK_SECONDS
    """Seconds for the next search of the links; twice as many after one that did not end."""
    linked: YearModel | None = None
    """What links its seasons, which nothing that is learnt of them changes."""
    prepared: bool = False
    """Whether its seasons were looked at."""
    closed: bool = False
    """Whether no year with this bot exists."""

    @property
    def distinct(self) -> list[Frontier]:
        """The frontiers, each once."""
        return list({id(frontier): frontier for frontier in self.frontiers}.values())

    @property
    def points(self) -> list[Point]:
        """The plan of each season in the best year."""
        assert self.values is not None
        return [
            frontier.points[int(np.argmax(self.values[own]))]
            for frontier, own in zip(self.frontiers, self.columns, strict=True)
        ]

    def most_useful(self, supply: int, factor: float) -> int:
        """Seats above which none could be of use: alone, they saturate the service of every slot."""
        agents = (
            frontier.saturated[group]
            for frontier in self.distinct
            for group, members in enumerate(frontier.part.members)
            if supply in members
        )
        return int(np.ceil(max(agents, default=0) * factor)) + 1

    @property
    def is_large(self) -> bool:
        """Whether some season has a large team."""
        return any(frontier.is_large for frontier in self.frontiers)

    @property
    def near(self) -> bool:
        """Whether the best year found is about as good as its bound."""
        enough = ENOUGH_OF_MANY if self.is_large else ENOUGH
        return bool(np.isfinite(self.value)) and self.value - self.bound <= enough * abs(self.value)

    @property
    def proved(self) -> tuple[int, ...]:
        """How much is proved of each season."""
        return tuple(len(f.cuts) + len(f.steps) + len(f.stairs) for f in self.frontiers)


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
        """What links the seasons with this bot, to add to."""
        if choice.linked is None:
            known = choice.option, choice.frontiers, choice.useful
            choice.linked = build_year(self.year, self.calendar, *known, same_all_year=self.same_all_year)
        return replace(choice.linked, model=choice.linked.model.copy())

    def cost(self, model: YearModel) -> Floats:
        """The first objective by column."""
        return model.headcount_cost() if self.by_headcount else model.money_cost()

    def base(self, model: YearModel) -> float:
        """The part of the first objective that nothing decides."""
        return 0.0 if self.by_headcount else model.money.base

    def bound(self, choice: Choice, seconds: float) -> None:
        """The bound, and what it believes in, where anything new is known since."""
        known = choice.proved
        if known == choice.bounded:
            return
        model = self.build(choice)
        add_cuts(model)
        days = [add_days_of_season(model, season) for season in range(model.n_seasons)]
        outcome = self.best(model, self.cost(model), seconds, LARGE_GAP if choice.is_large else LINK_GAP)
        if outcome.status == "infeasible":
            choice.closed = True
            return
        choice.bounded = known if outcome.status == "optimal" else None
        choice.bound = max(choice.bound, outcome.bound + self.base(model))
        if outcome.values is not None:
            choice.wished = [wish_of(model, season, days[season], outcome.values) for season in range(model.n_seasons)]

    def best(self, model: YearModel, cost: Floats, seconds: float, gap: float) -> Outcome:
        """The cheapest year of ``model``: HiGHS proves more of it in the same time than SCIP."""
        outcome = self.engine.run(model.model, cost, seconds=seconds, role="proof", gap=gap, stoppable=False)
        if outcome.status != "unknown":
            return outcome
        other = self.engine.run(model.model, cost, seconds=seconds, gap=gap, stoppable=False)
        return replace(other, bound=max(outcome.bound, other.bound))

    def plan(self, choice: Choice, seconds: float) -> None:
        """The best year over the plans found."""
        if not all(frontier.points for frontier in choice.frontiers):
            return
        model = self.build(choice)
        columns = add_points(model)
        first = self.cost(model)
        outcome = self.best(model, first, min(LINK_SECONDS, seconds), LARGE_GAP if choice.is_large else LINK_GAP)
        if outcome.values is None or outcome.objective is None or outcome.objective + self.base(model) >= choice.value:
            return
        choice.value, choice.model, choice.values = outcome.objective + self.base(model), model, outcome.values
        choice.columns = columns

    def settle(self, choice: Choice, seconds: float) -> None:
        """Among the years of that value, the best by the other objective."""
        assert choice.model is not None
        assert choice.values is not None
        model, first, values = choice.model, self.cost(choice.model), choice.values
        other = model.money_cost() if self.by_headcount else model.headcount_cost()
        if not other.any():
            return
        row = model.model.add_rows("first_objective", 1, upper=float(first @ values) * (1 + 1e-9) + 1e-9)
        columns = np.flatnonzero(first)
        model.model.add_terms(row, columns, first[columns])
        outcome = self.engine.run(model.model, other, seconds=seconds, gap=LINK_GAP, hint=values, stoppable=False)
        if outcome.values is not None:
            choice.values = outcome.values

    def nothing_found(self, bound: float, seconds: float) -> NoPlanError:
        """The error that says that the time was over before there was a plan, and what is proved."""
        text = _("no plan was found within {seconds:.0f} s").format(seconds=seconds)
        if not np.isfinite(bound) or bound <= 0:
            return NoPlanError(text)
        if self.by_headcount:
            text += _("; proved so far: every plan has {bound:,.2f} agents or more").format(bound=bound)
        else:
            text += _("; proved so far: every plan costs {bound:,.2f} or more").format(bound=least_cents(bound))
        return NoPlanError(text, bound=bound)
