"""Why a year has no plan: a season whose need no legal team covers, contracts without a legal tour, or its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from staffplan.errors import InfeasibleError
from staffplan.words.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from staffplan.schema.year.part import SeasonPart
    from staffplan.schema.year.problem import YearInput
    from staffplan.schema.year.supply import BotOption


def infeasible_year(problem: YearInput, options: Sequence[tuple[BotOption, Sequence[SeasonPart]]]) -> InfeasibleError:
    """The error that says so; ``options`` are the bots with their seasons."""
    from staffplan.pipeline.plan.remedy import explain_infeasible
    from staffplan.solve.searches.shortage import least_shortage

    option, parts = options[0]
    idle = tuple(without_tours(problem, parts))
    for k, part in enumerate(parts):
        shortage = None if part.offers else least_shortage(part.works, part.need)
        if not part.offers and (shortage is None or shortage.total > 1e-6):
            error = explain_infeasible(problem.scenario_with(option, k), part.need, part.works)
            summary = Message.of("season_infeasible", name=problem.seasons[k].name, summary=error.summary)
            return InfeasibleError(summary, error.shortages, (*idle, *error.remedies))
    remedies = (*idle, Message.of("raise_limits"), Message.of("allow_more_heads"))
    return InfeasibleError(Message.of("year_infeasible"), (), remedies)


def without_tours(problem: YearInput, parts: Sequence[SeasonPart]) -> Iterator[Message]:
    """The contracts and vendors of whom nobody can work a season by the rules, each with the first such season."""
    names = [one.name for one in (*problem.year.contract, *problem.year.vendor)]
    told: set[int] = set()
    for season, part in zip(problem.seasons, parts, strict=True):
        for idle, members in zip(part.idle, part.members, strict=True):
            for supply in members if idle else ():
                if supply not in told:
                    told.add(supply)
                    yield Message.of("no_legal_tour", season=season.name, contract=names[supply])
