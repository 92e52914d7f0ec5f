"""The search over a year: which bot, which supply, how many in each season, and a legal tour for everyone.

Each season is searched alone (it has the size of a `solve`), in the directions that the year asks for; a small model
of what links the seasons chooses among the plans found, and another over what is proved of every plan of a season
gives the bound. Where they do not meet, the seasons are searched again at the numbers that the bound believes in.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from staffplan.schema.progress import Progress
from staffplan.schema.year.outcome import YearOutcome
from staffplan.solve.engine.crew import Crew
from staffplan.solve.year.choice import Choice, YearLinks
from staffplan.solve.year.clock import YearClock
from staffplan.solve.year.final import finish
from staffplan.solve.year.frontier import Frontier
from staffplan.solve.year.points import day_prices, heads_alone, without_agents
from staffplan.solve.year.realise import realise
from staffplan.solve.year.whole import MOST, SMALL, search_whole, size_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.progress import Stage, Stop, Watcher
    from staffplan.schema.year.calendar import Calendar
    from staffplan.schema.year.part import SeasonPart
    from staffplan.schema.year.supply import BotOption
    from staffplan.schema.year.year import Year
    from staffplan.solve.engine.process import Engine
    from staffplan.solve.year.points import Coordinates, Wish
    from staffplan.words.messages import Value

ROUNDS = 40
"""How often seasons are searched again, at most."""
SEASON_SECONDS = 15.0
"""Time for one search of one season, at most."""
FIRST_LINK_SECONDS = 1.0
"""Time for the first bound of each bot, which only tells which bots are worth a search."""
SETTLE_SECONDS = 10.0
"""Time for the other objective among the best years, at most."""
ROUGH, ROUGH_SECONDS = 0.05, 3.0
"""Relative gap and seconds, at most, of a season's first plan."""
FIRST_TURN = 0.7
"""Share of the time for the bot of the least bound, and so on: a good plan with it often rules the others out."""
PASSES = 3
"""How often every bot has its turn, at most."""
SHARE_OF_SMALL = 0.4
"""Share of the time that is left in which a small year is searched as one model first."""
ROUNDING = 1e-6


def find_year(
    year: Year,
    calendar: Calendar,
    options: Sequence[tuple[BotOption, Sequence[SeasonPart]]],
    watcher: Watcher,
    stop: Stop,
    until: float,
    last: float,
    *,
    same_all_year: bool = False,
) -> YearOutcome | None:
    """The best year over all ``options`` of a bot; None where the need, the rules and the limits contradict.

    The plan is ready by the moment ``until`` of ``time.monotonic``, or by the moment ``last`` where it takes so long to
    find one. Raises NoPlanError, with what is proved, where that comes, or the user stops, before there is any plan.
    """
    clock = YearClock(until, last)
    with Crew(stop, year.solve.seed, len(calendar.seasons)) as crew:
        return _Search(crew, year, calendar, options, watcher, stop, clock, same_all_year).run()


@dataclass
class _Search:
    """One search and its clock."""

    crew: Crew
    year: Year
    calendar: Calendar
    options: Sequence[tuple[BotOption, Sequence[SeasonPart]]]
    watcher: Watcher
    stop: Stop
    clock: YearClock
    same_all_year: bool = False
    turn: float = np.inf
    """When it is the next bot's turn, by ``time.monotonic``."""
    found: bool = False
    """Whether there is a plan."""

    @property
    def left(self) -> float:
        return max(min(self.clock.left(found=self.found), self.turn - time.monotonic()), 0.0)

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
        with self.clock.kept_by(self.crew.engines):
            self.relax(choices)
            self.clock = replace(self.clock, columns=max(map(size_of, choices)))
            self.search(choices)
        found = min(choices, key=lambda one: one.value)
        if all(choice.closed for choice in choices) and found.values is None:
            return None
        bound = min((choice.bound for choice in choices if not choice.closed), default=found.value)
        if found.values is None:
            raise self.links.nothing_found(bound, self.clock.seconds)
        self.links.settle(found, min(SETTLE_SECONDS, self.clock.to_finish / 4))
        self.tell("splitting_seasons")
        finished = finish(self.crew, self.clock, self.links, found)
        value = float(self.links.cost(finished.model) @ finished.values) + self.links.base(finished.model)
        return YearOutcome(
            bot=found.option.name,
            objective=value,
            bound=min(bound, value),
            usage=finished.usage,
            seasons=finished.seasons,
            seconds=self.clock.seconds,
            interrupted=self.stop.is_set(),
        )

    def search(self, choices: Sequence[Choice]) -> None:
        """The bots from the least bound on, as long as each might be better than the best found; all have their turn.

        What one leaves of its time is the others', and in the end again its own.
        """
        for _pass in range(PASSES):
            asked = sorted((choice for choice in choices if self.worth(choice, choices)), key=lambda one: one.bound)
            for choice in asked:
                if self.worth(choice, choices):
                    self.turn = time.monotonic() + self.left * (FIRST_TURN if choice is not asked[-1] else 1.0)
                    self.improve(choice, min(one.value for one in choices))
        self.turn = np.inf

    def worth(self, choice: Choice, choices: Sequence[Choice]) -> bool:
        """Whether this bot might be better than the best found, and there is time to see."""
        best = min(one.value for one in choices)
        self.turn = np.inf
        return not (choice.closed or choice.near or choice.bound >= best * (1 - ROUNDING) or self.over)

    def choice(self, option: BotOption, parts: Sequence[SeasonPart]) -> Choice:
        suppliers = tuple(supplier.name for supplier in self.year.pay_per_inquiry)
        known: dict[int, Frontier] = {}
        return Choice(option, [known.setdefault(id(part), Frontier(part, suppliers)) for part in parts])

    def tell(self, stage: Stage, **values: Value) -> None:
        self.watcher(Progress(stage, values=values))

    def prices(self, frontier: Frontier) -> Coordinates:
        """What a day of each coordinate costs about."""
        return (heads_alone if self.links.by_headcount else day_prices)(self.year, frontier.part)

    def relax(self, choices: Sequence[Choice]) -> None:
        """What the seasons' relaxations say: a first bound of each bot, and service curves where they matter."""
        self.tell("searching_year")
        frontiers = [frontier for choice in choices for frontier in choice.distinct]
        self.crew.each(self.look, frontiers)
        for choice in choices:
            choice.closed = any(frontier.infeasible for frontier in choice.frontiers)
            if not choice.closed and not self.over:
                choice.useful = {name: choice.most_useful(*of) for name, of in self.unlimited.items()}
                self.links.bound(choice, min(FIRST_LINK_SECONDS, self.link_seconds))

    @cached_property
    def unlimited(self) -> dict[str, tuple[int, float]]:
        """The vendors without a limit to their seats: their number among all supplies, and their factor."""
        vendors = enumerate(self.year.vendor, start=len(self.year.contract))
        return {one.name: (supply, one.aht_factor) for supply, one in vendors if one.most_seats is None}

    def look(self, engine: Engine, frontier: Frontier) -> None:
        """A first relaxation of a season, and how many agents could be of use."""
        if self.over:
            return
        frontier.relax(engine, self.prices(frontier), self.left, rounds=1)
        for group, members in enumerate(frontier.part.members):
            if not frontier.infeasible and any(supply in members for supply, _factor in self.unlimited.values()):
                frontier.saturated[group] = frontier.saturating(engine, group, self.left)

    def improve(self, choice: Choice, best: float) -> None:
        """Search until the year's plan meets its bound, or the time is over."""
        self.tell("planning_seasons", bot=choice.option.name)
        size = size_of(choice)
        if not choice.prepared and not choice.is_large:
            self.crew.each(self.begin, choice.distinct)
            self.plan(choice)
        if size <= SMALL and not choice.prepared:
            self.search_whole(choice, self.left * SHARE_OF_SMALL)
            if self.done(choice, best):
                return
        self.search_seasons(choice, best)
        if size <= MOST and not self.done(choice, best):
            self.search_whole(choice, self.left)

    def search_whole(self, choice: Choice, seconds: float) -> None:
        """The year as one model."""
        search_whole(self.links, choice, seconds)
        if not choice.closed:
            self.plan(choice)

    def plan(self, choice: Choice) -> None:
        """The best year over the plans found."""
        self.links.plan(choice, self.link_seconds)
        self.found |= choice.values is not None

    def search_seasons(self, choice: Choice, best: float) -> None:
        """Search the seasons one by one until the year's plan meets its bound, or nothing is left to learn of them."""
        if not choice.prepared:
            choice.prepared = True
            self.crew.each(self.prepare, choice.distinct)
            choice.closed = any(frontier.infeasible for frontier in choice.frontiers)
        for _round in range(ROUNDS):
            if choice.is_large:  # whose bound takes long, and is near enough as soon as there is a plan
                self.plan(choice)
                if self.done(choice, best):
                    return
            self.links.bound(choice, min(choice.patience, self.link_seconds))
            choice.patience *= 1 if choice.bounded else 2
            if not choice.is_large:
                self.plan(choice)
            if self.done(choice, best) or not self.learn(choice):
                return

    def done(self, choice: Choice, best: float) -> bool:
        """Whether nothing is left to look for with this bot, or no time."""
        return choice.closed or choice.near or choice.bound >= best * (1 - ROUNDING) or self.over

    def begin(self, engine: Engine, frontier: Frontier) -> None:
        """A first plan of a season, however rough, so that there is one of the year."""
        if not frontier.points and not frontier.infeasible and not self.over:
            frontier.probe(engine, self.prices(frontier), min(ROUGH_SECONDS, self.left / 10), gap=ROUGH)

    def prepare(self, engine: Engine, frontier: Frontier) -> None:
        """What the days say, and a first plan of a small season whose days do not say all."""
        if self.over:
            return
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
                frontier.probe(engine, without_agents(self.prices(frontier)), min(seconds, self.left), np.array(agents))
        return bool(open_ones)
