"""The search over a year: which bot, which supply, how many in each season, and a legal tour for everyone.

Each season is searched alone (it has the size of a `solve`), in the directions that the year asks for; a small model
of what links the seasons chooses among the plans found, and another over what is proved of every plan of a season
gives the bound. Where they do not meet, the seasons are searched again at the numbers that the bound believes in.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from staffplan.errors import NoPlanError
from staffplan.schema.progress import Progress
from staffplan.schema.year.outcome import SeasonRoster, YearOutcome
from staffplan.solve.engine.crew import Crew
from staffplan.solve.year.choice import Choice, YearLinks
from staffplan.solve.year.final import finished_season, worked_hours
from staffplan.solve.year.frontier import Frontier
from staffplan.solve.year.model import usage_of
from staffplan.solve.year.points import Coordinates
from staffplan.solve.year.prices import day_prices, heads_alone
from staffplan.solve.year.realise import realise
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.progress import Stage, Stop, Watcher
    from staffplan.schema.year.calendar import Calendar
    from staffplan.schema.year.part import SeasonPart
    from staffplan.schema.year.supply import BotOption
    from staffplan.schema.year.year import Year
    from staffplan.solve.engine.process import Engine
    from staffplan.solve.year.points import Wish
    from staffplan.words.messages import Value

ROUNDS = 40
"""How often seasons are searched again, at most."""
SEARCH = 0.8
"""Share of the time for the search; the rest is for tours and checks."""
SEASON_SECONDS = 15.0
"""Time for one search of one season, at most."""
FIRST_LINK_SECONDS = 1.0
"""Time for the first bound of each bot, which only tells which bots are worth a search."""
ROUNDING = 1e-6


def find_year(
    year: Year,
    calendar: Calendar,
    options: Sequence[tuple[BotOption, Sequence[SeasonPart]]],
    watcher: Watcher,
    stop: Stop,
    *,
    same_all_year: bool = False,
) -> YearOutcome | None:
    """The best year over all ``options`` of a bot; None where the need, the rules and the limits contradict.

    Raises NoPlanError where the time limit ends, or the user stops, before there is any plan.
    """
    with Crew(stop, year.solve.seed, len(calendar.seasons)) as crew:
        return _Search(crew, year, calendar, options, watcher, stop, same_all_year).run()


@dataclass
class _Search:
    """One search and its clock."""

    crew: Crew
    year: Year
    calendar: Calendar
    options: Sequence[tuple[BotOption, Sequence[SeasonPart]]]
    watcher: Watcher
    stop: Stop
    same_all_year: bool = False
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        return max(SEARCH * self.year.solve.time_limit.total_seconds() - (time.monotonic() - self.began), 0.0)

    @property
    def over(self) -> bool:
        return self.left <= 0 or self.stop.is_set()

    @property
    def link_seconds(self) -> float:
        """Seconds for what links the seasons: a little even where the time is over."""
        return max(self.left, 1.0)

    @cached_property
    def links(self) -> YearLinks:
        return YearLinks(self.crew.first, self.year, self.calendar, self.same_all_year)

    def run(self) -> YearOutcome | None:
        choices = [self.choice(option, parts) for option, parts in self.options]
        self.relax(choices)
        best = np.inf
        for choice in sorted(choices, key=lambda one: one.bound):
            if not choice.closed and choice.bound < best * (1 - ROUNDING) and not self.over:
                self.improve(choice, best)
                best = min(best, choice.value)
        found = min(choices, key=lambda one: one.value)
        if found.values is None:
            if all(choice.closed for choice in choices):
                return None
            raise NoPlanError(
                _("no plan was found within {seconds:.0f} s").format(seconds=time.monotonic() - self.began)
            )
        bound = min(choice.bound for choice in choices if not choice.closed)
        self.links.settle(found)
        return self.outcome(found, min(bound, found.value))

    def choice(self, option: BotOption, parts: Sequence[SeasonPart]) -> Choice:
        suppliers = tuple(supplier.name for supplier in self.year.pay_per_inquiry)
        known: dict[int, Frontier] = {}
        return Choice(option, [known.setdefault(id(part), Frontier(part, suppliers)) for part in parts])

    def tell(self, stage: Stage, **values: Value) -> None:
        self.watcher(Progress(stage, values=values))

    def prices(self, frontier: Frontier) -> Coordinates:
        """What a day of each coordinate costs about."""
        return heads_alone(frontier) if self.links.by_headcount else day_prices(self.year, frontier)

    def relax(self, choices: Sequence[Choice]) -> None:
        """What the seasons' relaxations say: a first bound of each bot, and service curves where they matter."""
        self.tell("searching_year")
        frontiers = [frontier for choice in choices for frontier in choice.distinct]
        self.crew.each(self.look, frontiers)
        for choice in choices:
            choice.closed = any(frontier.infeasible for frontier in choice.frontiers)
            if not choice.closed:
                choice.useful = {name: self.useful(choice, *of) for name, of in self.unlimited.items()}
                self.links.bound(choice, min(FIRST_LINK_SECONDS, self.link_seconds))

    @cached_property
    def unlimited(self) -> dict[str, tuple[int, float]]:
        """The vendors without a limit to their seats: their number among all supplies, and their factor."""
        vendors = enumerate(self.year.vendor, start=len(self.year.contract))
        return {one.name: (supply, one.aht_factor) for supply, one in vendors if one.most_seats is None}

    def look(self, engine: Engine, frontier: Frontier) -> None:
        """A first relaxation of a season, and how many agents could be of use."""
        frontier.relax(engine, self.prices(frontier), self.left, rounds=1)
        for group, members in enumerate(frontier.part.members):
            if not frontier.infeasible and any(supply in members for supply, _factor in self.unlimited.values()):
                frontier.saturated[group] = frontier.saturating(engine, group, self.left)

    def useful(self, choice: Choice, supply: int, factor: float) -> int:
        """Seats above which none could be of use: alone, they saturate the service of every slot."""
        most = max(
            (
                frontier.saturated[group]
                for frontier in choice.distinct
                for group, members in enumerate(frontier.part.members)
                if supply in members
            ),
            default=0,
        )
        return int(np.ceil(most * factor)) + 1

    def improve(self, choice: Choice, best: float) -> None:
        """Search the seasons until the year's plan meets its bound, or the time is over."""
        self.tell("planning_seasons", bot=choice.option.name)
        self.crew.each(self.prepare, choice.distinct)
        choice.closed = any(frontier.infeasible for frontier in choice.frontiers)
        for _round in range(ROUNDS):
            if choice.is_large:  # whose bound takes long, and is near enough as soon as there is a plan
                self.links.plan(choice, self.link_seconds)
                if self.done(choice, best):
                    return
            self.links.bound(choice, min(choice.patience, self.link_seconds))
            choice.patience *= 1 if choice.bounded else 2
            if not choice.is_large:
                self.links.plan(choice, self.link_seconds)
            if self.done(choice, best) or not self.learn(choice):
                return

    def done(self, choice: Choice, best: float) -> bool:
        """Whether nothing is left to look for with this bot, or no time."""
        return choice.closed or choice.near or choice.bound >= best * (1 - ROUNDING) or self.over

    def prepare(self, engine: Engine, frontier: Frontier) -> None:
        """What the days say, and a first plan of a small season whose days do not say all."""
        prices = self.prices(frontier)
        frontier.relax(engine, prices, self.left)
        frontier.look_at_days(engine, prices, self.left / 2)
        frontier.outline(engine, prices, self.left)
        if not frontier.points and not frontier.stairs and not frontier.is_large:
            frontier.probe(engine, prices, self.share())

    def share(self) -> float:
        """Seconds for the next search of a season."""
        return min(SEASON_SECONDS, self.left)

    def learn(self, choice: Choice) -> bool:
        """Search the seasons for what the bound believes in; False where nothing is left to learn."""
        wishes: dict[int, tuple[Frontier, list[Wish]]] = {}
        for frontier, wish in zip(choice.frontiers, choice.wished, strict=False):
            of_season = wishes.setdefault(id(frontier), (frontier, []))[1]
            if wish not in of_season:
                of_season.append(wish)
        asked = list(wishes.values())
        if any(self.crew.each(self.realise, asked)) or choice.bounded is None:
            return True
        return any(self.crew.each(self.contradict, asked))

    def realise(self, engine: Engine, asked: tuple[Frontier, list[Wish]]) -> bool:
        """Make plans of what the bound believes in; False where there are none, or none that are new."""
        frontier, wishes = asked
        known = frontier.realised | {w for w in wishes if any(point.fits(w) for point in frontier.points)}
        found = [
            realise(engine, frontier, self.prices(frontier), wish, self.share())
            for wish in wishes
            if wish not in known and not self.over
        ]
        return any(found)

    def contradict(self, engine: Engine, asked: tuple[Frontier, list[Wish]]) -> bool:
        """Search a season with no more agents than the bound believes in; False where all was proved to its end.

        What was searched before without an end is searched again, twice as long.
        """
        frontier, wishes = asked
        open_ones = {w.agents for w in wishes if np.isfinite(frontier.asked.get(w.agents, 0.0))}
        for agents in sorted(open_ones, key=lambda one: frontier.asked.get(one, 0.0)):
            if not self.over:
                seconds = max(SEASON_SECONDS, 2 * frontier.asked.get(agents, 0.0))
                frontier.probe(engine, self.rest(frontier), min(seconds, self.left), np.array(agents))
        return bool(open_ones)

    def rest(self, frontier: Frontier) -> Coordinates:
        """The prices of all that is not agents."""
        full = self.prices(frontier)
        return Coordinates(np.zeros(frontier.n_groups), full.volume, full.surcharge, full.hours)

    def outcome(self, choice: Choice, bound: float) -> YearOutcome:
        """Tours for everyone, and what the year uses."""
        assert choice.model is not None
        assert choice.values is not None
        model, values, points = choice.model, choice.values.copy(), choice.points
        self.tell("splitting_seasons")
        names = [one.name for one in (*self.year.contract, *self.year.vendor)]

        def finished(engine: Engine, k: int) -> tuple[SeasonRoster, float]:
            counts = {supply: round(values[column]) for (season, supply), column in model.agents.items() if season == k}
            return finished_season(engine, choice.frontiers[k], points[k], counts, names, self.left)

        rosters, worked = [], []
        for k, (found, hours) in enumerate(self.crew.each(finished, range(len(points)))):
            rosters.append(found)
            values[model.hours[k]] = hours
            worked += worked_hours(choice.frontiers[k].part, found.roster, self.year.contract, k)
        value = float(self.links.cost(model) @ values) + self.links.base(model)
        return YearOutcome(
            bot=choice.option.name,
            objective=value,
            bound=min(bound, value),
            usage=usage_of(model, values, worked),
            seasons=tuple(rosters),
            seconds=time.monotonic() - self.began,
            interrupted=self.stop.is_set(),
        )
