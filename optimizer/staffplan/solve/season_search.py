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
from staffplan.language import _
from staffplan.schema.progress import Progress
from staffplan.schema.season_outcome import SeasonRoster, YearOutcome
from staffplan.solve.engine import Engine
from staffplan.solve.season_choice import Choice, YearLinks
from staffplan.solve.season_final import finished_season, worked_hours
from staffplan.solve.season_frontier import Frontier
from staffplan.solve.season_model import usage_of
from staffplan.solve.season_points import Coordinates
from staffplan.solve.season_prices import day_prices, heads_alone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from staffplan.schema.progress import Stop, Watcher
    from staffplan.schema.season_calendar import Calendar
    from staffplan.schema.season_part import SeasonPart
    from staffplan.schema.season_supply import BotOption
    from staffplan.schema.season_year import Year

ROUNDS = 40
"""How often seasons are searched again, at most."""
ENOUGH = 2e-4
"""Relative gap at which the search ends."""
SEASON_SECONDS = 15.0
"""Time for one search of one season, at most."""
FIRST_LINK_SECONDS = 1.0
"""Time for the first bound of each bot, which only tells which bots are worth a search."""
ROUNDING = 1e-6
MANY = 60
"""Agents of a season from which on a plan with a little room is found before the last head is fought for."""
ROOM = 0.002
"""How much room, as a share of the agents; doubled as long as there is no plan."""


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
    with Engine(stop, year.solve.seed) as engine:
        return _Search(engine, year, calendar, options, watcher, stop, same_all_year).run()


@dataclass
class _Search:
    """One search and its clock."""

    engine: Engine
    year: Year
    calendar: Calendar
    options: Sequence[tuple[BotOption, Sequence[SeasonPart]]]
    watcher: Watcher
    stop: Stop
    same_all_year: bool = False
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        return max(self.year.solve.time_limit.total_seconds() - (time.monotonic() - self.began), 0.0)

    @property
    def over(self) -> bool:
        return self.left <= 0 or self.stop.is_set()

    @property
    def link_seconds(self) -> float:
        """Seconds for what links the seasons: a little even where the time is over."""
        return max(self.left, 1.0)

    @cached_property
    def links(self) -> YearLinks:
        return YearLinks(self.engine, self.year, self.calendar, self.same_all_year)

    def run(self) -> YearOutcome | None:
        choices = [self.choice(option, parts) for option, parts in self.options]
        for choice in choices:
            self.relax(choice)
        best = np.inf
        for choice in sorted(choices, key=lambda one: one.bound):
            if not choice.closed and choice.bound < best * (1 - ROUNDING):
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
        return self.outcome(found, min(bound, found.value))

    def choice(self, option: BotOption, parts: Sequence[SeasonPart]) -> Choice:
        suppliers = tuple(supplier.name for supplier in self.year.pay_per_inquiry)
        known: dict[int, Frontier] = {}
        return Choice(option, [known.setdefault(id(part), Frontier(part, suppliers)) for part in parts])

    def tell(self, stage: str) -> None:
        self.watcher(Progress(stage))

    def prices(self, frontier: Frontier) -> Coordinates:
        """What a day of each coordinate costs about."""
        return heads_alone(frontier) if self.links.by_headcount else day_prices(self.year, frontier)

    def relax(self, choice: Choice) -> None:
        """What the seasons' relaxations say: a first bound, and service curves where they matter."""
        self.tell(_("looking at the year with bot: {bot}").format(bot=choice.option.name))
        for frontier in choice.distinct:
            frontier.relax(self.engine, self.prices(frontier), self.left)
            if frontier.infeasible:
                choice.closed = True
                return
            frontier.outline(self.engine, self.prices(frontier), self.left)
        offset = len(self.year.contract)
        for supply, vendor in enumerate(self.year.vendor, start=offset):
            if vendor.most_seats is None:
                choice.useful[vendor.name] = self.useful(choice, supply, vendor.aht_factor)
        self.links.bound(choice, min(FIRST_LINK_SECONDS, self.link_seconds))

    def useful(self, choice: Choice, supply: int, factor: float) -> int:
        """Seats above which none could be of use: alone, they saturate the service of every slot."""
        most = 0
        for frontier in choice.distinct:
            for group, members in enumerate(frontier.part.members):
                if supply in members:
                    if group not in frontier.saturated:
                        frontier.saturated[group] = frontier.saturating(self.engine, group, self.left)
                    most = max(most, frontier.saturated[group])
        return int(np.ceil(most * factor)) + 1

    def improve(self, choice: Choice, best: float) -> None:
        """Search the seasons until the year's plan meets its bound, or the time is over."""
        for frontier in choice.distinct:
            self.tell(_("planning the seasons with bot: {bot}").format(bot=choice.option.name))
            if frontier.is_large:
                frontier.round_off(self.engine, self.prices(frontier), self.share())
            if not frontier.points:
                frontier.look_at_days(self.engine, self.prices(frontier), self.left / 4)
                frontier.probe(self.engine, self.prices(frontier), self.share())
            if frontier.infeasible:
                choice.closed = True
                return
        for _round in range(ROUNDS):
            self.links.bound(choice, self.link_seconds)
            self.links.plan(choice, self.link_seconds)
            near = np.isfinite(choice.value) and choice.value - choice.bound <= ENOUGH * abs(choice.value)
            done = near or choice.bound >= best * (1 - ROUNDING)
            if choice.closed or done or self.over or not self.learn(choice):
                return

    def share(self) -> float:
        """Seconds for the next search of a season."""
        return min(SEASON_SECONDS, self.left)

    def learn(self, choice: Choice) -> bool:
        """Search seasons with no more agents than the bound believes in; False where nothing is left to learn.

        What was searched before without an end is searched again, twice as long, once nothing else is open.
        """
        if self.make_room(choice):
            return True
        open_ones = {
            (id(frontier), tuple(agents.tolist())): (frontier, agents)
            for frontier, agents in zip(choice.frontiers, choice.wished, strict=True)
            if np.isfinite(frontier.asked.get(tuple(agents.tolist()), 0.0))
        }
        fresh = [(f, a) for f, a in open_ones.values() if tuple(a.tolist()) not in f.asked]
        for frontier, agents in fresh or open_ones.values():
            if self.over:
                break
            self.tell(_("planning the seasons with bot: {bot}").format(bot=choice.option.name))
            seconds = max(SEASON_SECONDS, 2 * frontier.asked.get(tuple(agents.tolist()), 0.0))
            frontier.probe(self.engine, self.rest(frontier), min(seconds, self.left), agents)
        return bool(open_ones)

    def rest(self, frontier: Frontier) -> Coordinates:
        """The prices of all that is not agents."""
        full = self.prices(frontier)
        return Coordinates(np.zeros(frontier.n_groups), full.volume, full.surcharge, full.hours)

    def make_room(self, choice: Choice) -> bool:
        """Find large teams a plan with a little more agents than the bound believes in; False where all have one."""
        new = False
        for frontier, agents in zip(choice.frontiers, choice.wished, strict=True):
            room = ROOM
            while agents.sum() >= MANY and room < 1 and not self.over:
                more = np.ceil(agents * (1 + room)).astype(np.int64)
                if any(np.all(point.at.agents <= more) for point in frontier.points):
                    break
                if tuple(more.tolist()) not in frontier.asked:
                    self.tell(_("planning the seasons with bot: {bot}").format(bot=choice.option.name))
                    new |= frontier.probe(self.engine, self.rest(frontier), self.share(), more) is not None
                room *= 2
        return new

    def outcome(self, choice: Choice, bound: float) -> YearOutcome:
        """Tours for everyone, and what the year uses."""
        assert choice.model is not None
        assert choice.values is not None
        model, values = choice.model, choice.values.copy()
        rosters: list[SeasonRoster] = []
        worked = []
        for k, (frontier, point) in enumerate(zip(choice.frontiers, choice.points, strict=True)):
            self.tell(_("splitting season {season} into legal tours").format(season=k + 1))
            counts = {supply: round(values[column]) for (season, supply), column in model.agents.items() if season == k}
            names = [one.name for one in (*self.year.contract, *self.year.vendor)]
            found, hours = finished_season(self.engine, frontier, point, counts, names, self.left)
            rosters.append(found)
            values[model.hours[k]] = hours
            worked += worked_hours(frontier.part, found.roster, self.year.contract, k)
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
